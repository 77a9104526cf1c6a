import { describe, expect, test } from 'vitest'
import { at, done, endOf, no, problem, proofPorts, token } from '#support/proof-ports.ts'
import { observedTenant, tenantId, desiredFor } from '#support/observed-tenant.ts'
import type { Answer } from '../answer.ts'
import type { AwaitedFor, AwaitLine } from '../ledger.ts'
import type { ProblemCode } from '../problem.ts'
import { accessInTenant } from './access-in-tenant.ts'
import { profiles } from './profile.ts'
import { waitingEnds, watchAccess } from './watch.ts'

const minute = 60_000
const hour = 60 * minute
const start = new Date(at)
const tried = { mailbox: 'accueil@nord.example', blockedMailbox: null }

function line(what: AwaitedFor, until = waitingEnds(what, start)): AwaitLine {
  return {
    practice: false,
    tenantId,
    organization: { name: 'Nord', domain: 'nord.example' },
    profile: 'ews',
    for: what,
    since: at,
    until,
    mailbox: tried.mailbox,
    blockedMailbox: null,
  }
}

test.each([
  ['allow-list', 24],
  ['limit', 2],
  ['consent', 7 * 24],
] as const)('waiting for %s is normal for %d hours', (what, hours) => {
  expect(waitingEnds(what, start)).toBe(new Date(start.getTime() + hours * hour).toISOString())
})

const lifts: Readonly<Record<AwaitedFor, readonly ProblemCode[]>> = {
  'allow-list': ['ews-blocked', 'ews-disabled'],
  limit: ['exchange-unauthorized', 'mailbox-out-of-reach', 'not-limited'],
  consent: [],
}
const refusals: readonly ProblemCode[] = [
  ...Object.values(lifts).flat(),
  'ews-ended',
  'mailbox-refused',
  'mailbox-unknown',
  'secret-expired',
  'role-missing',
]

/** Watches a mailbox that gives these answers in turn, and the last one again and again. */
function watching(answers: readonly Answer<null>[], awaited = line('allow-list')) {
  const open = (_probe: string, _address: string, time: number) => answers[Math.min(time, answers.length) - 1] ?? done
  const ports = proofPorts({ tokens: [token('full_access_as_app')], open })
  const observed = observedTenant({ granted: ['full_access_as_app'] })
  const ended = endOf(
    watchAccess(ports.context, accessInTenant(ports.context, desiredFor(profiles.ews), observed), awaited, tried),
    'opened',
  )
  const looks = () => ports.asked.filter((call) => call.startsWith('token')).length
  const took = () => ports.clock.now().getTime() - start.getTime()
  return { ...ports, ended, looks, took }
}

describe('what waiting may lift', () => {
  const each = (Object.keys(lifts) as AwaitedFor[]).flatMap((what) => refusals.map((code) => [what, code] as const))

  test.each(each)('%s: %s', async (what, code) => {
    const { ended } = watching([no(code), no(code), done], line(what))
    expect(await ended).toBe(lifts[what].includes(code) ? 'opened' : code)
  })
})

describe('watching', () => {
  test('opened at once: nothing is waited for', async () => {
    const { ended, looks, took } = watching([done])
    expect([await ended, looks(), took()]).toEqual(['opened', 1, 0])
  })

  test('looks every ten minutes, each with a token of its own, and says what it waits for', async () => {
    const { ended, looks, took, events } = watching([no('ews-blocked'), no('ews-disabled'), done])
    expect([await ended, looks(), took()]).toEqual(['opened', 3, 20 * minute])
    const waits = events.filter((event) => event.kind === 'waiting')
    expect(waits).toMatchObject([
      { reason: 'allow-list', nextInMs: 10 * minute, atMostMs: 24 * hour },
      { reason: 'allow-list', atMostMs: 24 * hour - 10 * minute },
    ])
  })

  test('ends with the refusal itself once waiting is no longer normal', async () => {
    const { ended, looks, took } = watching([no('ews-blocked')])
    expect([await ended, took(), looks()]).toEqual(['ews-blocked', 24 * hour, 145])
  })

  test('a limit is looked at every five minutes, for two hours', async () => {
    const { ended, took, looks } = watching([no('mailbox-out-of-reach')], line('limit'))
    expect([await ended, took(), looks()]).toEqual(['mailbox-out-of-reach', 2 * hour, 25])
  })

  test('a watch that began on another day ends on that day', async () => {
    const { ended, took } = watching(
      [no('ews-blocked')],
      line('allow-list', new Date(start.getTime() + hour).toISOString()),
    )
    expect([await ended, took()]).toEqual(['ews-blocked', hour])
  })

  test('what is long past is looked at once', async () => {
    const { ended, looks, took } = watching([no('ews-blocked')], line('allow-list', '2026-11-20T00:00:00Z'))
    expect([await ended, looks(), took()]).toEqual(['ews-blocked', 1, 0])
  })

  test.each(['mailbox-refused', 'ews-ended', 'mailbox-unknown', 'exchange-unauthorized'] as const)(
    '%s ends it when the next look says the same: waiting does not lift it',
    async (code) => {
      const { ended, took } = watching([no('ews-blocked'), no(code)])
      expect([await ended, took()]).toEqual([code, 20 * minute])
    },
  )

  test('a network that goes and comes back says nothing of it', async () => {
    const gone: Answer<null> = { no: problem('unreachable') }
    const { ended, looks } = watching([no('ews-blocked'), gone, gone, no('ews-blocked'), done])
    expect([await ended, looks()]).toEqual(['opened', 5])
  })

  test.each(['mailbox-refused', 'microsoft-unexpected', 'ews-ended', 'not-microsoft'] as const)(
    'one %s among the answers of a day ends nothing',
    async (code) => {
      const { ended, took } = watching([no('ews-blocked'), no(code), no('ews-blocked'), no(code), done])
      expect([await ended, took()]).toEqual(['opened', 40 * minute])
    },
  )

  test('a captive portal that stays all day does not end it before the day does', async () => {
    const { ended, took } = watching([no('not-microsoft')])
    expect([await ended, took()]).toEqual(['not-microsoft', 24 * hour])
  })

  test('a person who stops is let go', async () => {
    const { ended, stopper, clock } = watching([no('ews-blocked')])
    stopper.abort(new Error('enough'))
    expect(await ended).toBe('Error: enough')
    expect(clock.waits).toEqual([])
  })
})
