import type { NextStep } from '#words/reception/list.ts'
import { daysBetween } from '#words/format/dates.ts'
import { currentDelivery } from './customers.ts'
import type { Customer, Delivery } from './records.ts'

/** The number of days before the end of a secret from which the customer is asked to renew it. */
export const renewDays = 30

export interface Outlook {
  readonly delivery: Delivery | undefined
  readonly daysLeft: number | null
  readonly next: NextStep
}

/** Returns the delivery in use, the days left of its secret, and what a technician does next for the customer. */
export function outlookOf(customer: Customer, now: Date): Outlook {
  const delivery = currentDelivery(customer)
  const daysLeft = delivery ? daysBetween(now, delivery.secretExpiresAt) : null
  return { delivery, daysLeft, next: nextStep(customer, delivery, daysLeft) }
}

function nextStep({ deliveries }: Customer, delivery: Delivery | undefined, daysLeft: number | null): NextStep {
  if (!delivery || daysLeft === null) return 'receive'
  // A renewal that has arrived comes first, whatever the state of the secret it replaces.
  const newest = deliveries.at(-1) ?? delivery
  if (newest !== delivery && newest.merged === null && newest.secretExpiresAt > delivery.secretExpiresAt) {
    return newest.token ? 'merge' : 'check'
  }
  if (daysLeft < 0) return 'expired'
  if (!delivery.token) return 'check'
  if (!delivery.merged) return 'merge'
  if (!delivery.confirmedAt) return 'confirm'
  return daysLeft <= renewDays ? 'renew' : 'nothing'
}
