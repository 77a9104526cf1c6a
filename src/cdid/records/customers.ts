import { foldedName, isSameId, isSameName } from '#core/folded-name.ts'
import { isMailAddress } from '#core/mail-address.ts'
import { ReceptionError } from '../reception-problem.ts'
import type { HandoffFacts, OpenedFile } from '../sealed/sealed-file.ts'
import { printable } from '../terminal/printable-text.ts'
import type { Contact, Customer, Delivery, Merged, Records } from './records-schema.ts'

/** How the command line names a customer. */
export interface NamedCustomer {
  readonly environment: string
  /** Required only while the customer is not in the records. */
  readonly tenant: string | null
}

/** A clock of another computer may be ahead of this one by so many milliseconds without being wrong. */
const clockToleranceMs = 10 * 60_000

/**
 * Returns the customer of that name in CDID's records, or a new one, not yet in the records, made of the environment and tenant
 * that were typed. Throws `customer-unknown` without a tenant, and `customer-differs` when the records hold another tenant.
 */
export function customerOf(records: Records, { environment, tenant }: NamedCustomer, now: Date): Customer {
  const known = findCustomer(records, environment)
  if (!known) {
    if (tenant === null) throw new ReceptionError({ code: 'customer-unknown', environment })
    return {
      environment,
      tenantId: tenant,
      name: null,
      contact: null,
      mailbox: null,
      addedAt: now.toISOString(),
      deliveries: [],
      removals: [],
    }
  }
  if (tenant !== null && !isSameId(tenant, known.tenantId)) {
    throw new ReceptionError({ code: 'customer-differs', environment, tenant: known.tenantId })
  }
  return known
}

/**
 * Finds a customer by name: the exact spelling first, then any that differs only in case or in how accents are composed. Throws
 * `customer-ambiguous` when there are several of those.
 */
export function findCustomer({ customers }: Records, environment: string): Customer | undefined {
  const exact = customers.find((customer) => customer.environment === environment)
  if (exact) return exact
  const alike = customers.filter((customer) => isSameName(customer.environment, environment))
  const [first, second] = alike
  if (first && second) {
    throw new ReceptionError({
      code: 'customer-ambiguous',
      names: alike.map(({ environment: name }) => name).join(', '),
    })
  }
  return first
}

/** Returns the names of the records that read alike, each group once. */
export function ambiguousNames({ customers }: Records): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>()
  for (const { environment } of customers) {
    groups.set(foldedName(environment), [...(groups.get(foldedName(environment)) ?? []), environment])
  }
  return [...groups.values()].filter((names) => names.length > 1)
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

/**
 * Throws `file-older` when a file of the same profile that was sealed later is in use. What does not say when it was sealed is
 * not compared, and a date in the future, which a wrong clock gives, never makes another file look old.
 */
export function checkNewest(customer: Customer, opened: OpenedFile, now: Date): void {
  const createdAt = Date.parse(opened.facts.createdAt)
  const newer = customer.deliveries.find(
    (delivery) =>
      isMerged(delivery) &&
      delivery.digest !== opened.digest &&
      delivery.profile === opened.facts.profile &&
      delivery.createdAt !== null &&
      Date.parse(delivery.createdAt) > createdAt &&
      !isFuture(delivery.createdAt, now),
  )
  if (!newer?.createdAt) return
  const { environment } = customer
  throw new ReceptionError({
    code: 'file-older',
    environment,
    createdAt: opened.facts.createdAt,
    newerAt: newer.createdAt,
  })
}

/** Whether an instant is later than any right clock could say. */
export function isFuture(at: string, now: Date): boolean {
  return Date.parse(at) > now.getTime() + clockToleranceMs
}

/** Returns the delivery of exactly that file, found by its digest. */
export function deliveryOf(customer: Customer, { digest }: Pick<OpenedFile, 'digest'>): Delivery | undefined {
  return customer.deliveries.find((delivery) => delivery.digest === digest)
}

