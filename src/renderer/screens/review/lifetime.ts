import { dayMs } from '#core/calendar-days.ts'
import { lastSecretEnd, outlives, secretEndOn, type Profile } from '#core/access/profile.ts'

const choices = [30, 60, 90, 180]

export interface Lifetime {
  /** When the secret would end, in ISO 8601. */
  readonly endsAt: string
  readonly kind: 'days' | 'until-end' | 'other'
  readonly days: number
}

/**
 * Returns the lifetimes to choose from, shortest first. None goes past the end of the profile or what the tenant's policy
 * allows. The current choice is always among them, even when we would not offer it.
 */
export function lifetimes(
  profile: Profile,
  current: string,
  now: number,
  longestMs: number | null,
): readonly Lifetime[] {
  const offered = unlimited(profile, now).filter(
    ({ endsAt }) => longestMs === null || Date.parse(endsAt) <= now + longestMs,
  )
  if (offered.some(({ endsAt }) => sameDay(endsAt, current))) return offered
  const other: Lifetime = { endsAt: current, kind: 'other', days: 0 }
  return [...offered, other].sort((a, b) => Date.parse(a.endsAt) - Date.parse(b.endsAt))
}

/** Whether the tenant's policy forbids a lifetime that we would otherwise offer. */
export function isBinding(profile: Profile, longestMs: number, now: number): boolean {
  return unlimited(profile, now).some(({ endsAt }) => Date.parse(endsAt) > now + longestMs)
}

/** Returns a duration in whole days, at least one. */
export function daysOf(ms: number): number {
  return Math.max(1, Math.floor(ms / dayMs))
}

function unlimited(profile: Profile, now: number): readonly Lifetime[] {
  const days = choices.map((length): Lifetime => ({ endsAt: endOf(now + length * dayMs), kind: 'days', days: length }))
  const last = lastSecretEnd(profile)
  if (last === null || now >= Date.parse(last)) return days
  const within = days.filter(({ endsAt }) => endsAt !== last && !outlives(profile, endsAt))
  return [...within, { endsAt: last, kind: 'until-end', days: 0 }]
}

export function sameDay(a: string, b: string): boolean {
  return endOf(Date.parse(a)) === endOf(Date.parse(b))
}

function endOf(at: number): string {
  return secretEndOn(new Date(at))
}
