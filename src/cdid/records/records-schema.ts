import { cloudIds, publicCloud } from '#core/access/cloud.ts'
import { z } from 'zod'

const instant = z.iso.datetime({ offset: true })
const line = (max: number) => z.string().min(1).max(max)
const digest = z.string().regex(/^[0-9a-f]{64}$/)

const contactSchema = z.looseObject({ name: line(256), email: line(320) })

/** A merge into a configuration. */
const mergedSchema = z.looseObject({
  at: instant,
  config: line(4096),
  /** SHA-256 of the whole configuration after the merge. */
  written: digest.nullable(),
  backup: line(4096).nullable(),
  /** SHA-256 of the backup; `null` in records of before 2026-12, which did not keep it. */
  backupDigest: digest.nullable().default(null),
  /** The reason given for merging without a check; `null` when there was a check. */
  unchecked: line(500).nullable(),
  /** When the entry was taken out of the configuration again. */
  removedAt: instant.nullable().default(null),
})

/** One sealed file, identified by its digest, and what was done with it. It holds the secret's id and end, never its value. */
const deliverySchema = z.looseObject({
  digest,
  id: z.uuid(),
  applicationId: z.guid(),
  secretKeyId: z.guid(),
  secretExpiresAt: instant,
  profile: z.enum(['ews', 'graph']),
  /** Records of before 2026-12 knew the public cloud only. */
  cloud: z.enum(cloudIds).default(publicCloud.id),
  /** When the assistant sealed it, as the file says; `null` in records that did not keep it. */
  createdAt: instant.nullable().default(null),
  /** CDID's ticket: as the technician typed it, else as the file says. */
  ticket: line(64).nullable().default(null),
  /** When the control code that the administrator read out was found right. */
  codeAt: instant.nullable(),
  /** When Microsoft issued a token for this secret, for which tenant and with which roles. */
  token: z.looseObject({ at: instant, tenantId: z.guid(), roles: z.array(z.string().max(128)) }).nullable(),
  mailbox: z.looseObject({ at: instant, address: line(320) }).nullable(),
  merged: mergedSchema.nullable(),
  confirmedAt: instant.nullable(),
})

/** An entry that was taken out of a configuration. */
const removalSchema = z.looseObject({
  at: instant,
  config: line(4096),
  written: digest,
  backup: line(4096),
  backupDigest: digest,
})

/** One customer as CDID knows it. Which environment and tenant a file may touch comes from here alone. */
const customerSchema = z.looseObject({
  environment: line(64),
  tenantId: z.guid(),
  name: line(256).nullable(),
  contact: contactSchema.nullable(),
  /** The mailbox on which the access is tried. */
  mailbox: line(320).nullable(),
  addedAt: instant,
  deliveries: z.array(deliverySchema),
  removals: z.array(removalSchema).default([]),
})

/** A change of a configuration that was begun and not yet completed; what it holds completes it (docs/adr/0011-reception-intents.md). */
const intentSchema = z.looseObject({
  id: z.uuid(),
  kind: z.enum(['merge', 'remove', 'undo']),
  at: instant,
  /** The customer whose entry changes; one that is new is added when the change is completed. */
  customer: customerSchema.omit({ deliveries: true, removals: true }),
  config: line(4096),
  before: digest,
  after: digest,
  backup: line(4096),
  /** Of a merge: the delivery that is merged, with why it was not checked. */
  delivery: deliverySchema.nullable(),
  unchecked: line(500).nullable(),
  /** Of an undo: the delivery whose merge, or the removal of that time, is undone. */
  undone: z.looseObject({ digest: digest.nullable(), removalAt: instant.nullable() }).nullable(),
})

export const recordsSchema = z.looseObject({
  format: z.literal('prextra-reception-records'),
  version: z.literal(1),
  practice: z.boolean(),
  customers: z.array(customerSchema),
  intents: z.array(intentSchema).default([]),
})

export type Contact = z.infer<typeof contactSchema>
export type Merged = z.infer<typeof mergedSchema>
export type Delivery = z.infer<typeof deliverySchema>
export type Removal = z.infer<typeof removalSchema>
export type Customer = z.infer<typeof customerSchema>
export type Intent = z.infer<typeof intentSchema>
export type Records = z.infer<typeof recordsSchema>
