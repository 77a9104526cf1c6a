import type { Cloud } from '#core/access/cloud.ts'
import type { CdidFacts } from '#core/cdid-facts.ts'
import { tenantWide, type Profile } from '#core/access/profile.ts'
import { day, moment } from '../../format/dates.ts'
import { ewsDaysLeft, sayEwsEndOnPaper } from '../../format/ews-end.ts'
import type { Language, Words } from '../../format/language.ts'
import { portalAddress } from '../../portal/addresses.ts'
import { guid } from '../../scripts/powershell.ts'
import { words } from '../../format/typography.ts'
import { cdidValue } from '../cdid-facts.ts'
import { permissionTable } from '../permission-table.ts'
import { type Block, toHtml, type Value } from '../document.ts'
import { oneLine } from '../../format/markup.ts'
import { securityInEnglish } from './english.ts'
import { securityInFrench } from './french.ts'

/** What is known of an access, whether it exists already or is only planned. */
export interface AccessFacts {
  /** The application (client) id; `null` before there is one. */
  readonly appId: string | null
  readonly profile: Pick<Profile, 'id' | 'permissions'>
  /** Exchange limits the application to a group's mailboxes, and the tenant-wide consent is removed. */
  readonly scoped: boolean
  readonly cloud: Cloud
  /** The application the administrator signed in through (`build/cdid.json`); `null`: nobody signed in. */
  readonly signIn: { readonly name: string; readonly clientId: string } | null
  /** When the page is made, ISO 8601. */
  readonly at: string
}

export interface SecurityFacts extends AccessFacts {
  readonly practice: boolean
  readonly organization: string
  readonly tenantId: string
  readonly appId: string
  /** `null` when the application was made by hand, and nobody read its enterprise application. */
  readonly servicePrincipalId: string | null
  readonly profile: Pick<Profile, 'id' | 'displayName' | 'permissions'>
  /** ISO 8601; `null` before there is a secret. */
  readonly secretExpiresAt: string | null
  readonly cdid: CdidFacts
}

const phrases: Words<typeof securityInFrench> = words({ fr: securityInFrench, en: securityInEnglish })

const rbac = 'https://learn.microsoft.com/exchange/permissions-exo/application-rbac'

/** Makes the security sheet, a page for whoever answers for security. Throws a RangeError on an id that is not a GUID. */
export function securityPage(
  facts: SecurityFacts,
  language: Language,
): { readonly title: string; readonly html: string } {
  const p = phrases[language]
  const title = p.title(oneLine(facts.organization))
  const html = toHtml({
    language,
    title,
    practice: facts.practice,
    lead: facts.signIn === null ? p.leadByHand : p.lead,
    blocks: [
      { kind: 'values', caption: p.values.caption, values: valuesOf(facts, language) },
      ...accessBlocks(facts, language),
      ...dataBlocks(facts, language),
    ],
  })
  return { title, html }
}

/** Returns what is granted, how it is limited, kept, removed and logged, and when it ends. */
export function accessBlocks(facts: AccessFacts, language: Language): readonly Block[] {
  const p = phrases[language]
  return [
    { kind: 'heading', text: p.granted.heading },
    permissionTable(facts.profile.permissions, language),
    ...(facts.scoped ? scopedBlocks(facts, language) : [paragraph(p.granted.everywhere)]),
    paragraph(p.granted.why),
    ...(facts.scoped ? [] : [paragraph(facts.profile.id === 'ews' ? p.granted.more : p.granted.moreGraph)]),
    { kind: 'heading', text: p.limit.heading },
    { kind: 'points', items: p.limit.items },
    { kind: 'link', text: p.limit.link, address: rbac },
    { kind: 'heading', text: p.secret.heading },
    { kind: 'points', items: p.secret.items },
    ...removalBlocks(facts, language),
    ...ewsEndBlocks(facts, language),
    ...signInBlocks(facts, language),
    { kind: 'heading', text: p.hosts.heading },
    hostTable(facts, language),
    { kind: 'heading', text: p.audit.heading },
    {
      kind: 'table',
      caption: p.audit.caption,
      columns: p.audit.columns,
      rows: p.audit.rows.map((cells) => ({ cells })),
    },
  ]
}

