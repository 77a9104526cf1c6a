import { clouds, type Cloud } from '#core/access/cloud.ts'
import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'
import { comment, guid, quoted } from './powershell.ts'

/** The application that a script changes, and its tenant. */
export interface ScriptTarget {
  readonly tenantId: string
  readonly cloud: Cloud
  /** The application (client) id. */
  readonly appId: string
}

/** The help of a script, which PowerShell's `Get-Help` shows. */
export interface ScriptHelp {
  readonly synopsis: string
  readonly description: readonly string[]
}

interface Phrases {
  readonly backupFolder: string
  readonly environment: string
  readonly defineOnly: string
  readonly made: string
  readonly stops: string
  readonly connect: readonly string[]
  readonly wrongTenant: string
  readonly connected: string
  readonly ask: string
  readonly yes: string
  readonly typeYes: string
  readonly dryRun: string
}

// PowerShell takes a typographic apostrophe for a quote. The sentences of scripts have straight ones, which `quoted` doubles.
const phrases: Words<Phrases> = words({
  fr: {
    backupFolder: 'Dossier où la copie des anciennes valeurs est conservée.',
    environment: 'Nuage de Microsoft, pour Connect-ExchangeOnline.',
    defineOnly: 'Définit les fonctions sans rien exécuter, pour les essayer.',
    made: "Fait par l'Assistant Outlook–Prextra. À lire avant de l'exécuter. Avec -WhatIf, rien n'est écrit.",
    stops:
      "Au premier échec, tout s'arrête. Les commandes d'Exchange ignorent ce réglage : -ErrorAction Stop est donc répété.",
    connect: [
      'Se connecte à Exchange Online, ou utilise la connexion ouverte.',
      'Refuse de continuer si une connexion mène à un autre locataire.',
    ],
    wrongTenant:
      "Exchange Online n'est pas connecté au locataire {0}, ou l'est aussi à un autre. Exécutez Disconnect-ExchangeOnline, puis recommencez avec un compte de ce locataire.",
    connected: 'Connecté au locataire {0}.',
    ask: 'Vrai seulement si la personne écrit le mot en entier.',
    yes: 'oui',
    typeYes: '{0} (écrivez {1})',
    dryRun: "Avec -WhatIf, rien n'a été écrit.",
  },
  en: {
    backupFolder: 'Folder where the copy of the old values is kept.',
    environment: 'Microsoft cloud, for Connect-ExchangeOnline.',
    defineOnly: 'Defines the functions and runs nothing, to test them.',
    made: 'Made by the Prextra Outlook Setup Assistant. Read it before you run it. With -WhatIf, nothing is written.',
    stops:
      "The first failure stops everything. Exchange's commands ignore this setting, so -ErrorAction Stop is repeated.",
    connect: [
      'Connects to Exchange Online, or uses the connection that is open.',
      'Refuses to go on if a connection leads to another tenant.',
    ],
    wrongTenant:
      'Exchange Online is not connected to tenant {0}, or is also connected to another one. Run Disconnect-ExchangeOnline, then start again with an account of this tenant.',
    connected: 'Connected to tenant {0}.',
    ask: 'True only if the person types the whole word.',
    yes: 'yes',
    typeYes: '{0} (type {1})',
    dryRun: 'With -WhatIf, nothing was written.',
  },
})

const environments = Object.values(clouds).map(({ exchangeEnvironment }) => quoted(exchangeEnvironment))

/** Returns the first lines of a script: the modules it needs, its help, its parameters, its tenant and application. */
export function opening(target: ScriptTarget, help: ScriptHelp, language: Language): string {
  const p = phrases[language]
  return String.raw`
#Requires -Version 5.1
#Requires -Modules ExchangeOnlineManagement

<#
.SYNOPSIS
${help.synopsis}

.DESCRIPTION
${help.description.join('\n')}

${p.made}
#>

[CmdletBinding(SupportsShouldProcess = $true)]
param(
    ${comment(p.backupFolder)}
    [string] $BackupFolder = $HOME,

    ${comment(p.environment)}
    [ValidateSet(${environments.join(', ')})]
    [string] $ExchangeEnvironmentName = ${quoted(target.cloud.exchangeEnvironment)},

    ${comment(p.defineOnly)}
    [switch] $DefineOnly
)

${comment(p.stops)}
$ErrorActionPreference = 'Stop'

$TenantId = ${quoted(guid(target.tenantId))}
$ApplicationId = ${quoted(guid(target.appId))}`
}

/** Returns the PowerShell functions that every script uses: `Connect-Tenant`, `Confirm-Continue` and `Test-DryRun`. */
export function sessionFunctions(language: Language): string {
  const p = phrases[language]
  return String.raw`
${comment(...p.connect)}
function Get-ExchangeConnection {
    Get-ConnectionInformation -ErrorAction Stop | Where-Object { $_.State -eq 'Connected' -and -not $_.IsEopSession }
}

function Connect-Tenant {
    $connections = @(Get-ExchangeConnection)
    if ($connections.Count -eq 0) {
        Connect-ExchangeOnline -ExchangeEnvironmentName $ExchangeEnvironmentName -ShowBanner:$false -ErrorAction Stop
        $connections = @(Get-ExchangeConnection)
    }
    $others = @($connections | Where-Object { "$($_.TenantID)" -ne $TenantId })
    if ($connections.Count -eq 0 -or $others.Count -gt 0) {
        throw (${quoted(p.wrongTenant)} -f $TenantId)
    }
    Write-Host (${quoted(p.connected)} -f $TenantId)
}

${comment(p.ask)}
function Confirm-Continue {
    param([string] $Question)
    (Read-Host (${quoted(p.typeYes)} -f $Question, '${p.yes}')) -eq '${p.yes}'
}

function Test-DryRun {
    if ($WhatIfPreference) { Write-Host ${quoted(p.dryRun)} }
    [bool] $WhatIfPreference
}`
}
