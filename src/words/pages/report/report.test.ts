import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publicCloud } from '#core/access/cloud.ts'
import { profiles } from '#core/access/profile.ts'
import type { HandoffView } from '#core/handoff/document.ts'
import type { Sender } from '#core/session/identity.ts'
import type { AccessView } from '#core/session/session.ts'
import { all, isWellFormed, parsePage, tagNames } from '#support/dom.ts'
import {
  all as changes,
  appId,
  blocked,
  checked,
  failedCheck,
  found,
  handoff,
  identity,
  keyId,
  mailbox,
  nothingFound,
  now,
  passed,
  proofFailed,
  proofPassed,
  removal,
  row,
  secretEndsAt,
  servicePrincipalId,
} from '#support/gallery/facts.ts'
import { hostileNames } from '#support/hostile-names.ts'
import { pageRules } from '#support/page-rules.ts'
import { controlCodeWords } from '../../format/control-code.ts'
import type { Language } from '../../format/language.ts'
import { reportPage, type ReportFacts } from './report.ts'

const made = changes.map((change, place) =>
  row(change, 'done', now, 700, [appId, servicePrincipalId, null, keyId][place] ?? null),
)
const access: AccessView = {
  profile: profiles.ews,
  cloud: publicCloud,
  tenantId: identity.tenantId,
  applicationId: appId,
  secret: { keyId, startsAt: now, endsAt: secretEndsAt },
  consent: 'seen',
  limited: false,
  organization: identity.organization,
}
const sender: Sender = {
  organization: identity.organization,
  contact: { name: identity.account.name, email: identity.account.username },
}
const report: ReportFacts = {
  practice: false,
  setUp: 'assistant',
  access,
  sender,
  found,
  made,
  proof: proofPassed,
  handoff,
  recipient: { id: 'cdid-2026-1', fingerprint: '02c3 d324 aa76 4804 284f' },
  at: now,
}
const limited: ReportFacts = {
  ...report,
  practice: true,
  made: [],
  access: { ...access, limited: true },
  found: { ...found, limited: true, retiring: { ...(found.secret ?? never()), keyId: removalKey() } },
  proof: {
    ...proofPassed,
    blockedMailbox: 'direction@erablieredunord.example',
    // The token of a limited application has no role for the whole tenant.
    checks: (['token', 'mailbox', 'blocked-mailbox'] as const).map((check) => ({ check, ...passed(4) })),
  },
}
const mailed: HandoffView = {
  ...handoff,
  way: 'mail',
  outcome: 'maybe',
  copyTo: 'chargee@cdid.example',
  caseNumber: 'C-1234',
}
const unproven: ReportFacts = {
  ...report,
  handoff: mailed,
  proof: { ...proofFailed, problem: blocked },
  recipient: null,
}
const bare: ReportFacts = { ...report, found: nothingFound, made: [], proof: null, handoff: null }
/** Nobody signed in, so nothing was read in the tenant. */
const byHand: ReportFacts = {
  ...report,
  setUp: 'by-hand',
  access: { ...access, secret: { ...access.secret, startsAt: null }, consent: 'unknown' },
  made: [],
  found: null,
}
const reports = { report, limited, unproven, bare, byHand }

function never(): never {
  throw new Error('the gallery has a secret')
}

function removalKey(): string {
  return removal.kind === 'remove-secret' ? removal.keyId : never()
}

const languages: readonly Language[] = ['fr', 'en']
const pages = languages.flatMap((language) => [
  ...Object.entries(reports).map(([name, facts]) => ({ name, language, html: reportPage(facts, language).html })),
])

describe.each(pages)('the page $name ($language)', ({ html, language }) => {
  pageRules(html, language)
})

const read = (html: string) => parsePage(html).textContent.replace(/\s+/g, ' ')

