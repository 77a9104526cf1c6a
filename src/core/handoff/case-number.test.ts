import { expect, it } from 'vitest'
import { isCaseNumber } from './case-number.ts'

it.each(['C-1234', 'Érable 12/3', '#'.padStart(2, 'a'), 'a'.repeat(32), 'CD_2026.1'])('%j is a case number', (text) => {
  expect(isCaseNumber(text)).toBe(true)
})

it.each(['', ' C-1', 'C-1 ', '#1', 'a'.repeat(33), 'a\nb', 'a\u202eb', 'a;b', '../a'])(
  '%j is not a case number',
  (text) => {
    expect(isCaseNumber(text)).toBe(false)
  },
)
