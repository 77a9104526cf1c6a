import { describe, expect, test } from 'vitest'
import { assignment, desiredFor, lookAt, observedTenant, permissions } from '#support/observed-tenant.ts'
import { createVirtualClock } from '#support/virtual-clock.ts'
import type { Answer } from '../../answer.ts'
import type { Application, AppRoleAssignment, Directory } from '../../directory.ts'
import type { World } from '../../ports.ts'
import { profiles } from '../../access/profile.ts'
import { scopedTag } from '../tags.ts'
import type { RunContext, DesiredState } from '../step.ts'
import { grantStep, isConsented } from './grant.ts'

const graphValues = profiles.graph.permissions.map(({ value }) => value)
const ews = 'full_access_as_app'
const limited = { tags: [scopedTag] }

const grants = (...values: readonly string[]) => values.map((value) => `+${value}`)
const leaves = (why: 'limited' | 'replaced', ...values: readonly string[]) => values.map((value) => `-${value} ${why}`)

describe('what is decided', () => {
  test.each([
    ['nothing yet', 'ews', {}, {}, grants(ews)],
    ['granted', 'ews', { granted: [ews] }, {}, []],
    ['in the manifest, which proves nothing', 'ews', { listed: [ews] }, {}, grants(ews)],
    ['Graph, nothing yet', 'graph', {}, {}, grants(...graphValues)],
    ['Graph, half of it', 'graph', { granted: graphValues.slice(0, 3) }, {}, grants(...graphValues.slice(3))],
    ['a colleague consents', 'graph', {}, { consentDelegated: true }, []],
    ['limited by wish', 'ews', { granted: [ews] }, { reach: 'limited' }, leaves('limited', ews)],
    ['limited, done', 'ews', limited, {}, []],
    ['limited, and somebody has consented since', 'ews', { ...limited, granted: [ews] }, {}, leaves('limited', ews)],
    ['limited, and the manifest still asks', 'ews', { ...limited, listed: [ews] }, {}, leaves('limited', ews)],
    ['limited, widened', 'ews', limited, { reach: 'everywhere' }, grants(ews)],
    [
      'Graph limited',
      'graph',
      { granted: graphValues },
      { reach: 'limited' },
      leaves('limited', ...graphValues.slice(0, 4)),
    ],
    ['Graph limited, from nothing', 'graph', limited, {}, grants('User.Read.All')],
    ['another profile is there', 'graph', { granted: [ews] }, {}, grants(...graphValues)],
    [
      'another profile is retired',
      'graph',
      { granted: [ews, ...graphValues] },
      { retireOthers: true },
      leaves('replaced', ews),
    ],
    [
      'another profile is only asked for',
      'graph',
      { granted: graphValues, listed: [ews] },
      { retireOthers: true },
      leaves('replaced', ews),
    ],
    ['everything leaves', 'ews', { granted: [ews] }, { aim: 'removed' }, []],
  ] as const)('%s', (_name, profile, observed, change, expected) => {
    const decided = grantStep.decide(observedTenant(observed), desiredFor(profiles[profile], change))
    expect(decided.map((one) => (one.kind === 'grant' ? `+${one.value}` : `-${one.value} ${one.why}`))).toEqual(
      expected,
    )
  })
})

describe('consented', () => {
  test.each([
    ['nothing', 'ews', {}, {}, false],
    ['all of it', 'ews', { granted: [ews] }, {}, true],
    ['limited: nothing is asked of the tenant', 'ews', limited, {}, true],
    ['Graph, one missing', 'graph', { granted: graphValues.slice(1) }, {}, false],
    ['Graph limited, without reading accounts', 'graph', limited, {}, false],
    ['Graph limited', 'graph', { ...limited, granted: ['User.Read.All'] }, {}, true],
    ['to be widened', 'ews', limited, { reach: 'everywhere' }, false],
  ] as const)('%s: %s', (_name, profile, observed, change, expected) => {
    expect(isConsented(observedTenant(observed), desiredFor(profiles[profile], change))).toBe(expected)
  })
})

interface Played {
  readonly grantAppRole?: readonly Answer<AppRoleAssignment>[]
  readonly there?: readonly AppRoleAssignment[]
  readonly application?: Application
}

