import type { Language, Words } from './language.ts'

interface Phrases {
  readonly before: string
  readonly file: string
  readonly empty: string
}

// Names and prompts only; the commands are Microsoft's. An apostrophe would end the PowerShell string: ’ would too.
const phrases: Words<Phrases> = {
  fr: {
    before: '$avant',
    file: '.\\ews-avant.xml',
    empty: 'Liste vide : Prextra serait la seule permise. Ctrl+C pour arrêter',
  },
  en: {
    before: '$before',
    file: '.\\ews-before.xml',
    empty: 'Empty list: Prextra would be the only one allowed. Ctrl+C to stop',
  },
}

/**
 * The PowerShell an Exchange administrator runs to put the application on the tenant's EWS allow list: keeps the old
 * values in a file, merges, never writes an empty list, and writes the list before the switch.
 * https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig
 */
export function exchangeScript(appId: string, language: Language): string {
  const { before, file, empty } = phrases[language]
  return [
    // Without it a failed read would write a list of one.
    `$ErrorActionPreference = 'Stop'`,
    `Connect-ExchangeOnline -ShowBanner:$false`,
    `${before} = Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy`,
    `${before} | Select-Object EwsEnabled, EwsAllowedAppIDs | Export-Clixml ${file}`,
    `$ids = @("$(${before}.EwsAllowedAppIDs)" -split ',' | % Trim | ? { $_ })`,
    `if (-not $ids) { Read-Host '${empty}' }`,
    `$ids = @($ids) + '${appId}' | Sort-Object -Unique`,
    `Set-OrganizationConfig -EwsAllowedAppIDs ($ids -join ',')`,
    `Set-OrganizationConfig -EwsEnabled $true`,
  ].join('\n')
}
