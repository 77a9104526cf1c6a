import { dirname } from 'node:path'
import { forgetFiles } from '#adapters/files/forget-files.ts'
import { forgetWaitingLines } from '#adapters/files/journal.ts'
import type { SettingsFile } from '#adapters/files/settings-file.ts'
import type { Vault } from '#core/ports.ts'
import type { PersonalData } from '#core/session/personal-data.ts'
import { passwordIn } from '#core/vault-account.ts'
import type { GuideFile, OrganizationsFile } from '#core/session/desktop.ts'
import type { filesIn } from './folders.ts'

/** Everything of this person's, in the keychain under each name of ours and in files. */
export function createPersonalData(own: {
  readonly files: ReturnType<typeof filesIn>
  readonly vaults: { readonly live: Vault; readonly practice: Vault }
  readonly guideFile: GuideFile
  readonly organizationsFile: OrganizationsFile
  readonly settings: SettingsFile
}): PersonalData {
  const { files, vaults, guideFile, organizationsFile, settings } = own

  async function forgetSecrets(): Promise<boolean> {
    let isAll = true
    for (const vault of [vaults.live, vaults.practice]) {
      const found = await vault.entries()
      if (!('done' in found)) isAll = false
      else for (const { account } of found.done) if (!('done' in (await vault.remove(account)))) isAll = false
    }
    return isAll
  }

  async function forgetAllFiles(): Promise<boolean> {
    // What is still being written is written first.
    await guideFile.write(null)
    await organizationsFile.write([])
    await settings.stop()
    forgetWaitingLines()
    const { guide, organizations, settings: kept, logs, ledger } = files
    return forgetFiles({
      files: [guide, `${guide}.unreadable`, organizations, kept],
      folders: [...new Set([logs, dirname(ledger)])],
    })
  }

  return {
    async secrets() {
      const found = await Promise.all([vaults.live.entries(), vaults.practice.entries()])
      const [live, practice] = found.map((answer) => ('done' in answer ? answer.done : null))
      const pending = (live ?? []).filter(({ label }) => label?.kind === 'pending')
      return {
        count: live && practice ? live.length + practice.length : null,
        pending: pending.flatMap(({ account }) => passwordIn(account) ?? []),
      }
    },
    async forget() {
      // The ledger says whose the secrets are: it goes last.
      const secretsGone = await forgetSecrets()
      const filesGone = await forgetAllFiles()
      return [...(secretsGone ? [] : (['keychain'] as const)), ...(filesGone ? [] : (['files'] as const))]
    },
  }
}
