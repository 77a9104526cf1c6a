import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'
import { comment, quoted } from './powershell.ts'

interface Phrases {
  readonly toList: string
  readonly merge: string
  readonly notIds: readonly string[]
  readonly notAnId: string
  readonly read: readonly string[]
  readonly noList: string
  readonly show: string
  readonly backup: readonly string[]
  readonly kept: string
  readonly write: readonly string[]
  readonly empty: string
  readonly restore: readonly string[]
  readonly restoreWith: string
}

const phrases: Words<Phrases> = words({
  fr: {
    toList: 'Microsoft renvoie la liste en une seule chaîne, séparée par des virgules.',
    merge: "Conserve ce qui est là, dans son ordre, et n'ajoute que ce qui manque.",
    notIds: ["Une valeur qui n'est pas un identifiant indique que la réponse n'a pas le format attendu."],
    notAnId: "La liste EWS contient une valeur qui n'est pas un ID d'application : {0}. Rien n'a été écrit.",
    read: [
      'Sans -RetrieveEwsOperationAccessPolicy, la liste est toujours vide à la lecture.',
      "Une réponse sans la liste n'est pas une liste vide.",
    ],
    noList:
      "Exchange Online n'a pas renvoyé la liste EWS. Mettez le module à jour (Update-Module ExchangeOnlineManagement) et recommencez. Rien n'a été écrit.",
    show: 'EwsEnabled : {0}. Liste EWS : {1}',
    backup: ["-NoClobber : une copie plus ancienne n'est jamais remplacée."],
    kept: 'Anciennes valeurs conservées dans {0}',
    write: ['La commande remplace toute la liste : jamais une liste vide, jamais autre chose que des identifiants.'],
    empty: "La liste à écrire est vide. Rien n'a été écrit.",
    restore: ["Ce qui remettrait les anciennes valeurs : l'interrupteur d'abord, la liste ensuite."],
    restoreWith: 'Pour revenir en arrière, dans cet ordre :',
  },
  en: {
    toList: 'Microsoft returns the list as one string, separated by commas.',
    merge: 'Keeps what is there, in its order, and adds only what is missing.',
    notIds: ['A value that is not an ID means that the answer does not have the expected format.'],
    notAnId: 'The EWS allow list contains a value that is not an application ID: {0}. Nothing was written.',
    read: [
      'Without -RetrieveEwsOperationAccessPolicy the list always reads as empty.',
      'An answer without the list is not an empty list.',
    ],
    noList:
      'Exchange Online did not return the EWS allow list. Update the module (Update-Module ExchangeOnlineManagement) and start again. Nothing was written.',
    show: 'EwsEnabled: {0}. EWS allow list: {1}',
    backup: ['-NoClobber: an older copy is never overwritten.'],
    kept: 'Old values kept in {0}',
    write: ['The command replaces the whole list: never an empty one, never anything but IDs.'],
    empty: 'The list to write is empty. Nothing was written.',
    restore: ['What would put the old values back: the switch first, then the list.'],
    restoreWith: 'To go back, in this order:',
  },
})

/**
 * Returns the PowerShell functions that read, check, save and write the EWS allow list, `EwsAllowedAppIDs`. They ask the
 * person nothing. Source: Set-OrganizationConfig.md.
 */
export function listFunctions(language: Language): string {
  const p = phrases[language]
  return String.raw`
${comment(p.toList)}
function ConvertTo-IdList {
    param([AllowNull()] [object] $Value)
    foreach ($part in @($Value)) {
        foreach ($id in "$part".Split(',')) {
            if ($id.Trim() -ne '') { $id.Trim() }
        }
    }
}

${comment(p.merge)}
function Merge-IdList {
    param([AllowEmptyCollection()] [string[]] $Existing, [string] $Id)
    $merged = @()
    foreach ($one in @($Existing) + $Id) {
        if ($one -and $merged -notcontains $one) { $merged += $one }
    }
    $merged
}

${comment(...p.notIds)}
function Assert-IdList {
    param([AllowEmptyCollection()] [string[]] $Ids)
    foreach ($id in $Ids) {
        if ($id -notmatch '\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z') {
            throw (${quoted(p.notAnId)} -f $id)
        }
    }
}

${comment(...p.read)}
function Get-EwsAccess {
    $config = Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy -ErrorAction Stop
    if ($null -eq $config -or $config.PSObject.Properties.Name -notcontains 'EwsAllowedAppIDs') {
        throw ${quoted(p.noList)}
    }
    $list = @(ConvertTo-IdList -Value $config.EwsAllowedAppIDs) -join ', '
    Write-Host (${quoted(p.show)} -f $(if ($null -eq $config.EwsEnabled) { 'Null' } else { $config.EwsEnabled }), $list)
    $config
}

${comment(...p.backup)}
function Save-OldValue {
    param([object] $Config)
    $file = Join-Path $BackupFolder ('prextra-ews-{0}.xml' -f (Get-Date -Format 'yyyyMMdd-HHmmss'))
    $Config | Select-Object -Property @('EwsEnabled', 'EwsAllowedAppIDs') | Export-Clixml -LiteralPath $file -NoClobber
    if (Test-Path -LiteralPath $file) { Write-Host (${quoted(p.kept)} -f $file) }
}

${comment(...p.write)}
function Set-AllowedId {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param([AllowEmptyCollection()] [string[]] $Ids)
    if (@($Ids | Where-Object { $_ }).Count -eq 0) { throw ${quoted(p.empty)} }
    Assert-IdList -Ids $Ids
    $list = $Ids -join ','
    if ($PSCmdlet.ShouldProcess('EwsAllowedAppIDs', $list)) {
        Set-OrganizationConfig -EwsAllowedAppIDs $list -ErrorAction Stop
    }
}

${comment(...p.restore)}
function Get-RestoreCommand {
    param([object] $Config)
    $old = @(ConvertTo-IdList -Value $Config.EwsAllowedAppIDs)
    Assert-IdList -Ids $old
    if ("$($Config.EwsEnabled)" -eq 'True') { 'Set-OrganizationConfig -EwsEnabled $true' }
    elseif ("$($Config.EwsEnabled)" -eq 'False') { 'Set-OrganizationConfig -EwsEnabled $false' }
    else { 'Set-OrganizationConfig -EwsEnabled $null' }
    if ($old.Count -eq 0) { 'Set-OrganizationConfig -EwsAllowedAppIDs $null' }
    else { "Set-OrganizationConfig -EwsAllowedAppIDs '{0}'" -f ($old -join ',') }
}

function Show-RestoreCommand {
    param([object] $Config)
    Write-Host ${quoted(p.restoreWith)}
    foreach ($line in Get-RestoreCommand -Config $Config) { Write-Host ('    ' + $line) }
}`
}
