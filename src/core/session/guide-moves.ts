import {
  accessInGuide,
  atStep,
  guideSteps,
  organizationInGuide,
  senderInGuide,
  stepBeside,
  type GuideStep,
} from '../guide/guide.ts'
import { addressParts } from '../mail-address.ts'
import { viewOf, type Arrival, type SessionContext } from './context.ts'
import { checkIds } from './guide-ids.ts'
import { heldNewSecret } from './guide-secret.ts'
import { changeGuide, guideUnderWay, showGuide } from './guide-stage.ts'
import { pathOf } from './session-path.ts'
import type { HandoffStage } from './session.ts'

/** Goes to a step that was reached before, or to the next one; the ids are checked with Microsoft on the way. */
export function goToStep(context: SessionContext, { step }: { readonly step: GuideStep }): Promise<void> {
  return context.during('go-to-step', async (): Promise<Arrival> => {
    const guide = guideUnderWay(context)
    const steps = guideSteps[guide.aim]
    const isForward = step === stepBeside(guide, 1)
    const isReached = steps.includes(step) && steps.indexOf(step) <= steps.indexOf(guide.reached)
    if (!isForward && !isReached) throw context.problem('out-of-order')
    if (context.session.at !== 'guide' || guide.step !== 'ids' || !isForward) {
      return showGuide(context, atStep(guide, step))
    }
    const checked = await checkIds(context, guide)
    context.enterCloud(checked.cloud)
    const isSameTenant = checked.entries.tenantId === guide.entries.tenantId
    if (Object.keys(checked.issues).length > 0 || !isSameTenant) return changeGuide(context, checked)
    return changeGuide(context, { ...atStep(checked, step), unchecked: checked.unchecked })
  })
}

/** Goes to the proof with what is in the keychain; a secret that is no longer there is asked for again. */
export function goToProofFromGuide(context: SessionContext): Promise<void> {
  return context.during('go-to-proof', async (): Promise<Arrival> => {
    const guide = guideUnderWay(context)
    const { memory } = context
    const secret = await heldNewSecret(context, guide)
    const access = secret && accessInGuide(guide, secret)
    if (!access) {
      context.arriveAt(changeGuide(context, { ...atStep(guide, 'secret'), secretReceivedAt: null }).stage)
      throw context.problem('secret-not-here')
    }
    const path = pathOf(context.session)
    if (!path?.proof) memory.proof = null
    memory.access = access
    return {
      stage: {
        at: 'proof',
        origin: 'guide',
        guide,
        awaited: path?.awaited ?? null,
        proof: path?.proof ?? null,
        access: viewOf(access, organizationInGuide(guide)),
      },
    }
  })
}

/** Goes from the proof to who hands over, and from there to the handoff. */
export function goToHandoffFromGuide(context: SessionContext): void {
  context.allow('go-to-handoff')
  const { session, memory } = context
  const guide = guideUnderWay(context)
  if (session.at !== 'guide') {
    // The mailbox that was opened is the organization's, so its domain need not be typed.
    const proof = pathOf(session)?.proof
    const opened = proof?.at && !proof.problem ? addressParts(proof.mailbox) : null
    const domain = guide.entries.domain ?? opened?.domain ?? null
    const entries = { ...guide.entries, domain }
    context.arriveAt(showGuide(context, { ...guide, step: 'contact', entries, issues: {} }).stage)
    return
  }
  const sender = senderInGuide(guide)
  if (!sender || !memory.access || !session.proof) throw context.problem('out-of-order')
  const stage: HandoffStage = {
    at: 'handoff',
    origin: 'guide',
    guide,
    awaited: session.awaited,
    proof: session.proof,
    access: viewOf(memory.access, sender.organization),
    sender,
  }
  context.arriveAt(stage)
}

/** Goes back by one step. Resolves to false at the first one: before it is the welcome. */
export async function goBackInGuide(context: SessionContext): Promise<boolean> {
  const { session } = context
  const guide = guideUnderWay(context)
  if (session.at !== 'guide') {
    const step = session.at === 'handoff' ? 'contact' : 'secret'
    context.arriveAt(showGuide(context, { ...guide, step, issues: {} }).stage)
    return true
  }
  if (guide.step === 'contact') {
    await goToProofFromGuide(context)
    return true
  }
  const previous = stepBeside(guide, -1)
  if (previous === null) return false
  context.arriveAt(showGuide(context, atStep(guide, previous)).stage)
  return true
}
