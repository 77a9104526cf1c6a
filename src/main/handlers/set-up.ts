import type { Confirmation } from '#core/handoff/confirmation.ts'
import { forgetCopy } from '#core/handoff/kept-copy.ts'
import { otherProfileInPlace, type Plan } from '#core/provision/plan.ts'
import type { Change } from '#core/provision/change.ts'
import { ProblemError } from '#core/problem.ts'
import {
  defaultSecretEnd,
  isLifetime,
  profileFor,
  profiles,
  profilesGranted,
  type Profile,
} from '#core/access/profile.ts'
import { recordConfirmation } from '#core/handoff/record-confirmation.ts'
import { apply, plan, type Planned } from '#core/provision/run.ts'
import type { Identity } from '#core/session/session.ts'
import type { SessionEvent } from '#core/session/session-event.ts'
import { defaultOptions, required, type DesiredState } from '#core/provision/step.ts'
import { removalWord } from '#words/screens/review/removal-word.ts'
import type { Handlers } from '../serve.ts'
import { confirmFromHistory } from './cdid-word.ts'
import type { Desk } from './desk.ts'
import { confirmByHand } from './old-secret.ts'
import { allowMore } from './page.ts'

type SetUpCalls = Pick<Handlers, 'acceptIdentity' | 'plan' | 'approve' | 'recordConfirmation'>

/** From a yes to the organization to what was approved being made. */
export function setUpCalls(desk: Desk): SetUpCalls {
  const { shell, turn } = desk
  const { problem, during, dispatch } = turn

  async function planAfresh(wanted: Omit<DesiredState, 'asOf'>): Promise<{ kind: 'planned'; plan: Plan }> {
    const desired = { ...wanted, asOf: desk.now().toISOString() }
    const made = await plan(desk.context(), desired)
    // Only with the plan that it has led to.
    desk.desired = desired
    desk.observed = made.observed
    return { kind: 'planned', plan: made.plan }
  }

  /** The copy was kept for this word of CDID's alone. One that the keychain keeps is deleted when its time has come. */
  async function forgetConfirmed({ keyId }: Confirmation): Promise<void> {
    const { vault, journal } = desk.place().world
    const { tenantId } = desk.desiredState()
    const { appId } = required(desk.observed.application, 'the application')
    if (await forgetCopy(vault, { tenantId, appId, keyId })) journal.note({ did: 'forget', keyId })
  }

  /** A colleague's consent goes on being left to them, whoever comes back another day. */
  async function planFirst(identity: Identity): Promise<SessionEvent> {
    const { intent, practice } = turn.state.session
    const { tenantId } = identity
    const known = desk.place().world.journal.awaited(tenantId)
    const line = known?.practice === practice ? known : null
    const profile = line ? profiles[line.profile] : profileFor(desk.now())
    const signInEntry = shell.ownSignInClient(practice)
    const wanted = (chosen: Profile) => ({
      ...{
        ...defaultOptions,
        profile: chosen,
        tenantId,
        signInEntry,
        aim: intent,
        consentDelegated: line?.for === 'consent',
      },
      secretEndsAt: defaultSecretEnd(chosen, desk.now()),
    })
    let planned = await planAfresh(wanted(profile))
    const other = otherProfileInPlace(planned.plan.found)
    if (other) planned = await planAfresh(wanted(other))
    dispatch({ kind: 'awaited', line })
    return afterPlan(planned)
  }

  /** What is waited for is where one was: all else of the plan is in place. */
  function afterPlan(planned: { kind: 'planned'; plan: Plan }): SessionEvent {
    const { awaited, intent } = turn.state.session
    const { changes, found } = planned.plan
    if (changes.length > 0 || intent !== 'present') return planned
    if (desk.desiredState().consentDelegated && !found.consented) {
      dispatch(planned)
      return { kind: 'delegated', step: 'consent' }
    }
    if (!awaited || awaited.for === 'consent' || !found.secret?.held) return planned
    dispatch(planned)
    return { kind: 'went', to: 'proof' }
  }

  /** A right beyond those of the sign-in is asked for only once Microsoft has refused, and only of who may use it. */
  async function applyAllowed(changes: readonly Change[]): Promise<Planned> {
    const make = () => apply(desk.context(), desk.desiredState(), changes)
    try {
      return await make()
    } catch (error) {
      const roles = turn.state.session.identity?.roles ?? null
      const granted = profilesGranted(changes)
      const scopes = granted.flatMap(({ grantedWith }) => grantedWith)
      const mayGrant = granted.every(({ grantedBy }) => !roles || grantedBy.some((role) => roles.includes(role)))
      const isRefused = error instanceof ProblemError && error.problem.code === 'grant-not-allowed'
      if (!isRefused || scopes.length === 0 || !mayGrant) throw error
      const found = await allowMore(desk, scopes)
      if (found) throw new ProblemError(found)
      return make()
    }
  }

  return {
    acceptIdentity() {
      const { identity } = turn.state.session
      if (!identity) throw problem('out-of-order')
      return during('accept-identity', { kind: 'planning' }, () => planFirst(identity))
    },

    plan({ secretEndsAt, aim, adopt, restore, profile: chosen, reach, retireOthers, consentDelegated }) {
      const last = desk.desiredState()
      const found = turn.state.session.plan?.found
      const shown = (id: string | null, among: readonly { readonly id: string }[] = []) =>
        id === null || id === last.adopt || among.some((one) => one.id === id)
      if (!shown(adopt, found?.namesakes) || !shown(restore, found?.deleted)) throw problem('bad-input')
      const profile: Profile = chosen === null ? last.profile : profiles[chosen]
      if (secretEndsAt !== null && !isLifetime(profile, secretEndsAt, desk.now())) throw problem('bad-input')
      const usual = profile === last.profile ? last.secretEndsAt : defaultSecretEnd(profile, desk.now())
      return during('plan', { kind: 'planning' }, () =>
        planAfresh({
          ...last,
          ...{ profile, adopt, restore, reach, retireOthers },
          secretEndsAt: secretEndsAt ?? usual,
          aim: aim ?? last.aim,
          consentDelegated: consentDelegated ?? last.consentDelegated,
        }),
      )
    },

    approve({ planId, typed }) {
      const { session, language } = turn.state
      const approved = session.plan
      if (approved?.id !== planId) throw problem('out-of-order')
      const isTyped = typed?.trim().toLocaleUpperCase('fr') === removalWord[language]
      if (approved.aim === 'removed' && !isTyped) throw problem('not-typed')
      return during('approve', { kind: 'running' }, async () => {
        desk.proof = null
        let ended: 'run-done' | 'run-stopped' = 'run-stopped'
        try {
          const made = await applyAllowed(approved.changes)
          desk.observed = made.observed
          // Done once: what comes after is an ordinary plan of what is there.
          const { consentDelegated } = desk.desiredState()
          desk.desired = { ...desk.desiredState(), ...defaultOptions, consentDelegated }
          ended = 'run-done'
          return { kind: 'ran', plan: made.plan }
        } finally {
          shell.tell(ended)
        }
      })
    },

    recordConfirmation() {
      if (turn.state.session.guide) return confirmByHand(desk)
      if (turn.state.session.at === 'history') return confirmFromHistory(desk)
      return during('record-confirmation', { kind: 'planning' }, async () => {
        const bytes = await shell.openConfirmation()
        if (bytes !== null) await forgetConfirmed(await recordConfirmation(desk.context(), desk.observed, bytes))
        return planAfresh({ ...desk.desiredState(), ...defaultOptions })
      })
    },
  }
}
