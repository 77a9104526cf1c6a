import type { Answer } from '#core/answer.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'

// Chromium's net errors (https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h) and Node's.
const neverSent =
  /NAME_NOT_RESOLVED|INTERNET_DISCONNECTED|CONNECTION_REFUSED|ADDRESS_UNREACHABLE|CONNECTION_TIMED_OUT|NETWORK_ACCESS_DENIED|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH/
// Other SSL errors may come after the request was sent.
const untrusted =
  /ERR_CERT_|ERR_SSL_VERSION_OR_CIPHER_MISMATCH|ERR_SSL_PINNED_KEY|ERR_SSL_CLIENT_AUTH_CERT_NEEDED|CERT_|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|DEPTH_ZERO/
const proxyRefused =
  /ERR_PROXY_AUTH|ERR_UNEXPECTED_PROXY_AUTH|ERR_INVALID_AUTH_CREDENTIALS|ERR_MISSING_AUTH_CREDENTIALS/

/** Returns what an error of `fetch` means for the request: whether it was certainly not sent, or its answer was lost. */
export function classifyFailure(
  error: unknown,
  writes: boolean,
  problem: (code: ProblemCode) => Problem,
): Answer<never> {
  const text = errorChain(error)
  // Microsoft's hosts never redirect, so this is the sign-in page of a proxy or of a captive portal.
  if (/redirect/i.test(text)) {
    const redirected = problem('proxy-sign-in')
    return writes ? { unknown: true, problem: redirected } : { no: redirected }
  }
  if (proxyRefused.test(text)) return { no: problem('proxy-sign-in') }
  if (untrusted.test(text)) return { no: problem('certificate-untrusted') }
  const unreachable = problem('unreachable')
  return neverSent.test(text) ? { no: unreachable } : { unknown: true, problem: unreachable }
}

function errorChain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  return `${error.message} ${code} ${error.cause === undefined ? '' : errorChain(error.cause)}`
}
