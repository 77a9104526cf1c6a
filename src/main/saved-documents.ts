import { fingerprint } from '#core/fingerprint.ts'
import { practiceFileName, safeDomain } from '#core/handoff/document.ts'
import { profiles } from '#core/access/profile.ts'
import type { Session } from '#core/session/session.ts'
import { isOffered, type DocumentName } from '#core/session/exports.ts'
import { exportFileName } from '#words/screens/exports.ts'
import type { Language } from '#words/format/language.ts'
import type { SavedKind } from '#words/screens/shell/main-process.ts'
import { guidePage } from '#words/pages/guide.ts'
import { planPage } from '#words/pages/plan.ts'
import { reportPage } from '#words/pages/report/report.ts'
import { securityPage } from '#words/pages/security/security.ts'
import { checkReminder, secretReminder } from '#words/pages/reminders.ts'
import { allowListScript } from '#words/scripts/allow-list.ts'
import { scopeScript } from '#words/scripts/scope.ts'
import { withdrawScript } from '#words/scripts/withdraw.ts'
import { removedApp } from './facts.ts'
import type { Workplace } from './world.ts'

/** A document before it is anywhere: a page of HTML to be printed, or the text of the file itself. */
export interface ReadyDocument {
  readonly kind: Extract<SavedKind, 'pdf' | 'ps1' | 'ics'>
  readonly fileName: string
  /** What a page's margins say of it. */
  readonly title: string
  readonly text: string
}

export interface DocumentFacts {
  readonly session: Session
  readonly place: Workplace
  /** Now, by Microsoft's clock once it has been heard. */
  readonly now: Date
}

/** The document as the session stands, or `null` when it is not offered there or what it says is not known yet. */
export function documentOf(document: DocumentName, facts: DocumentFacts, language: Language): ReadyDocument | null {
  const { session, now } = facts
  if (!isOffered(session, document)) return null
  const made = makers[document](facts, language)
  if (made === null) return null
  const name = exportFileName(
    document,
    safeDomain(session.identity?.organization.domain ?? session.guide?.entries.domain ?? ''),
    now,
    language,
  )
  const fileName = session.practice ? practiceFileName(name) : name
  const kind = document.endsWith('-script') ? 'ps1' : document.startsWith('reminder-') ? 'ics' : 'pdf'
  const said = typeof made === 'string' ? { title: '', text: made } : { title: made.title, text: made.html }
  return { kind, fileName: `${fileName}.${kind}`, ...said }
}

type Made = { readonly title: string; readonly html: string } | string | null
type Maker = (facts: DocumentFacts, language: Language) => Made

const makers: Readonly<Record<DocumentName, Maker>> = {
  report({ session, place, now }, language) {
    const { practice, identity, plan, run, proof, handoff, guide } = session
    const [recipient] = place.world.recipients
    if (!identity || !plan) return null
    const sealedTo = recipient ? { id: recipient.id, fingerprint: fingerprint(recipient.publicKey) } : null
    const setUp = guide ? ('by-hand' as const) : ('assistant' as const)
    const said = { practice, setUp, identity, found: plan.found, made: run?.rows ?? [], proof, handoff }
    return reportPage({ ...said, recipient: sealedTo, at: now.toISOString() }, language)
  },

  security(facts, language) {
    const { practice, identity, plan, guide } = facts.session
    const { application, servicePrincipal, secret } = plan?.found ?? {}
    if (!identity || !plan || !application || (!guide && !servicePrincipal)) return null
    const { tenantId, organization } = identity
    return securityPage(
      {
        ...access(facts, plan),
        ...{ practice, tenantId, organization: organization.name, profile: profiles[plan.found.profile] },
        ...{ appId: application.appId, servicePrincipalId: servicePrincipal?.id ?? null },
        secretExpiresAt: secret?.expiresAt ?? null,
      },
      language,
    )
  },

  plan(facts, language) {
    const { practice, identity, plan } = facts.session
    if (!identity || !plan) return null
    const { grantedBy } = profiles[plan.found.profile]
    const { changes } = plan
    return planPage({ ...access(facts, plan), practice, identity, changes, grantedBy }, language)
  },

  guide: ({ session, now }, language) => session.guide && guidePage(session.guide, language, session.practice, now),

  'allow-list-script': ({ session }, language) => {
    const target = targetOf(session)
    return target && allowListScript(target, language)
  },

  'scope-script': ({ session }, language) => {
    const { limit, plan } = session
    const target = targetOf(session)
    if (!target || !limit || !plan?.found.servicePrincipal) return null
    const { group, allowedMailbox, blockedMailbox } = limit
    const servicePrincipalId = plan.found.servicePrincipal.id
    const roles = plan.found.permissions.flatMap(({ exchangeRole }) => exchangeRole ?? [])
    return scopeScript({ ...target, roles, servicePrincipalId, group, allowedMailbox, blockedMailbox }, language)
  },

  'withdraw-script': ({ session }, language) => {
    const appId = removedApp(session)
    const { identity } = session
    return appId && identity && withdrawScript({ tenantId: identity.tenantId, appId }, language)
  },

  'reminder-secret': (facts, language) => {
    const about = reminded(facts)
    const { secret, profile } = facts.session.plan?.found ?? {}
    if (!about || !secret || !profile) return null
    return secretReminder({ ...about, keyId: secret.keyId, expiresAt: secret.expiresAt, profile }, language)
  },

  'reminder-check': (facts, language) => {
    const { awaited, proof, plan } = facts.session
    const about = reminded(facts)
    if (!about) return null
    const what = awaited?.for ?? (plan?.found.limited ? 'limit' : 'allow-list')
    const seenAt = proof?.at ?? awaited?.since ?? facts.now.toISOString()
    const mailbox = proof?.mailbox ?? awaited?.mailbox ?? null
    return checkReminder({ ...about, for: what, seenAt, until: awaited?.until ?? null, mailbox }, language)
  },
}

function access({ session, place, now }: DocumentFacts, { found }: NonNullable<Session['plan']>) {
  const { world, signInApplication } = place
  const signIn = session.guide ? null : signInApplication
  const { application, limited: scoped, profile: id, permissions } = found
  const said = { appId: application?.appId ?? null, profile: { id, permissions }, scoped, signIn }
  return { ...said, cloud: world.cloud, at: now.toISOString() }
}

/** The application that is in place, and where. */
function targetOf({ identity, plan }: Session): { readonly tenantId: string; readonly appId: string } | null {
  const appId = plan?.found.application?.appId
  return identity && appId ? { tenantId: identity.tenantId, appId } : null
}

function reminded({ session, now }: DocumentFacts) {
  const target = targetOf(session)
  const { identity, practice } = session
  return target && identity && { ...target, practice, organization: identity.organization.name, now }
}
