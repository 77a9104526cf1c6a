import { hasEnded, profiles } from '#core/access/profile.ts'
import type { Answer } from '#core/answer.ts'
import type { Clock } from '#core/ports.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import type { Secret } from '#core/secret.ts'
import type { MailboxConnection } from '../connection.ts'
import { detailsOf } from '../details.ts'
import type { HttpResponse } from '../http.ts'
import { foreignAnswer, isBusy } from '../origin.ts'
import { retryAfterMs } from '../retry-after.ts'
import { refusedCodes, transientCode } from './response-codes.ts'
import { readSoap } from './soap-answer.ts'

/**
 * Opens a mailbox by EWS: GetFolder with `IdOnly` on the inbox, which reads no message. The request is that of Microsoft's
 * own Test-EWSAppAccess.ps1 (github.com/David-Barrett-MS/PowerShell-EWS-Scripts).
 */
export async function openByEws(
  { transport, cloud, clock, userAgent }: MailboxConnection,
  address: string,
  token: Secret,
  signal: AbortSignal,
): Promise<Answer<null>> {
  const answer = await transport(
    {
      method: 'POST',
      url: `https://${cloud.exchange}/EWS/Exchange.asmx`,
      headers: {
        authorization: `Bearer ${token.reveal()}`,
        'content-type': 'text/xml; charset=utf-8',
        'x-anchormailbox': address,
        'user-agent': userAgent,
        'return-client-request-id': 'true',
      },
      body: getFolder(address),
    },
    signal,
  )
  return 'done' in answer ? classify(answer.done, cloud.exchange, clock) : answer
}

function getFolder(address: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">
<s:Header><t:RequestServerVersion Version="Exchange2016"/><t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>${escapeXml(address)}</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation></s:Header>
<s:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder></s:Body>
</s:Envelope>`
}

function escapeXml(text: string): string {
  return text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Returns what Exchange's answer means. The call is a read: what passes by itself is waited for. */
export function classify(response: HttpResponse, host: string, clock: Clock): Answer<null> {
  const { status, headers } = response
  const foreign = foreignAnswer(response, { host, writes: false }, clock)
  if (foreign) return isGone(status) && 'no' in foreign ? { no: perhapsEnded(foreign.no, clock) } : foreign

  const { code, backOffMs, primaryAddress } = readSoap(response.text)
  if (status === 200 && code === 'NoError') return { done: null }
  const problem = (problemCode: ProblemCode): Problem => ({
    code: problemCode,
    at: clock.now().toISOString(),
    facts: { host },
    microsoft: detailsOf(response, host, code),
    ...(primaryAddress !== null && { primaryAddress }),
  })
  const transient = code === null ? null : transientCode(code)
  // A refusal comes with status 500 as well, so the status alone decides only where there is no code.
  if (transient || (isBusy(status) && (code === null || status === 503))) {
    const afterMs = retryAfterMs(headers, clock.now()) ?? backOffMs ?? undefined
    return {
      notYet: transient?.reason ?? 'throttled',
      problem: problem(transient?.problem ?? 'exchange-busy'),
      ...(afterMs !== undefined && { afterMs }),
    }
  }
  if (status === 403) return { no: problem(reasonOf403(headers)) }
  if (status === 401) return { no: problem('exchange-unauthorized') }
  if (isGone(status)) return { no: problem('ews-ended') }
  return { no: problem((code !== null ? refusedCodes[code] : undefined) ?? 'microsoft-unexpected') }
}

function isGone(status: number): boolean {
  return status === 404 || status === 410
}

/** After Microsoft has ended EWS, "not found" may be its own answer, even if nothing in it says so. */
function perhapsEnded(problem: Problem, clock: Clock): Problem {
  return hasEnded(profiles.ews, clock.now()) ? { ...problem, code: 'ews-ended-or-filtered' } : problem
}

/** https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-control-access-to-ews-in-exchange */
function reasonOf403(headers: Headers): ProblemCode {
  const reason = headers.get('x-ews-policy-reason') ?? ''
  if (/disabled/i.test(reason)) return 'ews-disabled'
  return /blocked by policy/i.test(reason) ? 'ews-blocked' : 'mailbox-refused'
}
