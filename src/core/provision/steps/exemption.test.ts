import { describe, expect, test } from 'vitest'
import { lost, openMemoryTenant, ourApplication, problemOf as problemWith, refused } from '#support/memory-tenant.ts'
import { desiredFor } from '#support/observed-tenant.ts'
import { profiles } from '../../access/profile.ts'
import type { Exemption } from '../../directory.ts'
import { ProblemError, type Problem } from '../../problem.ts'
import { applyAndVerify } from '#support/applied.ts'
import { plan } from '../run.ts'
import type { DesiredState } from '../step.ts'
import { exemptedTag, exemptionsOf } from '../tags.ts'
import { exemptionName } from '../exemption.ts'
import { endExemption, whileExempted } from './exemption.ts'

const exemption: Exemption = { restrictions: { passwordCredentials: [] }, keeps: ['passwordLifetime P90D'] }
const secretPolicy = { forbidden: true, longestMs: null, exemption }
const desired: DesiredState = { ...desiredFor(profiles.ews), exemption: 'own' }

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  if (error instanceof ProblemError) return error.problem
  throw new Error(`expected a problem, and there was ${String(error)}`)
}

function open() {
  const application = ourApplication()
  const tenant = openMemoryTenant({ applications: [application] })
  const work = async () => {
    expect([...tenant.policies.values()].map(({ targets }) => [...targets])).toEqual([[application.id]])
    await Promise.resolve()
    return 'made'
  }
  const exempted = (what = work) => whileExempted(tenant.context, application, exemption, what)
  return { tenant, exempted }
}

describe('an exemption', () => {
  test('is tagged, made, assigned, and taken back once the work is done', async () => {
    const { tenant, exempted } = open()
    const { result, tags } = await exempted()
    expect(result).toBe('made')
    expect(tags).toEqual(ourApplication().tags)
    expect(tenant.policies.size).toBe(0)
    const writes = tenant.writes()
    expect(writes.slice(0, 3)).toEqual(['patchApplication', 'createPolicy', 'assignPolicy'])
    expect(writes.at(-1)).toBe('patchApplication')
  })

  test('is taken back when the work fails, and the failure is told', async () => {
    const { tenant, exempted } = open()
    await expect(exempted(() => Promise.reject(new Error('no secret')))).rejects.toThrow('no secret')
    expect(tenant.policies.size).toBe(0)
    expect(tenant.applications.flatMap(exemptionsOf)).toEqual([])
  })

  test('that cannot be taken back is told by name, and its tag stays', async () => {
    const { tenant, exempted } = open()
    tenant.answer('unassignPolicy', refused('exemption-not-allowed'))
    const problem = await problemOf(exempted())
    const [id = ''] = tenant.applications.flatMap(exemptionsOf)
    expect(problem).toMatchObject({ code: 'exemption-left-behind', facts: { policy: exemptionName(id) } })
    expect([...tenant.policies.values()][0]?.displayName).toBe(exemptionName(id))
  })

  test('is not made twice when an answer is lost', async () => {
    const { tenant, exempted } = open()
    tenant.answerAfter('createPolicy', lost)
    tenant.answerAfter('assignPolicy', lost)
    expect((await exempted()).result).toBe('made')
    expect(tenant.calls.filter((call) => call === 'createPolicy')).toHaveLength(1)
    expect(tenant.policies.size).toBe(0)
  })

  test('whose making is refused leaves nothing', async () => {
    const { tenant, exempted } = open()
    tenant.answer('createPolicy', refused('exemption-not-allowed'))
    await expect(exempted()).rejects.toMatchObject({ problem: { code: 'exemption-not-allowed' } })
    expect(tenant.applications).toEqual([ourApplication()])
  })

  test('is unassigned, and never deleted, when somebody assigned its policy to something else', async () => {
    const { tenant, exempted } = open()
    await exempted(async () => {
      for (const { targets } of tenant.policies.values()) targets.add('another application')
      return Promise.resolve('made')
    })
    expect([...tenant.policies.values()].map(({ targets }) => [...targets])).toEqual([['another application']])
    expect(tenant.calls).not.toContain('deletePolicy')
    expect(tenant.applications.flatMap(exemptionsOf)).toEqual([])
  })

  test('is deleted by its id although the list does not show it yet', async () => {
    const { tenant } = open()
    const { directory } = tenant.context.world
    const id = await directory.createPolicy(
      { displayName: exemptionName('e1'), description: '' },
      exemption,
      tenant.stopper.signal,
    )
    if (!('done' in id)) throw new Error('the policy was not made')
    const world = {
      ...tenant.context.world,
      directory: { ...directory, policies: () => Promise.resolve({ done: [] }) },
    }
    await endExemption({ ...tenant.context, world }, ourApplication(), 'e1', [id.done])
    expect(tenant.policies.size).toBe(0)
  })
})

