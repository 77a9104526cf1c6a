import type { Answer } from '#core/answer.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'

/**
 * Entra's sign-in error numbers we have a sentence for. Microsoft: react on the numbers, never on the description
 * (learn.microsoft.com/entra/identity-platform/reference-error-codes).
 */
const refusals: Readonly<Record<number, ProblemCode>> = {
  65004: 'sign-in-declined',
  90094: 'sign-in-needs-approval',
  90095: 'sign-in-needs-approval',
  65001: 'sign-in-needs-approval',
  50105: 'sign-in-not-assigned',
  53003: 'conditional-access',
  530032: 'conditional-access',
  530035: 'conditional-access',
  53000: 'device-not-managed',
  53001: 'device-not-managed',
  50097: 'device-not-managed',
  50020: 'wrong-account',
  500208: 'wrong-account',
  90072: 'wrong-account',
  700082: 'signed-out',
  50173: 'signed-out',
  70043: 'signed-out',
  50076: 'signed-out',
  50079: 'signed-out',
  7000222: 'secret-expired',
  500011: 'exchange-missing',
}

/** Not there yet, although we have just made it: the secret, the application, its service principal. */
const settling: readonly number[] = [7000215, 700016, 7000229]

const busy: readonly number[] = [90033, 90012, 50196]

export interface SignInError {
  readonly numbers: readonly number[]
  readonly correlationId: string | null
  readonly host: string
  readonly at: string
}

/**
 * `fallback` is the code for a number that is in no list. `justMade`: what asks for the token may have been made a moment
 * ago; for a person who signs in, the same numbers are a refusal, since waiting would only open the page again.
 */
export function classifySignIn(error: SignInError, fallback: ProblemCode, justMade = false): Answer<never> {
  const { numbers, correlationId, host, at } = error
  const told = (code: ProblemCode): Problem => ({
    code,
    at,
    facts: { host },
    microsoft: {
      host,
      ...(numbers[0] !== undefined && { code: `AADSTS${numbers[0]}` }),
      ...(correlationId !== null && { correlationId }),
    },
  })
  if (justMade && numbers.some((number) => settling.includes(number))) {
    return { notYet: 'secret-not-active', problem: told('secret-not-accepted') }
  }
  if (numbers.some((number) => busy.includes(number))) return { notYet: 'busy', problem: told('microsoft-busy') }
  const known = numbers.map((number) => refusals[number]).find((code) => code !== undefined)
  return { no: told(known ?? fallback) }
}

/** The AADSTS numbers named in a description: the redirect to the browser carries them nowhere else. */
export function numbersIn(description: string): readonly number[] {
  return [...description.matchAll(/AADSTS(\d{4,8})/g)].map((match) => Number(match[1]))
}
