import { basename } from 'node:path'
import { ProblemError } from '#core/problem.ts'
import type { Clock } from '#core/ports.ts'
import type { SavePlace } from '#core/session/desktop.ts'
import { atomicWrite } from './atomic-write.ts'

/** Returns the place at `path`. A file that is there already stays as it was when the new one cannot be written. */
export function savePlaceAt(path: string, clock: Pick<Clock, 'now'>): SavePlace {
  return {
    fileName: basename(path),
    path,
    async write(bytes) {
      try {
        await atomicWrite(path, bytes)
      } catch {
        throw new ProblemError({ code: 'file-not-written', at: clock.now().toISOString() })
      }
    },
  }
}
