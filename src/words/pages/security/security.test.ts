import type { CdidFacts } from '#core/cdid-facts.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publicCloud } from '#core/access/cloud.ts'
import { profiles } from '#core/access/profile.ts'
import { suppliedFacts, unsuppliedFacts } from '#support/cdid-facts.ts'
import { isWellFormed, parsePage, tagNames } from '#support/dom.ts'
import { hostileNames } from '#support/hostile-names.ts'
import { pageRules } from '#support/page-rules.ts'
import type { Language } from '../../format/language.ts'
import { cdidFactWords } from '../cdid-facts.ts'
import { type SecurityFacts, securityPage } from './security.ts'

const signIn = { name: 'Microsoft Graph Command Line Tools', clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e' }
const facts: SecurityFacts = {
  practice: false,
  organization: 'Érablière du Nord inc.',
  tenantId: '3a7c1f08-5b2d-4e96-8c41-d0f6a92b7e15',
  appId: '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943',
  servicePrincipalId: 'c5e0d2b7-1f64-4a83-9e3b-7d8a06f4c219',
  profile: profiles.ews,
  secretExpiresAt: '2027-04-01T12:00:00Z',
  cdid: suppliedFacts,
  scoped: false,
  cloud: publicCloud,
  signIn,
  at: '2026-11-22T15:00:00Z',
}
const sheets: readonly SecurityFacts[] = [
  facts,
  { ...facts, scoped: true, practice: true },
  { ...facts, profile: profiles.graph, secretExpiresAt: null, cdid: unsuppliedFacts },
  { ...facts, at: '2027-05-01T15:00:00Z' },
]
const languages: readonly Language[] = ['fr', 'en']

const pages = languages.flatMap((language) =>
  sheets.map((sheet) => ({ name: sheet.profile.id, language, html: securityPage(sheet, language).html })),
)

describe.each(pages)('the security sheet of $name ($language)', ({ html, language }) => {
  pageRules(html, language)
})

it.each(languages)('says of CDID what CDID has supplied, and of each other fact that CDID must (%s)', (language) => {
  const seen = (cdid: SecurityFacts['cdid']) =>
    parsePage(securityPage({ ...facts, cdid }, language).html).textContent.replaceAll('\u00a0', ' ')
  const { missing } = cdidFactWords[language]
  const supplied = Object.values<CdidFacts[keyof CdidFacts]>({ ...suppliedFacts }).flatMap((fact) => {
    if (fact === null) return []
    return typeof fact === 'string' ? fact : 'email' in fact ? fact.email : fact[language]
  })
  expect(supplied.filter((fact) => !seen(suppliedFacts).includes(fact))).toEqual([])
  expect(seen(suppliedFacts)).not.toContain(missing)
  const unsupplied = Object.values<CdidFacts[keyof CdidFacts]>({ ...unsuppliedFacts }).filter((fact) => fact === null)
  expect(seen(unsuppliedFacts).split(missing)).toHaveLength(unsupplied.length + 1)
})

it('is the same page in both languages', () => {
  for (const sheet of sheets) {
    expect(tagNames(securityPage(sheet, 'fr').html)).toEqual(tagNames(securityPage(sheet, 'en').html))
  }
})

it.each(languages)('names every id, permission and host (%s)', (language) => {
  for (const sheet of sheets) {
    const seen = parsePage(securityPage(sheet, language).html).textContent
    const ids = sheet.profile.permissions.flatMap(({ value, appRoleId }) => [value, appRoleId])
    const wanted = [sheet.tenantId, sheet.appId, sheet.servicePrincipalId, signIn.clientId, sheet.organization]
    for (const one of [...wanted, ...ids, publicCloud.login, publicCloud.graph, publicCloud.exchange]) {
      expect(seen).toContain(one)
    }
  }
})

it('tells the limited from the unlimited, and says when EWS ends, without a count of days', () => {
  const [open = '', limited = '', graph = '', over = ''] = sheets.map(
    (sheet) => parsePage(securityPage(sheet, 'en').html).textContent,
  )
  expect(open).toContain('All mailboxes of the tenant')
  expect(limited).toContain('Application EWS.AccessAsApp')
  expect(limited).not.toContain('All mailboxes of the tenant')
  expect(open).toContain('Microsoft retires EWS on')
  expect(open).not.toMatch(/in \d+\sdays/)
  expect(graph).not.toContain('Microsoft retires EWS on')
  expect(graph).toContain('no client secret')
  expect(over).toContain('Microsoft retired EWS')
})

it('reads no value as markup', () => {
  const expected = tagNames(securityPage(facts, 'fr').html)
  fc.assert(
    fc.property(hostileNames, (organization) => {
      const { html } = securityPage({ ...facts, organization }, 'fr')
      expect(tagNames(html)).toEqual(expected)
      expect(isWellFormed(html)).toBe(true)
    }),
    { numRuns: 25 },
  )
}, 30_000)

it('makes no page for what is no id', () => {
  expect(() => securityPage({ ...facts, servicePrincipalId: '<i>' }, 'en')).toThrow(RangeError)
})
