import type { Profile } from '#core/access/profile.ts'
import type { CdidFacts } from '#core/cdid-facts.ts'
import { practiceFileName, safeDomain } from '#core/handoff/document.ts'
import type { DocumentName } from '#core/session/saved-document.ts'
import { assistantPathOf, cloudIn, guideOf, identityOf, pathOf } from '#core/session/session-path.ts'
import type { AccessView, AssistantPath, Session } from '#core/session/session.ts'
import type { DocumentFacts, ReadyDocument } from '#core/session/writer.ts'
import { fingerprint } from '#core/fingerprint.ts'
import type { Language } from '../format/language.ts'
import { exportFileName } from '../screens/exports.ts'
import { allowListScript } from '../scripts/allow-list.ts'
import { scopeScript } from '../scripts/scope.ts'
import type { ScriptTarget } from '../scripts/session.ts'
import { withdrawScript } from '../scripts/withdraw.ts'
import { guidePage } from './guide.ts'
import { networkText } from './network.ts'
import { planPage } from './plan.ts'
import { checkReminder, secretReminder } from './reminders.ts'
import { reportPage } from './report/report.ts'
import { securityPage } from './security/security.ts'

/** What a document is written from: what the session knows, and what CDID says of itself. */
type Facts = DocumentFacts & { readonly cdid: CdidFacts }

/** Returns a document as the session stands, or `null` when something that it says is not known. */
export function documentOf(name: DocumentName, facts: Facts, language: Language): ReadyDocument | null {
  const { session, now } = facts
  const made = makers[name](facts, language)
  if (made === null) return null
  // The result of a check of the connection is not about an organization, and names none.
  const domain = name === 'network' ? '' : safeDomain(domainOf(session))
  const stem = exportFileName(name, domain, now, language)
  const fileName = session.practice ? practiceFileName(stem, language) : stem
  const kind = kindOf(name)
  const { title, text } = typeof made === 'string' ? { title: '', text: made } : { title: made.title, text: made.html }
  return { kind, fileName: `${fileName}.${kind}`, title, text }
}

function kindOf(name: DocumentName): ReadyDocument['kind'] {
  if (name === 'network') return 'txt'
  if (name.endsWith('-script')) return 'ps1'
  return name.startsWith('reminder-') ? 'ics' : 'pdf'
}

/** Returns the application that this session has just removed or released, `null` if it did neither. */
export function removedApplicationId(session: Session): string | null {
  const changes = assistantPathOf(session)?.run?.rows.map(({ change }) => change) ?? []
  const removed = changes.find(
    (change) => change.kind === 'remove-application' || change.kind === 'release-application',
  )
  return removed?.appId ?? null
}

type Made = { readonly title: string; readonly html: string } | string | null
type Maker = (facts: Facts, language: Language) => Made

