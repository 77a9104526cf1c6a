import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { done } from '#core/answer.ts'
import type { World } from '#core/ports.ts'
import { hasDelivered } from '#core/provision/tags.ts'
import { graph, marieEve, signIn } from '#support/tenant-client.ts'
import type { Computer } from '#support/faults/computer.ts'
import { breaches, invariants, type InvariantName } from '#support/faults/invariants.ts'
import { createMemoryKeychain, type MemoryKeychain } from '#support/faults/memory-keychain.ts'
import { openTrial, type Trial } from '#support/faults/trial.ts'

/** A mistake that a programmer could make, and the invariant that must find it. */
interface Planted {
  readonly name: string
  readonly breaks: InvariantName
  /** The mistake as a change of the ports between core and the adapters. */
  readonly through?: (world: World, trial: () => Trial) => World
  /** The mistake as a change of the tenant or the keychain after the run. */
  readonly after?: (trial: Trial, computer: Computer, keychain: MemoryKeychain) => Promise<void> | void
  readonly fault?: { readonly url: string; readonly retryAfter: string }
}

const application = (trial: Trial) => trial.site.tenant.state.applications[0]

/** Returns a world that reports the tag of a delivered secret as written and does not write it. */
function neverMarked(world: World): World {
  const patchApplication: World['directory']['patchApplication'] = (id, body, signal) =>
    hasDelivered({ tags: body.tags ?? [] })
      ? Promise.resolve(done(null))
      : world.directory.patchApplication(id, body, signal)
  return { ...world, directory: { ...world.directory, patchApplication } }
}

const planted: readonly Planted[] = [
  {
    name: 'a second application',
    breaks: 'I1',
    async after({ site: { tenant } }) {
      const token = await signIn(tenant, marieEve)
      await graph(tenant, token, 'POST', '/applications', { displayName: 'x', tags: ['cdid-prextra-outlook-sync'] })
    },
  },
  {
    name: 'a secret nobody holds',
    breaks: 'I1',
    async after(trial) {
      const { tenant } = trial.site
      const token = await signIn(tenant, marieEve)
      await graph(tenant, token, 'POST', `/applications/${application(trial)?.id ?? ''}/addPassword`, {
        passwordCredential: { displayName: 'Assistant Prextra · 2026-11-23 · 00000000' },
      })
    },
  },
  {
    name: 'a canary left in the keychain',
    breaks: 'I1',
    after: (_t, _c, { entries }) => void entries.set('canary/1', 'x'),
  },
  {
    name: 'a copy that was altered',
    breaks: 'I1',
    after: (_trial, _computer, { entries }) => {
      for (const account of entries.keys()) entries.set(account, 'altered')
    },
  },
  {
    name: 'a write that is believed and never sent',
    breaks: 'I2',
    through: neverMarked,
  },
  {
    name: 'a grant that is never seen',
    breaks: 'I3',
    through: (world) => ({
      ...world,
      directory: { ...world.directory, appRoleAssignments: () => Promise.resolve(done([])) },
    }),
  },
  {
    name: 'a write at every hand-over',
    breaks: 'I3',
    through: (world) => ({
      ...world,
      seal: async (...given) => {
        const [found] = await listOurs(world)
        if (found) await world.directory.patchApplication(found.id, { tags: found.tags }, new AbortController().signal)
        return world.seal(...given)
      },
    }),
  },
  {
    name: 'sealed before it is marked',
    breaks: 'I4',
    through: neverMarked,
  },
  {
    name: 'sealed twice',
    breaks: 'I4',
    through: (world) => ({
      ...world,
      seal: async (...given) => {
        await world.seal(...given)
        return world.seal(...given)
      },
    }),
  },
  {
    name: 'the secret in the journal',
    breaks: 'I5',
    through: (world) => ({
      ...world,
      seal: (plain, recipients) => {
        const change = Buffer.from(plain).toString('base64')
        world.journal.note({ did: 'begin', change, tenantId: '' })
        return world.seal(plain, recipients)
      },
    }),
  },
  {
    name: 'Retry-After not honoured',
    breaks: 'I6',
    fault: { url: 'https://graph.microsoft.com/v1.0/applications?*', retryAfter: '20' },
    through: (world) => ({ ...world, clock: { ...world.clock, wait: () => Promise.resolve() } }),
  },
  {
    name: 'a wait of an hour',
    breaks: 'I6',
    through: (world) => ({
      ...world,
      seal: async (...given) => {
        await world.clock.wait(3_600_000, new AbortController().signal)
        return world.seal(...given)
      },
    }),
  },
  {
    name: 'a failure that is no problem',
    breaks: 'I7',
    through: (world) => ({ ...world, seal: () => Promise.reject(new Error('something went wrong')) }),
  },
  {
    name: 'a question to another host',
    breaks: 'I8',
    through: (world, trial) => ({
      ...world,
      seal: async (...given) => {
        await trial()
          .site.fetch('https://telemetry.example/', {})
          .catch(() => undefined)
        return world.seal(...given)
      },
    }),
  },
]

async function listOurs({ directory }: World) {
  const answer = await directory.applicationsByTag('cdid-prextra-outlook-sync', new AbortController().signal)
  return 'done' in answer ? answer.done : []
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})

afterEach(() => {
  vi.useRealTimers()
})

async function live({ through = (world) => world, after, fault }: Planted): Promise<readonly string[]> {
  const trial: Trial = openTrial({ moved: (now) => vi.setSystemTime(now) })
  const keychain = createMemoryKeychain()
  const computer = trial.computer({ keychain, through: (world) => through(world, () => trial) })
  await computer.signIn()
  if (fault) {
    const headers = [{ name: 'Retry-After', value: fault.retryAfter }]
    trial.site.mocks.push({ request: { url: fault.url, nth: 1 }, response: { statusCode: 429, headers } })
  }
  await trial.run(computer)
  await trial.converge(computer).catch(() => undefined)
  await after?.(trial, computer, keychain)
  return breaches(trial.observe())
}

test('nothing is said of a job well done', async () => {
  expect(await live({ name: 'none', breaks: 'I1' })).toEqual([])
})

test.each(planted)('$breaks sees $name', async (mistake) => {
  expect((await live(mistake)).map((said) => said.slice(0, 2))).toContain(mistake.breaks)
})

test('I7 sees what nobody handled', async () => {
  const trial = openTrial()
  const computer = trial.computer()
  await computer.signIn()
  await trial.run(computer)
  await trial.converge(computer)
  const observed = { ...trial.observe(), unhandled: [new Error('lost')] }
  expect(breaches(observed)).toEqual(['I7: nobody handled Error: lost'])
})

test('each invariant has a mistake of its own', () => {
  expect([...new Set(planted.map(({ breaks }) => breaks))]).toEqual(Object.keys(invariants))
})
