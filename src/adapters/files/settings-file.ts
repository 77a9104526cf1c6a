import { readFileSync } from 'node:fs'
import { noSettings, readSettings, settingsContent, type KeptSettings } from '#core/kept-settings.ts'
import { atomicWrite } from './atomic-write.ts'

/** The largest file that is read, in bytes. */
const maxBytes = 16 * 1024

/** The person's own settings: one file, replaced whole. */
export interface SettingsFile {
  /** Returns the usual settings when there is no file, or none that can be read. */
  read(): KeptSettings
  /** Keeps what changed of them. Resolves to whether that worked; never rejects. */
  write(change: Partial<KeptSettings>): Promise<boolean>
  /** Writes nothing from now on; resolves once what was to be kept is. */
  stop(): Promise<unknown>
  /** Resolves once everything that was to be kept is. */
  idle(): Promise<unknown>
}

export function createSettingsFile(path: string): SettingsFile {
  let settings: KeptSettings | null = null
  let last: Promise<boolean> = Promise.resolve(true)
  let isStopped = false
  const read = () => (settings ??= readFile(path))
  return {
    read,
    idle: () => last,
    stop() {
      isStopped = true
      return last
    },
    write(change) {
      const wanted = { ...read(), ...change }
      settings = wanted
      if (isStopped) return last
      const content = JSON.stringify(settingsContent(wanted), null, 2)
      // Writes run one after another, so that the last one wins.
      last = last.then(() =>
        atomicWrite(path, Buffer.from(content)).then(
          () => true,
          () => false,
        ),
      )
      return last
    },
  }
}

function readFile(path: string): KeptSettings {
  try {
    const bytes = readFileSync(path)
    if (bytes.length > maxBytes) return noSettings
    return readSettings(JSON.parse(bytes.toString('utf8')))
  } catch {
    return noSettings
  }
}
