import type { FaultRule } from '#practice/faults/faults.ts'

/** Answers of Microsoft's that the practice tenant gives only when it is told to. */

type Answer = NonNullable<FaultRule['response']>

/** What EWS answers: always, or only to the requests that are counted here. */
export function ews(response: Answer, ...nth: readonly number[]): readonly FaultRule[] {
  return rules({ url: 'https://outlook.office365.com/EWS/Exchange.asmx', method: 'POST' }, { response }, nth)
}

/** The same for one of Graph's mailbox calls, by the end of its address. */
export function graphCall(ending: string, response: Answer, ...nth: readonly number[]): readonly FaultRule[] {
  return rules({ url: `https://graph.microsoft.com/v1.0/users/*${ending}*`, method: 'GET' }, { response }, nth)
}

/** What the line to Exchange does instead of answering. */
export function line(effect: NonNullable<FaultRule['effect']>, ...nth: readonly number[]): readonly FaultRule[] {
  return rules({ url: 'https://outlook.office365.com/*', method: 'POST' }, { effect }, nth)
}

/** What the token endpoint answers to an application's secret. */
export function tokenRefusal(code: number, ...nth: readonly number[]): readonly FaultRule[] {
  const body = { error: 'invalid_client', error_description: `AADSTS${code}: no.`, error_codes: [code] }
  const request = {
    url: 'https://login.microsoftonline.com/*/oauth2/v2.0/token*',
    method: 'POST',
    bodyFragment: 'client_credentials',
  }
  return rules(request, { response: { statusCode: 401, body } }, nth)
}

/** Response code, and named values beside it. https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode */
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
