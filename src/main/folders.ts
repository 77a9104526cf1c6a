import { join, win32 } from 'node:path'

/** Where the assistant keeps its files. */
export interface Folders {
  /** What follows the person from one computer to another: the guide, the settings, the organizations, the ledger, the reports. */
  readonly roaming: string
  /** What stays on this computer: the journal of requests, and Chromium's own files. */
  readonly local: string
}

/**
 * Returns the folders for the folder of the user's data. Windows has two: a roaming profile copies the first one at each
 * sign-in, so a cache does not belong there. A folder that was named on the command line is both.
 */
export function foldersFor(
  userData: string,
  given: { readonly platform: string; readonly localAppData: string | undefined; readonly isNamed: boolean },
): Folders {
  const { platform, localAppData, isNamed } = given
  if (platform !== 'win32' || !localAppData || isNamed) return { roaming: userData, local: userData }
  return { roaming: userData, local: win32.join(localAppData, win32.basename(userData)) }
}

/** The files of a person's work in these folders. */
export function filesIn({ roaming, local }: Folders) {
  return {
    logs: join(local, 'logs'),
    journal: join(local, 'logs', 'journal.jsonl'),
    ledger: join(roaming, 'logs', 'ledger.jsonl'),
    reports: join(roaming, 'logs', 'reports.jsonl'),
    guide: join(roaming, 'guide.json'),
    organizations: join(roaming, 'organizations.json'),
    settings: join(roaming, 'settings.json'),
  }
}
