import { z } from 'zod'
import { cloudIds, publicCloud } from '../access/cloud.ts'
import { profileIds } from '../access/profile.ts'
import { entryNames } from '../guide/entries.ts'
import { guideStepNames } from '../guide/guide.ts'

const instant = z.iso.datetime({ offset: true })
const step = z.enum(guideStepNames)

/** The version of the kept guide that this build writes, and the only one it reads. */
export const keptGuideVersion = 1

/** A guide by hand as its file keeps it: without the secret (only when it was received) and without what was wrong with an entry. */
export const keptGuideSchema = z.object({
  format: z.literal('prextra-guide'),
  version: z.literal(keptGuideVersion),
  aim: z.enum(['present', 'renewed']),
  profile: z.enum(profileIds),
  cloud: z.enum(cloudIds).default(publicCloud.id),
  step,
  reached: step,
  startedAt: instant,
  entries: z.record(z.enum(entryNames), z.string().max(1024).nullable()),
  secretReceivedAt: instant.nullable(),
  oldKeyId: z.guid().nullable(),
  limited: z.boolean().default(false),
  confirmedAt: instant.nullable(),
  awaited: z
    .object({ since: instant, until: instant, mailbox: z.string().max(320).nullable() })
    .nullable()
    .default(null),
})
