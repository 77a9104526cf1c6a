import { calendarDays } from './calendar-days.ts'

/** The number of calendar days before the end of a secret from which it is to be renewed. */
export const renewalDays = 30

export interface SecretExpiry {
  /** Negative on the days after its last one; 0 on the last day, whether it has ended by now or not. */
  readonly daysLeft: number
  /** `soon`: it is to be renewed. */
  readonly state: 'valid' | 'soon' | 'expired'
}

/** Returns how near a secret's end is, as a reader in that time zone counts. */
export function secretExpiry(endsAt: string, now: Date | number, timeZone: string): SecretExpiry {
  const end = Date.parse(endsAt)
  const daysLeft = calendarDays(now, end, timeZone)
  if (end <= Number(now)) return { daysLeft, state: 'expired' }
  return { daysLeft, state: daysLeft <= renewalDays ? 'soon' : 'valid' }
}