/** A directory that answers as it is told, and keeps what it was asked. */
function play({ grantAppRole = [], there = [], application }: Played) {
  const asked: string[] = []
  const patched: Partial<Application>[] = []
  let attempt = 0
  const directory = {
    grantAppRole: ({ appRoleId }) => {
      asked.push(`grant ${appRoleId}`)
      return Promise.resolve(grantAppRole[attempt++] ?? { done: assignment(ews) })
    },
    appRoleAssignments: () => {
      asked.push('list')
      return Promise.resolve({ done: there })
    },
    removeGrant: ({ id }) => {
      asked.push(`remove ${id}`)
      return Promise.resolve({ done: null })
    },
    applicationById: () => Promise.resolve({ done: application ?? null }),
    patchApplication: (_id, body) => {
      asked.push('patch')
      patched.push(body)
      return Promise.resolve({ done: null })
    },
    servicePrincipalByAppId: (appId) => {
      asked.push(`find ${appId}`)
      return Promise.resolve({
        done: appId.startsWith('00000002') ? null : { id: appId, appId, createdAt: null, disabled: null },
      })
    },
  } satisfies Partial<Directory> as unknown as Directory
  const world = { directory, clock: createVirtualClock(), random: () => 0.5 } as unknown as World
  const context: RunContext = {
    world,
    signal: new AbortController().signal,
    emit: () => undefined,
    finish: () => undefined,
  }
  return { asked, patched, context }
}

const problem = { code: 'answer-lost', at: '2026-11-23T14:00:00Z' } as const
const desired: DesiredState = desiredFor(profiles.ews)
const grant = { kind: 'grant', ...idsOf(ews) } as const

function idsOf(value: string) {
  const { resourceAppId = '', appRoleId = '' } = permissions[value] ?? {}
  return { resourceAppId, appRoleId, value }
}

describe('what is made', () => {
  test('a grant is added to what was seen', async () => {
    const { context, asked } = play({})
    const made = await grantStep.make(grant, observedTenant(), context, desired)
    expect(made).toEqual({ observed: { grants: [assignment(ews)] }, id: `grant of ${ews}` })
    expect(asked).toEqual([`grant ${grant.appRoleId}`])
  })

  test('a grant whose answer was lost is looked up, and not made twice', async () => {
    const { context, asked } = play({ grantAppRole: [{ unknown: true, problem }], there: [assignment(ews)] })
    const made = await grantStep.make(grant, observedTenant(), context, desired)
    expect(made.id).toBe(`grant of ${ews}`)
    expect(asked).toEqual([`grant ${grant.appRoleId}`, 'list'])
  })

  test('a consent leaves before its line in the manifest, and the other lines stay', async () => {
    const observed = observedTenant({ granted: [ews, 'Mail.ReadWrite'] })
    const { context, asked, patched } = play({ ...(observed.application && { application: observed.application }) })
    const change = { kind: 'remove-grant', ...idsOf(ews), why: 'replaced' } as const
    const made = await grantStep.make(change, observed, context, desiredFor(profiles.graph))
    expect(asked).toEqual([`remove grant of ${ews}`, 'patch'])
    expect(patched).toEqual([{ permissions: [permissions['Mail.ReadWrite']] }])
    expect(made.observed.grants).toEqual([assignment('Mail.ReadWrite')])
    expect(made.id).toBe(`grant of ${ews}`)
  })

  test('what only the manifest asks for is taken off it', async () => {
    const observed = observedTenant({ listed: [ews] })
    const { context, asked } = play({ ...(observed.application && { application: observed.application }) })
    const change = { kind: 'remove-grant', ...idsOf(ews), why: 'limited' } as const
    expect((await grantStep.make(change, observed, context, desired)).id).toBeNull()
    expect(asked).toEqual(['patch'])
  })
})

describe('what is seen', () => {
  const look = lookAt(observedTenant({ granted: [...graphValues] }))

  test('the APIs of the profile, and of another only where the application asks for it', async () => {
    const { context, asked } = play({ there: [assignment('Mail.ReadWrite')] })
    const observed = await grantStep.observe(context, look, desiredFor(profiles.graph))
    expect(asked).toEqual(['find 00000003-0000-0000-c000-000000000000', 'list'])
    expect(observed.grants).toHaveLength(1)
  })

  test('a tenant without Exchange Online is said', async () => {
    const { context } = play({})
    await expect(grantStep.observe(context, look, desired)).rejects.toMatchObject({
      problem: { code: 'exchange-missing' },
    })
  })

  test('nothing is asked when everything leaves', async () => {
    const { context, asked } = play({})
    expect(await grantStep.observe(context, lookAt({}), desiredFor(profiles.ews, { aim: 'removed' }))).toEqual({
      resources: {},
      grants: [],
    })
    expect(asked).toEqual([])
  })
})
