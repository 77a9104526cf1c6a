import { z } from 'zod'
import { cloudIds, publicCloud } from '../access/cloud.ts'
import { profileIds } from '../access/profile.ts'
import type { AwaitLine, DeliveredLine, KeptCopy, MadeSecret } from '../ledger.ts'

const instant = z.iso.datetime({ offset: true })
const organization = z.object({ name: z.string(), domain: z.string() })
const profile = z.enum(profileIds)

/** The end of a change that has the application's object id. The only line that is read from the journal, not from the ledger. */
export const endLineSchema = z.object({ did: z.literal('end'), tenantId: z.string(), applicationId: z.guid() })

/** A handoff. A line without a profile or a cloud was written before there was more than one of them. */
export const deliverLineSchema = z.object({
  did: z.literal('deliver'),
  practice: z.boolean(),
  tenantId: z.guid(),
  organization,
  appId: z.guid(),
  keyId: z.guid(),
  expiresAt: instant,
  deliveredAt: instant,
  profile: profile.default('ews'),
  cloud: z.enum(cloudIds).default(publicCloud.id),
  limited: z.literal(true).optional(),
  setUp: z.literal('by-hand').optional(),
}) satisfies z.ZodType<DeliveredLine>

/** A wait for what somebody else does, or for what Microsoft applies. */
export const awaitLineSchema = z.object({
  did: z.literal('await'),
  practice: z.boolean(),
  tenantId: z.guid(),
  organization,
  profile,
  for: z.enum(['allow-list', 'limit', 'consent']),
  since: instant,
  until: instant,
  mailbox: z.string().nullable(),
  blockedMailbox: z.string().nullable(),
}) satisfies z.ZodType<AwaitLine>

/** The end of a wait: a proof passed in that tenant. */
export const proveLineSchema = z.object({ did: z.literal('prove'), tenantId: z.guid() })

/** A secret that was made. `at` is when. */
export const makeLineSchema = z.object({
  did: z.literal('make'),
  at: instant,
  practice: z.boolean(),
  tenantId: z.guid(),
  organization,
  keyId: z.guid(),
}) satisfies z.ZodType<MadeSecret>

/** The end of a secret, or of all of a tenant's. */
export const removeLineSchema = z.object({ did: z.literal('remove'), tenantId: z.guid(), keyId: z.guid().nullable() })

/** A secret whose copy this computer keeps until CDID confirms it. */
export const keepLineSchema = z.object({
  did: z.literal('keep'),
  practice: z.boolean(),
  tenantId: z.guid(),
  organization,
  appId: z.guid(),
  keyId: z.guid(),
  until: instant,
}) satisfies z.ZodType<KeptCopy>

/** A handoff that the person wants to see nothing of any more. */
export const forgetRowLineSchema = z.object({ did: z.literal('forget-row'), keyId: z.guid() })

/** Where a sealed file was saved. */
export const saveFileLineSchema = z.object({ did: z.literal('save-file'), keyId: z.guid(), path: z.string().min(1) })

/** The end of a copy: this computer's keychain no longer holds it. */
export const forgetLineSchema = z.object({ did: z.literal('forget'), keyId: z.guid() })
