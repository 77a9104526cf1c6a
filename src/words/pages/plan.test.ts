import { describe, expect, it } from 'vitest'
import { publicCloud } from '#core/access/cloud.ts'
import { profiles } from '#core/access/profile.ts'
import { all, parsePage, tagNames } from '#support/dom.ts'
import { all as changes, appId, identity, now, removal } from '#support/gallery/facts.ts'
import { pageRules } from '#support/page-rules.ts'
import type { Language } from '../format/language.ts'
import { withoutMarks } from '../format/markup.ts'
import { sayChange } from '../screens/review/changes.ts'
import { disabledWords } from '../screens/review/disabled.ts'
import { planPage, type PlanFacts } from './plan.ts'

const plan: PlanFacts = {
  practice: false,
  identity,
  changes: [...changes, removal],
  disabled: null,
  grantedBy: profiles.ews.grantedBy,
  appId: null,
  profile: profiles.ews,
  scoped: false,
  cloud: publicCloud,
  signIn: { name: 'Microsoft Graph Command Line Tools', clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e' },
  at: now,
}
const plans = {
  plan,
  correction: {
    ...plan,
    practice: true,
    appId,
    profile: profiles.graph,
    grantedBy: profiles.graph.grantedBy,
    changes: [
      { kind: 'update-application', applicationId: 'c1', redirectUris: [], permissions: ['x'], tags: ['y'] },
      { kind: 'remove-grant', resourceAppId: 'a', appRoleId: 'b', value: 'c', why: 'replaced' },
      { kind: 'widen-application', applicationId: 'c1' },
    ],
  } satisfies PlanFacts,
  disabled: { ...plan, disabled: { by: 'administrator' } } satisfies PlanFacts,
}

const languages: readonly Language[] = ['fr', 'en']
const pages = languages.flatMap((language) =>
  Object.entries(plans).map(([name, facts]) => ({ name, language, html: planPage(facts, language).html })),
)

describe.each(pages)('the page $name ($language)', ({ html, language }) => {
  pageRules(html, language)
})

it('is the same page in both languages', () => {
  for (const facts of Object.values(plans)) {
    expect(tagNames(planPage(facts, 'fr').html)).toEqual(tagNames(planPage(facts, 'en').html))
  }
})

it.each(languages)('the plan names every change, what it grants and who may consent (%s)', (language) => {
  const text = flat(parsePage(planPage(plan, language).html).textContent)
  const wanted = [
    identity.organization.name,
    identity.tenantId,
    identity.account.username,
    flat(sayChange(removal, language).note),
    ...profiles.ews.permissions.flatMap(({ value, appRoleId }) => [value, appRoleId]),
    ...(language === 'fr'
      ? ['Administrateur d’application cloud', 'À créer', 'À accorder', 'À retirer', '1er avril 2027']
      : ['Cloud Application Administrator', 'To create', 'To grant', 'To remove', 'April 1, 2027']),
  ]
  expect(wanted.filter((one) => !text.includes(one))).toEqual([])
  expect(all(parsePage(planPage(plan, language).html), 'table')[1]?.querySelectorAll('tbody tr')).toHaveLength(
    plan.changes.length,
  )
})

it.each(languages)(
  'the plan warns of a service principal that is disabled, and says what becomes of it (%s)',
  (language) => {
    const warned = (facts: Partial<PlanFacts>) => {
      const page = parsePage(planPage({ ...plan, ...facts }, language).html)
      return all(page, '.warning').map(({ textContent }) => flat(textContent))
    }
    const { byAdministrator, byMicrosoft, enabled, proofFails } = disabledWords[language]
    const said = (...sentences: readonly string[]) => flat(withoutMarks(sentences.join(' ')))
    const others = warned({})
    const told = (facts: Partial<PlanFacts>) => warned(facts).filter((one) => !others.includes(one))
    expect(told({ disabled: { by: 'administrator' } })).toEqual([said(byAdministrator, proofFails)])
    const enable = { kind: 'enable-service-principal', servicePrincipalId: 's1' } as const
    expect(told({ disabled: { by: 'administrator' }, changes: [enable] })).toEqual([said(byAdministrator, enabled)])
    const status = 'DisabledDueToViolationOfServicesAgreement'
    expect(told({ disabled: { by: 'microsoft', status } })).toEqual([said(byMicrosoft(status), proofFails)])
  },
)

function flat(text: string): string {
  return text.replace(/\s+/g, ' ')
}
