import { describe, expect, it } from 'vitest'
import { escaped, oneLine, plain, plainOrdinal, rich, withoutMarks } from './markup.ts'

describe('a sentence with marks', () => {
  const sentence = '**Rôle** `a < b` [[(Role)]], le 1ᵉʳ avril'

  it('becomes HTML', () => {
    expect(rich(sentence)).toBe(
      '<strong>Rôle</strong> <code>a &lt; b</code> <small>(Role)</small>, le 1<sup>er</sup> avril',
    )
  })

  it('becomes plain text', () => {
    expect(withoutMarks(sentence)).toBe('Rôle a < b (Role), le 1er avril')
    expect(plainOrdinal('**le 1ᵉʳ avril**')).toBe('**le 1er avril**')
  })
})

it('escapes what HTML reads, in elements and in attributes', () => {
  expect(escaped(`<b title="x" class='y'>&amp;`)).toBe('&lt;b title=&quot;x&quot; class=&#39;y&#39;&gt;&amp;amp;')
  expect(plain('**<b>**')).toBe('**&lt;b&gt;**')
})

describe('a name on one line', () => {
  it.each([
    ['Acmé\r\nBcc: somebody@evil.example', 'Acmé Bcc: somebody@evil.example'],
    ['  two\t\tspaces  ', 'two spaces'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['a\u2028b\u0000c', 'a b c'],
  ])('%j', (name, expected) => {
    expect(oneLine(name)).toBe(expected)
  })

  it('is cut after 200 characters, never inside one', () => {
    expect(oneLine('🦌'.repeat(300))).toBe('🦌'.repeat(200))
  })
})
