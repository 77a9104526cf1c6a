import { readFileSync, renameSync, rmSync } from 'node:fs'
import type { z } from 'zod'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { noEntries, type Entries } from '#core/guide/entries.ts'
import { profiles } from '#core/access/profile.ts'
import { guideIn, newGuide, type GuideView, type UnreadGuide } from '#core/guide/guide.ts'
import type { GuideFile } from '#core/session/desktop.ts'
import { keptGuideSchema, keptGuideVersion } from '#core/schemas/kept-guide.ts'

/** The largest kept guide that is read, in bytes. */
const maxBytes = 64 * 1024

export function createGuideFile(path: string): GuideFile {
  let last: Promise<boolean> = Promise.resolve(true)
  let wanted: GuideView | null = null
  let written: string | null = null

  async function write(guide: GuideView | null): Promise<boolean> {
    try {
      // An unreadable file may be from another version of the assistant, so it is renamed and not overwritten.
      const kept = readGuide(path)
      if (kept === 'unavailable') return false
      if (kept === 'unreadable') renameSync(path, `${path}.unreadable`)
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
      // Writes run one after another; a guide that a newer one has replaced meanwhile is not written.
      return (last = last.then((wasKept) => (guide === wanted ? write(guide) : wasKept)))
    },
  }
}

function toFile(guide: GuideView): z.infer<typeof keptGuideSchema> {
  const { awaited } = guide
  return {
    format: 'prextra-guide',
    version: keptGuideVersion,
    aim: guide.aim,
    profile: guide.profile.id,
    cloud: guide.cloud,
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

function readGuide(path: string): GuideView | UnreadGuide | null {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : 'unavailable'
  }
  try {
    if (bytes.length > maxBytes) return 'unreadable'
    const found = keptGuideSchema.parse(JSON.parse(bytes.toString('utf8')))
    const entries: Entries = { ...noEntries, ...found.entries }
    return {
      ...guideIn(newGuide(found.aim, profiles[found.profile], found.startedAt, entries), found.cloud),
      step: found.step,
      reached: found.reached,
      secretReceivedAt: found.secretReceivedAt,
      oldKeyId: found.oldKeyId,
      confirmedAt: found.confirmedAt,
      awaited: found.awaited,
      limited: found.limited,
    }
  } catch {
    return 'unreadable'
  }
}
