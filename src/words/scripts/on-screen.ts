import { publicCloud, type Cloud } from '#core/access/cloud.ts'
import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'
import { quoted } from './powershell.ts'

interface Phrases {
  /** The PowerShell variable that holds what was there before. */
  readonly before: string
  /** How the name of the file with the old values begins. */
  readonly file: string
  /** The question that is asked when the allow list is empty. */
  readonly empty: string
}

// The commands are Microsoft's and have no language: only names and the question do.
const phrases: Words<Phrases> = words({
  fr: {
    before: '$avant',
    file: 'ews-avant',
    empty: 'Liste vide : Prextra serait la seule permise. Ctrl+C pour arrêter',
  },
  en: {
    before: '$before',
    file: 'ews-before',
    empty: 'Empty list: Prextra would be the only one allowed. Ctrl+C to stop',
  },
})

/** Returns the command that connects to the Exchange Online of a cloud; the public one is the module's default. */
function connection({ id, exchangeEnvironment }: Cloud): string {
  const environment = id === publicCloud.id ? '' : ` -ExchangeEnvironmentName ${exchangeEnvironment}`
  return `Connect-ExchangeOnline${environment} -ShowBanner:$false`
}

/**
 * Returns the commands, short enough for the screen, that put the application on the tenant's EWS allow list. They do
 * what `allowListScript` does: save the old values to a file, merge, never write an empty list, and write the list before
 * the switch. `appId` may be shortened, as screen-share mode does.
 * https://learn.microsoft.com/powershell/module/exchangepowershell/set-organizationconfig
 */
export function allowListOnScreen(cloud: Cloud, appId: string, language: Language): string {
  const { before, file, empty } = phrases[language]
  return [
    // One block: of lines pasted one by one, those after a failed read would still run, and write a list of one.
    // Exchange's commands live in a module and do not see `$ErrorActionPreference`, so each has its own `-ErrorAction`.
    `& { $ErrorActionPreference = 'Stop'`,
    connection(cloud),
    `${before} = Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy -ErrorAction Stop`,
    `${before} | Select-Object Ews* | Export-Clixml ".\\${file}-$(Get-Date -f 'yyyyMMdd-HHmmss').xml"`,
    `$ids = @("$(${before}.EwsAllowedAppIDs)" -split ',' | % Trim | ? { $_ })`,
    `if (-not $ids) { Read-Host ${quoted(empty)} }`,
    `$ids = @($ids) + ${quoted(appId)} | Sort-Object -Unique`,
    `Set-OrganizationConfig -EwsAllowedAppIDs ($ids -join ',') -ErrorAction Stop`,
    `Set-OrganizationConfig -EwsEnabled $true -ErrorAction Stop }`,
  ].join('\n')
}

/**
 * Returns the short form of `withdrawScript`. The commands take the application off the EWS allow list, unless that would
 * empty it, which would close EWS to every application; and they remove its service principal and role assignments.
 * https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export function withdrawOnScreen(cloud: Cloud, appId: string, language: Language): string {
  const { before, file } = phrases[language]
  const id = quoted(appId)
  return [
    `& { $ErrorActionPreference = 'Stop'`,
    connection(cloud),
    `${before} = Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy -ErrorAction Stop`,
    `${before} | Select-Object Ews* | Export-Clixml ".\\${file}-$(Get-Date -f 'yyyyMMdd-HHmmss').xml"`,
    `$all = @("$(${before}.EwsAllowedAppIDs)" -split ',' | % Trim | ? { $_ })`,
    `$ids = @($all | ? { $_ -ne ${id} })`,
    `if ($ids -and $ids.Count -lt $all.Count) { Set-OrganizationConfig -EwsAllowedAppIDs ($ids -join ',') -ErrorAction Stop }`,
    `$sp = Get-ServicePrincipal -ErrorAction Stop | ? { $_.AppId -eq ${id} }`,
    `if ($sp) { Get-ManagementRoleAssignment -RoleAssignee $sp.Identity | Remove-ManagementRoleAssignment -Confirm:$false }`,
    `if ($sp) { Remove-ServicePrincipal $sp.Identity -Confirm:$false -ErrorAction Stop } }`,
  ].join('\n')
}
