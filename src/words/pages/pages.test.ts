import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publicCloud } from '#core/access/cloud.ts'
import { profiles } from '#core/access/profile.ts'
import { all, isWellFormed, parsePage } from '#support/dom.ts'
import { pageRules } from '#support/page-rules.ts'
import { mistakes } from '#support/powershell-tree.ts'
import type { Language } from '../format/language.ts'
import { type DelegatedStep, delegationPage } from './delegation.ts'
import { type SecurityFacts, securityPage } from './security.ts'

const about = {
  organization: 'Érablière du Nord inc.',
  tenantId: '3a7c1f08-5b2d-4e96-8c41-d0f6a92b7e15',
  appId: '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943',
}
const scope = {
  servicePrincipalId: 'c5e0d2b7-1f64-4a83-9e3b-7d8a06f4c219',
  group: 'prextra@nord.example',
  allowedMailbox: 'accueil@nord.example',
  blockedMailbox: 'direction@nord.example',
}
const asked = { ...about, practice: false }
const steps: readonly DelegatedStep[] = [
  { step: 'consent', ...asked, profile: profiles.ews },
  { step: 'consent', ...asked, profile: profiles.graph },
  { step: 'allow-list', ...asked, profile: profiles.ews },
  { step: 'scope', ...asked, ...scope, profile: profiles.ews },
]
const signIn = { name: 'Microsoft Graph Command Line Tools', clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e' }
const facts: SecurityFacts = {
  ...about,
  practice: false,
  servicePrincipalId: scope.servicePrincipalId,
  profile: profiles.ews,
  secretExpiresAt: '2027-04-01T12:00:00Z',
  scoped: false,
  cloud: publicCloud,
  signIn,
  at: '2026-11-22T15:00:00Z',
}
const sheets: readonly SecurityFacts[] = [
  facts,
  { ...facts, scoped: true, practice: true },
  { ...facts, profile: profiles.graph, secretExpiresAt: null },
  { ...facts, at: '2027-05-01T15:00:00Z' },
]

const languages: readonly Language[] = ['fr', 'en']

const htmlPages = languages.flatMap((language) => [
  ...steps.map((ask) => ({ name: ask.step, language, html: delegationPage(ask, language).html })),
  ...sheets.map((sheet) => ({
    name: `security, ${sheet.profile.id}`,
    language,
    html: securityPage(sheet, language).html,
  })),
])

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '</title><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '--><style>*{}</style>',
    "' onclick='x",
    '&lt;b&gt; `x`',
    'A\r\nBcc: somebody@evil.example',
    '\u202egnp.exe',
  ),
)

describe.each(htmlPages)('the page $name ($language)', ({ html, language }) => {
  pageRules(html, language)
})

it('is the same page in both languages', () => {
  const tags = (html: string) => all(parsePage(html), '*').map(({ tagName }) => tagName)
  for (const ask of steps)
    expect(outside(delegationPage(ask, 'fr').html)).toEqual(outside(delegationPage(ask, 'en').html))
  for (const sheet of sheets) {
    expect(tags(securityPage(sheet, 'fr').html).filter((tag) => tag !== 'SUP')).toEqual(
      tags(securityPage(sheet, 'en').html).filter((tag) => tag !== 'SUP'),
    )
  }
  function outside(html: string): readonly string[] {
    return tags(html).filter((tag) => tag !== 'SUP')
  }
})

