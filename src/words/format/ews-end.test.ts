import fc from 'fast-check'
import { expect, it } from 'vitest'
import { profiles } from '#core/access/profile.ts'
import { ewsDaysLeft, ewsEndsOn, sayEwsEnd } from './ews-end.ts'

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
  ['2026-11-22T09:00:00', 'Il reste 130\u00a0jours à EWS\u00a0: Microsoft y met fin le 1ᵉʳ\u00a0avril 2027.'],
  ['2027-03-30T09:00:00', 'Il reste 2\u00a0jours à EWS\u00a0: Microsoft y met fin le 1ᵉʳ\u00a0avril 2027.'],
  ['2027-03-31T09:00:00', 'Il reste un jour à EWS\u00a0: Microsoft y met fin demain, le 1ᵉʳ\u00a0avril 2027.'],
  ['2027-04-01T00:00:00', 'Microsoft a mis fin à EWS le 1ᵉʳ\u00a0avril 2027\u00a0: passez au profil Microsoft Graph.'],
  ['2028-01-01T00:00:00', 'Microsoft a mis fin à EWS le 1ᵉʳ\u00a0avril 2027\u00a0: passez au profil Microsoft Graph.'],
])('says it in French (%s)', (at, sentence) => {
  expect(sayEwsEnd(local(at), 'fr')).toBe(sentence)
})

it.each([
  ['2026-11-22T09:00:00', 'EWS has 130\u00a0days left: Microsoft ends it on April\u00a01, 2027.'],
  ['2027-03-31T09:00:00', 'EWS has one day left: Microsoft ends it tomorrow, April\u00a01, 2027.'],
  ['2027-04-01T23:00:00', 'Microsoft ended EWS on April\u00a01, 2027: move to the Microsoft Graph profile.'],
])('says it in English (%s)', (at, sentence) => {
  expect(sayEwsEnd(local(at), 'en')).toBe(sentence)
})
