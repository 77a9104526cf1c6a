import { XMLParser } from 'fast-xml-parser'
import type { Answer, WaitReason } from '#core/answer.ts'
import type { Clock } from '#core/ports.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import type { Secret } from '#core/secret.ts'
import type { MailboxConnection } from '../connection.ts'
import { retryAfterMs } from '../retry-after.ts'
import { requestIdOf, type HttpResponse } from '../transport.ts'

/** EWS GetFolder with `IdOnly` on the inbox: opens the mailbox, reads no message. Request: Microsoft's own Test-EWSAppAccess.ps1. */
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

const waits: Readonly<Record<string, WaitReason>> = {
  ErrorServerBusy: 'throttled',
  ErrorMailboxMoveInProgress: 'busy',
  ErrorMailboxStoreUnavailable: 'busy',
  ErrorInternalServerTransientError: 'busy',
}

const refusals: Readonly<Record<string, ProblemCode>> = {
  ErrorAccessDenied: 'mailbox-out-of-reach',
  ErrorImpersonateUserDenied: 'mailbox-out-of-reach',
  ErrorNonExistentMailbox: 'mailbox-unknown',
  ErrorNonPrimarySmtpAddress: 'mailbox-alias',
}

/** What a proof may conclude from Exchange's answer (microsoft-365 reference, EWS verification). */
function classify(response: HttpResponse, host: string, clock: Clock): Answer<null> {
  const { status, headers } = response
  const { code, backOffMs, primary } = readSoap(response.text)
  const told = (problemCode: ProblemCode): Problem => {
    const correlationId = requestIdOf(headers)
    return {
      code: problemCode,
      at: clock.now().toISOString(),
      facts: { host },
      ...(primary !== null && { primaryAddress: primary }),
      microsoft: { host, status, ...(code !== null && { code }), ...(correlationId !== null && { correlationId }) },
    }
  }
  if (status === 200 && code === 'NoError') return { done: null }
  const wait = code === null ? undefined : waits[code]
  if (wait || status === 429 || (status >= 500 && (code === null || status === 503))) {
    const afterMs = retryAfterMs(headers, clock.now()) ?? backOffMs ?? undefined
    return { notYet: wait ?? 'throttled', problem: told('exchange-busy'), ...(afterMs !== undefined && { afterMs }) }
  }
  if (status === 403) return { no: told(reasonOf403(headers)) }
  if (status === 401) return { no: told('exchange-unauthorized') }
  if (status === 404 || status === 410) return { no: told('ews-ended') }
  return { no: told((code !== null ? refusals[code] : undefined) ?? 'microsoft-unexpected') }
}

/** Which 403 this is: learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-control-access-to-ews-in-exchange. */
function reasonOf403(headers: Headers): ProblemCode {
  const reason = headers.get('x-ews-policy-reason') ?? ''
  if (/disabled/i.test(reason)) return 'ews-disabled'
  return /blocked by policy/i.test(reason) ? 'ews-blocked' : 'mailbox-refused'
}

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
})

interface Soap {
  readonly code: string | null
  readonly backOffMs: number | null
  readonly primary: string | null
}

function readSoap(text: string): Soap {
  const found: { code: string | null; backOffMs: number | null; primary: string | null } = {
    code: null,
    backOffMs: null,
    primary: null,
  }
  const walk = (node: unknown, name: string) => {
    if (Array.isArray(node)) for (const child of node) walk(child, name)
    else if (typeof node === 'object' && node !== null) {
      const named = (node as Record<string, unknown>)['@Name']
      const value = (node as Record<string, unknown>)['#text']
      if (name === 'Value' && named === 'BackOffMilliseconds')
        found.backOffMs = Number.isFinite(Number(value)) ? Number(value) : null
      if (name === 'Value' && typeof named === 'string' && named.startsWith('Primary')) found.primary = String(value)
      for (const [key, child] of Object.entries(node)) walk(child, key)
    } else if (name === 'ResponseCode' && typeof node === 'string') {
      // One folder that failed fails the proof.
      if (found.code === null || found.code === 'NoError') found.code = node
    }
  }
  try {
    walk(parser.parse(text), '')
  } catch {
    // Not XML: a proxy's page, or nothing. The status says what can be said.
  }
  return found
}