describe.each(languages)('the report (%s)', (language) => {
  const said = (facts: ReportFacts) => read(reportPage(facts, language).html)

  it('names all that was made, proven and handed over, by whom, and until when', () => {
    const text = said(report)
    const wanted = [
      identity.organization.name,
      identity.organization.domain,
      identity.tenantId,
      identity.account.name,
      identity.account.username,
      appId,
      'c1',
      servicePrincipalId,
      keyId,
      'full_access_as_app',
      mailbox,
      handoff.fileName,
      'cdid-2026-1',
      '02c3 d324 aa76 4804 284f',
      controlCodeWords(handoff.code, language).join(' – '),
    ]
    expect(wanted.filter((one) => !text.includes(one))).toEqual([])
    expect(text).toContain(
      language === 'fr' ? 'Microsoft cessera d’offrir EWS le 1er avril 2027.' : 'Microsoft retires EWS on',
    )
  })

  it('tells of a service principal that is disabled', () => {
    const { found } = report
    const principal = { id: servicePrincipalId, createdAt: null }
    const states = ([null, { by: 'administrator' }, { by: 'microsoft', status: 'x' }] as const).map((disabled) =>
      said({ ...report, found: found && { ...found, servicePrincipal: { ...principal, disabled } } }),
    )
    const [byAdministrator, byMicrosoft] =
      language === 'fr'
        ? ['Désactivée : Prextra n’obtient aucun jeton', 'Désactivée par Microsoft']
        : ['Disabled: Prextra gets no token', 'Disabled by Microsoft']
    expect(states.map((text) => [text.includes(byAdministrator), text.includes(byMicrosoft)])).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ])
  })

  it('tells practice from the real thing, at its top', () => {
    const mark = language === 'fr' ? 'Exercice ·' : 'Practice ·'
    const first = (facts: ReportFacts) =>
      all(parsePage(reportPage(facts, language).html), '.warning')[0]?.textContent.replace(/\s+/g, ' ') ?? ''
    expect(first(limited)).toContain(mark)
    expect(said(report)).not.toContain(mark)
  })

  it('never reports a token as access', () => {
    const warning = language === 'fr' ? 'n’est pas complète' : 'is not complete'
    expect(said(report)).not.toContain(warning)
    expect(said(unproven)).toContain(warning)
    expect(
      said({ ...report, proof: { ...proofPassed, checks: checked(passed(1), passed(1), failedCheck) } }),
    ).toContain(warning)
    expect(said(limited)).toContain('direction@erablieredunord.example')
  })

  it('says how it was sent, to whom else, and under which case number', () => {
    const text = said(unproven)
    for (const one of ['technique@cdid.com', 'chargee@cdid.example', 'C-1234']) expect(text).toContain(one)
    expect(text).toMatch(language === 'fr' ? /Peut-être envoyé/ : /May have been sent/i)
    expect(said(report)).toMatch(language === 'fr' ? /Fichier enregistré le/ : /File saved on/)
  })

  it('says what there is not: no proof, no handoff, no change', () => {
    const text = said(bare)
    for (const sentence of language === 'fr'
      ? ['Rien n’a encore été remis', 'Aucune preuve', 'Rien n’était à modifier']
      : ['Nothing has been handed', 'Nothing was proven', 'Nothing had to change'])
      expect(text).toContain(sentence)
  })
})

it('is the same page in both languages', () => {
  for (const facts of Object.values(reports)) {
    expect(tagNames(reportPage(facts, 'fr').html)).toEqual(tagNames(reportPage(facts, 'en').html))
  }
})

it('reads no name as markup', () => {
  const expected = tagNames(reportPage(report, 'fr').html)
  fc.assert(
    fc.property(hostileNames, hostileNames, (name, address) => {
      const facts: ReportFacts = {
        ...report,
        sender: { organization: { name, domain: name }, contact: { name, email: name } },
        found: { ...found, application: { ...(found.application ?? never()), displayName: name } },
        proof: { ...proofPassed, mailbox: address },
        handoff: { ...handoff, fileName: name },
      }
      const { html } = reportPage(facts, 'fr')
      expect(tagNames(html)).toEqual(expected)
      expect(isWellFormed(html)).toBe(true)
    }),
    { numRuns: 25 },
  )
}, 30_000)

it.each(languages)('says that it was set up by hand, and that the assistant wrote nothing (%s)', (language) => {
  const text = all(parsePage(reportPage(byHand, language).html), 'main')[0]?.textContent ?? ''
  expect(text).toMatch(language === 'fr' ? /Préparé à la main/ : /Set up by hand/)
  expect(all(parsePage(reportPage(report, language).html), 'main')[0]?.textContent).not.toMatch(
    /à la main dans le|by hand in/,
  )
})