describe.each(languages)('what a colleague is given (%s)', (language) => {
  it.each(steps)('names every id, in HTML and in plain text: $step', (ask) => {
    const { html, text, subject } = delegationPage(ask, language)
    const wanted = [
      ask.organization,
      ask.tenantId,
      ask.appId,
      ...(ask.step === 'consent' ? ask.profile.permissions.flatMap(({ value, appRoleId }) => [value, appRoleId]) : []),
      ...(ask.step === 'scope' ? Object.values(scope) : []),
    ]
    const seen = parsePage(html).textContent
    for (const one of wanted) {
      expect(seen).toContain(one)
      expect(text).toContain(one)
    }
    expect(subject).toContain(ask.organization)
    expect(text).not.toMatch(/<\/?[a-z]+>|&amp;|&#39;|ᵉʳ/)
  })

  it('says the same in both forms', () => {
    for (const ask of steps) {
      const { html, text } = delegationPage(ask, language)
      const plain = flat(text)
      const said = all(parsePage(html), 'h1, h2, p, li, td, pre').map((element) => flat(element.textContent))
      expect(said.filter((sentence) => !plain.includes(sentence))).toEqual([])
    }
  })

  it('asks for the smallest role of each step', () => {
    const role = (ask: DelegatedStep) => delegationPage(ask, language).text
    const said = language === 'fr' ? 'Rôle minimal' : 'Smallest role'
    const names =
      language === 'fr'
        ? ['Administrateur d’application cloud', 'Administrateur de rôle privilégié', 'Administrateur Exchange']
        : ['Cloud Application Administrator', 'Privileged Role Administrator', 'Exchange Administrator']
    expect(
      steps.map(role).map((text, place) => text.includes(`${said}\n  ${names[Math.min(place, 2)] ?? ''}\n`)),
    ).toEqual([true, true, true, true])
  })

  it('carries the script to attach, and the same one inside, whole', () => {
    for (const ask of steps.filter(({ step }) => step !== 'consent')) {
      const { html, text, script } = delegationPage(ask, language)
      expect(script?.content.startsWith('\uFEFF')).toBe(true)
      const inside = all(parsePage(html), 'pre').at(-1)?.textContent ?? ''
      expect(script?.content.slice(1).replaceAll('\r\n', '\n').trimEnd()).toBe(inside)
      expect(text).toContain(inside)
      expect(mistakes(inside)).toEqual([])
      expect(html).not.toContain('\uFEFF')
    }
    expect(delegationPage(steps[0] as DelegatedStep, language).script).toBeNull()
  })
})

it('links to where the consent is granted, for this application', () => {
  const { html } = delegationPage(steps[0] as DelegatedStep, 'fr')
  expect(all(parsePage(html), 'a').map((link) => link.getAttribute('href'))).toEqual([
    `https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${about.appId}`,
  ])
})

it.each(languages)('the security page names every id, permission and host (%s)', (language) => {
  for (const sheet of sheets) {
    const seen = parsePage(securityPage(sheet, language).html).textContent
    const ids = sheet.profile.permissions.flatMap(({ value, appRoleId }) => [value, appRoleId])
    const wanted = [sheet.tenantId, sheet.appId, sheet.servicePrincipalId, signIn.clientId, sheet.organization]
    for (const one of [...wanted, ...ids, publicCloud.login, publicCloud.graph, publicCloud.exchange])
      expect(seen).toContain(one)
  }
})

it('the security page tells the limited from the unlimited, and how long EWS lives', () => {
  const [open = '', limited = '', graph = '', over = ''] = sheets.map(
    (sheet) => parsePage(securityPage(sheet, 'en').html).textContent,
  )
  expect(open).toContain('All mailboxes of the tenant')
  expect(limited).toContain('Application EWS.AccessAsApp')
  expect(limited).not.toContain('All mailboxes of the tenant')
  expect(open).toMatch(/EWS has 1(29|30)\sdays left/)
  expect(graph).not.toMatch(/days left/)
  expect(graph).toContain('no client secret')
  expect(over).toContain('Microsoft ended EWS')
})

it('reads no value as markup, and no name as more than one line', () => {
  const shape = (html: string) => all(parsePage(html), '*').map(({ tagName }) => tagName)
  const [consent, expected] = [steps[0] as DelegatedStep, shape(securityPage(facts, 'fr').html)]
  const expectedConsent = shape(delegationPage(consent, 'fr').html)
  fc.assert(
    fc.property(hostile, (organization) => {
      const page = securityPage({ ...facts, organization }, 'fr')
      expect(shape(page.html)).toEqual(expected)
      expect(isWellFormed(page.html)).toBe(true)
      const profile = { ...consent.profile, displayName: organization }
      const told = delegationPage({ ...consent, organization, profile }, 'fr')
      expect(shape(told.html)).toEqual(expectedConsent)
      expect(told.subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
    }),
    { numRuns: 25 },
  )
}, 30_000)

it('makes no page for what is no id or no address', () => {
  expect(() => delegationPage({ ...(steps[0] as DelegatedStep), appId: '"><b>' }, 'fr')).toThrow(RangeError)
  expect(() => delegationPage({ step: 'scope', ...asked, ...scope, profile: profiles.ews, group: 'x' }, 'en')).toThrow(
    RangeError,
  )
  expect(() => securityPage({ ...facts, servicePrincipalId: '<i>' }, 'en')).toThrow(RangeError)
})

it('says first that a page is practice, in its subject too', () => {
  for (const language of ['fr', 'en'] as const) {
    const { subject, text } = delegationPage(
      { step: 'consent', ...asked, practice: true, profile: profiles.ews },
      language,
    )
    expect(subject).toMatch(language === 'fr' ? /^\[Exercice\] / : /^\[Practice\] /)
    expect(text).toContain(language === 'fr' ? 'Locataire fictif' : 'make-believe tenant')
  }
})

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
