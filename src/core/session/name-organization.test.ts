import { describe, expect, test } from 'vitest'
import { identity } from '#support/gallery/facts.ts'
import { identityStage, signInStage } from '#support/gallery/sessions.ts'
import { openMemorySession, type MemorySession } from '#support/memory-session.ts'
import { endOf, no } from '#support/proof-ports.ts'
import { clouds } from '../access/cloud.ts'
import type { DeliveredLine } from '../ledger.ts'
import { acceptIdentity } from './make-plan.ts'
import { findOrganization, forgetOrganization, nameOrganization } from './name-organization.ts'
import { cloudIn } from './session-path.ts'
import { signIn, start } from './sign-in.ts'

const { tenantId } = identity
const domain = 'nord.example'
const otherTenantId = '91c4e7d0-2a6b-4f38-8e5d-7b0f3c9a1642'
const delivered: DeliveredLine = {
  practice: false,
  tenantId,
  organization: { name: 'Nord', domain },
  appId: '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943',
  keyId: '6d0c1f7a-3b52-4e8e-9f41-2c5a7e9b0d13',
  expiresAt: '2027-04-01T05:00:00Z',
  deliveredAt: '2026-11-20T12:00:00Z',
  profile: 'ews',
  cloud: 'public',
}
const naming = signInStage({ step: 'naming' })

describe('naming the organization', () => {
  test('comes before the browser opens, and shows the tenant that a domain leads to', async () => {
    const session = await openMemorySession()
    await start(session.context, { way: 'name-organization' })
    expect(session.context.session).toMatchObject({ ...naming, busy: false, problem: null })
    await findOrganization(session.context, { text: ' Nord.Example ' })
    expect(session.context.session).toMatchObject({
      organization: { domain, tenantId, cloud: 'public', movedFrom: null },
      busy: false,
    })
    expect(session.pages).toEqual([])
  })

  test('by its tenant id asks Microsoft whether there is one', async () => {
    const asked: string[] = []
    const session = await openMemorySession(naming, {
      tenantOf: (text) => {
        asked.push(text)
        return Promise.resolve({ done: tenantId })
      },
    })
    await findOrganization(session.context, { text: tenantId.toUpperCase() })
    expect(asked).toEqual([tenantId])
    expect(session.context.session).toMatchObject({ organization: { domain: null, tenantId } })
  })

  test.each([
    ['', tenantId, 'missing'],
    ['tech@nord.example', tenantId, 'address'],
    ['organizations', tenantId, 'neither-domain-nor-id'],
    ['nowhere.example', null, 'unknown'],
    ['outlook.example', '9188040d-6c67-4c5b-b112-36a304b66dad', 'unknown'],
  ])('%j that leads to %j is said at the field: %s', async (text, found, wrong) => {
    const session = await openMemorySession(naming, { tenantOf: () => Promise.resolve({ done: found }) })
    await findOrganization(session.context, { text })
    expect(session.context.session).toMatchObject({ at: 'sign-in', organization: null, wrong, problem: null })
  })

  test('a network that does not answer is a problem, and not a wrong domain', async () => {
    const session = await openMemorySession(naming, { tenantOf: () => Promise.resolve(no('proxy-sign-in')) })
    expect(await endOf(findOrganization(session.context, { text: domain }), 'found')).toBe('proxy-sign-in')
    expect(session.context.session).toMatchObject({ step: 'naming', wrong: null, problem: { code: 'proxy-sign-in' } })
  })

  test('leaves an account that signed in to the wrong one', async () => {
    const session = await openMemorySession(identityStage({ intent: 'renewed' }))
    nameOrganization(session.context)
    expect(session.context.session).toMatchObject({ ...naming, intent: 'renewed' })
  })
})