const makers: Readonly<Record<DocumentName, Maker>> = {
  report({ session, recipients, now }, language) {
    if (session.at !== 'done') return null
    const [recipient] = recipients
    const path = assistantPathOf(session)
    return reportPage(
      {
        practice: session.practice,
        setUp: path ? 'assistant' : 'by-hand',
        access: session.access,
        sender: session.sender,
        found: path?.plan.found ?? null,
        made: path?.run?.rows ?? [],
        proof: session.proof,
        handoff: session.handoff,
        recipient: recipient ? { id: recipient.id, fingerprint: fingerprint(recipient.publicKey) } : null,
        at: now.toISOString(),
      },
      language,
    )
  },

  security(facts, language) {
    const { session } = facts
    if (session.at === 'done') return sheet(facts, session.access, session.sender.organization.name, language)
    const path = assistantPathOf(session)
    const { application, servicePrincipal } = path?.plan.found ?? {}
    if (!path || !application || !servicePrincipal) return null
    const { tenantId, organization } = path.identity
    const {
      displayName,
      permissions,
      profile: id,
      secret,
      limited,
    } = { displayName: application.displayName, ...path.plan.found }
    return securityPage(
      {
        ...accessFacts(facts, { appId: application.appId, profile: { id, permissions }, limited }),
        practice: session.practice,
        cdid: facts.cdid,
        tenantId,
        organization: organization.name,
        profile: { id, displayName, permissions },
        appId: application.appId,
        servicePrincipalId: servicePrincipal.id,
        secretExpiresAt: secret?.expiresAt ?? null,
      },
      language,
    )
  },

  plan(facts, language) {
    const { session } = facts
    const path = assistantPathOf(session)
    if (!path) return null
    const { changes, found } = path.plan
    const { application, servicePrincipal, permissions, profile: id, limited, grantedBy } = found
    const disabled = servicePrincipal?.disabled ?? null
    const access = accessFacts(facts, { appId: application?.appId ?? null, profile: { id, permissions }, limited })
    const { practice } = session
    return planPage({ ...access, practice, identity: path.identity, changes, disabled, grantedBy }, language)
  },

  guide({ session, now }, language) {
    const guide = guideOf(session)
    return guide && guidePage(guide, language, session.practice, now)
  },

  'allow-list-script': ({ session }, language) => {
    const target = targetOf(session)
    return target && allowListScript(target, language)
  },

  'scope-script': ({ session }, language) => {
    const path = assistantPathOf(session)
    const target = targetOf(session)
    if (!target || !path?.limit || !path.plan.found.servicePrincipal) return null
    const { group, allowedMailbox, blockedMailbox } = path.limit
    const servicePrincipalId = path.plan.found.servicePrincipal.id
    const roles = path.plan.found.permissions.flatMap(({ exchangeRole }) => exchangeRole ?? [])
    return scopeScript({ ...target, roles, servicePrincipalId, group, allowedMailbox, blockedMailbox }, language)
  },

  'withdraw-script': ({ session }, language) => {
    const appId = removedApplicationId(session)
    const identity = identityOf(session)
    return (
      appId && identity && withdrawScript({ tenantId: identity.tenantId, cloud: cloudIn(session), appId }, language)
    )
  },

  'reminder-secret': ({ session, now }, language) => {
    if (session.at !== 'done') return null
    const { access, sender, practice } = session
    return secretReminder(
      {
        tenantId: access.tenantId,
        appId: access.applicationId,
        practice,
        organization: sender.organization.name,
        now,
        keyId: access.secret.keyId,
        expiresAt: access.secret.endsAt,
        profile: access.profile.id,
      },
      language,
    )
  },

  network: ({ session }, language) =>
    session.at === 'network' ? networkText(session, session.practice, language) : null,

  'reminder-check': ({ session, now }, language) => {
    const path = pathOf(session)
    const target = targetOf(session)
    if (!path || !target) return null
    const { awaited, proof } = path
    return checkReminder(
      {
        ...target,
        practice: session.practice,
        organization: organizationOf(session),
        now,
        for: awaited?.for ?? (isLimited(session) ? 'limit' : 'allow-list'),
        seenAt: proof?.at ?? awaited?.since ?? now.toISOString(),
        until: awaited?.until ?? null,
        mailbox: proof?.mailbox ?? awaited?.mailbox ?? null,
      },
      language,
    )
  },
}

/** The security sheet of an access that was handed over. */
function sheet(facts: Facts, access: AccessView, organization: string, language: Language): Made {
  const { session } = facts
  const { applicationId: appId, profile, limited, tenantId, secret } = access
  return securityPage(
    {
      ...accessFacts(facts, { appId, profile, limited }),
      practice: session.practice,
      cdid: facts.cdid,
      tenantId,
      organization,
      profile,
      appId,
      servicePrincipalId: assistantPathOf(session)?.plan.found.servicePrincipal?.id ?? null,
      secretExpiresAt: secret.endsAt,
    },
    language,
  )
}

function accessFacts(
  { session, cloud, signInApplication, now }: DocumentFacts,
  access: {
    readonly appId: string | null
    readonly profile: Pick<Profile, 'id' | 'permissions'>
    readonly limited: boolean
  },
) {
  const { appId, profile, limited } = access
  const signIn = pathOf(session)?.origin === 'guide' ? null : signInApplication
  return { appId, profile, scoped: limited, signIn, cloud, at: now.toISOString() }
}

/** Returns the application that is in place, and where. */
function targetOf(session: Session): ScriptTarget | null {
  const cloud = cloudIn(session)
  const stage = session.at === 'delegation' ? session.from : session
  if ('access' in stage) return { tenantId: stage.access.tenantId, cloud, appId: stage.access.applicationId }
  const path: AssistantPath | null = assistantPathOf(session)
  const appId = path?.plan.found.application?.appId
  return path && appId ? { tenantId: path.identity.tenantId, cloud, appId } : null
}

function isLimited(session: Session): boolean {
  const stage = session.at === 'delegation' ? session.from : session
  if ('access' in stage) return stage.access.limited
  return assistantPathOf(session)?.plan.found.limited ?? false
}

function organizationOf(session: Session): string {
  const stage = session.at === 'delegation' ? session.from : session
  if ('access' in stage) return stage.access.organization?.name ?? ''
  return identityOf(session)?.organization.name ?? ''
}

function domainOf(session: Session): string {
  return identityOf(session)?.organization.domain ?? guideOf(session)?.entries.domain ?? ''
}
