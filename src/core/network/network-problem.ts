import type { ProblemCode } from '../problem.ts'

const networkProblems: readonly ProblemCode[] = [
  'unreachable',
  'proxy-sign-in',
  'certificate-untrusted',
  'not-microsoft',
  'perhaps-not-microsoft',
  'loopback-refused',
]

/** Whether a check of the connection may show the cause of a problem. */
export function isNetworkProblem(code: ProblemCode): boolean {
  return networkProblems.includes(code)
}