describe('a run where secrets are forbidden', () => {
  const run = async (tenant = openMemoryTenant(), change: Partial<DesiredState> = {}) => {
    const wanted = { ...desired, ...change }
    const { changes } = (await plan(tenant.context, wanted)).plan
    return applyAndVerify(tenant.context, wanted, changes)
  }
  const forbidding = () => {
    const tenant = openMemoryTenant()
    tenant.secretPolicy = secretPolicy
    return tenant
  }

  test('stops before the grant, and says what the policy says', async () => {
    const tenant = forbidding()
    await expect(run(tenant, { exemption: 'none' })).rejects.toMatchObject({ problem: { code: 'secrets-forbidden' } })
    expect([...tenant.grants.values()].flat()).toEqual([])
    expect((await plan(tenant.context, { ...desired, exemption: 'none' })).plan.found.secretPolicy).toBe('forbids')
  })

  test('makes the secret with an exemption, and leaves no trace of it', async () => {
    const tenant = forbidding()
    const { plan: planned } = await plan(tenant.context, desired)
    expect(planned.changes.find(({ kind }) => kind === 'create-secret')).toMatchObject({ exemption: exemption.keeps })
    await run(tenant)
    expect(tenant.policies.size).toBe(0)
    expect(tenant.applications[0]?.passwords).toHaveLength(1)
    expect(tenant.applications.flatMap(exemptionsOf)).toEqual([])
    expect([...tenant.grants.values()].flat()).toHaveLength(1)
  })

  test('waits for the exemption to reach addPassword', async () => {
    const tenant = forbidding()
    tenant.answer('addPassword', refused('secrets-forbidden'), refused('secrets-forbidden'))
    await run(tenant)
    expect(tenant.calls.filter((call) => call === 'addPassword')).toHaveLength(3)
    expect(tenant.applications[0]?.passwords).toHaveLength(1)
  })

  test.each([
    ['the policy cannot be read', null, 'exemption-not-allowed'],
    ['it holds what cannot be copied', { ...secretPolicy, exemption: null }, 'exemption-not-possible'],
  ])('offers none when %s', async (_name, policy, code) => {
    const tenant = openMemoryTenant()
    tenant.secretPolicy = policy
    await expect(plan(tenant.context, desired)).rejects.toMatchObject({ problem: { code } })
  })

  test('waits for a policy that is busy, and takes no wait for a refusal', async () => {
    const tenant = forbidding()
    const problem = problemWith('microsoft-busy')
    tenant.answer('secretPolicy', { notYet: 'throttled', afterMs: 90_000, problem })
    const { plan: planned } = await plan(tenant.context, desired)
    expect(tenant.clock.waits).toContain(90_000)
    expect(planned.changes).toContainEqual(expect.objectContaining({ exemption: exemption.keeps }))
    tenant.answer('secretPolicy', refused('signed-out'))
    await expect(plan(tenant.context, desired)).rejects.toMatchObject({ problem: { code: 'signed-out' } })
  })

  test('offers none to an application that has a policy of its own', async () => {
    const tenant = openMemoryTenant({ applications: [ourApplication()] })
    tenant.secretPolicy = secretPolicy
    tenant.policies.set('p-1', { displayName: 'Theirs', exemption, targets: new Set(['app-object']) })
    await expect(plan(tenant.context, desired)).rejects.toMatchObject({ problem: { code: 'exemption-not-possible' } })
  })

  test('takes back what an earlier run left before it exempts again', async () => {
    const application = ourApplication({ tags: [...ourApplication().tags, exemptedTag('old')] })
    const tenant = openMemoryTenant({ applications: [application] })
    tenant.secretPolicy = secretPolicy
    tenant.policies.set('p-1', { displayName: exemptionName('old'), exemption, targets: new Set([application.id]) })
    await run(tenant)
    expect(tenant.policies.size).toBe(0)
    expect(tenant.applications[0]?.passwords).toHaveLength(1)
  })

  test.each(['present', 'removed'] as const)(
    'takes back what another run left, whatever it is for: %s',
    async (aim) => {
      const application = ourApplication({ tags: [...ourApplication().tags, exemptedTag('old')] })
      const tenant = openMemoryTenant({ applications: [application] })
      tenant.policies.set('p-1', { displayName: exemptionName('old'), exemption, targets: new Set([application.id]) })
      const { changes } = (await plan(tenant.context, { ...desired, aim, exemption: 'none' })).plan
      expect(changes).toContainEqual({ kind: 'end-exemption', applicationId: application.id, id: 'old' })
      await run(tenant, { aim, exemption: 'none' })
      expect(tenant.policies.size).toBe(0)
      expect(tenant.applications.flatMap(exemptionsOf)).toEqual([])
    },
  )

  test('a plan does without a policy that is not there within ten seconds', async () => {
    const tenant = openMemoryTenant()
    const { directory } = tenant.context.world
    const secretPolicyRead: typeof directory.secretPolicy = (signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'))
        })
        setImmediate(() => {
          tenant.clock.ringAlarms()
        })
      })
    const world = { ...tenant.context.world, directory: { ...directory, secretPolicy: secretPolicyRead } }
    const { found } = (await plan({ ...tenant.context, world }, { ...desired, exemption: 'none' })).plan
    expect(found.secretPolicy).toBe('unread')
  })
})
