import { XMLParser } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import {
  noPolicy,
  policyKey,
  policySettings,
  settingNames,
  valueName,
  type SettingForm,
} from '../src/core/policy/settings.ts'
import type { RegistryValue } from '../src/core/policy/reading.ts'
import { readPolicy } from '../src/core/schemas/policy.ts'
import { policyTemplates } from './policy-templates.mjs'

/** An element of XML, as far as these tests look at one. */
interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

const templates = policyTemplates()
const files = [
  'PrextraOutlookAssistant.admx',
  'fr-CA/PrextraOutlookAssistant.adml',
  'en-US/PrextraOutlookAssistant.adml',
]

function parse(text: string): Element {
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' })
  type Node = Readonly<Record<string, unknown>>
  const element = (node: Node): Element => {
    const name = Object.keys(node).find((key) => key !== ':@') ?? ''
    const inside = node[name]
    const nodes = Array.isArray(inside) ? (inside as Node[]) : []
    return {
      name,
      attributes: (node[':@'] ?? {}) as Record<string, string>,
      children: nodes.filter((one) => !('#text' in one)).map(element),
      text: nodes.map((one) => (one['#text'] === undefined ? '' : `${one['#text'] as string | number}`)).join(''),
    }
  }
  const [, document] = parser.parse(text) as Node[]
  return element(document ?? {})
}
const all = (element: Element): readonly Element[] => [element, ...element.children.flatMap(all)]
const named = (element: Element, name: string) => all(element).filter((one) => one.name === name)

const admx = parse(templates[files[0] ?? ''] ?? '')
const policies = named(admx, 'policy')

test('there are the definitions, and a French and an English text for them', () => {
  expect(Object.keys(templates).toSorted()).toEqual(files.toSorted())
  for (const text of Object.values(templates)) expect(text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n/)
})

test('there is a policy for each setting, and for nothing else', () => {
  expect(policies.map(({ attributes }) => attributes['name'])).toEqual(settingNames.map((name) => valueName(name)))
  for (const { attributes } of policies) expect(attributes['key']).toBe(policyKey)
})

test('the sign-in application is a setting of the computer only, the others of both', () => {
  const machineOnly = policies.filter(({ attributes }) => attributes['class'] !== 'Both')
  expect(machineOnly.map(({ attributes }) => [attributes['name'], attributes['class']])).toEqual([
    ['SignInClientId', 'Machine'],
  ])
})

test('nothing sets to whom a file is sealed', () => {
  expect(Object.values(templates).join('')).not.toMatch(/recipient|age1|publicKey/i)
})

describe.each(files.slice(1))('%s', (file) => {
  const adml = parse(templates[file] ?? '')
  const strings = new Map(named(adml, 'string').map(({ attributes, text }) => [attributes['id'], text]))
  const presentations = new Map(named(adml, 'presentation').map((one) => [one.attributes['id'], one]))

  test('every text that the definitions name is there, and no other', () => {
    const wanted = [...(templates[files[0] ?? ''] ?? '').matchAll(/\$\(string\.([^)]+)\)/g)].map(([, id]) => id ?? '')
    expect([...strings.keys()].toSorted()).toEqual([...new Set(wanted)].toSorted())
    for (const text of strings.values()) expect(text.trim()).not.toBe('')
  })

  test('every field that the definitions have is shown, and no other', () => {
    for (const policy of policies) {
      const id = policy.attributes['name']
      const fields = named(policy, 'elements').flatMap(({ children }) => children)
      const shown = presentations.get(id)?.children ?? []
      expect(shown.map(({ attributes }) => attributes['refId'])).toEqual(
        fields.map(({ attributes }) => attributes['id']),
      )
      expect(policy.attributes['presentation']).toBe(fields.length === 0 ? undefined : `$(presentation.${id ?? ''})`)
    }
    expect(presentations.size).toBe(policies.filter(({ attributes }) => attributes['presentation']).length)
  })

  test.each(settingNames.filter((name) => policySettings[name].form === 'choices'))(
    '%s: each box has a name',
    (name) => {
      const shown = presentations.get(valueName(name))?.children ?? []
      const texts = shown.map(({ text }) => text)
      expect(new Set(texts).size).toBe(texts.length)
      for (const text of texts) expect(text).toMatch(/[ \u00a0)A-Z]/)
    },
  )
})

describe('what the editor writes is what the assistant reads', () => {
  /** The values that Group Policy writes for a policy that is enabled with the first choice of each field. */
  function written(policy: Element): ReadonlyMap<string, RegistryValue> {
    const values = new Map<string, RegistryValue>()
    const valueOf = (element: Element | undefined): RegistryValue => {
      const [number] = element ? named(element, 'decimal') : []
      const [text] = element ? named(element, 'string') : []
      if (number) return { type: 'number', value: Number(number.attributes['value']) }
      return { type: 'text', value: text?.text ?? '' }
    }
    const { valueName: own } = policy.attributes
    if (own !== undefined) values.set(own, valueOf(named(policy, 'enabledValue')[0]))
    for (const field of named(policy, 'elements').flatMap(({ children }) => children)) {
      const name = field.attributes['valueName'] ?? ''
      const sample = '11111111-1111-4111-8111-111111111111'
      if (field.name === 'boolean') values.set(name, valueOf(named(field, 'trueValue')[0]))
      else if (field.name === 'enum') values.set(name, valueOf(named(field, 'item')[0]))
      else if (field.name === 'decimal')
        values.set(name, { type: 'number', value: Number(field.attributes['maxValue']) })
      else if (field.name === 'multiText') values.set(name, { type: 'texts', value: [sample] })
      else values.set(name, { type: 'text', value: sample })
    }
    return values
  }

  test.each(settingNames.map((name, place) => [name, policies[place]] as const))('%s', (name, policy) => {
    if (!policy) throw new Error(`no policy for ${name}`)
    const { policy: read, faults } = readPolicy({
      HKLM: { state: 'read', values: written(policy) },
      HKCU: { state: 'absent' },
    })
    expect(faults).toEqual([])
    expect(read).toEqual({ ...noPolicy, [name]: expect.anything() as unknown })
  })

  test.each(settingNames)('%s: every choice that is offered is one that is understood', (name) => {
    const form: SettingForm = policySettings[name]
    const offered = policies
      .filter(({ attributes }) => attributes['name'] === valueName(name))
      .flatMap((one) => named(one, 'item'))
    const values = offered.map(
      (item) => named(item, 'string')[0]?.text ?? Number(named(item, 'decimal')[0]?.attributes['value']),
    )
    expect(values).toEqual(form.form === 'choice' || form.form === 'one-of' ? [...form.of] : [])
  })
})
