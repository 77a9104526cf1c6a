import { mapAnswer } from '../../answer.ts'
import type { Application, Exemption } from '../../directory.ts'
import { ProblemError, type ProblemCode } from '../../problem.ts'
import { exemptionDescription, exemptionName } from '../exemption.ts'
import { ask, askOnce, waitForStableReads } from '../retry.ts'
import type { RunContext } from '../step.ts'
import { exemptedTag, exemptionsOf, updateTags } from '../tags.ts'

/*
 * A tenant may forbid new client secrets. An app management policy of our own, assigned to this application alone, then
 * allows one (docs/adr/0013-a-secret-where-secrets-are-forbidden.md). Existing secrets keep working, so it is taken back
 * as soon as the secret is kept. A tag names it from before it exists until after it is gone, so that any later run, on
 * any computer, takes it back.
 */

/**
 * Does `work` while the application is exempted, and takes the exemption back whatever becomes of the work. Resolves to its
 * result and to the application's tags. Rejects with `exemption-left-behind` when it could not be taken back.
 */
export async function whileExempted<T>(
  context: RunContext,
  application: Application,
  exemption: Exemption,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly tags: readonly string[] }> {
  const id = context.world.newId().slice(0, 8)
  const tagged = { ...application, tags: await updateTags(context, application, { add: [exemptedTag(id)] }) }
  await untilTagged(context, application.id, id)
  const policies: string[] = []
  const end = () =>
    endExemption(context, tagged, id, policies).catch((error: unknown) => {
      throw leftBehind(context, error, exemptionName(id))
    })
  const exempted = async (): Promise<T> => {
    policies.push(await createPolicy(context, exemption, exemptionName(id)))
    await assignPolicy(context, application.id, policies)
    return work()
  }
  const result = await exempted().catch(async (error: unknown) => {
    await end()
    throw error
  })
  return { result, tags: await end() }
}

/** Waits until reads agree on the tag: from then on, every run finds the exemption. */
async function untilTagged(context: RunContext, applicationId: string, id: string): Promise<void> {
  const isTagged = async (): Promise<true | null> => {
    const found = await ask(context, () => context.world.directory.applicationById(applicationId, context.signal))
    return found && exemptionsOf(found).includes(id) ? true : null
  }
  await waitForStableReads(context, isTagged, () => slow(context))
}

/** Returns the ids of the policies of that name, in the tenant's list and on the application; `null`: in the list alone. */
async function policiesNamed(context: RunContext, name: string, applicationId: string | null) {
  const { directory } = context.world
  const listed = await ask(context, () => directory.policies(context.signal))
  const assigned = applicationId && (await ask(context, () => directory.policiesOf(applicationId, context.signal)))
  const named = [...listed, ...(assigned || [])].filter(({ displayName }) => displayName === name)
  return [...new Set(named.map(({ id }) => id))]
}

function createPolicy(context: RunContext, exemption: Exemption, name: string): Promise<string> {
  const { directory } = context.world
  return askOnce(
    context,
    () => directory.createPolicy({ displayName: name, description: exemptionDescription }, exemption, context.signal),
    async () => (await policiesNamed(context, name, null))[0] ?? null,
  )
}

async function assignPolicy(context: RunContext, applicationId: string, [policyId = '']: readonly string[]) {
  const { directory } = context.world
  const isAssigned = async (): Promise<true | null> => {
    const assigned = await ask(context, () => directory.policiesOf(applicationId, context.signal))
    return assigned.some(({ id }) => id === policyId) ? true : null
  }
  await askOnce(
    context,
    async () => mapAnswer(await directory.assignPolicy(applicationId, policyId, context.signal), () => true as const),
    isAssigned,
    // Graph refuses a second one: "Only one policy object can be assigned to an application".
    true,
  )
}

/**
 * Takes an exemption back, and resolves to the application's tags without it. A policy that somebody has assigned to
 * something else as well is only unassigned. `known`: ids of its policies, which reads by name may not show yet.
 */
export async function endExemption(
  context: RunContext,
  application: Pick<Application, 'id' | 'tags'>,
  id: string,
  known: readonly string[] = [],
): Promise<readonly string[]> {
  const { directory } = context.world
  const { signal } = context
  const shared = new Set<string>()
  const ended = new Set<string>()
  const named = () => policiesNamed(context, exemptionName(id), application.id)
  const isGone = async (): Promise<true | null> => {
    const left = [...new Set([...known, ...(await named())])].filter((policyId) => !shared.has(policyId))
    for (const policyId of left.filter((one) => !ended.has(one))) {
      if (await unassigned(context, application.id, policyId)) ended.add(policyId)
      else shared.add(policyId)
    }
    for (const policyId of left.filter((one) => ended.has(one))) {
      await ask(context, () => directory.deletePolicy(policyId, signal))
    }
    return (await named()).some((policyId) => !shared.has(policyId)) ? null : true
  }
  await waitForStableReads(context, isGone, () => slow(context))
  return updateTags(context, application, { remove: (tag) => tag === exemptedTag(id) })
}

/** Unassigns a policy from the application until reads agree. Resolves to whether it is assigned to nothing else. */
async function unassigned(context: RunContext, applicationId: string, policyId: string): Promise<boolean> {
  const { directory } = context.world
  let isAlone = true
  const isOff = async (): Promise<true | null> => {
    await ask(context, () => directory.unassignPolicy(applicationId, policyId, context.signal))
    const targets = await ask(context, () => directory.policyTargets(policyId, context.signal))
    if (targets.some((target) => target !== applicationId)) isAlone = false
    return targets.includes(applicationId) ? null : true
  }
  await waitForStableReads(context, isOff, () => slow(context))
  return isAlone
}

/** The error that left the exemption in force, with a code that says so; an error that is no problem is unchanged. */
function leftBehind(context: RunContext, error: unknown, name: string): unknown {
  if (!(error instanceof ProblemError)) return error
  const { problem } = error
  return new ProblemError({ ...problem, code: 'exemption-left-behind', facts: { ...problem.facts, policy: name } })
}

function slow({ world }: RunContext): ProblemError {
  const code: ProblemCode = 'microsoft-slow'
  return new ProblemError({ code, at: world.clock.now().toISOString() })
}
