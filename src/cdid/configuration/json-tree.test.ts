import fc from 'fast-check'
import { type Node, type ParseError, parseTree } from 'jsonc-parser'
import { describe, expect, test } from 'vitest'
import { type JsonNode, readJson } from './json-tree.ts'

type Part = Pick<Node, 'type' | 'offset' | 'length' | 'value'> & { readonly children: readonly Part[] }

const ours = ({ type, offset, length, value, children }: JsonNode): Part => {
  const parts: Part[] = []
  for (const child of children) parts.push(ours(child))
  return { type, offset, length, value, children: parts }
}
const theirs = ({ type, offset, length, value, children = [] }: Node): Part => ({
  type,
  offset,
  length,
  value: value as unknown,
  children: children.map(theirs),
})

/** Pieces of JSON and of what is none, so that nearly every text is broken somewhere. */
const pieces = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '"a"',
  '"É🙂"',
  '"\\u00e9\\n\\ud83d"',
  '"\\q"',
  '"',
  '1',
  '-0.5e3',
  '01',
  '1e999',
  'tru',
  'true',
  'false',
  'null',
  '// é\n',
  '/* [ */',
  '/*',
  ' ',
  '\t',
  '\r\n',
  '\r',
  '\ufeff',
  '\u00a0',
  '\u2028',
  '\u0001',
  '\\',
)
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('1', 'null', 'true', '"x"', '"\\"É\\u2028🙂"', '""', '-1.50', '{}', '[]', '[ /* , */ ]'),
    fc.array(tie('json'), { maxLength: 80 }).map((items) => `[ ${items.join(' , // ]\n')} ]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'A', 'é', '\\u0061', ''), tie('json')), { maxLength: 5 })
      .map((pairs) =>
        `{\r\n${pairs.map(([key, value]) => `"${key}"\t: ${value}`).join(',\r\n')}\t/* } */,}`.replace(
          '{\r\n\t/* } */,}',
          '{}',
        ),
      ),
  ),
}))

describe('the tree of a text', () => {
  test('is the one of jsonc-parser, part by part', () => {
    fc.assert(
      fc.property(json, (text) => {
        const errors: ParseError[] = []
        const wanted = parseTree(text, errors, { allowTrailingComma: true }) as Node
        const { root, errorAt } = readJson(text)
        expect(errors).toEqual([])
        expect(errorAt).toBeUndefined()
        expect(ours(root as JsonNode)).toEqual(theirs(wanted))
      }),
      { numRuns: 1_000 },
    )
  })

  test('has its first error where jsonc-parser has it', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (broken) => {
        const text = broken.join('')
        const errors: ParseError[] = []
        parseTree(text, errors, { allowTrailingComma: true })
        expect(readJson(text).errorAt).toBe(errors[0]?.offset)
      }),
      { numRuns: 5_000 },
    )
  })

  test('has every item of a long list, from both ends', () => {
    const { root } = readJson(`[${Array.from({ length: 1_000 }, (_, index) => String(index)).join(',')}]`)
    const { children } = root as JsonNode
    expect([children.length, children.at(0)?.value, children.at(-1)?.value, children.at(700)?.value]).toEqual([
      1_000, 0, 999, 700,
    ])
    expect([...children].map(({ value }) => value)).toEqual(Array.from({ length: 1_000 }, (_, index) => index))
    expect(children.at(1_000)).toBeUndefined()
  })

  test('tells nothing wrong once its memory was given back', () => {
    const { root, release } = readJson('{ "a": 1 }')
    release()
    expect(() => root?.offset).toThrow('released')
    expect(() => root?.children.length).toThrow('released')
  })
})
