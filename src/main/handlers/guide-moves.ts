import { at, beside, byHand, identityByHand, planByHand } from '#core/guide.ts'
import { guideOf, heldNew } from './by-hand.ts'
import type { Desk } from './desk.ts'

/** To the proof, with what is in the keychain; a value that is no longer there is asked for again. */
export function goToProofByHand(desk: Desk): Promise<null> {
  const { turn } = desk
  return turn.during('go-to-proof', { kind: 'guiding' }, async () => {
    const guide = guideOf(desk)
    const secret = await heldNew(desk, guide)
    if (!secret) {
      turn.happen({ kind: 'guided', guide: { ...at(guide, 'secret'), secretReceivedAt: null } })
      throw turn.problem('secret-not-here')
    }
    const proven = turn.state.session.proof !== null
    Object.assign(desk, byHand(guide, secret, desk.now()))
    if (!proven) desk.proof = null
    const { newId, cloud } = desk.place().world
    return {
      kind: 'guided-to-proof',
      guide,
      plan: planByHand(guide, newId()),
      identity: identityByHand(guide, cloud.login),
    }
  })
}

/** From the proof, first to who hands it over; from there, to the handoff. */
export async function goToHandoffByHand(desk: Desk): Promise<null> {
  const { turn } = desk
  turn.allow('go-to-handoff')
  const guide = guideOf(desk)
  const { login } = desk.place().world.cloud
  if (turn.state.session.at === 'guide')
    turn.happen({ kind: 'guided-to-handoff', identity: identityByHand(guide, login) })
  else turn.happen({ kind: 'guided', guide: { ...guide, step: 'contact', issues: {} }, proven: true })
  return Promise.resolve(null)
}

/** Back by one step; from the first, to the welcome. */
export function goBackByHand(desk: Desk, welcome: () => Promise<null>): Promise<null> {
  const { turn } = desk
  const { session } = turn.state
  const guide = guideOf(desk)
  if (session.at !== 'guide') {
    const step = session.at === 'handoff' ? 'contact' : 'secret'
    turn.allow('back')
    turn.happen({ kind: 'guided', guide: { ...guide, step, issues: {} }, proven: true })
    return Promise.resolve(null)
  }
  if (guide.step === 'contact') return turn.go('back', 'proof')
  const previous = beside(guide, -1)
  if (previous === null) return welcome()
  turn.allow('back')
  turn.happen({ kind: 'guided', guide: at(guide, previous), proven: true })
  return Promise.resolve(null)
}
