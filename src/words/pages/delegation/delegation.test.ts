import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publicCloud } from '#core/access/cloud.ts'
import { profiles } from '#core/access/profile.ts'
import type { DelegatedStep } from '#core/session/writer.ts'
import { all, isWellFormed, parsePage, tagNames } from '#support/dom.ts'
import { hostileNames } from '#support/hostile-names.ts'
import { pageRules } from '#support/page-rules.ts'
import { mistakes } from '#support/powershell-tree.ts'
import type { Language } from '../../format/language.ts'
import { roles } from '../../portal/roles.ts'
import { delegationPage } from './delegation.ts'

const about = {
  practice: false,
  organization: 'Érablière du Nord inc.',
  tenantId: '3a7c1f08-5b2d-4e96-8c41-d0f6a92b7e15',
  cloud: publicCloud,
  appId: '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943',
  disabled: null,
}
const scope = {
  servicePrincipalId: 'c5e0d2b7-1f64-4a83-9e3b-7d8a06f4c219',
  group: 'prextra@nord.example',
  allowedMailbox: 'accueil@nord.example',
  blockedMailbox: 'direction@nord.example',
}
const consent: DelegatedStep = { step: 'consent', ...about, profile: profiles.ews }
const secrets: DelegatedStep = { step: 'secrets', ...about, profile: profiles.ews }
const signIn: DelegatedStep = {
  step: 'sign-in',
  ...about,
  profile: { displayName: 'Prextra Setup', permissions: [], grantedBy: ['cloud-application-administrator'] },
}
const steps: readonly DelegatedStep[] = [
  consent,
  { step: 'consent', ...about, profile: profiles.graph },
  secrets,
  { step: 'allow-list', ...about, profile: profiles.ews },
  { step: 'scope', ...about, ...scope, profile: profiles.ews },
  signIn,
]
const stepsAndDisabled: readonly DelegatedStep[] = [...steps, { ...consent, disabled: { by: 'administrator' } }]
const languages: readonly Language[] = ['fr', 'en']

const pages = languages.flatMap((language) =>
  stepsAndDisabled.map((ask) => ({ name: ask.step, language, html: delegationPage(ask, language).html })),
)

describe.each(pages)('the page $name ($language)', ({ html, language }) => {
  pageRules(html, language)
})

it('is the same page in both languages', () => {
  for (const ask of stepsAndDisabled) {
    expect(tagNames(delegationPage(ask, 'fr').html)).toEqual(tagNames(delegationPage(ask, 'en').html))
  }
})

describe.each(languages)('the page of a delegated step (%s)', (language) => {
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

  it('asks for the least privileged role of each step', () => {
    const role = (ask: DelegatedStep) => delegationPage(ask, language).text
    const said = language === 'fr' ? 'Rôle minimal' : 'Least privileged role'
    const wanted = [
      'cloud-application-administrator',
      'privileged-role-administrator',
      'security-administrator',
      'exchange-administrator',
      'exchange-administrator',
      'cloud-application-administrator',
    ] as const
    const names = wanted.map((one) => roles[language][one])
    expect(steps.map(role).map((text, place) => text.includes(`${said}\n  ${names[place] ?? ''}\n`))).toEqual(
      steps.map(() => true),
    )
  })

  it('carries the script to attach, and the same one inside, whole', () => {
    for (const ask of steps.filter(({ step }) => step === 'allow-list' || step === 'scope')) {
      const { html, text, script } = delegationPage(ask, language)
      expect(script?.content.startsWith('\uFEFF')).toBe(true)
      const inside = all(parsePage(html), 'pre').at(-1)?.textContent ?? ''
      expect(script?.content.slice(1).replaceAll('\r\n', '\n').trimEnd()).toBe(inside)
      expect(text).toContain(inside)
      expect(mistakes(inside)).toEqual([])
      expect(html).not.toContain('\uFEFF')
    }
    for (const ask of [consent, secrets, signIn]) expect(delegationPage(ask, language).script).toBeNull()
  })

  it('says first that a page is practice, in its subject too', () => {
    const { subject, text } = delegationPage({ ...consent, practice: true }, language)
    expect(subject).toMatch(language === 'fr' ? /^\[Exercice\] / : /^\[Practice\] /)
    expect(text).toContain(language === 'fr' ? 'Locataire fictif' : 'make-believe tenant')
  })
})

it('links to where the consent is granted, for this application', () => {
  const { html } = delegationPage(consent, 'fr')
  expect(all(parsePage(html), 'a').map((link) => link.getAttribute('href'))).toEqual([
    `https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${about.appId}`,
  ])
})

it('links to where the sign-in application is authorized for the tenant', () => {
  const { html } = delegationPage(signIn, 'en')
  expect(all(parsePage(html), 'a').map((link) => link.getAttribute('href'))).toEqual([
    `https://login.microsoftonline.com/${about.tenantId}/adminconsent?client_id=${about.appId}`,
  ])
})

it('reads no value as markup, and no name as more than one line', () => {
  const expected = tagNames(delegationPage(consent, 'fr').html)
  fc.assert(
    fc.property(hostileNames, (organization) => {
      const profile = { ...consent.profile, displayName: organization }
      const { html, subject } = delegationPage({ ...consent, organization, profile }, 'fr')
      expect(tagNames(html)).toEqual(expected)
      expect(isWellFormed(html)).toBe(true)
      expect(subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
    }),
    { numRuns: 25 },
  )
}, 30_000)

it.each(languages)('warns of a service principal that is disabled (%s)', (language) => {
  const said = (disabled: DelegatedStep['disabled']) => flat(delegationPage({ ...consent, disabled }, language).text)
  const status = 'DisabledDueToViolationOfServicesAgreement'
  const [byAdministrator, byMicrosoft] =
    language === 'fr'
      ? ['Un administrateur d’application cloud peut l’activer', `Microsoft a désactivé cette application (${status})`]
      : ['A Cloud Application Administrator can enable it', `Microsoft has disabled this application (${status})`]
  expect(said({ by: 'administrator' })).toContain(byAdministrator)
  expect(said({ by: 'microsoft', status })).toContain(byMicrosoft)
  expect(said({ by: 'microsoft', status })).not.toContain(byAdministrator)
  expect(said(null)).not.toContain(byAdministrator)
})

it('makes no page for what is no id or no address', () => {
  expect(() => delegationPage({ ...consent, appId: '"><b>' }, 'fr')).toThrow(RangeError)
  expect(() => delegationPage({ step: 'scope', ...about, ...scope, profile: profiles.ews, group: 'x' }, 'en')).toThrow(
    RangeError,
  )
})

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
