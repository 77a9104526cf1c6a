import { tenantWide } from '#core/access/profile.ts'
import type { HandoffView } from '#core/handoff/document.ts'
import type { Found } from '#core/provision/plan.ts'
import type { ProofCheck } from '#core/provision/run-event.ts'
import type { Sender } from '#core/session/identity.ts'
import type { AccessView } from '#core/session/session.ts'
import type { CheckView, ProofView, RunRow } from '#core/session/work-views.ts'
import { sayChange } from '../../screens/review/changes.ts'
import { controlCodeWords } from '../../format/control-code.ts'
import { day, moment, size } from '../../format/dates.ts'
import type { Language, Words } from '../../format/language.ts'
import { sayProblem } from '../../problems/problems.ts'
import { doneWords } from '../../screens/done.ts'
import { proofWords } from '../../screens/proof/proof.ts'
import { words } from '../../format/typography.ts'
import { type Block, toHtml, type Value } from '../document.ts'
import { oneLine, withoutMarks } from '../../format/markup.ts'
import { reportInEnglish } from './english.ts'
import { reportInFrench } from './french.ts'
import { ewsEndBlocks, removalBlocks } from '../security/security.ts'

/** What a session knows of one set-up. No secret is in it. Instants are ISO 8601. */
export interface ReportFacts {
  readonly practice: boolean
  /** `by-hand`: a person made it in the portal, and the assistant wrote nothing in the tenant. */
  readonly setUp: 'assistant' | 'by-hand'
  readonly access: AccessView
  readonly sender: Sender
  /** What the tenant holds; `null`: nobody signed in, so it was not read. */
  readonly found: Found | null
  /** What was made this time, in order. */
  readonly made: readonly RunRow[]
  readonly proof: ProofView | null
  readonly handoff: HandoffView | null
  /** The public key that the file is sealed for: its id and its fingerprint. */
  readonly recipient: { readonly id: string; readonly fingerprint: string } | null
  /** When the report is made. */
  readonly at: string
}

const phrases: Words<typeof reportInFrench> = words({ fr: reportInFrench, en: reportInEnglish })

/** Makes the report of a set-up: what was made, proven and handed over, what expires, and how it is removed. */
export function reportPage(facts: ReportFacts, language: Language): { readonly title: string; readonly html: string } {
  const p = phrases[language]
  const title = p.title(oneLine(facts.sender.organization.name))
  const { profile, secret, applicationId } = facts.access
  const html = toHtml({
    language,
    title,
    practice: facts.practice,
    lead: p.lead,
    blocks: [
      { kind: 'values', caption: p.about.caption, values: aboutValues(facts, language) },
      ...madeBlocks(facts, language),
      { kind: 'heading', text: p.inPlace.heading },
      { kind: 'values', caption: p.inPlace.caption, values: inPlaceValues(facts, language) },
      ...provenBlocks(facts, language),
      ...handedBlocks(facts, language),
      { kind: 'heading', text: p.end.heading },
      { kind: 'points', items: p.end.items(day(secret.endsAt, language)) },
      ...ewsEndBlocks({ profile, at: facts.at }, language),
      ...removalBlocks({ appId: applicationId, cloud: facts.access.cloud }, language),
    ],
  })
  return { title, html }
}

function aboutValues({ access, sender, at }: ReportFacts, language: Language): readonly Value[] {
  const { about } = phrases[language]
  const { organization, contact } = sender
  return [
    { label: about.organization, value: oneLine(`${organization.name} (${organization.domain})`) },
    { label: about.tenantId, value: access.tenantId, code: true },
    { label: about.by, value: oneLine(`${contact.name} (${contact.email})`) },
    { label: about.profile, value: about.profiles[access.profile.id] },
    { label: about.at, value: moment(at, language) },
  ]
}

function madeBlocks({ made, setUp }: ReportFacts, language: Language): readonly Block[] {
  const { heading, caption, columns, nothing, byHand, shortened } = phrases[language].made
  const done = made.filter(({ state }) => state === 'done')
  if (done.length === 0)
    return [
      { kind: 'heading', text: heading },
      { kind: 'paragraph', text: setUp === 'by-hand' ? byHand : nothing },
    ]
  const rows = done.map(({ change, id, startedAt, shortenedTo }) => {
    const said = sayChange(change, language)
    const details = [id === null ? said.note : `${said.idName} \`${id}\``]
    if (shortenedTo !== null) details.push(shortened(day(shortenedTo, language)))
    return { cells: [said.done, details.join(' · '), startedAt === null ? '' : moment(startedAt, language, true)] }
  })
  return [
    { kind: 'heading', text: heading },
    { kind: 'table', caption, columns, rows },
  ]
}