describe('the organization that was named', () => {
  const named = { domain, tenantId, cloud: 'public', movedFrom: null } as const

  test('is signed in to, and stays that of everything after', async () => {
    const into: (string | null)[] = []
    const session = await openMemorySession(signInStage({ organization: named }))
    const { signIn: begin } = session.told
    session.told.signIn = (to, show, signal) => {
      into.push(to.tenantId)
      return begin(to, show, signal)
    }
    await signIn(session.context, { aim: null })
    expect(session.facts().identity).toMatchObject({ ...identity, named })
    await signIn(session.context, { aim: null })
    await signIn(session.context, { aim: null, organization: 'own' })
    expect(into).toEqual([tenantId, tenantId, null])
    expect(session.facts().identity?.named).toBeNull()
  })

  test('is that of the secret that was picked in the history, in its own cloud', async () => {
    const into: (string | null)[] = []
    const history: readonly DeliveredLine[] = [{ ...delivered, cloud: 'dod' }]
    const session = await openMemorySession(
      { at: 'history', history, kept: { files: [], reports: [] }, answer: null, confirmed: null },
      { history },
    )
    session.told.signIn = ({ tenantId: id }) => {
      into.push(id, session.context.workplace().world.cloud.id)
      return Promise.resolve(no('sign-in-declined'))
    }
    const picked = delivered.keyId.toUpperCase()
    expect(await endOf(signIn(session.context, { aim: 'renewed', picked }), 'signed in')).toBe('sign-in-declined')
    expect(into).toEqual([tenantId, 'dod'])
    expect(session.context.session).toMatchObject({
      at: 'sign-in',
      intent: 'renewed',
      organization: { domain, tenantId },
    })
  })

  test('is none for a secret that is not in the history', async () => {
    const session = await openMemorySession({
      at: 'history',
      history: [],
      kept: { files: [], reports: [] },
      answer: null,
      confirmed: null,
    })
    const picked = delivered.keyId
    await expect(async () => signIn(session.context, { aim: 'removed', picked })).rejects.toMatchObject({
      problem: { code: 'bad-input' },
    })
    expect(session.pages).toEqual([])
  })

  test('is no other one than Graph and the token say', async () => {
    const session = await openMemorySession(signInStage({ organization: { ...named, tenantId: otherTenantId } }))
    expect(await endOf(signIn(session.context, { aim: null }), 'signed in')).toBe('tenant-changed')
    expect(session.context.session).toMatchObject({ at: 'sign-in', organization: { tenantId: otherTenantId } })
  })
})

describe('an account of another organization', () => {
  test.each([
    [{ done: null }, 'delegated'],
    [{ done: { mail: 'a.martin@partner.example' } }, 'external'],
    [no('not-allowed'), 'external'],
  ] as const)('that is not said to be a guest, when its user object answers %j, is %s', async (answer, kind) => {
    const session = await openMemorySession()
    const { signIn: begin } = session.told
    session.told.signIn = async (...given) => {
      const account = await begin(...given)
      return 'done' in account
        ? { done: { ...account.done, kind: 'external', homeDomain: 'partner.example' } }
        : account
    }
    session.told.ownUser = answer
    await start(session.context, { way: 'automatic' })
    expect(session.facts().identity).toMatchObject({ kind, mailbox: null, homeDomain: 'partner.example' })
  })
})

