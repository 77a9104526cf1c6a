import { noEntries, type Entries, type EntryName, type Issues, type SecretIssue } from './entries.ts'
import { profileIn, type Profile } from '../access/profile.ts'
import type { Secret } from '../secret.ts'
import type { DeliverableAccess } from '../access/access.ts'
import { clouds, publicCloud, type CloudId } from '../access/cloud.ts'

/** The steps of the guide: those done in the Entra admin centre before the proof, and who hands over after it. */
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

/** The steps of a set-up, in the order of CDID's own guide, and those of a renewal. */
export const guideSteps: Readonly<Record<GuideAim, readonly GuideStep[]>> = {
  present: ['registration', 'ids', 'permission', 'consent', 'secret'],
  renewed: ['ids', 'secret'],
}

/** The entries that each step asks for. */
export const askedIn: Readonly<Record<GuideStep, readonly EntryName[]>> = {
  registration: [],
  ids: ['applicationId', 'tenantId'],
  permission: [],
  consent: [],
  secret: ['secretKeyId', 'secretExpiresAt'],
  contact: ['organization', 'domain', 'contactName', 'contactEmail'],
  'old-secret': [],
}

/**
 * Where a person is in the guide by hand, as plain data. A refused entry is kept as what is wrong with it, never as its
 * text.
 */
export interface GuideView {
  readonly aim: GuideAim
  readonly profile: Profile
  /** The cloud of the tenant, as discovery found it; the public one before that. */
  readonly cloud: CloudId
  /**
   * Whether Exchange limits the application to some mailboxes. Its roles then replace consents, which are not asked
   * for.
   */
  readonly limited: boolean
  readonly step: GuideStep
  /** The furthest step that the person has come to. */
  readonly reached: GuideStep
  /** When the guide was begun, in ISO 8601. */
  readonly startedAt: string
  readonly entries: Entries
  readonly issues: Issues
  /** When the secret's value was kept in the keychain, in ISO 8601. The value is nowhere else. */
  readonly secretReceivedAt: string | null
  readonly secretIssue: SecretIssue | null
  /** The domain that was entered in place of the tenant's id, and from which the id was found. */
  readonly foundBy: string | null
  /** Whether the ids could not be checked with Microsoft. Only the proof will then show whether they are right. */
  readonly unchecked: boolean
  /**
   * The id of the secret that a renewal replaces, when CDID confirmed the new one, and whether the old one still works
   * (`unknown`: this computer cannot try it).
   */
  readonly oldKeyId: string | null
  readonly confirmedAt: string | null
  readonly oldSecret: 'unchecked' | 'unknown' | 'works' | 'gone'
  /**
   * The wait for the allow list: since when, until when it is normal (both ISO 8601), and the mailbox that is tried.
   */
  readonly awaited: { readonly since: string; readonly until: string; readonly mailbox: string | null } | null
  /** Whether the guide is kept on this computer, to be finished another day. */
  readonly kept: boolean
}

/** Why a guide that is there was not read: its content is wrong, or the system does not let it be read now. */
export type UnreadGuide = 'unreadable' | 'unavailable'

/** The guide begun on this computer earlier, as the welcome offers it. */
export type KeptGuide =
  | { readonly state: UnreadGuide }
  | {
      readonly state: 'kept'
      readonly aim: GuideAim
      readonly step: GuideStep
      readonly startedAt: string
      readonly organization: string | null
    }

/** Returns what the welcome shows of a guide as it was read from its file. */
export function summarizeGuide(kept: GuideView | UnreadGuide | null): KeptGuide | null {
  if (kept === null) return null
  if (typeof kept === 'string') return { state: kept }
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
    aim,
    profile,
    cloud: publicCloud.id,
    limited: false,
    step: first,
    reached: first,
    startedAt,
    entries: { ...noEntries, ...entries },
    issues: {},
    secretReceivedAt: null,
    secretIssue: null,
    foundBy: null,
    unchecked: false,
    oldKeyId: null,
    confirmedAt: null,
    oldSecret: 'unchecked',
    awaited: null,
    kept: true,
  }
}

/** Returns the guide for a tenant of that cloud. */
export function guideIn(guide: GuideView, cloud: CloudId): GuideView {
  return { ...guide, cloud, profile: profileIn(clouds[cloud], guide.profile.id) }
}

/** Returns the step before or after this one; `null` at either end. */
export function stepBeside({ aim, step }: GuideView, by: 1 | -1): GuideStep | null {
  const steps = guideSteps[aim]
  const place = steps.indexOf(step)
  return place < 0 ? null : (steps[place + by] ?? null)
}

/** Returns the guide at another step, which counts as reached from now on. */
export function atStep(guide: GuideView, step: GuideStep): GuideView {
  const steps = guideSteps[guide.aim]
  const further = steps.indexOf(step) > steps.indexOf(guide.reached)
  return { ...guide, step, reached: further ? step : guide.reached, issues: {}, secretIssue: null }
}

/** Whether everything that this step asks for was entered and accepted. */
export function isFilled({ entries, secretReceivedAt }: GuideView, step: GuideStep): boolean {
  return askedIn[step].every((name) => entries[name] !== null) && (step !== 'secret' || secretReceivedAt !== null)
}

/** Whether everything that a proof needs was entered. */
export function isProvable(guide: GuideView): boolean {
  return guideSteps[guide.aim].every((step) => isFilled(guide, step))
}

/**
 * Returns the access that was entered, or `null` while something it needs is missing. When the secret began is not
 * known.
 */
export function accessInGuide(
  { entries, profile, limited, cloud }: GuideView,
  value: Secret,
): DeliverableAccess | null {
  const { applicationId, tenantId, secretKeyId: keyId, secretExpiresAt: endsAt } = entries
  if (applicationId === null || tenantId === null || keyId === null || endsAt === null) return null
  const secret = { value, keyId, startsAt: null, endsAt }
  return { profile, cloud: clouds[cloud], tenantId, applicationId, secret, consent: 'unknown', limited }
}

/** Returns who hands over, as it was entered, or `null` while something is missing. */
export function senderInGuide({ entries }: GuideView): {
  readonly organization: { readonly name: string; readonly domain: string }
  readonly contact: { readonly name: string; readonly email: string }
} | null {
  const { organization, domain, contactName, contactEmail } = entries
  if (organization === null || domain === null || contactName === null || contactEmail === null) return null
  return { organization: { name: organization, domain }, contact: { name: contactName, email: contactEmail } }
}

/** Returns what the proof's screens call the organization before it was asked for; `null`: nothing is known. */
export function organizationInGuide({ entries }: GuideView): { readonly name: string; readonly domain: string } | null {
  const { organization, domain } = entries
  const name = organization ?? domain
  return name === null ? null : { name, domain: domain ?? '' }
}
