import { noEntries, type Entries, type EntryName, type Issues, type SecretIssue } from './entries.ts'
import type { Plan } from '../provision/plan.ts'
import type { Profile } from '../access/profile.ts'
import type { Secret } from '../secret.ts'
import type { Identity } from '../session/session.ts'
import type { DeliverableAccess } from '../access/access.ts'
import type { Cloud } from '../access/cloud.ts'

/** What is done in the Entra admin centre, and what is said before the handoff. The proof stands between the two. */
export const guideStepNames = [
  'registration',
  'ids',
  'permission',
  'consent',
  'secret',
  'contact',
  'old-secret',
] as const

export type GuideStep = (typeof guideStepNames)[number]

export type GuideAim = 'present' | 'renewed'

/** The order of CDID's own guide; a renewal needs less. */
export const guideSteps: Readonly<Record<GuideAim, readonly GuideStep[]>> = {
  present: ['registration', 'ids', 'permission', 'consent', 'secret'],
  renewed: ['ids', 'secret'],
}

/** What each step asks for. */
export const askedIn: Readonly<Record<GuideStep, readonly EntryName[]>> = {
  registration: [],
  ids: ['applicationId', 'tenantId'],
  permission: [],
  consent: [],
  secret: ['secretKeyId', 'secretExpiresAt'],
  contact: ['organization', 'domain', 'contactName', 'contactEmail'],
  'old-secret': [],
}

/** Where a person is in the guide by hand. Plain data; what was refused is named, never kept. */
export interface GuideView {
  readonly aim: GuideAim
  readonly profile: Profile
  /** Exchange limits the application to some mailboxes: what it gives in place of a consent is not asked of one. */
  readonly limited: boolean
  readonly step: GuideStep
  /** The furthest step that was reached. */
  readonly reached: GuideStep
  /** ISO 8601. */
  readonly startedAt: string
  readonly entries: Entries
  readonly issues: Issues
  /** Its value is in the keychain, and nowhere else. ISO 8601. */
  readonly secretReceivedAt: string | null
  readonly secretIssue: SecretIssue | null
  /** The domain that the tenant's id was found by. */
  readonly foundBy: string | null
  /** Microsoft could not be asked about the ids: the proof will tell. */
  readonly unchecked: boolean
  /** The secret that a renewal replaces; CDID's confirmation of the new one; whether the old one still works (`unknown`: it cannot be tried here). */
  readonly oldKeyId: string | null
  readonly confirmedAt: string | null
  readonly oldSecret: 'unchecked' | 'unknown' | 'works' | 'gone'
  /** Since when the allow list is waited for, until when that is normal (ISO 8601), and what is tried on. */
  readonly awaited: { readonly since: string; readonly until: string; readonly mailbox: string | null } | null
  /** Kept on this computer, to be finished another day. */
  readonly kept: boolean
}

/** What the welcome knows of a guide that was begun on this computer. */
export type KeptGuide =
  | { readonly state: 'unreadable' }
  | {
      readonly state: 'kept'
      readonly aim: GuideAim
      readonly step: GuideStep
      readonly startedAt: string
      readonly organization: string | null
    }

/** Returns what the welcome shows of a guide as it was read from its file. */
export function summarizeGuide(kept: GuideView | 'unreadable' | null): KeptGuide | null {
  if (kept === null) return null
  if (kept === 'unreadable') return { state: 'unreadable' }
  const { aim, step, startedAt, entries } = kept
  return { state: 'kept', aim, step, startedAt, organization: entries.organization ?? entries.domain }
}

export function newGuide(
  aim: GuideAim,
  profile: Profile,
  startedAt: string,
  entries: Partial<Entries> = {},
): GuideView {
  const first = aim === 'present' ? 'registration' : 'ids'
  return {
    ...{ aim, profile, startedAt, step: first, reached: first, issues: {} },
    ...{ entries: { ...noEntries, ...entries }, secretReceivedAt: null, secretIssue: null },
    ...{ foundBy: null, unchecked: false, oldKeyId: null, confirmedAt: null, oldSecret: 'unchecked' },
    ...{ awaited: null, kept: true, limited: false },
  }
}

/** The step before, or after; `null` at either end. */
export function beside({ aim, step }: GuideView, by: 1 | -1): GuideStep | null {
  const steps = guideSteps[aim]
  const place = steps.indexOf(step)
  return place < 0 ? null : (steps[place + by] ?? null)
}

/** At another step, reached now if it had not been. */
export function at(guide: GuideView, step: GuideStep): GuideView {
  const steps = guideSteps[guide.aim]
  const further = steps.indexOf(step) > steps.indexOf(guide.reached)
  return { ...guide, step, reached: further ? step : guide.reached, issues: {}, secretIssue: null }
}

/** Everything this step asks for is there and right. */
export function isFilled({ entries, secretReceivedAt }: GuideView, step: GuideStep): boolean {
  return askedIn[step].every((name) => entries[name] !== null) && (step !== 'secret' || secretReceivedAt !== null)
}

/** All that a proof needs has been entered. */
export function isProvable(guide: GuideView): boolean {
  return guideSteps[guide.aim].every((step) => isFilled(guide, step))
}

/** Returns the access that was entered, or `null` while something it needs is missing. When the secret began is not known. */
export function accessInGuide(
  { entries, profile, limited }: GuideView,
  value: Secret,
  cloud: Cloud,
): DeliverableAccess | null {
  const { applicationId, tenantId, secretKeyId: keyId, secretExpiresAt: endsAt } = entries
  if (applicationId === null || tenantId === null || keyId === null || endsAt === null) return null
  const secret = { value, keyId, startsAt: null, endsAt }
  return { profile, cloud, tenantId, applicationId, secret, consent: 'unknown', limited }
}

/** The same as a plan, for the screens that draw one: nothing to change, as nothing was looked at. */
export function planByHand(guide: GuideView, id: string): Plan {
  const { applicationId: appId, secretKeyId: keyId, secretExpiresAt: expiresAt } = entered(guide)
  const { id: profile, displayName, permissions, grantedBy } = guide.profile
  return {
    ...{ id, changes: [], secretEndsAt: expiresAt, aim: 'present', reach: 'as-is' },
    ...{ retireOthers: false, consentDelegated: false },
    found: {
      // What nobody entered is not known: the object's id, when things were made.
      application: { id: '', appId, displayName, createdAt: null },
      ...{ deleted: [], servicePrincipal: null, profile, granted: [], consented: false, others: [] },
      ...{ permissions, grantedBy },
      secret: { keyId, startsAt: '', expiresAt, state: 'pending', held: true, confirmed: false },
      ...{ retiring: null, namesakes: [], longestSecretMs: null, limited: guide.limited, adopted: false },
    },
  }
}

/** Who hands over, in their own words. `login` is the cloud's sign-in host. */
export function identityByHand(guide: GuideView, login: string): Identity {
  const { tenantId, organization, domain, contactName, contactEmail } = entered(guide)
  return {
    tenantId,
    // Before it was asked, the proof's pages name what is known.
    organization: { name: organization || domain, domain },
    account: { name: contactName, username: contactEmail },
    ...{ kind: 'unknown', roles: null, login },
  }
}

function entered({ entries }: GuideView): Readonly<Record<EntryName, string>> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, value ?? ''])) as Record<
    EntryName,
    string
  >
}
