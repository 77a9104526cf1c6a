import { isMailAddress } from '#core/handoff/mail.ts'
import { folded } from '../configuration/configuration.ts'
import { printable } from '../terminal/printable-text.ts'
import { ReceptionError } from '../reception-problem.ts'
import type { Contact, Customer, Delivery, Records } from './records.ts'
import type { HandoffFacts, OpenedFile } from '../sealed/sealed-file.ts'

/** What a technician said of a customer on the command line. */
export interface Named {
  readonly environment: string
  /** Needed once, when the customer is not in the records yet. */
  readonly tenant: string | null
}

/**
 * The customer of that name in CDID's records. One that is not there yet is made of what the technician typed, environment and
 * tenant both, and is kept only when something was done for it. Rejects when the records say another tenant.
 */
export function customerOf({ customers }: Records, { environment, tenant }: Named, now: Date): Customer {
  const known = customers.find((customer) => folded(customer.environment) === folded(environment))
  if (!known) {
    if (tenant === null) throw new ReceptionError({ code: 'customer-unknown', environment })
    const empty = { name: null, contact: null, mailbox: null, deliveries: [] }
    return { environment, tenantId: tenant, ...empty, addedAt: now.toISOString() }
  }
  if (tenant !== null && folded(tenant) !== folded(known.tenantId)) {
    throw new ReceptionError({ code: 'customer-differs', environment, tenant: known.tenantId })
  }
  return known
}

/** Refuses a file that is not this customer's, or whose secret opens nothing any more. */
export function checkAgainst(customer: Customer, facts: HandoffFacts, now: Date): void {
  if (folded(facts.tenantId) !== folded(customer.tenantId)) {
    throw new ReceptionError({ code: 'tenant-differs', tenant: facts.tenantId, expected: customer.tenantId })
  }
  if (new Date(facts.secretExpiresAt) <= now) {
    throw new ReceptionError({ code: 'secret-expired', endsAt: facts.secretExpiresAt })
  }
}

/** What is known of that very file; `undefined` if nothing was done with it yet. */
export function deliveryOf(customer: Customer, { digest }: Pick<OpenedFile, 'digest'>): Delivery | undefined {
  return customer.deliveries.find((delivery) => delivery.digest === digest)
}

/** The file whose secret is in use: the last one merged and not undone; before that, the last one seen. */
export function currentDelivery({ deliveries }: Customer): Delivery | undefined {
  const merged = deliveries.filter((delivery) => delivery.merged !== null)
  const newest = (one: Delivery, other: Delivery) =>
    (one.merged?.at ?? '').localeCompare(other.merged?.at ?? '') ||
    one.secretExpiresAt.localeCompare(other.secretExpiresAt)
  return merged.toSorted(newest).at(-1) ?? deliveries.at(-1)
}

/** The records with this of that file. The customer is added if it is new. */
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

/** The records with a customer changed, or added. What another process has added to it meanwhile is kept. */
export function withCustomer(records: Records, customer: Customer, change: (kept: Customer) => Customer): Records {
  const same = (one: Customer) => folded(one.environment) === folded(customer.environment)
  const kept = records.customers.find(same)
  if (kept && folded(kept.tenantId) !== folded(customer.tenantId)) {
    throw new ReceptionError({ code: 'customer-differs', environment: kept.environment, tenant: kept.tenantId })
  }
  const changed = change(kept ?? customer)
  const customers = kept
    ? records.customers.map((one) => (one === kept ? changed : one))
    : [...records.customers, changed]
  return { ...records, customers }
}

/** `Ada Lefebvre <ada@acme.example>`, or the address alone; `null` if it is not exactly one address. */
export function readContact(text: string): Contact | null {
  const [, name = '', email = ''] = /^(?:([^<>]*)<([^<>]*)>)$/.exec(text.trim()) ?? [null, '', text.trim()]
  const said = name.trim().replace(/^"(.*)"$/, '$1')
  if (!isMailAddress(email.trim()) || printable(said) !== said) return null
  return { name: said === '' ? email.trim() : said.slice(0, 256), email: email.trim() }
}
