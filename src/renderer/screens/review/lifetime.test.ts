import { describe, expect, it } from 'vitest'
import { profiles } from '#core/access/profile.ts'
import { daysOf, isBinding, lifetimes } from './lifetime.ts'

const { ews, graph } = profiles
const afternoonOf = (day: string) => Date.parse(`${day}T15:00:00Z`)

describe('lifetimes of a secret', () => {
  it('never outlive EWS', () => {
    const offered = lifetimes(ews, '2027-04-01T00:00:00Z', afternoonOf('2026-11-22'), null)
    expect(offered.map(({ kind, days }) => [kind, days])).toEqual([
      ['days', 30],
      ['days', 60],
      ['days', 90],
      ['until-end', 0],
    ])
    expect(offered.at(-1)?.endsAt).toBe('2027-04-01T05:00:00Z')
  })

  it('hold the current choice even when it is none of ours', () => {
    const offered = lifetimes(ews, '2027-01-05T00:00:00Z', afternoonOf('2026-11-22'), null)
    expect(offered.map(({ kind }) => kind)).toEqual(['days', 'other', 'days', 'days', 'until-end'])
  })

  it('are never longer than the tenant’s policy', () => {
    const cap = 70 * 86_400_000
    const offered = lifetimes(ews, '2027-01-31T14:59:00Z', afternoonOf('2026-11-22'), cap)
    expect(offered.map(({ kind, days }) => [kind, days])).toEqual([
      ['days', 30],
      ['days', 60],
      ['other', 0],
    ])
    expect([isBinding(ews, cap, afternoonOf('2026-11-22')), daysOf(cap)]).toEqual([true, 70])
    expect(isBinding(ews, 400 * 86_400_000, afternoonOf('2026-11-22'))).toBe(false)
  })

  it('are plain days once EWS has ended', () => {
    expect(lifetimes(ews, '2027-08-01T00:00:00Z', afternoonOf('2027-05-01'), null).map(({ kind }) => kind)).toContain(
      'days',
    )
  })
  it('of the Graph profile are not cut where EWS ends', () => {
    const offered = lifetimes(graph, '2027-05-21T05:00:00Z', afternoonOf('2026-11-22'), null)
    expect(offered.map(({ kind, days }) => [kind, days])).toEqual([
      ['days', 30],
      ['days', 60],
      ['days', 90],
      ['days', 180],
    ])
  })
})
