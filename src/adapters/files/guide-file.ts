import { readFileSync, renameSync, rmSync } from 'node:fs'
import type { z } from 'zod'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { noEntries, type Entries } from '#core/guide/entries.ts'
import { profiles } from '#core/access/profile.ts'
import { newGuide, type GuideView, type KeptGuide } from '#core/guide/guide.ts'
import { keptGuideSchema, keptGuideVersion } from '#core/schemas/kept-guide.ts'

const maxBytes = 64 * 1024

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
  return {
    state: 'kept',
    aim,
    step: at,
    startedAt,
    organization: entries.organization ?? entries.domain,
  }
}

function toFile(guide: GuideView): z.infer<typeof keptGuideSchema> {
  const { awaited } = guide
  return {
    format: 'prextra-guide',
    version: keptGuideVersion,
    aim: guide.aim,
    profile: guide.profile.id,
    step: guide.step,
    reached: guide.reached,
    startedAt: guide.startedAt,
    entries: guide.entries,
    secretReceivedAt: guide.secretReceivedAt,
    oldKeyId: guide.oldKeyId,
    confirmedAt: guide.confirmedAt,
    limited: guide.limited,
    awaited: awaited && { since: awaited.since, until: awaited.until, mailbox: awaited.mailbox },
  }
}

function readGuide(path: string): GuideView | 'unreadable' | null {
  try {
    const bytes = readFileSync(path)
    if (bytes.length > maxBytes) return 'unreadable'
    const found = keptGuideSchema.parse(JSON.parse(bytes.toString('utf8')))
    const entries: Entries = { ...noEntries, ...found.entries }
    return {
      ...newGuide(found.aim, profiles[found.profile], found.startedAt, entries),
      step: found.step,
      reached: found.reached,
      secretReceivedAt: found.secretReceivedAt,
      oldKeyId: found.oldKeyId,
      confirmedAt: found.confirmedAt,
      awaited: found.awaited,
      limited: found.limited,
    }
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : 'unreadable'
  }
}
