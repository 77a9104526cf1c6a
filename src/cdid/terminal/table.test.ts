import { expect, test } from 'vitest'
import { table } from './table.ts'

const plain = { columns: 80, heading: String, row: (_: number, line: string) => line }

test('columns are as wide as their widest cell, in columns of the console', () => {
  expect(
    table(
      ['a', 'b'],
      [
        ['東京', 'x'],
        ['é', 'y'],
      ],
      plain,
    ),
  ).toBe('a     b\n東京  x\né     y')
})

test('a table that is too wide for the console becomes blocks', () => {
  const long = 'x'.repeat(70)
  expect(table(['Client', 'Nom', 'Clé'], [['acme', 'Acmé', long]], plain)).toBe(
    `acme\n  Nom     Acmé\n  Clé     ${long}`,
  )
})

test('cells are printable', () => {
  expect(table(['a'], [['x\u202Ey\n']], plain)).toBe('a\nx[U+202E]y[U+000A]')
})
