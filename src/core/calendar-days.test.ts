import fc from 'fast-check'
import { expect, it } from 'vitest'
import { calendarDays, calendarDaysToDate } from './calendar-days.ts'
import { secretExpiry } from './secret-expiry.ts'

const montreal = 'America/Montreal'
const zones = [montreal, 'America/Vancouver', 'Europe/Paris', 'Pacific/Auckland', 'Asia/Kolkata', 'UTC']
const days = (from: string, to: string, zone = montreal) => calendarDays(new Date(from), new Date(to), zone)

it.each([
  ['a secret that ends with EWS, seen in the morning', '2026-11-22T14:00:00Z', '2027-04-01T05:00:00Z', 130],
  ['the same, seen at the end of the evening', '2026-11-23T04:59:00Z', '2027-04-01T05:00:00Z', 130],
  ['a minute before midnight to a minute after', '2026-11-23T04:59:00Z', '2026-11-23T05:01:00Z', 1],
  ['the first and the last minute of a day', '2026-11-23T05:00:00Z', '2026-11-24T04:59:00Z', 0],
  ['the day when clocks go back, 25 hours long', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z', 1],
  ['backwards', '2026-11-24T12:00:00Z', '2026-11-22T12:00:00Z', -2],
])('counts the days of a calendar: %s', (_name, from, to, expected) => {
  expect(days(from, to)).toBe(expected)
})

it('counts in the reader’s zone', () => {
  const [from, to] = ['2027-03-31T12:00:00Z', '2027-04-01T05:00:00Z'] as const
  expect(days(from, to)).toBe(1)
  expect(days(from, to, 'America/Vancouver')).toBe(0)
})

it.each([
  ['2026-11-22T23:59:59-05:00', 130],
  ['2027-03-31T23:59:59-04:00', 1],
  ['2027-04-01T00:00:00-04:00', 0],
  ['2027-04-02T08:00:00-04:00', -1],
])('counts from %s to a date: %i', (from, expected) => {
  expect(calendarDaysToDate(new Date(from), '2027-04-01', montreal)).toBe(expected)
})

it('adds up: the days from one instant to a third are those to the second and from it', () => {
  const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, instant, instant, (zone, one, two, three) => {
      expect(calendarDays(one, two, zone) + calendarDays(two, three, zone)).toBe(calendarDays(one, three, zone))
    }),
  )
})

it.each([
  ['2027-03-01T12:00:00Z', 31, 'valid'],
  ['2027-03-02T12:00:00Z', 30, 'soon'],
  ['2027-04-01T04:59:00Z', 0, 'soon'],
  ['2027-04-01T05:00:00Z', 0, 'expired'],
  ['2027-04-03T12:00:00Z', -2, 'expired'],
])('at %s a secret that ends on April 1 has %i days and is %s', (now, daysLeft, state) => {
  expect(secretExpiry('2027-04-01T05:00:00Z', new Date(now), montreal)).toEqual({ daysLeft, state })
})
