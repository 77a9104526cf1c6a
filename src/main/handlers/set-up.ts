import { defaultSecretEnd, isLifetime, profiles } from '#core/profile.ts'
import { recordConfirmation } from '#core/record-confirmation.ts'
import { apply, plan } from '#core/run.ts'
import type { SessionEvent } from '#core/session-event.ts'
import type { Wish } from '#core/step.ts'
import { removalWord } from '#words/removal-word.ts'
import type { Handlers } from '../serve.ts'
import type { Desk } from './desk.ts'

type SetUpCalls = Pick<Handlers, 'acceptIdentity' | 'plan' | 'approve' | 'recordConfirmation'>

/** From a yes to the organization to what was approved being made. */
export function setUpCalls(desk: Desk): SetUpCalls {
  const { shell, turn } = desk
  const { problem, during } = turn

  async function planAfresh(wanted: Omit<Wish, 'asOf'>): Promise<SessionEvent> {
    const wish = { ...wanted, asOf: desk.now().toISOString() }
    desk.wish = wish
    const made = await plan(desk.outside(), wish)
    desk.seen = made.seen
    return { kind: 'planned', plan: made.plan }
  }

  return {
    acceptIdentity() {
      const { identity, intent, practice } = turn.state.session
      const tenantId = identity?.tenantId
      if (tenantId === undefined) throw problem('out-of-order')
      return during('accept-identity', { kind: 'planning' }, () => {
        const profile = profiles.ews
        const secretEndsAt = defaultSecretEnd(profile, desk.now())
        const signInEntry = shell.ownSignInClient(practice)
        return planAfresh({ profile, tenantId, secretEndsAt, aim: intent, adopt: null, restore: null, signInEntry })
      })
    },

    plan({ secretEndsAt, aim, adopt, restore }) {
      const last = desk.wished()
      const found = turn.state.session.plan?.found
      const shown = (id: string | null, among: readonly { readonly id: string }[] = []) =>
        id === null || id === last.adopt || among.some((one) => one.id === id)
      if (!shown(adopt, found?.namesakes) || !shown(restore, found?.deleted)) throw problem('bad-input')
      if (secretEndsAt !== null && !isLifetime(last.profile, secretEndsAt, desk.now())) throw problem('bad-input')
      return during('plan', { kind: 'planning' }, () =>
        planAfresh({
          ...last,
          secretEndsAt: secretEndsAt ?? last.secretEndsAt,
          aim: aim ?? last.aim,
          adopt,
          restore,
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
        let ended: 'done' | 'stopped' = 'stopped'
        try {
          const made = await apply(desk.outside(), desk.wished(), approved.changes)
          desk.seen = made.seen
          // Done once: what comes after is an ordinary plan of what is there.
          desk.wish = { ...desk.wished(), aim: 'present', adopt: null, restore: null }
          ended = 'done'
          return { kind: 'ran', plan: made.plan }
        } finally {
          shell.tellRunEnded(ended)
        }
      })
    },

    recordConfirmation() {
      return during('record-confirmation', { kind: 'planning' }, async () => {
        const bytes = await shell.openConfirmation()
        if (bytes !== null) await recordConfirmation(desk.outside(), desk.seen, bytes)
        return planAfresh({ ...desk.wished(), aim: 'present' })
      })
    },
  }
}
