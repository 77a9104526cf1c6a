import { expect, it } from 'vitest'
import { listed } from './listed.ts'

it.each([
  [[], '', ''],
  [['a'], 'a', 'a'],
  [['a', 'b'], 'a et b', 'a and b'],
  [['a', 'b', 'c'], 'a, b et c', 'a, b and c'],
])('%j', (parts, french, english) => {
  expect(listed(parts, 'fr')).toBe(french)
  expect(listed(parts, 'en')).toBe(english)
})
