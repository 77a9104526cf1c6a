import { z } from 'zod'
import { mapAnswer, type Answer } from '#core/answer.ts'
import type { Directory } from '#core/directory.ts'
import type { Connection } from '../connection.ts'
import { listOf, requireBody, withId } from './answer-body.ts'
import type { Refusal } from './graph-answer.ts'
import type { Graph } from './graph.ts'
import { replicationErrors } from './replication-errors.ts'
import { policySchema, toSecretPolicy } from './secret-policy.ts'

const appPolicy = z.object({ id: z.string(), displayName: z.string().default('') })
const policies = '/policies/appManagementPolicies'
const refusals: readonly Refusal[] = [{ status: 403, means: 'exemption-not-allowed' }]

type AppPolicies = Pick<
  Directory,
  | 'secretPolicy'
  | 'policies'
  | 'policiesOf'
  | 'policyTargets'
  | 'createPolicy'
  | 'assignPolicy'
  | 'unassignPolicy'
  | 'deletePolicy'
>

/** The part of the Directory port about app management policies: learn.microsoft.com/graph/api/resources/appmanagementpolicy. */
export function createAppPolicies(graph: Graph, { cloud, clock }: Pick<Connection, 'cloud' | 'clock'>): AppPolicies {
  const readIfAny = { method: 'get', writes: false, mayBeMissing: true, refusals } as const
  const write = { method: 'post', writes: true, refusals } as const
  const remove = { method: 'delete', writes: true, mayBeMissing: true, refusals } as const
  let policyWait: { readonly answer: Extract<Answer<never>, { notYet: unknown }>; readonly until: number } | null = null

  return {
    async secretPolicy(signal) {
      const now = clock.now().getTime()
      // A plan does without the policy, and the next plan may come before Microsoft wants to be asked again.
      if (policyWait && now < policyWait.until) return { ...policyWait.answer, afterMs: policyWait.until - now }
      const path = '/policies/defaultAppManagementPolicy'
      const call = { method: 'get', writes: false, mayBeDenied: true, path } as const
      const answer = await graph(call, policySchema, signal)
      const afterMs = 'notYet' in answer ? answer.afterMs : undefined
      policyWait = 'notYet' in answer && afterMs ? { answer, until: clock.now().getTime() + afterMs } : null
      return mapAnswer(answer, (policy) => policy && toSecretPolicy(policy, clock.now()))
    },

    async policies(signal) {
      const call = { ...readIfAny, path: `${policies}?$select=id,displayName` }
      return mapAnswer(await graph(call, listOf(appPolicy), signal), (found) => found?.value ?? [])
    },

    async policiesOf(applicationId, signal) {
      const path = `/applications/${applicationId}/appManagementPolicies?$select=id,displayName`
      return mapAnswer(await graph({ ...readIfAny, path }, listOf(appPolicy), signal), (found) => found?.value ?? [])
    },

    async policyTargets(policyId, signal) {
      const path = `${policies}/${policyId}/appliesTo?$select=id`
      return mapAnswer(await graph({ ...readIfAny, path }, listOf(withId), signal), (found) =>
        (found?.value ?? []).map(({ id }) => id),
      )
    },

    async createPolicy({ displayName, description }, { restrictions }, signal) {
      const body = { displayName, description, isEnabled: true, restrictions }
      const call = { ...write, path: policies, body }
      return mapAnswer(requireBody(await graph(call, withId, signal), clock), ({ id }) => id)
    },

    async assignPolicy(applicationId, policyId, signal) {
      const call = {
        ...write,
        path: `/applications/${applicationId}/appManagementPolicies/$ref`,
        body: { '@odata.id': `https://${cloud.graph}/v1.0${policies}/${policyId}` },
        replicationErrors: replicationErrors.assignPolicy,
      }
      return mapAnswer(await graph(call, z.unknown(), signal), () => null)
    },

    async unassignPolicy(applicationId, policyId, signal) {
      const path = `/applications/${applicationId}/appManagementPolicies/${policyId}/$ref`
      return mapAnswer(await graph({ ...remove, path }, z.unknown(), signal), () => null)
    },

    async deletePolicy(policyId, signal) {
      const path = `${policies}/${policyId}`
      return mapAnswer(await graph({ ...remove, path }, z.unknown(), signal), () => null)
    },
  }
}