/** Returns where the data goes, who can read it, what the law asks to know, and how CDID is reached. */
function dataBlocks({ cdid }: SecurityFacts, language: Language): readonly Block[] {
  const { data, privacy, contact } = phrases[language]
  const values = (...names: readonly (keyof CdidFacts)[]) => names.map((name) => cdidValue(name, cdid, language))
  return [
    { kind: 'heading', text: data.heading },
    { kind: 'table', caption: data.caption, columns: data.columns, rows: data.rows.map((cells) => ({ cells })) },
    { kind: 'points', items: data.items },
    { kind: 'values', caption: data.atCdid, values: values('hosting', 'dataLocation', 'readers', 'retention') },
    { kind: 'heading', text: privacy.heading },
    { kind: 'points', items: privacy.items },
    { kind: 'values', caption: privacy.caption, values: values('privacyOfficer', 'privacyPolicy') },
    { kind: 'heading', text: contact.heading },
    { kind: 'values', caption: contact.caption, values: values('address', 'phone', 'hours') },
  ]
}

/** Returns what the sign-in added to the tenant; nothing where nobody signed in. */
function signInBlocks({ signIn }: AccessFacts, language: Language): readonly Block[] {
  if (signIn === null) return []
  const { heading, items } = phrases[language].leaves
  return [
    { kind: 'heading', text: heading },
    { kind: 'points', items: items(oneLine(signIn.name), guid(signIn.clientId)) },
  ]
}

/** Returns what Exchange grants for one group only, and what stays granted because Exchange has no role for it. */
function scopedBlocks({ profile }: AccessFacts, language: Language): readonly Block[] {
  const { granted } = phrases[language]
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
  const roles = profile.permissions.flatMap(({ exchangeRole }) => exchangeRole ?? [])
  const rest = tenantWide(profile, true).map(({ value }) => value)
  return [paragraph(granted.scoped(code(roles))), ...(rest.length === 0 ? [] : [paragraph(granted.stays(code(rest)))])]
}

/** Returns how everything is removed. */
export function removalBlocks(
  { appId, cloud }: Pick<AccessFacts, 'appId' | 'cloud'>,
  language: Language,
): readonly Block[] {
  const { remove } = phrases[language]
  return [
    { kind: 'heading', text: remove.heading },
    { kind: 'points', items: remove.items },
    ...(appId === null
      ? []
      : [{ kind: 'link' as const, text: remove.link, address: portalAddress(cloud, 'ids', appId) }]),
  ]
}

/** Returns when EWS ends, and what that means for this access. */
export function ewsEndBlocks(
  { profile, at }: Pick<AccessFacts, 'profile' | 'at'>,
  language: Language,
): readonly Block[] {
  const { end } = phrases[language]
  const heading: Block = { kind: 'heading', text: end.heading }
  if (profile.id !== 'ews') return [heading, paragraph(end.none)]
  return [heading, paragraph(sayEwsEndOnPaper(at, language)), ...(ewsDaysLeft(at) > 0 ? [paragraph(end.before)] : [])]
}

const paragraph = (text: string): Block => ({ kind: 'paragraph', text })

function valuesOf(facts: SecurityFacts, language: Language): readonly Value[] {
  const { values } = phrases[language]
  const { secretExpiresAt, servicePrincipalId } = facts
  return [
    { label: values.organization, value: oneLine(facts.organization) },
    { label: values.tenantId, value: guid(facts.tenantId), code: true },
    { label: values.application, value: oneLine(facts.profile.displayName) },
    { label: values.appId, value: guid(facts.appId), code: true },
    ...(servicePrincipalId === null
      ? []
      : [{ label: values.servicePrincipalId, value: guid(servicePrincipalId), code: true }]),
    { label: values.reach, value: facts.scoped ? values.scoped : values.everywhere },
    { label: values.expires, value: secretExpiresAt === null ? values.noSecret : day(secretExpiresAt, language) },
    { label: values.at, value: moment(facts.at, language) },
  ]
}

function hostTable({ cloud }: AccessFacts, language: Language): Block {
  const { caption, columns, purposes } = phrases[language].hosts
  const hosts = ['login', 'graph', 'exchange'] as const
  return {
    kind: 'table',
    caption,
    columns,
    rows: hosts.map((host) => ({ cells: [`\`${cloud[host]}\``, purposes[host]] })),
  }
}
