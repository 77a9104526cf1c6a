import { expect } from 'vitest'
import type { Input } from '#contract/calls.ts'
import type { Change } from '#core/provision/change.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import type { ProofCheck } from '#core/provision/run-event.ts'
import { sayProblem } from '#words/problems/problems.ts'
import type { Scenario } from './scenario.ts'
import type { OpenedAssistant } from './opened-assistant.ts'

/** The steps of a person at the window, as the screens offer them. */

export const reception = 'accueil@erablieredunord.example'
export const marie = 'me.tremblay@erablieredunord.example'
/** A mailbox outside every limit that these tests set in Exchange. */
export const sophie = 's.gagnon@erablieredunord.example'

export type PlanChoice = Partial<Input<'plan'>>

export async function signIn(assistant: OpenedAssistant, way: Input<'start'>['way'] = 'automatic'): Promise<void> {
  expect(await assistant.call('start', { way })).toBeNull()
  expect(await assistant.call('acceptIdentity', {})).toBeNull()
}

export async function plan(assistant: OpenedAssistant, choice: PlanChoice): Promise<readonly Change['kind'][]> {
  const usual = { secretEndsAt: null, aim: null, adopt: null, restore: null }
  expect(await assistant.call('plan', { ...usual, ...choice })).toBeNull()
  return planned(assistant)
}

/** Returns the kinds of the changes in the plan that is shown. */
export function planned(assistant: OpenedAssistant): readonly Change['kind'][] {
  return assistant.session.plan?.changes.map(({ kind }) => kind) ?? []
}

/** Approves the plan that is shown. Resolves to the code of the problem that stopped the run, or `null`. */
export async function approve(assistant: OpenedAssistant): Promise<ProblemCode | null> {
  const planId = assistant.session.plan?.id ?? ''
  return (await assistant.call('approve', { planId, typed: null }))?.code ?? null
}

/** Goes from the welcome to the end of the run. */
export async function setUp(assistant: OpenedAssistant, choice?: PlanChoice): Promise<void> {
  await signIn(assistant)
  if (choice) await plan(assistant, choice)
  expect(await approve(assistant)).toBeNull()
}

/** The result of a proof: `opens`, or the first check that failed and why. */
export type Shown = 'opens' | `${ProofCheck}: ${ProblemCode}`

export async function prove(
  assistant: OpenedAssistant,
  mailbox = reception,
  blockedMailbox: string | null = null,
): Promise<Shown> {
  await assistant.call('prove', { mailbox, blockedMailbox })
  return shown(assistant)
}

export function shown({ session }: OpenedAssistant): Shown {
  const { proof, problem } = session
  if (!proof) throw new Error(`there is no proof: ${JSON.stringify(session)}`)
  const failed = proof.checks.find(({ state }) => state === 'failed')
  if (!failed) {
    expect(proof.checks.map(({ state }) => state)).toEqual(proof.checks.map(() => 'passed'))
    expect([problem, proof.problem]).toEqual([null, null])
    return 'opens'
  }
  if (!problem) throw new Error('a check has failed, and nobody says why')
  expect(proof.problem).toEqual(problem)
  for (const language of ['fr', 'en'] as const) {
    const { sentence, advice } = sayProblem(problem, language)
    expect(`${sentence} ${advice}`).not.toMatch(/[{}]|undefined|null/)
  }
  return `${failed.check}: ${problem.code}`
}

export function appId({ tenant }: Pick<Scenario, 'tenant'>): string {
  const ours = tenant.state.applications.find(({ tags }) => tags.includes('cdid-prextra-outlook-sync'))
  if (!ours) throw new Error('there is no application of ours')
  return ours.appId
}

/** Returns the values of the granted application permissions, sorted. */
export function granted({ tenant }: Scenario): readonly string[] {
  const { appRoleAssignments, servicePrincipals } = tenant.state
  return appRoleAssignments
    .map(({ resourceId, appRoleId }) => {
      const resource = servicePrincipals.find(({ id }) => id === resourceId)
      return resource?.appRoles.find(({ id }) => id === appRoleId)?.value ?? appRoleId
    })
    .sort()
}

export function tags({ tenant }: Scenario): readonly string[] {
  return tenant.state.applications.find(({ appId: id }) => id === appId({ tenant }))?.tags ?? []
}

/** Hands over as a file, without a case number or a copy of the mail. */
export function handOff(assistant: OpenedAssistant): Promise<Problem | null> {
  return assistant.call('handOff', { way: 'file', caseNumber: null, copyTo: null })
}
