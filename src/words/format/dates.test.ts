import { describe, expect, it } from 'vitest'
import { day, duration, inDays, moment, size, time } from './dates.ts'

// Dates are said in the computer's own time zone, so the instants are local too.
const afternoon = new Date(2026, 10, 22, 14, 7, 31)

describe('dates', () => {
  it('in French', () => {
    expect(day(afternoon, 'fr')).toBe('22\u00a0novembre 2026')
    expect(day(new Date(2027, 3, 1), 'fr')).toBe('1ᵉʳ\u00a0avril 2027')
    expect(time(afternoon, 'fr')).toBe('14\u00a0h\u00a007')
    expect(moment(afternoon, 'fr', true)).toBe('22\u00a0novembre 2026 à 14\u00a0h\u00a007\u00a0min 31\u00a0s')
    expect(duration(900, 'fr', true)).toBe('0,9\u00a0s')
    expect(duration(272_000, 'fr')).toBe('4\u00a0min 32\u00a0s')
    expect(size(1612, 'fr')).toBe('1,6\u00a0ko')
    expect(inDays(12, 'fr')).toBe('dans 12\u00a0jours')
  })

  it('in English', () => {
    expect(day(afternoon, 'en')).toBe('November\u00a022, 2026')
    expect(moment(afternoon, 'en')).toBe('November\u00a022, 2026 at 2:07\u00a0p.m.')
    expect(time(new Date(2026, 0, 1, 0, 5), 'en')).toBe('12:05\u00a0a.m.')
    expect(size(1612, 'en')).toBe('1.6\u00a0kB')
    expect(inDays(1, 'en')).toBe('tomorrow')
  })

  it('never show a negative wait', () => {
    expect(duration(-5000, 'fr')).toBe('0\u00a0s')
  })
})