/** Whether a delivery is in a configuration: merged, and neither undone nor removed. */
export function isMerged(delivery: Delivery): delivery is Delivery & { readonly merged: Merged } {
  return delivery.merged !== null && delivery.merged.removedAt === null
}

/** Whether a delivery is in that configuration. */
export function isMergedInto(delivery: Delivery, config: string): boolean {
  return isMerged(delivery) && delivery.merged.config === config
}

/** Returns a customer whose entry is no longer in that configuration. */
export function withoutEntry(customer: Customer, config: string, removedAt: string): Customer {
  const deliveries = customer.deliveries.map((delivery) =>
    delivery.merged && isMergedInto(delivery, config)
      ? { ...delivery, merged: { ...delivery.merged, removedAt } }
      : delivery,
  )
  return { ...customer, deliveries }
}

/** Returns the delivery whose secret is in use: the last one that was merged; while there is none, the last one received. */
export function currentDelivery({ deliveries }: Customer): Delivery | undefined {
  const newest = (one: Delivery, other: Delivery) =>
    (one.merged?.at ?? '').localeCompare(other.merged?.at ?? '') ||
    one.secretExpiresAt.localeCompare(other.secretExpiresAt)
  return deliveries.filter(isMerged).toSorted(newest).at(-1) ?? deliveries.at(-1)
}

/** Returns what the records hold of a file at first; `ticket` is the one that was typed, if one was. */
export function newDelivery({ digest, facts }: OpenedFile, ticket: string | null): Delivery {
  return {
    digest,
    id: facts.id,
    applicationId: facts.applicationId,
    secretKeyId: facts.secretKeyId,
    secretExpiresAt: facts.secretExpiresAt,
    profile: facts.profile,
    cloud: facts.cloud,
    createdAt: facts.createdAt,
    ticket: ticket ?? facts.caseNumber,
    codeAt: null,
    token: null,
    mailbox: null,
    merged: null,
    confirmedAt: null,
  }
}

/** Returns the records with `news` about that file. A customer that is not there yet is added. */
export function withDelivery(
  records: Records,
  customer: Customer,
  opened: OpenedFile,
  news: Partial<Delivery>,
): Records {
  return withCustomer(records, customer, (kept) => {
    const known = deliveryOf(kept, opened)
    const delivery = { ...(known ?? newDelivery(opened, null)), ...news }
    const deliveries = known
      ? kept.deliveries.map((one) => (one === known ? delivery : one))
      : [...kept.deliveries, delivery]
    return { ...kept, deliveries }
  })
}

/**
 * Returns the records with a customer changed or added; `change` gets what the records hold now. Throws `customer-differs` when
 * another process has given the customer another tenant.
 */
export function withCustomer(records: Records, customer: Customer, change: (kept: Customer) => Customer): Records {
  const kept = findCustomer(records, customer.environment)
  if (kept && !isSameId(kept.tenantId, customer.tenantId)) {
    throw new ReceptionError({ code: 'customer-differs', environment: kept.environment, tenant: kept.tenantId })
  }
  const changed = change(kept ?? customer)
  const customers = kept
    ? records.customers.map((one) => (one === kept ? changed : one))
    : [...records.customers, changed]
  return { ...records, customers }
}

/** Returns the records without a customer. Throws `change-under-way` when its configuration is being changed. */
export function withoutCustomer(records: Records, { environment }: Customer): Records {
  if (records.intents.some(({ customer }) => customer.environment === environment)) {
    throw new ReceptionError({ code: 'change-under-way', environment })
  }
  return { ...records, customers: records.customers.filter((one) => one.environment !== environment) }
}

/** Reads `Ada Lefebvre <ada@acme.example>` or an address alone; `null` when it is not exactly one address. */
export function readContact(text: string): Contact | null {
  const [, name = '', email = ''] = /^(?:([^<>]*)<([^<>]*)>)$/.exec(text.trim()) ?? [null, '', text.trim()]
  const said = name.trim().replace(/^"(.*)"$/, '$1')
  if (!isMailAddress(email.trim()) || printable(said) !== said) return null
  return { name: said === '' ? email.trim() : said.slice(0, 256), email: email.trim() }
}
