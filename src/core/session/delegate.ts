import { authorizingRole, tenantWide } from '../access/profile.ts'
import type { Language } from '../language.ts'
import { isMailAddress, isSameAddress } from '../mail-address.ts'
import type { Arrival, SessionContext } from './context.ts'
import { cloudIn, pathDataOf } from './session-path.ts'
import type { DelegatedStepName, DelegationStage } from './session.ts'
import type { Limit } from './work-views.ts'
import type { DelegatedStep } from './writer.ts'

/** Goes to the page where a step is handed to somebody who has the role for it. */
export function delegate(context: SessionContext, { step }: { readonly step: DelegatedStepName }): void {
  context.allow('delegate')
  const { session } = context
  if (session.at === 'sign-in') {
    if (step !== 'sign-in') throw context.problem('out-of-order')
    context.arriveAt({ at: 'delegation', step, from: session, savedPage: null })
    return
  }
  if (session.at !== 'review' && session.at !== 'limit' && session.at !== 'proof' && session.at !== 'guide') {
    throw context.problem('out-of-order')
  }
  if (step === 'sign-in') throw context.problem('out-of-order')
  const isKnown = step !== 'limit' || (session.origin === 'assistant' && session.limit !== null)
  const isPlanned = step !== 'secrets' || (session.at === 'review' && session.plan.found.application !== null)
  if (!isKnown || !isPlanned || (session.at === 'guide' && step !== 'consent')) throw context.problem('out-of-order')
  context.arriveAt({ at: 'delegation', step, from: session, savedPage: null })
}

/** Saves the page for that person as a mail draft, in the language they read. */
export async function savePage(context: SessionContext, { language }: { readonly language: Language }): Promise<void> {
  context.allow('save-page')
  const { session } = context
  const step = session.at === 'delegation' ? delegatedStep(context, session) : null
  if (session.at !== 'delegation' || !step) throw context.problem('out-of-order')
  return context.during('save-page', async (): Promise<Arrival> => {
    const { subject, text, html, script } = await context.writer.delegationPage(step, language)
    const date = context.now()
    const suggested = `prextra-${step.step}-${date.toISOString().slice(0, 10)}.eml`
    const place = await context.desktop.choosePlace(suggested, 'eml', session.practice)
    if (place === null) return 'stay'
    const attachments = script
      ? [{ fileName: script.name, contentType: 'text/plain', content: new TextEncoder().encode(script.content) }]
      : []
    await place.write(await context.desktop.writeDraft({ to: [], subject, text, html, attachments, date }))
    const savedPage = { fileName: place.fileName, savedAt: context.now().toISOString() }
    return { stage: { at: 'delegation', step: session.step, from: session.from, savedPage } }
  })
}

export function goToLimit(context: SessionContext): void {
  context.allow('go-to-limit')
  const { session } = context
  if (!('origin' in session) || session.origin !== 'assistant') throw context.problem('out-of-order')
  context.arriveAt({ ...pathDataOf(session), at: 'limit' })
}

/** Keeps which mailboxes Exchange is asked to limit the application to. Rejects with `bad-input`. */
export function setLimit(context: SessionContext, limit: Limit): void {
  context.allow('set-limit')
  const { session } = context
  if (session.at !== 'limit') throw context.problem('out-of-order')
  const isSame = isSameAddress(limit.allowedMailbox, limit.blockedMailbox)
  if (isSame || !Object.values(limit).every(isMailAddress)) throw context.problem('bad-input')
  context.arriveAt({ ...session, limit }, true)
}

/** Returns everything that the other person needs, with the ids filled in; `null` while some of it is not known. */
function delegatedStep(context: SessionContext, { step, from }: DelegationStage): DelegatedStep | null {
  const { practice } = context.session
  if (from.at === 'sign-in' || step === 'sign-in') {
    const named = from.at === 'sign-in' ? from.organization : null
    if (!named || step !== 'sign-in') return null
    const { tenantId, domain } = named
    const cloud = cloudIn(from)
    const { clientId, name } = context.workplace().signInApplication
    const profile = { displayName: name, permissions: [], grantedBy: [authorizingRole] }
    return {
      step,
      practice,
      organization: domain ?? tenantId,
      tenantId,
      cloud,
      appId: clientId,
      profile,
      disabled: null,
    }
  }
  const cloud = cloudIn(from)
  if (from.origin === 'guide') {
    const { applicationId: appId, tenantId, organization, domain } = from.guide.entries
    const { profile } = from.guide
    if (appId === null || tenantId === null) return null
    const facts = {
      practice,
      organization: organization ?? domain ?? tenantId,
      tenantId,
      cloud,
      appId,
      profile,
      disabled: null,
    }
    return step === 'limit' || step === 'secrets' ? null : { ...facts, step }
  }
  const { application, servicePrincipal } = from.plan.found
  const desired = context.memory.provision?.desired
  if (!application || !desired) return null
  const { profile, tenantId } = desired
  const { identity, plan, limit } = from
  const facts = {
    practice,
    organization: identity.organization.name,
    tenantId,
    cloud,
    appId: application.appId,
    profile,
    disabled: servicePrincipal?.disabled ?? null,
  }
  switch (step) {
    case 'consent': {
      // A limited application has roles in Exchange instead of permissions for all mailboxes, which are not asked for.
      const isLimited = plan.reach === 'limited' || (plan.reach === 'as-is' && plan.found.limited)
      return { ...facts, step, profile: { ...profile, permissions: tenantWide(profile, isLimited) } }
    }
    case 'secrets':
    case 'allow-list':
      return { ...facts, step }
    case 'limit': {
      if (!limit || !servicePrincipal) return null
      return { ...facts, step: 'scope', servicePrincipalId: servicePrincipal.id, ...limit }
    }
  }
}
