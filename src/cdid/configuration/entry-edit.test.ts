import fc from 'fast-check'
import { type Node, parse, parseTree } from 'jsonc-parser'
import { describe, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { textAfter } from '#support/edited-text.ts'
import { type Configuration, readConfiguration } from './configuration.ts'
import { planEntry, planRemoval, type DesiredEntry } from './entry-plan.ts'

const desired: DesiredEntry = {
  environment: 'acme',
  tenantId: '22222222-0000-4000-8000-000000000002',
  applicationId: '11111111-0000-4000-8000-000000000001',
  secret: new Secret('not-a-real-"secret"\\'),
}
const entry = {
  Environment: desired.environment,
  ApplicationId: desired.applicationId,
  ClientSecret: desired.secret.reveal(),
  TenantId: desired.tenantId,
}
const never = { config: 'appsettings.json', replace: false, also: false }

const read = (text: string) => readConfiguration(Buffer.from(text), 'appsettings.json')
const changed = (before: Configuration, options = never) => textAfter(before, planEntry(before, desired, options))
const value = (text: string) => parse(text, [], { allowTrailingComma: true }) as Record<string, unknown>

/** Returns the text that was inserted as one piece, besides at most a comma; `null` when anything else differs. */
function insertedPiece(before: string, after: string): string | null {
  let start = 0
  while (start < before.length && before[start] === after[start]) start++
  let end = 0
  while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const middle = before.slice(start, before.length - end)
  const piece = after.slice(start, after.length - end)
  return piece.startsWith(middle) || piece.startsWith(`,${middle}`) ? piece : null
}

describe('edits of generated configurations', () => {
  const gap = fc.constantFrom(
    '',
    ' ',
    '\n  ',
    '\n\t',
    '\r\n    ',
    ' // note "}]\n',
    ' /* , [ */ ',
    '\n// a\n  ',
    '\n\n',
  )
  const scalar = fc.oneof(
    fc.constantFrom('1', 'true', 'null', '[]', '{}', '[1, 2]', '{ "Exchange": 7 }', '"//"', '"\\u00e9"'),
    fc.string().map((text) => JSON.stringify(text)),
  )
  const listed = (open: string, items: fc.Arbitrary<string[]>, close: string) =>
    fc.tuple(items, fc.array(gap, { minLength: 40, maxLength: 40 }), fc.boolean()).map(([parts, gaps, trailing]) => {
      const body = parts.map((part, index) => `${gaps[3 * index] ?? ''}${part}${gaps[3 * index + 1] ?? ''}`)
      const comma = trailing && parts.length > 0 ? `,${gaps[39] ?? ''}` : ''
      return `${open}${body.join(',')}${comma}${gaps[38] ?? ''}${close}`
    })
  const property = (key: string, content: fc.Arbitrary<string>) =>
    fc.tuple(gap, gap, content).map(([before, after, text]) => `${JSON.stringify(key)}${before}:${after}${text}`)
  const customer = (name: string) =>
    fc
      .record({ shuffle: fc.array(fc.nat(3), { maxLength: 4 }), lower: fc.boolean(), more: scalar })
      .chain(({ shuffle, lower, more }) => {
        const keys = [...new Set(shuffle.map((index) => Object.keys(entry)[index] ?? ''))].filter(
          (key) => key !== 'Environment',
        )
        const spelled = (key: string) => (lower ? key.toLowerCase() : key)
        return listed(
          '{',
          fc.tuple(
            property(spelled('Environment'), fc.constant(JSON.stringify(name))),
            ...keys.map((key) => property(spelled(key), fc.constant(JSON.stringify(`${key} of ${name}`)))),
            property('More', fc.constant(more)),
          ),
          '}',
        )
      })
  const file = (customers: readonly string[], exchange: fc.Arbitrary<boolean>) =>
    fc
      .tuple(exchange, fc.constantFrom('', '\uFEFF'), gap, gap)
      .chain(([present, mark, before, after]) =>
        listed(
          '{',
          fc.tuple(
            property('First', scalar),
            ...(present ? [property('Exchange', listed('[', fc.tuple(...customers.map(customer)), ']'))] : []),
            ...(customers.length % 2 === 0 ? [property('Last', scalar)] : []),
          ),
          '}',
        ).map((root) => mark + before.trimStart() + root + after),
      )

  test('keys such as __proto__ are ordinary keys', () => {
    const text =
      '{ "__proto__": { "Exchange": 1 }, "constructor": [], "Exchange": [{ "__proto__": 1, "toString": 2 }] }'
    expect(insertedPiece(text, changed(read(text)))).not.toBeNull()
  })

  test('a new entry is inserted as one piece, and the rest stays byte for byte', () => {
    fc.assert(
      fc.property(
        fc.subarray(['boulangerie', 'scierie', 'érablière']).chain((customers) => file(customers, fc.boolean())),
        (text) => {
          const bytes = Buffer.from(text)
          const before = readConfiguration(bytes, 'a')
          const after = changed(before)
          expect(insertedPiece(before.text, after)).not.toBeNull()
          const kept = value(before.text)
          const exchange = [...((kept['Exchange'] ?? []) as unknown[]), expect.anything()]
          expect(value(after)).toEqual({ ...kept, Exchange: exchange })
          expect(comments(after)).toEqual(comments(before.text))
          expect(planEntry(read(after), desired, never)).toBeNull()
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('an updated entry differs by its values only: with the old values the text is as before', () => {
    fc.assert(
      fc.property(file(['boulangerie', 'acme', 'scierie'], fc.constant(true)), (text) => {
        const before = read(text)
        const after = changed(before, { ...never, replace: true })
        expect(sources(after, 0)).toEqual(sources(before.text, 0))
        expect(sources(after, 2)).toEqual(sources(before.text, 2))
        expect(comments(after)).toEqual(comments(before.text))
        const [first, own, last] = value(before.text)['Exchange'] as object[]
        const updated = value(after)['Exchange'] as Record<string, unknown>[]
        expect(updated[0]).toEqual(first)
        expect(updated[2]).toEqual(last)
        expect(folded(updated[1])).toEqual({ ...folded(own), ...folded(entry) })
        expect(planEntry(read(after), desired, never)).toBeNull()
      }),
      { numRuns: 1000 },
    )
  })

  const folded = (object: object = {}) =>
    Object.fromEntries(Object.entries(object).map(([key, content]) => [key.toLowerCase(), content as unknown]))

  /** Returns the text up to and including the entry at `index`, or from that entry on. */
  function sources(text: string, index: number): string {
    const root = parseTree(text, [], { allowTrailingComma: true })
    const exchange = root?.children?.find((child) => child.children?.[0]?.value === 'Exchange')?.children?.[1]
    const node: Node | undefined = exchange?.children?.[index]
    if (!node) throw new Error('no such customer')
    return index === 0 ? text.slice(0, node.offset + node.length) : text.slice(node.offset)
  }

  function comments(text: string): readonly string[] {
    return [...text.matchAll(/"(?:[^"\\]|\\.)*"|\/\/[^\r\n]*|\/\*[^]*?\*\//g)]
      .map(([found]) => found)
      .filter((found) => found.startsWith('/'))
  }
})

describe('an entry that is removed', () => {
  const own = JSON.stringify(entry)
  const other = '{ "Environment": "scierie", "TenantId": "33333333-0000-4000-8000-000000000003" }'
  const list = (content: string) => `{ "Exchange": [${content}] }`
  const without = (content: string) => {
    const before = read(list(content))
    return textAfter(before, planRemoval(before, desired, { config: never.config, replace: false }))
  }

  test.each([
    ['the only one, on its own line', `\n  ${own}\n`, '\n'],
    ['the first of two, each on its line', `\n  ${own},\n  ${other}\n`, `\n  ${other}\n`],
    ['the last of two, each on its line', `\n  ${other},\n  ${own}\n`, `\n  ${other}\n`],
    ['the next entry is on the same line', `\n  ${own}, ${other}\n`, `\n   ${other}\n`],
    ['a comment before, the next entry on the same line', ` // note\n  ${own}, ${other}`, ` // note\n   ${other}`],
    ['a comment after it on its line', `\n  ${own} // note\n`, '\n   // note\n'],
    ['a comment before, and nothing after it', ` // note\n  ${own}`, ' // note\n  '],
  ])('%s: the others stay as they were', (_name, before, after) => {
    expect(without(before)).toBe(list(after))
    expect(value(without(before))).toEqual(value(list(after)))
  })
})
