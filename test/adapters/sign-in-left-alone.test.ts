import { expect, test } from 'vitest'
import { marieEve } from '#support/tenant-client.ts'
import { endOf } from '#support/proof-ports.ts'
import type { SignInWay } from '#core/session/sign-in-way.ts'
import { openWizard, type Wizard } from '#support/wizard.ts'

/**
 * A sign-in that nobody finishes, at every moment of it: real handlers, core and adapters on the practice tenant. It always
 * ends on a screen where the person can begin again, and the next one works.
 */

const hours = 60 * 60_000
const forever = () => new Promise<never>(() => undefined)

/** A moment of a sign-in at which it stands still. */
interface Moment {
  readonly name: string
  readonly way: SignInWay
  /** Prepares it, and returns what resolves once the sign-in stands there. */
  readonly reach: (wizard: Wizard) => () => Promise<void>
}

const pageOpen = (wizard: Wizard) => () => wizard.until(({ page }) => page?.state === 'open')

/** A request to this address gets no answer. */
const held = (address: RegExp) => (wizard: Wizard) => {
  wizard.holds = address
  const isHeld = wizard.untilHeld()
  return () => isHeld
}

const answers = (wizard: Wizard) => {
  wizard.person = { account: marieEve }
}

const moments: readonly Moment[] = [
  { name: 'the browser shows a page that nobody answers', way: 'browser', reach: pageOpen },
  {
    name: 'the browser never opens',
    way: 'browser',
    reach: (wizard) => {
      wizard.opensPages = forever
      return pageOpen(wizard)
    },
  },
  {
    name: 'the page was answered, and its token does not come',
    way: 'browser',
    reach: (wizard) => {
      answers(wizard)
      return held(/\/oauth2\/v2.0\/token/)(wizard)
    },
  },
  {
    name: 'the token came, and the organization’s name does not',
    way: 'browser',
    reach: (wizard) => {
      answers(wizard)
      return held(/\/organization/)(wizard)
    },
  },
  { name: 'Microsoft gives no code', way: 'device-code', reach: held(/\/devicecode/) },
  {
    name: 'nobody types the code',
    way: 'device-code',
    reach: (wizard) => {
      wizard.clock.meanwhile = forever
      return pageOpen(wizard)
    },
  },
  { name: 'a poll gets no answer', way: 'device-code', reach: held(/\/oauth2\/v2.0\/token/) },
]

/** What happens while it stands still, and how it then ends. */
interface Event {
  readonly name: string
  readonly happens: (wizard: Wizard) => Promise<void>
  readonly ends: Readonly<Record<SignInWay, string>>
  readonly moments?: RegExp
}

const timeIsOver = { browser: 'sign-in-timeout', 'device-code': 'sign-in-code-expired' }

const events: readonly Event[] = [
  {
    name: 'the person cancels',
    happens: ({ handlers }) => handlers.cancelSignIn({}),
    ends: { browser: 'sign-in-cancelled', 'device-code': 'sign-in-cancelled' },
  },
  {
    name: 'the person is gone until its time is over',
    moments: /nobody|never opens/,
    happens: async ({ clock }) => {
      clock.meanwhile = null
      clock.endWaits()
      clock.ringAlarms()
      await Promise.resolve()
    },
    ends: timeIsOver,
  },
  {
    name: 'the computer sleeps past every limit',
    moments: /nobody|never opens/,
    happens: async ({ clock }) => {
      clock.set(new Date(clock.now().getTime() + 8 * hours))
      clock.meanwhile = null
      clock.endWaits()
      clock.ringAlarms()
      await Promise.resolve()
    },
    ends: timeIsOver,
  },
  {
    name: 'the computer sleeps while a request is under way, and has a network again when it wakes',
    moments: /token does not come|a poll gets/,
    happens: async (wizard) => {
      const { clock } = wizard
      clock.set(new Date(clock.now().getTime() + 8 * hours))
      wizard.holds = null
      clock.ringAlarms()
      await Promise.resolve()
    },
    // A code is asked about once more; an authorization code is redeemed once.
    ends: { browser: 'unreachable', 'device-code': 'sign-in-code-expired' },
  },
  {
    name: 'a second sign-in is begun, and refused, and the person cancels',
    happens: async ({ handlers, context }) => {
      const before = context.session
      for (const way of ['browser', 'device-code'] as const) {
        expect(await endOf(handlers.signIn({ aim: null, way }), 'signed in')).toBe('out-of-order')
      }
      expect(await endOf(handlers.start({ way: 'automatic' }), 'started')).toBe('out-of-order')
      expect(context.session).toBe(before)
      await handlers.cancelSignIn({})
    },
    ends: { browser: 'sign-in-cancelled', 'device-code': 'sign-in-cancelled' },
  },
]

const rows = moments.flatMap((moment) =>
  events
    .filter(({ moments: only }) => only?.test(moment.name) ?? true)
    .map((event) => [moment.name, event.name, moment, event] as const),
)

test.each(rows)('%s: %s', async (_moment, _event, { way, reach }, { happens, ends }) => {
  const wizard = openWizard()
  wizard.person = null
  await wizard.handlers.start({ way: 'name-organization' })
  const isThere = reach(wizard)
  const ended = endOf(wizard.handlers.signIn({ aim: null, way }), 'signed in')
  await isThere()
  expect(wizard.context.session.busy).toBe(true)
  await happens(wizard)
  expect(await ended).toBe(ends[way])
  expect(wizard.context.session).toMatchObject({ at: 'sign-in', busy: false, page: null, step: way })

  wizard.holds = wizard.opensPages = wizard.clock.meanwhile = null
  wizard.person = { account: marieEve }
  await wizard.handlers.signIn({ aim: null })
  expect(wizard.context.session).toMatchObject({ at: 'identity', busy: false, problem: null })
  await wizard.handlers.acceptIdentity({})
  expect(wizard.context.session).toMatchObject({ at: 'review', problem: null })
})
