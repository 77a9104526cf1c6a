import type { Application } from '../directory.ts'
import type { Profile } from '../access/profile.ts'
import { ask, waitUntilFound } from './retry.ts'
import type { DesiredState, ObservedState, Reach, RunContext } from './step.ts'

/*
 * What a later run must know stands on the application itself, as tags beside the profile's own, so that every run, on
 * any computer, sees it (docs/adr/0008-the-tenant-remembers.md).
 */

/** The tag of an application that a person made and said to be Prextra's: it is never removed, only released. */
export const adoptedTag = 'prextra-adopted'

/** The tag of an application that Exchange limits to some mailboxes: no run plans the tenant-wide grant again. */
export const scopedTag = 'prextra-scoped'

const exemptedPrefix = 'prextra-exempted:'
const deliveredPrefix = 'prextra-delivered:'
const confirmedPrefix = 'prextra-confirmed:'

/** The tag of a secret that was handed over: CDID may be using it. */
export function deliveredTag(keyId: string): string {
  return deliveredPrefix + keyId
}

/** The tag of a secret that CDID has confirmed: the secrets it replaces may be removed. */
export function confirmedTag(keyId: string): string {
  return confirmedPrefix + keyId
}

/** The tag of an exemption from the tenant's ban on secrets that was begun, and that every run takes back. */
export function exemptedTag(id: string): string {
  return exemptedPrefix + id
}

type Tagged = Pick<Application, 'tags'>

export function isOurs({ tags }: Tagged, { tag }: Profile): boolean {
  return tags.includes(tag)
}

export function isAdopted({ tags }: Tagged): boolean {
  return tags.includes(adoptedTag)
}

/** Whether Exchange limits the application to some mailboxes, as its tags say. */
export function isScoped({ tags }: Tagged): boolean {
  return tags.includes(scopedTag)
}

/** Whether Exchange limits the application to some mailboxes once the desired state is true. */
export function isLimited({ application }: ObservedState, { reach }: DesiredState): boolean {
  return staysLimited(reach, application ? isScoped(application) : false)
}

/** Whether Exchange limits the application once that reach is made true, `limited` being what it does today. */
export function staysLimited(reach: Reach, limited: boolean): boolean {
  return reach === 'limited' || (reach === 'as-is' && limited)
}

export function isDelivered({ tags }: Tagged, keyId: string): boolean {
  return tags.includes(deliveredTag(keyId))
}

/** Whether CDID has confirmed this secret; what was never delivered is not confirmed. */
export function isConfirmed(application: Tagged, keyId: string): boolean {
  return isDelivered(application, keyId) && application.tags.includes(confirmedTag(keyId))
}

/** Whether any secret of the application was handed over. */
export function hasDelivered({ tags }: Tagged): boolean {
  return tags.some((tag) => tag.startsWith(deliveredPrefix))
}

/** Whether CDID has confirmed another secret of the application than this one. */
export function hasOtherConfirmed({ tags }: Tagged, keyId: string): boolean {
  return tags.some((tag) => tag.startsWith(confirmedPrefix) && tag !== confirmedTag(keyId))
}

/** Returns the ids of the exemptions that were begun and not taken back. */
export function exemptionsOf({ tags }: Tagged): readonly string[] {
  return tags.filter((tag) => tag.startsWith(exemptedPrefix)).map((tag) => tag.slice(exemptedPrefix.length))
}

/** Whether the assistant wrote this tag. */
export function isOurTag({ tag: ours }: Profile, tag: string): boolean {
  const prefixes = [exemptedPrefix, deliveredPrefix, confirmedPrefix]
  return [ours, adoptedTag, scopedTag].includes(tag) || prefixes.some((prefix) => tag.startsWith(prefix))
}

/** The tags that the desired state wants on an application and that it lacks. */
export function missingTags(application: Application, desired: DesiredState): readonly string[] {
  const wanted = [
    desired.profile.tag,
    ...(application.id === desired.adopt ? [adoptedTag] : []),
    ...(desired.reach === 'limited' ? [scopedTag] : []),
  ]
  return wanted.filter((tag) => !application.tags.includes(tag))
}

/** Which tags are added to an application, and which are taken off. */
export interface TagChange {
  readonly add?: readonly string[]
  readonly remove?: (tag: string) => boolean
}

/**
 * Changes the tags of an application and returns all of them. Graph replaces the list whole, so it is read first: what
 * stands there, and what the caller had seen before (the read may come from a server that lags behind), is kept. Nothing
 * is written when nothing differs. `fresh`: the application as the caller has just read it, in place of that read.
 */
export async function updateTags(
  context: RunContext,
  observed: Pick<Application, 'id' | 'tags'>,
  { add = [], remove = () => false }: TagChange,
  fresh?: Tagged,
): Promise<readonly string[]> {
  const { directory } = context.world
  const { id } = observed
  const { tags: standing } =
    fresh ?? (await waitUntilFound(context, () => directory.applicationById(id, context.signal)))
  const known = [...new Set([...observed.tags, ...standing])]
  const tags = [...new Set([...known.filter((tag) => !remove(tag)), ...add])]
  if (!known.some(remove) && add.every((tag) => standing.includes(tag))) return tags
  await ask(context, () => directory.patchApplication(id, { tags }, context.signal))
  return tags
}
