import { secretExpiry, type SecretExpiry } from '#core/secret-expiry.ts'
import type { NextStep } from '#words/reception/list.ts'
import { currentDelivery, isMerged } from './customers.ts'
import type { Customer, Delivery } from './records-schema.ts'

export interface Outlook {
  readonly delivery: Delivery | undefined
  /** How near the end of its secret is. */
  readonly expiry: SecretExpiry | null
  readonly next: NextStep
}

/**
 * Returns the delivery in use, how near the end of its secret is for a reader in that time zone, and what a technician does next
 * for the customer.
 */
export function outlookOf(customer: Customer, now: Date, timeZone: string): Outlook {
  const delivery = currentDelivery(customer)
  const expiry = delivery ? secretExpiry(delivery.secretExpiresAt, now, timeZone) : null
  return { delivery, expiry, next: nextStep(customer, delivery, expiry) }
}

function nextStep({ deliveries }: Customer, delivery: Delivery | undefined, expiry: SecretExpiry | null): NextStep {
  if (!delivery || expiry === null) return 'receive'
  // A renewal that has arrived comes first, whatever the state of the secret it replaces.
  const newest = deliveries.at(-1) ?? delivery
  if (newest !== delivery && newest.merged === null && newest.secretExpiresAt > delivery.secretExpiresAt) {
    return newest.token ? 'merge' : 'check'
  }
  if (delivery.merged && !isMerged(delivery)) return 'removed'
  if (expiry.state === 'expired') return 'expired'
  if (!delivery.token) return 'check'
  if (!delivery.merged) return 'merge'
  if (!delivery.confirmedAt) return 'confirm'
  return expiry.state === 'soon' ? 'renew' : 'nothing'
}
