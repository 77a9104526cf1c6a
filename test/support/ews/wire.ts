import type { FaultRule } from '#practice/faults/faults.ts'

/** Answers of Microsoft's that the practice tenant gives only as faults. */

type Answer = NonNullable<FaultRule['response']>

/** Returns the faults that make EWS give this answer, to every request or only to the nth ones. */
export function ews(response: Answer, ...nth: readonly number[]): readonly FaultRule[] {
  return rules({ url: 'https://outlook.office365.com/EWS/Exchange.asmx', method: 'POST' }, { response }, nth)
}

/** Returns the faults that make Graph give this answer to the mailbox calls whose address has this ending. */
export function graphCall(ending: string, response: Answer, ...nth: readonly number[]): readonly FaultRule[] {
  return rules({ url: `https://graph.microsoft.com/v1.0/users/*${ending}*`, method: 'GET' }, { response }, nth)
}

/** Returns the faults that break the connection to Exchange in this way. */
export function line(effect: NonNullable<FaultRule['effect']>, ...nth: readonly number[]): readonly FaultRule[] {
  return rules({ url: 'https://outlook.office365.com/*', method: 'POST' }, { effect }, nth)
}

/** Returns the faults that make the token endpoint refuse an application's secret with this AADSTS code. */
export function tokenRefusal(code: number, ...nth: readonly number[]): readonly FaultRule[] {
  const body = { error: 'invalid_client', error_description: `AADSTS${code}: no.`, error_codes: [code] }
  const request = {
    url: 'https://login.microsoftonline.com/*/oauth2/v2.0/token*',
    method: 'POST',
    bodyFragment: 'client_credentials',
  }
  return rules(request, { response: { statusCode: 401, body } }, nth)
}

/**
 * Returns a SOAP fault of EWS with a response code and named values
 * (https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode).
 */
export function soap(code: string, statusCode = 500, values: Readonly<Record<string, string>> = {}): Answer {
  const xml = Object.entries(values).map(([name, value]) => `<t:Value Name="${name}">${value}</t:Value>`)
  return {
    statusCode,
    body: `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>a:${code}</faultcode><faultstring>no</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">${code}</e:ResponseCode><t:MessageXml xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">${xml.join('')}</t:MessageXml></detail></s:Fault></s:Body></s:Envelope>`,
  }
}

function rules(
  request: FaultRule['request'],
  rest: Omit<FaultRule, 'request'>,
  nth: readonly number[],
): readonly FaultRule[] {
  if (nth.length === 0) return [{ request, ...rest }]
  return nth.map((one) => ({ request: { ...request, nth: one }, ...rest }))
}
