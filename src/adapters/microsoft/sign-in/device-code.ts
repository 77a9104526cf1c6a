import type { AuthenticationResult, PublicClientApplication } from '@azure/msal-node'
import { z } from 'zod'
import type { Answer } from '#core/answer.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import type { Connection } from '../connection.ts'
import { detailsOf } from '../details.ts'
import type { HttpRequest, HttpResponse, Transport } from '../http.ts'
import { unreadable } from './msal-network.ts'
import { classifySignIn, correlationIn } from './sign-in-error.ts'

/** What Microsoft answers to a request for a code: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
const deviceCode = z.object({
  user_code: z.string().min(1).max(32),
  device_code: z.string().min(1),
  verification_uri: z.url({ protocol: /^https$/ }).max(200),
  expires_in: z.number().positive().max(3600),
  interval: z.number().positive().max(60).default(5),
})

const refusal = z.object({
  error: z.string(),
  error_description: z.string().default(''),
  suberror: z.string().optional(),
  error_codes: z.array(z.number()).default([]),
})

type Refusal = z.output<typeof refusal>

/** What says that the code has expired, or is not known any more: only a new one helps. */
const overForGood = ['expired_token', 'code_expired', 'bad_verification_code']

/** How much slower the polls become each time Microsoft asks for it, in milliseconds (RFC 8628, 3.5). */
const slowerMs = 5_000
/** The longest wait between two polls that met no answer, in milliseconds. */
const longestPauseMs = 60_000

/** A code, and the page on which a person types it. */
export interface DeviceCode {
  readonly userCode: string
  readonly page: string
  /** How long it may be used from now on, in milliseconds. */
  readonly lifetimeMs: number
}

/**
 * Shows a code and waits until the person has typed it and signed in, anywhere (RFC 8628), by msal-node. Its client must
 * have a network over `pollForDeviceCode`. Rejects with MSAL's error, or with the signal's reason when it is aborted.
 */
export function signInWithCode(
  client: PublicClientApplication,
  request: { readonly scopes: string[]; readonly authority: string | null; readonly claims: string | null },
  show: (code: DeviceCode) => void,
): Promise<AuthenticationResult | null> {
  const { scopes, authority, claims } = request
  return client.acquireTokenByDeviceCode({
    scopes,
    ...(authority !== null && { authority }),
    ...(claims !== null && { claims }),
    deviceCodeCallback: ({ userCode, verificationUri, expiresIn }) => {
      show({ userCode, page: verificationUri, lifetimeMs: expiresIn * 1000 })
    },
  })
}

/**
 * Makes the polls of a device code, so that MSAL meets only their end. MSAL's own cannot be cancelled before the next one,
 * wait by the computer's timers, end at `slow_down` and at a network that is gone for a moment, and keep nothing of a
 * refusal but its kind (msal-node 7.2.1). Other requests pass unchanged.
 */
export function pollForDeviceCode(connection: Connection): Transport {
  const { transport, cloud, clock } = connection
  let intervalMs = slowerMs
  let endsAt = 0

  const problem = (code: ProblemCode, response: HttpResponse): Problem => ({
    code,
    at: clock.now().toISOString(),
    microsoft: detailsOf(response, cloud.login),
  })

  function refused(response: HttpResponse, { error, error_description, suberror, error_codes }: Refusal) {
    const description = error_description
    const found = { error, suberror: suberror ?? null, description, numbers: error_codes }
    const about = { details: detailsOf(response, cloud.login), at: clock.now().toISOString() }
    return classifySignIn({ ...found, correlationId: correlationIn(description) }, 'person', about, 'sign-in-refused')
  }

  /** Asks for a code, and notes how often and how long it may be asked whether it was used. */
  async function requestCode(request: HttpRequest, signal: AbortSignal): Promise<Answer<HttpResponse>> {
    const answer = await transport(request, signal)
    if (!('done' in answer)) return answer
    const response = answer.done
    const failure = unreadable(response, cloud.login, clock)
    if (failure) return failure
    const body: unknown = JSON.parse(response.text)
    const code = deviceCode.safeParse(body)
    if (code.success) {
      intervalMs = code.data.interval * 1000
      endsAt = clock.now().getTime() + code.data.expires_in * 1000
      const complete = JSON.stringify({ ...(body as object), interval: code.data.interval })
      return { done: { ...response, text: complete } }
    }
    const no = refusal.safeParse(body)
    return no.success ? refused(response, no.data) : { no: problem('microsoft-unexpected', response) }
  }

  /** Polls until the code was used, is refused, or has expired. The last poll comes after its time is over. */
  async function poll(request: HttpRequest, signal: AbortSignal): Promise<Answer<HttpResponse>> {
    let failures = 0
    let pauseMs = intervalMs
    for (;;) {
      await clock.wait(Math.max(0, Math.min(pauseMs, endsAt - clock.now().getTime())), signal)
      const isLast = clock.now().getTime() >= endsAt
      const answer = await transport(request, signal)
      const next = 'done' in answer ? read(answer.done) : answer
      const isPending = 'pending' in next
      if (isLast && isPending) return { no: next.problem }
      if (isLast || !mayPass(next)) return next
      failures = isPending ? 0 : failures + 1
      const askedMs = ('afterMs' in next ? next.afterMs : undefined) ?? 0
      pauseMs = Math.max(Math.min(longestPauseMs, intervalMs * 2 ** failures), askedMs)
    }
  }

  type Read = { readonly done: HttpResponse } | Answer<never> | Pending

  /** What one poll met: the tokens, a refusal, or that nobody has finished yet. */
  function read(response: HttpResponse): Read {
    const failure = unreadable(response, cloud.login, clock)
    if (failure) return failure
    const no = refusal.safeParse(JSON.parse(response.text))
    if (response.status === 200 || !no.success) return { done: response }
    const { error } = no.data
    if (error === 'slow_down') intervalMs += slowerMs
    if (error === 'slow_down' || error === 'authorization_pending') {
      return { notYet: 'busy', problem: problem('sign-in-code-expired', response), pending: true }
    }
    if (overForGood.includes(error)) return { no: problem('sign-in-code-expired', response) }
    return refused(response, no.data)
  }

  return (request, signal) => {
    if (new URL(request.url).pathname.endsWith('/devicecode')) return requestCode(request, signal)
    const isPoll = new URLSearchParams(request.body ?? '').get('grant_type') === 'device_code'
    return isPoll ? poll(request, signal) : transport(request, signal)
  }
}

/** Whether the next poll may meet something else: nobody has finished yet, or the network is gone for a moment. */
function mayPass(met: Answer<unknown> | Pending): boolean {
  return 'notYet' in met || 'unknown' in met || ('no' in met && met.no.code === 'unreachable')
}

/** Nobody has finished yet. Its problem is met only when the code's time is over. */
interface Pending {
  readonly notYet: 'busy'
  readonly problem: Problem
  readonly pending: true
  readonly afterMs?: number
}
