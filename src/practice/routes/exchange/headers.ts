import { createHash, randomUUID } from 'node:crypto'

/** The names of the servers that answer, in the form of Exchange Online's. */
const frontEnd = 'YQBPR0101CA0042'
const backEnd = 'YT3PR01MB9999.CANPRD01.PROD.OUTLOOK.COM'

/** Adds the headers that every answer of Exchange Online has, also a refusal. */
export function addExchangeHeaders(headers: Headers): void {
  const requestId = randomUUID()
  headers.set('request-id', requestId)
  headers.set('x-feserver', frontEnd)
  headers.set('x-beserver', backEnd.split('.')[0] ?? backEnd)
  headers.set('x-calculatedbetarget', backEnd)
  headers.set('x-diaginfo', backEnd.split('.')[0] ?? backEnd)
  headers.set('x-requestid', createHash('sha1').update(requestId).digest('hex').slice(0, 16))
  headers.set('x-powered-by', 'ASP.NET')
  headers.set('server', 'Microsoft-IIS/10.0')
  headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains; preload')
}
