import { clouds, type CloudId } from '../access/cloud.ts'
import { profileIn, type ProfileId } from '../access/profile.ts'
import { checkEntry, domainIn, entryNames, type Entries, type EntryName, type Issues } from '../guide/entries.ts'
import { askedIn, guideIn, type GuideView } from '../guide/guide.ts'
import type { SessionContext } from './context.ts'
import { changeGuide, guideUnderWay, showGuide } from './guide-stage.ts'

/** Checks what was typed or pasted. Keeps what is right; of what is wrong, only the reason is kept. */
export function enter(context: SessionContext, given: Readonly<Partial<Record<EntryName, string | undefined>>>): void {
  context.allow('enter')
  const guide = withEntries(guideUnderWay(context), given, context.now())
  // A proof does not depend on who hands over, so it still counts when only that changes.
  const isAboutContact = Object.keys(given).every((name) => askedIn.contact.some((one) => one === name))
  context.arriveAt((isAboutContact ? showGuide(context, guide) : changeGuide(context, guide)).stage)
}

export function chooseProfile(context: SessionContext, { profile }: { readonly profile: ProfileId }): void {
  context.allow('choose-profile')
  const guide = guideUnderWay(context)
  const { policy } = context.desktop.policy
  if (policy.profile !== null && policy.profile !== profile) throw context.problem('out-of-order')
  context.arriveAt(changeGuide(context, { ...guide, profile: profileIn(clouds[guide.cloud], profile) }).stage)
}

/** Says in which cloud the organization is, before its ids are entered: from then on discovery says it. */
export function chooseCloud(context: SessionContext, { cloud }: { readonly cloud: CloudId }): void {
  context.allow('choose-cloud')
  // The practice tenant is in the public cloud.
  const { allowedClouds } = context.desktop.policy.policy
  if (context.session.practice || allowedClouds?.includes(cloud) === false) throw context.problem('out-of-order')
  context.enterCloud(cloud)
  context.arriveAt(changeGuide(context, guideIn(guideUnderWay(context), cloud)).stage)
}

/** Opens the page of the Entra admin centre that this step is done on. */
export async function openPortal(context: SessionContext): Promise<void> {
  context.allow('open-portal')
  const { step, entries, cloud } = guideUnderWay(context)
  if (step === 'contact') throw context.problem('out-of-order')
  const { page, world } = context.workplace()
  const address = page(context.writer.portalAddress(clouds[cloud], step, entries.applicationId))
  try {
    await context.desktop.openPage(address, world)
  } catch {
    throw context.problem('browser-not-opened')
  }
}

/** Returns the guide with each entry checked in turn, so that two entries of one page are compared with each other. */
function withEntries(
  guide: GuideView,
  given: Readonly<Partial<Record<EntryName, string | undefined>>>,
  now: Date,
): GuideView {
  const named = entryNames.filter((name) => given[name] !== undefined)
  const isNamed = (name: string) => named.some((one) => one === name)
  let entries: Entries = { ...guide.entries, ...Object.fromEntries(named.map((name) => [name, null])) }
  let issues: Issues = Object.fromEntries(Object.entries(guide.issues).filter(([name]) => !isNamed(name)))
  for (const name of named) {
    const text = given[name] ?? ''
    const checked = checkEntry(name, text, entries, now, guide.oldKeyId)
    if ('ok' in checked) entries = { ...entries, [name]: checked.ok }
    else issues = { ...issues, [name]: checked.wrong }
    if ('wrong' in checked && checked.wrong.code === 'domain-to-find') entries = { ...entries, domain: domainIn(text) }
  }
  const foundBy = isNamed('tenantId') ? null : guide.foundBy
  return { ...guide, entries, issues, foundBy, unchecked: false }
}
