import { z } from 'zod'
import { cloudIds, publicCloud } from '../access/cloud.ts'
import { profileIds } from '../access/profile.ts'
import type { Handoff } from '../handoff/document.ts'

const guid = z.guid().max(36)
const instant = z.iso.datetime({ offset: true })
const line = (max: number) => z.string().min(1).max(max)

/** The sealed document as it is read: an unknown field is kept, an unknown version is refused, sizes are bounded. */
export const handoffSchema = z.looseObject({
  format: z.literal('prextra-handoff'),
  version: z.literal(1),
  id: z.uuid(),
  createdAt: instant,
  practice: z.boolean(),
  profile: z.enum(profileIds),
  // A file without it is of the public cloud, the only one there was.
  cloud: z.enum(cloudIds).default(publicCloud.id),
  environment: line(64),
  applicationId: guid,
  tenantId: guid,
  clientSecret: line(128),
  secretKeyId: guid,
  secretExpiresAt: instant,
  organization: z.looseObject({ name: line(256), domain: line(253) }),
  contact: z.looseObject({ name: line(256), email: line(320) }),
  caseNumber: line(64).nullable(),
  proof: z.looseObject({ token: instant, mailbox: instant.nullable() }),
  limited: z.boolean().optional(),
  setUp: z.literal('by-hand').optional(),
  assistant: line(32),
}) satisfies z.ZodType<Handoff>
