import { describe, expect, test } from 'vitest'
import { done, endOf, no, problem, proofPorts, token } from '#support/proof-ports.ts'
import { observedTenant, desiredFor } from '#support/observed-tenant.ts'
import type { Answer } from '../answer.ts'
import type { AppToken } from '../ports.ts'
import { scopedTag } from '../provision/tags.ts'
import { profiles, type Probe, type ProfileId } from './profile.ts'
import { accessInTenant } from './access-in-tenant.ts'
import { checksOf, prove, type Patience } from './prove.ts'
import type { ProofCheck } from '../provision/run-event.ts'

const graphValues = profiles.graph.permissions.map(({ value }) => value)
const wholeOf = { ews: ['full_access_as_app'], graph: graphValues } as const
const exchange = 'https://outlook.office365.com'
const inside = 'accueil@nord.example'
const outsideMailbox = 'direction@nord.example'

test.each([
  ['ews', false, ['token', 'role', 'mailbox']],
  ['ews', true, ['token', 'mailbox', 'blocked-mailbox']],
  ['graph', false, ['token', 'role', 'calendar', 'contacts', 'mail', 'settings', 'user']],
  ['graph', true, ['token', 'role', 'calendar', 'contacts', 'mail', 'settings', 'user', 'blocked-mailbox']],
] as const)('what shows %s, limited %s', (id, limited, checks) => {
  expect(checksOf(profiles[id], limited)).toEqual(checks)
})

interface Case {
  readonly profile?: ProfileId
  readonly limited?: boolean
  readonly granted?: readonly string[]
  readonly tokens?: readonly Answer<AppToken>[]
  readonly open?: (probe: Probe, address: string, time: number) => Answer<null>
  readonly mailbox?: string | null
  readonly blockedMailbox?: string | null
  readonly patience?: Patience
}

/** Returns the checks that passed, and the code of the problem that stopped the next one. */
async function run(given: Case) {
  const { profile = 'ews', limited = false, granted = limited ? [] : wholeOf[profile], open = () => done } = given
  const { tokens = [token(...(limited ? [] : wholeOf[profile]))], blockedMailbox = limited ? outsideMailbox : null } =
    given
  const ports = proofPorts({ tokens, open })
  const observed = observedTenant({ granted, tags: limited ? [scopedTag] : [] })
  const tried = { mailbox: given.mailbox === undefined ? inside : given.mailbox, blockedMailbox }
  const ended = await endOf(
    prove(ports.context, accessInTenant(ports.context, desiredFor(profiles[profile]), observed), tried, given.patience),
    'proven',
  )
  const passed = ports.events.flatMap((event): ProofCheck[] => (event.kind === 'check-passed' ? [event.check] : []))
  return { ...ports, ended, passed }
}

const closed = no('mailbox-out-of-reach')
const onlyInside = (_probe: Probe, address: string) => (address === inside ? done : closed)
const waits: Answer<null> = { notYet: 'busy', problem: { code: 'exchange-busy', at: '' } }

describe('how it ends', () => {
  const disabled = no('application-disabled')
  test.each<readonly [string, Case, string, readonly ProofCheck[]]>([
    ['all is well', {}, 'proven', ['token', 'role', 'mailbox']],
    [
      'a service principal that was read as enabled and is disabled for a moment',
      { tokens: [disabled, disabled, token(...wholeOf.ews)] },
      'proven',
      ['token', 'role', 'mailbox'],
    ],
    ['one that stays disabled', { tokens: [disabled] }, 'application-disabled', []],
    ['one that is disabled, once', { tokens: [disabled], patience: 'once' }, 'application-disabled', []],
    ['one whose grants were not read', { tokens: [disabled, token()], granted: [] }, 'application-disabled', []],
    ['no token', { tokens: [no('secret-expired')] }, 'secret-expired', []],
    ['a token of another tenant', { tokens: [{ done: { ...tokenOf(), tenantId: 'another' } }] }, 'tenant-changed', []],
    ['a token without the role', { tokens: [token()] }, 'role-missing', ['token']],
    ['a role that is not this one', { tokens: [token('Mail.Read')] }, 'role-missing', ['token']],
    [
      'a role that comes',
      { tokens: [token(), token(), token('full_access_as_app')] },
      'proven',
      ['token', 'role', 'mailbox'],
    ],
    ['a mailbox that is refused', { open: () => no('ews-blocked') }, 'ews-blocked', ['token', 'role']],
    [
      'a mailbox that is moved',
      { open: (_p, _a, time) => (time < 3 ? waits : done) },
      'proven',
      ['token', 'role', 'mailbox'],
    ],
    ['a mailbox that is moved for ever', { open: () => waits }, 'exchange-busy', ['token', 'role']],
    [
      'Graph, one permission that does not work',
      { profile: 'graph', open: (probe) => (probe === 'mail' ? closed : done) },
      'mailbox-out-of-reach',
      ['token', 'role', 'calendar', 'contacts'],
    ],
    [
      'Graph, one role missing',
      { profile: 'graph', tokens: [token(...graphValues.slice(1))] },
      'role-missing',
      ['token'],
    ],
    ['limited', { limited: true, open: onlyInside }, 'proven', ['token', 'mailbox', 'blocked-mailbox']],
    ['limited, and everything opens', { limited: true }, 'not-limited', ['token', 'mailbox']],
    ['limited, and nothing opens', { limited: true, open: () => closed }, 'mailbox-out-of-reach', ['token']],
    [
      'limited, and the mailbox outside is none',
      { limited: true, open: (_p, address) => (address === inside ? done : no('mailbox-unknown')) },
      'mailbox-unknown',
      ['token', 'mailbox'],
    ],
    [
      'limited, and no mailbox outside is named',
      { limited: true, blockedMailbox: null, open: onlyInside },
      'blocked-mailbox-needed',
      ['token', 'mailbox'],
    ],
    [
      'Graph limited, without reading accounts',
      { profile: 'graph', limited: true, open: onlyInside },
      'role-missing',
      ['token'],
    ],
    [
      'Graph limited',
      { profile: 'graph', limited: true, tokens: [token('User.Read.All')], open: onlyInside },
      'proven',
      ['token', 'role', 'calendar', 'contacts', 'mail', 'settings', 'user', 'blocked-mailbox'],
    ],
  ])('%s', async (_name, given, ended, passed) => {
    expect(await run(given)).toMatchObject({ ended, passed })
  })
})

