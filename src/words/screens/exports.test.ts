import { expect, it } from 'vitest'
import { exportFileName } from './exports.ts'

const at = new Date(2026, 10, 2, 14, 7)

it.each([
  ['report', 'fr', 'prextra-rapport-nord.example-20261102'],
  ['report', 'en', 'prextra-report-nord.example-20261102'],
  ['reminder-secret', 'fr', 'prextra-rappel-secret-nord.example-20261102'],
] as const)('a document is named by what it is, for whom and when: %s (%s)', (document, language, name) => {
  expect(exportFileName(document, 'nord.example', at, language)).toBe(name)
})

it('leaves out a domain that is not known', () => {
  expect(exportFileName('plan', '', at, 'fr')).toBe('prextra-plan-20261102')
})

it.each([
  ['allow-list-script', 'prextra-liste-ews'],
  ['scope-script', 'prextra-limiter'],
  ['withdraw-script', 'prextra-retirer'],
] as const)('a script keeps the name that its page says to run: %s', (document, name) => {
  expect(exportFileName(document, 'nord.example', at, 'fr')).toBe(name)
})