function inPlaceValues({ access, found }: ReportFacts, language: Language): readonly Value[] {
  const p = phrases[language].inPlace
  const { profile, applicationId, secret, limited } = access
  const values: Value[] = [
    { label: p.application, value: oneLine(found?.application?.displayName ?? profile.displayName) },
    { label: p.appId, value: applicationId, code: true },
  ]
  const id = (label: string, value: string | null | undefined) => {
    if (value) values.push({ label, value, code: true })
  }
  const on = (label: string, at: string | null | undefined) => {
    if (at) values.push({ label, value: day(at, language) })
  }
  id(p.objectId, found?.application?.id)
  id(p.servicePrincipalId, found?.servicePrincipal?.id)
  const disabled = found?.servicePrincipal?.disabled
  if (disabled) values.push({ label: p.state, value: p.disabledBy[disabled.by] })
  on(p.createdAt, found?.application?.createdAt)
  id(p.permissions, found?.granted.join(', '))
  values.push({ label: p.reach, value: limited ? p.limited : p.everywhere })
  id(p.keyId, secret.keyId)
  on(p.startsAt, secret.startsAt)
  on(p.expiresAt, secret.endsAt)
  const retiring = found?.retiring
  if (retiring) {
    values.push({ label: p.retiring, value: p.retiringUntil(retiring.keyId, day(retiring.expiresAt, language)) })
  }
  return values
}

function provenBlocks({ proof, access }: ReportFacts, language: Language): readonly Block[] {
  const p = phrases[language].proven
  const heading: Block = { kind: 'heading', text: p.heading }
  if (!proof) return [heading, { kind: 'paragraph', text: p.none }]
  const values: readonly Value[] = [
    { label: p.mailbox, value: oneLine(proof.mailbox) },
    ...(proof.blockedMailbox === null ? [] : [{ label: p.blockedMailbox, value: oneLine(proof.blockedMailbox) }]),
    ...proof.checks.map((check) => ({
      label: checkName(check.check, access, language),
      value: outcome(check, proof, access, language),
    })),
    ...(proof.at === null ? [] : [{ label: p.at, value: moment(proof.at, language, true) }]),
  ]
  const isWhole = proof.checks.length > 0 && proof.checks.every(({ state }) => state === 'passed')
  return [
    heading,
    { kind: 'values', caption: p.caption, values },
    ...(isWhole ? [] : [{ kind: 'warning' as const, text: p.unproven }]),
  ]
}

function checkName(check: ProofCheck, access: AccessView, language: Language): string {
  const { checks } = proofWords[language]
  return check === 'role' ? checks.role.name(rolesOf(access)) : checks[check].name
}

function outcome({ check, state }: CheckView, proof: ProofView, access: AccessView, language: Language): string {
  const { failed, notTried } = phrases[language].proven
  const { checks } = proofWords[language]
  if (state === 'failed') return failed(proof.problem ? withoutMarks(sayProblem(proof.problem, language).sentence) : '')
  if (state !== 'passed') return notTried
  if (check === 'token') return checks.token.passed
  if (check === 'role') return withoutMarks(checks.role.passed(rolesOf(access)))
  return checks[check].passed(oneLine(proof.mailbox), oneLine(proof.blockedMailbox ?? ''))
}

/** Returns the roles that the token must carry. */
function rolesOf({ profile, limited }: AccessView) {
  return tenantWide(profile, limited)
}

function handedBlocks({ handoff, recipient }: ReportFacts, language: Language): readonly Block[] {
  const p = phrases[language].handed
  const heading: Block = { kind: 'heading', text: p.heading }
  if (!handoff) return [heading, { kind: 'paragraph', text: p.none }]
  const values: readonly Value[] = [
    { label: p.file, value: `${oneLine(handoff.fileName)} (${size(handoff.bytes, language)})` },
    { label: p.how, value: howSent(handoff, language) },
    ...(handoff.copyTo === null ? [] : [{ label: doneWords[language].cc, value: oneLine(handoff.copyTo) }]),
    ...(handoff.caseNumber === null
      ? []
      : [{ label: doneWords[language].caseNumber, value: oneLine(handoff.caseNumber) }]),
    ...(recipient === null
      ? []
      : [
          { label: p.recipient, value: oneLine(recipient.id) },
          { label: p.fingerprint, value: recipient.fingerprint, code: true },
        ]),
    { label: p.code, value: controlCodeWords(handoff.code, language).join(' – ') },
    { label: p.copy, value: p.keptUntil(day(handoff.keep.until, language)) },
  ]
  return [heading, { kind: 'values', caption: p.caption, values }, { kind: 'paragraph', text: p.note }]
}

/** Says how the file was sent, in the words of the last screen. */
function howSent({ way, outcome, to, at }: HandoffView, language: Language): string {
  const { saved } = phrases[language].handed
  const { sentOn, triedOn } = doneWords[language]
  const said = moment(at, language)
  if (outcome === 'saved') return saved[way === 'draft' ? 'draft' : 'file'](said)
  return (outcome === 'sent' ? sentOn : triedOn)(oneLine(to), said)
}
