import { accessInGuide, at, beside, identityByHand, planByHand } from '#core/guide/guide.ts'
import type { GuideView } from '#core/guide/guide.ts'
import { previousStage } from '#core/session/session.ts'
import { guideOf, heldNew } from './by-hand.ts'
import type { Desk } from './desk.ts'

type Wait = NonNullable<GuideView['awaited']>

/** To the proof, with what is in the keychain; a value that is no longer there is asked for again. */
export function goToProofByHand(desk: Desk): Promise<null> {
  const { turn } = desk
  return turn.during('go-to-proof', { kind: 'guiding' }, async () => {
    const guide = guideOf(desk)
    const secret = await heldNew(desk, guide)
    if (!secret) {
      turn.dispatch({ kind: 'guided', guide: { ...at(guide, 'secret'), secretReceivedAt: null } })
      throw turn.problem('secret-not-here')
    }
    const proven = turn.state.session.proof !== null
    const { newId, cloud } = desk.place().world
    desk.guideAccess = accessInGuide(guide, secret, cloud)
    if (!proven) desk.proof = null
    return {
      kind: 'guided-to-proof',
      guide,
      plan: planByHand(guide, newId()),
      identity: identityByHand(guide, cloud.login),
    }
  })
}

/** To the proof, where the allow list is waited for since another day. */
export async function goToWaitByHand(desk: Desk, { since, until, mailbox }: Wait): Promise<void> {
  const { turn } = desk
  await goToProofByHand(desk)
  const { identity, guide, practice } = turn.state.session
  if (!identity || !guide) return
  const { tenantId, organization } = identity
  const line = { for: 'allow-list', profile: guide.profile.id, since, until, mailbox, blockedMailbox: null } as const
  turn.dispatch({ kind: 'awaited', line: { ...line, practice, tenantId, organization } })
}

/** From the proof, first to who hands it over; from there, to the handoff. */
export async function goToHandoffByHand(desk: Desk): Promise<null> {
  const { turn } = desk
  turn.allow('go-to-handoff')
  const guide = guideOf(desk)
  const { login } = desk.place().world.cloud
  if (turn.state.session.at === 'guide')
    turn.dispatch({ kind: 'guided-to-handoff', identity: identityByHand(guide, login) })
  else turn.dispatch({ kind: 'guided', guide: { ...guide, step: 'contact', issues: {} }, proven: true })
  return Promise.resolve(null)
}

/** Back by one step; from the first, to the welcome. */
export function goBackByHand(desk: Desk, welcome: () => Promise<null>): Promise<null> {
  const { turn } = desk
  const { session } = turn.state
  const guide = guideOf(desk)
  const to = previousStage(session)
  if (session.at === 'delegation' && to) return turn.go('back', to)
  if (session.at !== 'guide') {
    const step = session.at === 'handoff' ? 'contact' : 'secret'
    turn.allow('back')
    turn.dispatch({ kind: 'guided', guide: { ...guide, step, issues: {} }, proven: true })
    return Promise.resolve(null)
  }
  if (guide.step === 'contact') return turn.go('back', 'proof')
  const previous = beside(guide, -1)
  if (previous === null) return welcome()
  turn.allow('back')
  turn.dispatch({ kind: 'guided', guide: at(guide, previous), proven: true })
  return Promise.resolve(null)
}