function tokenOf(): AppToken {
  const answer = token('full_access_as_app')
  if (!('done' in answer)) throw new Error('a token is done')
  return answer.done
}

test('nothing is asked of a mailbox before the token carries its roles', async () => {
  const { asked } = await run({ tokens: [token()] })
  expect(new Set(asked)).toEqual(new Set([`token ${exchange}`]))
})

test.each([
  ['ews', 'https://outlook.office365.com'],
  ['graph', 'https://graph.microsoft.com'],
] as const)('the token for %s is asked of %s', async (profile, resource) => {
  expect((await run({ profile })).asked[0]).toBe(`token ${resource}`)
})

test('a limit is tried by what Exchange gives, on the mailbox outside, and last', async () => {
  const { asked } = await run({
    profile: 'graph',
    limited: true,
    tokens: [token('User.Read.All')],
    open: onlyInside,
  })
  expect(asked.at(-1)).toBe(`calendar ${outsideMailbox}`)
  expect(asked.filter((call) => call.includes(outsideMailbox))).toHaveLength(1)
})

test('a role is waited for where consent is there, and not where it is not', async () => {
  const granted = await run({ tokens: [token()] })
  expect(granted.clock.waits.length).toBeGreaterThan(10)
  // The secret is an hour old, so a role that its token lacks will not come by waiting.
  const without = await run({ tokens: [token()], granted: [] })
  expect([without.ended, without.clock.waits]).toEqual(['role-missing', []])
})

test('a service principal that stays disabled is waited for at most one minute', async () => {
  const { ended, clock } = await run({ tokens: [no('application-disabled')] })
  expect(ended).toBe('application-disabled')
  expect(clock.waits.length).toBeGreaterThan(3)
  expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(60_000)
})

test('a disabled service of Microsoft’s is not waited for', async () => {
  const { ended, clock } = await run({ tokens: [no('api-disabled')] })
  expect([ended, clock.waits]).toEqual(['api-disabled', []])
})

describe('one answer each, for a person who tries again themselves', () => {
  test.each([
    ['a busy mailbox', { open: () => waits }, 'exchange-busy'],
    ['a token without the role', { tokens: [token()] }, 'role-missing'],
  ] as const)('%s', async (_name, given: Case, ended) => {
    const result = await run({ ...given, patience: 'once' })
    expect([result.ended, result.clock.waits]).toEqual([ended, []])
  })
})

test('without a mailbox, only the token and its roles are checked', async () => {
  const { ended, passed, asked } = await run({ mailbox: null })
  expect([ended, passed, asked]).toEqual(['proven', ['token', 'role'], [`token ${exchange}`]])
})

test('the roles of the token are told, also when one is missing', async () => {
  const { events } = await run({ tokens: [token('Mail.Read')], patience: 'once' })
  expect(events).toContainEqual({ kind: 'token-received', roles: ['Mail.Read'] })
})

test('a secret of which nobody knows when it began is refused at once', async () => {
  const ports = proofPorts({
    tokens: [{ notYet: 'secret-not-active', problem: problem('secret-not-accepted') }],
    open: () => done,
  })
  const known = accessInTenant(ports.context, desiredFor(profiles.ews), observedTenant())
  const access = { ...known, secret: { ...known.secret, startsAt: null } }
  const ended = await endOf(prove(ports.context, access, { mailbox: inside, blockedMailbox: null }), 'proven')
  expect([ended, ports.clock.waits]).toEqual(['secret-not-accepted', []])
})

test('another computer’s secret proves nothing here', () => {
  const { context } = proofPorts({ tokens: [token()], open: () => done })
  const observed = { ...observedTenant(), secrets: [] }
  expect(() => accessInTenant(context, desiredFor(profiles.ews), observed)).toThrow('secret-not-here')
})
