import type { Answer } from '#core/answer.ts'
import type { FailureKind } from '#core/network/observation.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'

/**
 * What an error means, the first that matches: Chromium's net errors
 * (https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h) and Node's.
 */
const kinds: readonly (readonly [Exclude<FailureKind, 'lost' | 'time-limit'>, RegExp])[] = [
  // Microsoft's hosts never redirect, so this is the sign-in page of a proxy or of a captive portal.
  ['redirected', /redirect/i],
  [
    'proxy-sign-in',
    /ERR_PROXY_AUTH|ERR_UNEXPECTED_PROXY_AUTH|ERR_INVALID_AUTH_CREDENTIALS|ERR_MISSING_AUTH_CREDENTIALS/,
  ],
  // Other SSL errors may come after the request was sent.
  [
    'untrusted',
    /ERR_CERT_|ERR_SSL_VERSION_OR_CIPHER_MISMATCH|ERR_SSL_PINNED_KEY|ERR_SSL_CLIENT_AUTH_CERT_NEEDED|CERT_|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|DEPTH_ZERO/,
  ],
  ['proxy-unreachable', /PROXY_CONNECTION_FAILED/],
  ['proxy-refused', /TUNNEL_CONNECTION_FAILED/],
  ['name-not-found', /NAME_NOT_RESOLVED|ENOTFOUND|EAI_AGAIN/],
  ['offline', /INTERNET_DISCONNECTED/],
  ['refused', /CONNECTION_REFUSED|ECONNREFUSED/],
  ['unreachable', /ADDRESS_UNREACHABLE|CONNECTION_TIMED_OUT|NETWORK_ACCESS_DENIED|ENETUNREACH|EHOSTUNREACH/],
]

/** What a `Fetch` rejects with when a proxy asked for credentials and got none: the request was not passed on. */
export class ProxyChallenge extends Error {
  /** The proxy's address and port. */
  readonly proxy: string

  constructor(proxy: string) {
    super(`the proxy ${proxy} asks for credentials`)
    this.name = 'ProxyChallenge'
    this.proxy = proxy
  }
}

/** Why `fetch` failed, and the network stack's own name of the error, e.g. `ERR_NAME_NOT_RESOLVED`. */
export interface NetworkFailure {
  readonly kind: FailureKind
  readonly error: string | null
}

/** Returns why an exchange failed. `lost` stands for everything after which the request may have been carried out. */
export function failureOf(error: unknown): NetworkFailure {
  if (error instanceof ProxyChallenge) return { kind: 'proxy-sign-in', error: null }
  const text = errorChain(error)
  const [kind] = kinds.find(([, pattern]) => pattern.test(text)) ?? ['lost' as const]
  const [name = null] = /\b(?:ERR_[A-Z_]+|E[A-Z]{4,}(?:_[A-Z]+)*|[A-Z]+(?:_[A-Z]+){2,})\b/.exec(text) ?? []
  return { kind, error: name }
}

/** Returns what an error of `fetch` means for the request: whether it was certainly not sent, or its answer was lost. */
export function classifyFailure(
  error: unknown,
  writes: boolean,
  problem: (code: ProblemCode) => Problem,
): Answer<never> {
  switch (failureOf(error).kind) {
    case 'redirected': {
      const redirected = problem('proxy-sign-in')
      return writes ? { unknown: true, problem: redirected } : { no: redirected }
    }
    case 'proxy-sign-in':
      return { no: problem('proxy-sign-in') }
    case 'untrusted':
      return { no: problem('certificate-untrusted') }
    case 'lost':
    case 'time-limit':
      return { unknown: true, problem: problem('unreachable') }
    default:
      return { no: problem('unreachable') }
  }
}

function errorChain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  return `${error.message} ${code} ${error.cause === undefined ? '' : errorChain(error.cause)}`
}