describe('an organization in another cloud', () => {
  const named = { domain, tenantId, cloud: 'dod', movedFrom: null } as const
  const cloudHere = ({ context }: MemorySession) => context.workplace().world.cloud.id

  test('is found by its name, and signed in to in its own cloud', async () => {
    const session = await openMemorySession(null, { cloud: 'dod' })
    await start(session.context, { way: 'name-organization' })
    await findOrganization(session.context, { text: domain })
    expect(session.context.session).toMatchObject({ organization: named })
    await signIn(session.context, { aim: null })
    expect(session.facts().identity).toMatchObject({ cloud: 'dod', named })
    expect(cloudHere(session)).toBe('dod')
    expect(cloudIn(session.context.session)).toBe(clouds.dod)
  })

  test('is left for the public cloud by whoever names another one, or signs in to their own', async () => {
    const session = await openMemorySession(signInStage({ organization: named }))
    await signIn(session.context, { aim: null })
    nameOrganization(session.context)
    await findOrganization(session.context, { text: domain })
    expect(cloudHere(session)).toBe('public')
    const again = await openMemorySession(signInStage({ organization: named }))
    await signIn(again.context, { aim: null })
    await signIn(again.context, { aim: null, organization: 'own' })
    expect(again.facts().identity).toMatchObject({ cloud: 'public', named: null })
    expect(cloudHere(again)).toBe('public')
  })

  test('that was not named ends in words, from which naming it leads there', async () => {
    const session = await openMemorySession(null, { cloud: 'gcc-high' })
    const { signIn: begin } = session.told
    session.told.signIn = () => Promise.resolve(no('other-cloud'))
    expect(await endOf(start(session.context, { way: 'automatic' }), 'signed in')).toBe('other-cloud')
    expect(session.context.session).toMatchObject({ at: 'sign-in', busy: false, problem: { code: 'other-cloud' } })
    await findOrganization(session.context, { text: domain })
    session.told.signIn = begin
    await signIn(session.context, { aim: null, organization: 'same' })
    expect(session.facts().identity).toMatchObject({ cloud: 'gcc-high' })
  })

  test('has the redirect URI of its cloud in the plan', async () => {
    const session = await openMemorySession(signInStage({ organization: named }))
    await signIn(session.context, { aim: null })
    await acceptIdentity(session.context)
    expect(session.context.memory.provision?.desired.profile.redirectUris).toEqual([
      `https://${clouds.dod.login}/common/oauth2/nativeclient`,
    ])
  })
})

describe('remembering', () => {
  const other = (n: number) => ({ domain: `other${String(n)}.example`, tenantId: otherTenantId })
  const named = { domain, tenantId, cloud: 'public', movedFrom: null } as const

  test('keeps an organization only when the person wants it, the last one first and at most five', async () => {
    const session = await openMemorySession(signInStage({ organization: named }), {
      remembered: [1, 2, 3, 4, 5].map(other),
    })
    await signIn(session.context, { aim: null })
    expect(session.told.remembered[0]).toEqual(other(1))
    await signIn(session.context, { aim: null, remember: true })
    await session.context.settled()
    expect(session.told.remembered).toEqual([{ domain, tenantId }, ...[1, 2, 3, 4].map(other)])
  })

  test('one that was named by its id is kept with the domain that Microsoft gives', async () => {
    const session = await openMemorySession(signInStage({ organization: { ...named, domain: null } }))
    await signIn(session.context, { aim: null, remember: true })
    await session.context.settled()
    expect(session.told.remembered).toEqual([{ domain: identity.organization.domain, tenantId }])
  })

  test('a domain that leads elsewhere since is said before anything is opened', async () => {
    const remembered = [{ domain, tenantId: otherTenantId }]
    const session = await openMemorySession(null, { remembered })
    await start(session.context, { way: 'name-organization' })
    expect(session.context.session).toMatchObject({ remembered })
    await findOrganization(session.context, { text: domain })
    expect(session.context.session).toMatchObject({
      organization: { domain, tenantId, cloud: 'public', movedFrom: otherTenantId },
    })
    expect(session.pages).toEqual([])
  })

  test('forgets with one click', async () => {
    const session = await openMemorySession(null, { remembered: [other(1), other(2)] })
    await start(session.context, { way: 'name-organization' })
    await forgetOrganization(session.context, { domain: 'other1.example' })
    expect(session.told.remembered).toEqual([other(2)])
    expect(session.context.session).toMatchObject({ remembered: [other(2)] })
  })

  test('practice and the real world share nothing', async () => {
    const session = await openMemorySession(signInStage({ organization: named }), {
      practice: true,
      remembered: [other(1)],
    })
    await signIn(session.context, { aim: null, remember: true })
    await session.context.settled()
    expect(session.told.remembered).toEqual([other(1)])
    expect(session.shown.some((one) => one.at === 'sign-in' && one.remembered.length > 0)).toBe(false)
  })
})
