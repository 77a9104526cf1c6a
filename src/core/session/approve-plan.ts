import { profilesGranted } from '../access/profile.ts'
import { ProblemError } from '../problem.ts'
import type { Change } from '../provision/change.ts'
import type { Plan } from '../provision/plan.ts'
import { apply, verify, type Planned } from '../provision/run.ts'
import { exemptionScopes } from '../provision/exemption.ts'
import { defaultOptions, type DesiredState } from '../provision/step.ts'
import { provisionOf, type Arrival, type SessionContext } from './context.ts'
import { proofStage } from './make-plan.ts'
import { notingSecrets } from './note-secrets.ts'
import { pathDataOf } from './session-path.ts'
import type { AssistantPath, ReviewStage } from './session.ts'
import type { RunView } from './work-views.ts'
import { needScopes } from './microsoft-page.ts'

export interface Approval {
  /** The id of the plan that was shown. */
  readonly planId: string
  /** The word that the person typed for a removal; `null` for any other plan. */
  readonly typed: string | null
}

/**
 * Makes the changes of the plan that was shown, and no others. Rejects with `not-typed` for a removal without its word.
 */
export async function approve(context: SessionContext, { planId, typed }: Approval): Promise<void> {
  context.allow('approve')
  const { session } = context
  if (session.at !== 'review' || session.plan.id !== planId) throw context.problem('out-of-order')
  const { plan: approved } = session
  if (approved.aim === 'removed' && !context.writer.isRemovalWord(typed ?? '')) throw context.problem('not-typed')
  const work = async (): Promise<Arrival> => {
    context.memory.proof = null
    const ran = provisionOf(context).desired
    let made: Planned | null = null
    try {
      made = await applyAllowed(context, session, approved.changes)
      // Only a proof has something to do beside the reads, and blocks what comes after it until they agree.
      if (ran.restore === null && !leadsToProof(made.plan)) made = await verify(context.run(), ran, approved.changes)
    } finally {
      context.desktop.notify(made ? 'run-done' : 'run-stopped')
    }
    // The options of this plan were for this run only, so the next plan is made with the usual ones.
    const { consentDelegated } = ran
    const desired = { ...ran, ...defaultOptions, consentDelegated }
    context.memory.provision = { desired, observed: made.observed }
    return afterRun(context, made.plan, { desired: ran, approved: approved.changes })
  }
  return context.during('approve', work, () => ({ ...session, at: 'run', run: newRun(approved), stableReads: null }))
}

/**
 * A right beyond those of the sign-in is asked for only once Microsoft has refused a grant, and only of an account whose
 * role may give it.
 */
async function applyAllowed(
  context: SessionContext,
  { identity }: ReviewStage,
  changes: readonly Change[],
): Promise<Planned> {
  const { desired } = provisionOf(context)
  const { roles } = identity
  if (changes.some(needsExemptionScopes)) await needScopes(context, exemptionScopes, 'exemption')
  try {
    return await apply(notingSecrets(context, identity, changes), desired, changes)
  } catch (error) {
    const granted = profilesGranted(changes)
    const scopes = granted.flatMap(({ grantedWith }) => grantedWith)
    const mayGrant = granted.every(({ grantedBy }) => !roles || grantedBy.some((role) => roles.includes(role)))
    const isRefused = error instanceof ProblemError && error.problem.code === 'grant-not-allowed'
    if (!isRefused || scopes.length === 0 || !mayGrant) throw error
    await needScopes(context, scopes, 'grant')
    return apply(notingSecrets(context, identity, changes), desired, changes, madeIn(context))
  }
}

function needsExemptionScopes(change: Change): boolean {
  return change.kind === 'end-exemption' || (change.kind === 'create-secret' && change.exemption !== null)
}

/** The changes that this run has made so far. */
function madeIn({ session }: SessionContext): readonly Change[] {
  if (session.at !== 'run') return []
  return session.run.rows.filter(({ state }) => state === 'done').map(({ change }) => change)
}

/** Whether the run of which this plan is left leads to the proof: only what this keychain holds can be proven. */
function leadsToProof({ aim, changes, found }: Plan): boolean {
  return aim !== 'removed' && changes.length === 0 && found.consented && found.secret?.held === true
}

function afterRun(
  context: SessionContext,
  plan: Plan,
  made: { readonly desired: DesiredState; readonly approved: readonly Change[] },
): Arrival {
  const { session } = context
  if (session.at !== 'run') throw context.problem('out-of-order')
  const { run } = session
  const path: AssistantPath & { readonly run: RunView } = { ...pathDataOf(session), plan, run, proof: null }
  const arrival = (stage: Exclude<Arrival, 'stay'>['stage']): Arrival => ({ stage, isNew: true })
  if (plan.aim === 'removed') return arrival({ ...path, at: 'removed' })
  // An application brought back from the recycle bin may lack something, which needs a plan of its own.
  if (plan.changes.length > 0) return arrival({ ...path, at: 'review' })
  if (!plan.found.consented) {
    return arrival({ at: 'delegation', step: 'consent', from: { ...path, at: 'review' }, savedPage: null })
  }
  // Without this computer's copy of the secret there is nothing to prove with.
  return arrival(leadsToProof(plan) ? proofStage(context, path, made) : { ...path, at: 'review' })
}

function newRun({ changes }: Plan): RunView {
  const rows = changes.map((change) => ({
    change,
    state: 'to-come' as const,
    startedAt: null,
    ms: null,
    id: null,
    shortenedTo: null,
  }))
  return { rows }
}
