import type { Company } from '../../company/company.ts'
import { envelope, errorMessages, faultBody, SoapFault } from './soap.ts'

/**
 * Returns the answer of a busy server in one of its three forms, or undefined when it is not busy.
 * https://github.com/MicrosoftDocs/office-developer-exchange-docs/blob/main/docs/exchange-web-services/ews-throttling-in-exchange.md
 */
export function busyAnswer(company: Company, messages: number, operation: string): Response | undefined {
  const { busy } = company.exchange
  if (busy.left === 0) return undefined
  busy.left -= 1
  const fault = new SoapFault('ErrorServerBusy', 'The server cannot service this request right now. Try again later.', {
    BackOffMilliseconds: String(busy.backOffMilliseconds),
  })
  const headers = { 'content-type': 'text/xml; charset=utf-8' }
  switch (busy.says) {
    case '503':
      return new Response(null, { status: 503 })
    case '500':
      return new Response(envelope(faultBody(fault)), { status: 500, headers })
    case '200':
      return new Response(envelope(errorMessages(fault, messages, operation)), { status: 200, headers })
  }
}
