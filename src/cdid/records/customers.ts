import { isMailAddress } from '#core/mail-address.ts'
import { isSameId, isSameName } from '#core/folded-name.ts'
import { printable } from '../terminal/printable-text.ts'
import { ReceptionError } from '../reception-problem.ts'
import type { Contact, Customer, Delivery, Records } from './records.ts'
import type { HandoffFacts, OpenedFile } from '../sealed/sealed-file.ts'

/** How the command line names a customer. */
export interface Named {
  readonly environment: string
  /** Required only while the customer is not in the records. */
  readonly tenant: string | null
}

/**
 * Returns the customer of that name in CDID's records, or a new one, not yet in the records, made of the environment and tenant
 * that were typed. Throws `customer-unknown` without a tenant, and `customer-differs` when the records hold another tenant.
 */
export function customerOf({ customers }: Records, { environment, tenant }: Named, now: Date): Customer {
  const known = customers.find((customer) => isSameName(customer.environment, environment))
  if (!known) {
    if (tenant === null) throw new ReceptionError({ code: 'customer-unknown', environment })
    const empty = { name: null, contact: null, mailbox: null, deliveries: [] }
    return { environment, tenantId: tenant, ...empty, addedAt: now.toISOString() }
  }
  if (tenant !== null && !isSameId(tenant, known.tenantId)) {
    throw new ReceptionError({ code: 'customer-differs', environment, tenant: known.tenantId })
  }
  return known
}

/** Throws when a file is of another tenant than the customer, or its secret has expired. */
export function checkAgainst(customer: Customer, facts: HandoffFacts, now: Date): void {
  if (!isSameId(facts.tenantId, customer.tenantId)) {
    throw new ReceptionError({ code: 'tenant-differs', tenant: facts.tenantId, expected: customer.tenantId })
  }
  if (new Date(facts.secretExpiresAt) <= now) {
    throw new ReceptionError({ code: 'secret-expired', endsAt: facts.secretExpiresAt })
  }
}

/** Returns the delivery of exactly that file, found by its digest. */
export function deliveryOf(customer: Customer, { digest }: Pick<OpenedFile, 'digest'>): Delivery | undefined {
  return customer.deliveries.find((delivery) => delivery.digest === digest)
}

/** Returns the delivery whose secret is in use: the last one that was merged; while there is none, the last one received. */
export function currentDelivery({ deliveries }: Customer): Delivery | undefined {
  const merged = deliveries.filter((delivery) => delivery.merged !== null)
  const newest = (one: Delivery, other: Delivery) =>
    (one.merged?.at ?? '').localeCompare(other.merged?.at ?? '') ||
    one.secretExpiresAt.localeCompare(other.secretExpiresAt)
  return merged.toSorted(newest).at(-1) ?? deliveries.at(-1)
}

/** Returns the records with `news` about that file. A customer that is not there yet is added. */
export function withDelivery(
  records: Records,
  customer: Customer,
  opened: OpenedFile,
  news: Partial<Delivery>,
): Records {
  const { id, applicationId, secretKeyId, secretExpiresAt, profile } = opened.facts
  const facts = { digest: opened.digest, id, applicationId, secretKeyId, secretExpiresAt, profile }
  const fresh = { ...facts, codeAt: null, token: null, mailbox: null, merged: null, confirmedAt: null }
  return withCustomer(records, customer, (kept) => {
    const known = deliveryOf(kept, opened)
    const delivery = { ...(known ?? fresh), ...news }
    const deliveries = known
      ? kept.deliveries.map((one) => (one === known ? delivery : one))
      : [...kept.deliveries, delivery]
    return { ...kept, deliveries }
  })
}

/** Returns the records with a customer changed or added; `change` gets what the records hold now. */
export function withCustomer(records: Records, customer: Customer, change: (kept: Customer) => Customer): Records {
  const same = (one: Customer) => isSameName(one.environment, customer.environment)
  const kept = records.customers.find(same)
  if (kept && !isSameId(kept.tenantId, customer.tenantId)) {
    throw new ReceptionError({ code: 'customer-differs', environment: kept.environment, tenant: kept.tenantId })
  }
  const changed = change(kept ?? customer)
  const customers = kept
    ? records.customers.map((one) => (one === kept ? changed : one))
    : [...records.customers, changed]
  return { ...records, customers }
}

/** Reads `Ada Lefebvre <ada@acme.example>` or an address alone; `null` when it is not exactly one address. */
export function readContact(text: string): Contact | null {
  const [, name = '', email = ''] = /^(?:([^<>]*)<([^<>]*)>)$/.exec(text.trim()) ?? [null, '', text.trim()]
  const said = name.trim().replace(/^"(.*)"$/, '$1')
  if (!isMailAddress(email.trim()) || printable(said) !== said) return null
  return { name: said === '' ? email.trim() : said.slice(0, 256), email: email.trim() }
}
