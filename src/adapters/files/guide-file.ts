import { readFileSync, renameSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { entryNames, noEntries, type Entries } from '#core/guide/entries.ts'
import { profiles } from '#core/access/profile.ts'
import { newGuide, type GuideView, type KeptGuide } from '#core/guide/guide.ts'

const version = 1
const maxBytes = 64 * 1024
const step = z.enum(['registration', 'ids', 'permission', 'consent', 'secret', 'contact', 'old-secret'])
const instant = z.iso.datetime({ offset: true })

/** All of a guide but what was wrong with an entry, and never the secret: whether it was received, and when. */
const schema = z.object({
  format: z.literal('prextra-guide'),
  version: z.literal(version),
  aim: z.enum(['present', 'renewed']),
  profile: z.enum(['ews', 'graph']),
  ...{ step, reached: step, startedAt: instant },
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

/** The guide that is kept to be finished another day: one file, replaced whole. */
export interface GuideFile {
  read(): GuideView | 'unreadable' | null
  /** `null`: there is nothing to come back to. Answers whether it was kept; never rejects. */
  write(guide: GuideView | null): Promise<boolean>
}

export function createGuideFile(path: string): GuideFile {
  let last: Promise<boolean> = Promise.resolve(true)
  let wanted: GuideView | null = null
  let written: string | null = null

  async function write(guide: GuideView | null): Promise<boolean> {
    try {
      // What cannot be read may be another version's: it is set aside, not lost.
      if (readGuide(path) === 'unreadable') renameSync(path, `${path}.unreadable`)
      const text = guide && JSON.stringify(toFile(guide), null, 2)
      if (text === null) rmSync(path, { force: true })
      else if (text !== written) await atomicWrite(path, Buffer.from(text))
      written = text
      return true
    } catch {
      return false
    }
  }

  return {
    read: () => readGuide(path),
    write(guide) {
      wanted = guide
      // One at a time; what something newer has replaced meanwhile is left out.
      return (last = last.then((well) => (guide === wanted ? write(guide) : well)))
    },
  }
}

export function summaryOf(read: GuideView | 'unreadable' | null): KeptGuide | null {
  if (read === null) return null
  if (read === 'unreadable') return { state: 'unreadable' }
  const { aim, step: at, startedAt, entries } = read
  return { ...{ state: 'kept', aim, step: at, startedAt }, organization: entries.organization ?? entries.domain }
}

function toFile(guide: GuideView): z.infer<typeof schema> {
  const { aim, step: at, reached, startedAt, entries, secretReceivedAt, oldKeyId, confirmedAt, awaited } = guide
  return {
    ...{ format: 'prextra-guide', version, aim, profile: guide.profile.id, step: at, reached, startedAt },
    ...{ entries, secretReceivedAt, oldKeyId, confirmedAt, limited: guide.limited },
    awaited: awaited && { since: awaited.since, until: awaited.until, mailbox: awaited.mailbox },
  }
}

function readGuide(path: string): GuideView | 'unreadable' | null {
  try {
    const bytes = readFileSync(path)
    if (bytes.length > maxBytes) return 'unreadable'
    const found = schema.parse(JSON.parse(bytes.toString('utf8')))
    const entries: Entries = { ...noEntries, ...found.entries }
    const {
      aim,
      profile,
      startedAt,
      step: at,
      reached,
      secretReceivedAt,
      oldKeyId,
      confirmedAt,
      awaited,
      limited,
    } = found
    return {
      ...newGuide(aim, profiles[profile], startedAt, entries),
      ...{ step: at, reached, secretReceivedAt, oldKeyId, confirmedAt, awaited, limited },
    }
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : 'unreadable'
  }
}
