import fc from 'fast-check'
import { expect, it } from 'vitest'
import { profiles } from '#core/access/profile.ts'
import { ewsDaysLeft, ewsEndsOn, sayEwsEnd, sayEwsEndOnPaper } from './ews-end.ts'

const local = (text: string) => new Date(text)

it('counts to the day of the profile', () => {
  expect(ewsEndsOn).toBe(profiles.ews.endsOn)
})

it.each([
  ['2026-11-22T00:00:00', 130],
  ['2026-11-22T23:59:59', 130],
  ['2027-03-30T12:00:00', 2],
  ['2027-03-31T00:00:00', 1],
  ['2027-03-31T23:59:59', 1],
  ['2027-04-01T00:00:00', 0],
  ['2027-04-02T08:00:00', -1],
])('at %s there are %i days left, whatever the hour', (at, days) => {
  expect(ewsDaysLeft(local(at))).toBe(days)
})

it('counts whole days across a change of clocks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 86_399 }), (days, second) => {
      const at = new Date(2027, 3, 1 - days, 0, 0, second)
      return ewsDaysLeft(at) === days
    }),
  )
})

it.each([
  ['2026-11-22T09:00:00', 'Microsoft cessera d’offrir EWS le 1ᵉʳ\u00a0avril 2027 (dans 130\u00a0jours).'],
  ['2027-03-30T09:00:00', 'Microsoft cessera d’offrir EWS le 1ᵉʳ\u00a0avril 2027 (dans 2\u00a0jours).'],
  ['2027-03-31T09:00:00', 'Microsoft cessera d’offrir EWS le 1ᵉʳ\u00a0avril 2027 (demain).'],
  [
    '2027-04-01T00:00:00',
    'Microsoft a cessé d’offrir EWS le 1ᵉʳ\u00a0avril 2027\u00a0: passez au profil Microsoft Graph.',
  ],
  [
    '2028-01-01T00:00:00',
    'Microsoft a cessé d’offrir EWS le 1ᵉʳ\u00a0avril 2027\u00a0: passez au profil Microsoft Graph.',
  ],
])('says it in French (%s)', (at, sentence) => {
  expect(sayEwsEnd(local(at), 'fr')).toBe(sentence)
})

it.each([
  ['2026-11-22T09:00:00', 'Microsoft retires EWS on April\u00a01, 2027 (in 130\u00a0days).'],
  ['2027-03-31T09:00:00', 'Microsoft retires EWS on April\u00a01, 2027 (tomorrow).'],
  ['2027-04-01T23:00:00', 'Microsoft retired EWS on April\u00a01, 2027: move to the Microsoft Graph profile.'],
])('says it in English (%s)', (at, sentence) => {
  expect(sayEwsEnd(local(at), 'en')).toBe(sentence)
})

it('has no count of days on paper', () => {
  expect(sayEwsEndOnPaper(local('2026-11-22T09:00:00'), 'fr')).toBe(
    'Microsoft cessera d’offrir EWS le 1ᵉʳ\u00a0avril 2027.',
  )
  expect(sayEwsEndOnPaper(local('2027-05-01T09:00:00'), 'en')).toContain('Microsoft retired EWS on')
})
