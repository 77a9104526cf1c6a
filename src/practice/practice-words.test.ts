import { describe, expect, it } from 'vitest'
import { languageRules, straightApostrophe, typographyRules } from '#support/words/language-rules.ts'
import { portalName, type PortalName } from '#words/portal/names.ts'
import { roles } from '#words/portal/roles.ts'
import { portalWords } from './portal/words.ts'
import { words as signInWords } from './routes/sign-in/pages/words.ts'

// The practice company imports nothing of ours, but a person goes from its pages to the assistant's and back.
describe.each(['fr', 'en'] as const)('the words of the practice pages (%s)', (language) => {
  it('name each role as the assistant does', () => {
    const practised = Object.entries(signInWords[language].roles).map(([name, said]) => [
      name.toLowerCase().replaceAll(' ', '-'),
      said,
    ])
    expect(Object.fromEntries(practised)).toEqual(roles[language])
  })

  it.each([
    ['accounts', 'accountTypes'],
    ['single', 'singleTenant'],
    ['redirect', 'redirect'],
    ['publicClient', 'publicClient'],
    ['register', 'register'],
    ['overview', 'overview'],
    ['appId', 'appId'],
    ['objectId', 'objectId'],
    ['tenantId', 'tenantId'],
    ['manifest', 'manifest'],
    ['save', 'save'],
    ['permissions', 'apiPermissions'],
    ['consent', 'consent'],
    ['granted', 'granted'],
    ['expires', 'expires'],
    ['newSecret', 'newSecret'],
    ['value', 'value'],
    ['secretId', 'secretId'],
    ['delete', 'delete'],
  ] as const satisfies readonly (readonly [keyof (typeof portalWords)['fr'], PortalName])[])(
    'the portal calls %s what the guide calls it',
    (word, name) => {
      expect(portalWords[language][word]).toBe(portalName(name, language))
    },
  )

  it('keep to the rules of the language', () => {
    const rules = [...typographyRules[language], ...languageRules[language], straightApostrophe]
    const broken = textsOf([portalWords[language], signInWords[language]], ['Prextra', 'Nord']).flatMap((text) =>
      rules.flatMap((rule) => rule.broken(text).map((part) => `${rule.name} (${part}): ${text}`)),
    )
    expect(broken).toEqual([])
  })
})

function textsOf(value: unknown, facts: readonly string[]): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return textsOf((value as (...given: readonly string[]) => unknown)(...facts), facts)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((one) => textsOf(one, facts)) : []
}
