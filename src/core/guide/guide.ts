import { noEntries, type Entries, type EntryName, type Issues, type SecretIssue } from './entries.ts'
import type { Plan } from '../provision/plan.ts'
import { scopedTag, type Profile } from '../access/profile.ts'
import type { Secret } from '../secret.ts'
import type { Identity } from '../session/session.ts'
import { defaultOptions, type ObservedState, type DesiredState } from '../provision/step.ts'

/** What is done in the Entra admin centre, and what is said before the handoff. The proof stands between the two. */
export type GuideStep = 'registration' | 'ids' | 'permission' | 'consent' | 'secret' | 'contact' | 'old-secret'

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

/** What the same proof and the same handoff work with, from what was entered: nobody signed in, nothing was read. */
export function byHand(
  guide: GuideView,
  secret: Secret,
  now: Date,
): { readonly desired: DesiredState; readonly observed: ObservedState } {
  const { applicationId: appId, tenantId, secretKeyId: keyId, secretExpiresAt: endsAt } = entered(guide)
  const { profile } = guide
  const asOf = now.toISOString()
  // Begun long ago: a refusal is told at once, as it may be the entry that is wrong, not Microsoft that is slow.
  const startsAt = new Date(0).toISOString()
  return {
    desired: { ...defaultOptions, setUp: 'by-hand', profile, tenantId, secretEndsAt: endsAt, signInEntry: null, asOf },
    observed: {
      application: {
        ...{ id: appId, appId, displayName: profile.displayName, createdAt: null },
        ...{
          redirectUris: profile.redirectUris,
          tags: guide.limited ? [scopedTag] : [],
          permissions: profile.permissions,
          passwords: [],
        },
      },
      ...{ twins: [], namesakes: [], deleted: [], servicePrincipal: null, resources: {}, grants: [] },
      secrets: [{ keyId, name: '', startsAt, endsAt, delivered: false, confirmed: false, held: secret }],
    },
  }
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
