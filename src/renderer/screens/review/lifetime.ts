import type { profiles, secretEndTime } from '#core/access/profile.ts'

/** Typed by the profile: the two cannot differ. */
const ewsEnds: (typeof profiles)['ews']['endsOn'] = '2027-04-01'

const endTime: typeof secretEndTime = 'T05:00:00Z'

const dayMs = 86_400_000
const choices = [30, 60, 90, 180]

export interface Lifetime {
  /** ISO 8601. */
  readonly endsAt: string
  readonly kind: 'days' | 'until-end' | 'other'
  readonly days: number
}

/**
 * How long a secret may live, shortest first, never past the end of EWS nor what the tenant's policy gives it. The
 * current choice is always among them, even when it is none of ours.
 */
export function lifetimes(current: string, now: number, longestMs: number | null): readonly Lifetime[] {
  const offered = unlimited(now).filter(({ endsAt }) => longestMs === null || Date.parse(endsAt) <= now + longestMs)
  if (offered.some(({ endsAt }) => sameDay(endsAt, current))) return offered
  const other: Lifetime = { endsAt: current, kind: 'other', days: 0 }
  return [...offered, other].sort((a, b) => Date.parse(a.endsAt) - Date.parse(b.endsAt))
}

/** Whether the tenant's policy takes away anything that would have been offered. */
export function isBinding(longestMs: number, now: number): boolean {
  return unlimited(now).some(({ endsAt }) => Date.parse(endsAt) > now + longestMs)
}

/** Whole days, at least one. */
export function daysOf(ms: number): number {
  return Math.max(1, Math.floor(ms / dayMs))
}

function unlimited(now: number): readonly Lifetime[] {
  const end = Date.parse(`${ewsEnds}${endTime}`)
  const days = choices
    .map((length): Lifetime => ({ endsAt: endOf(now + length * dayMs), kind: 'days', days: length }))
    .filter(({ endsAt }) => now >= end || Date.parse(endsAt) < end)
  return now < end ? [...days, { endsAt: new Date(end).toISOString(), kind: 'until-end', days: 0 }] : days
}

export function sameDay(a: string, b: string): boolean {
  return endOf(Date.parse(a)) === endOf(Date.parse(b))
}

function endOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 10)}${endTime}`
}
