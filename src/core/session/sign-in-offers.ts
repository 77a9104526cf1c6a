import type { ProblemCode } from '../problem.ts'
import type { SignInWay } from './sign-in-way.ts'

/** How to go on after a sign-in that ended: the way that is offered first, and what is offered beside it. */
export interface SignInOffers {
  readonly first: SignInWay
  readonly beside: SignInWay | 'guide' | null
}

const browserFirst: SignInOffers = { first: 'browser', beside: 'device-code' }
const codeFirst: SignInOffers = { first: 'device-code', beside: 'browser' }
/** A code proves nothing about the device, so it is no way around a policy that the browser meets, nor around its own. */
const noCode: SignInOffers = { first: 'browser', beside: 'guide' }

const offers: Partial<Readonly<Record<ProblemCode, SignInOffers>>> = {
  'loopback-refused': codeFirst,
  'sign-in-code-expired': codeFirst,
  'device-code-blocked': noCode,
  'conditional-access': noCode,
  'device-not-managed': noCode,
  'location-blocked': noCode,
  'sign-in-app-disabled': noCode,
  'sign-in-misconfigured': noCode,
  'sign-in-cancelled': browserFirst,
  'sign-in-timeout': browserFirst,
  'sign-in-busy': browserFirst,
}

/** Returns how to go on; `null` stands for no sign-in yet. A problem that is the same in either way offers the browser. */
export function offersAfter(problem: ProblemCode | null): SignInOffers {
  if (problem === null) return browserFirst
  return offers[problem] ?? { first: 'browser', beside: null }
}
