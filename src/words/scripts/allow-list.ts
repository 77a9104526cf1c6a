import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'
import { listFunctions } from './ews-list.ts'
import { comment, quoted, scriptFile } from './powershell.ts'
import { opening, type ScriptHelp, type ScriptTarget, sessionFunctions } from './session.ts'

/** Matches the User-Agent that the assistant's own proof sends (src/adapters/microsoft/exchange.ts). */
const assistantAgent = 'CDID-PrextraSetup/*'

/** Microsoft's application that calendars in Teams use to reach EWS (how-to-control-access-to-ews-in-exchange.md). */
const teamsCalendar = 'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe'

interface Phrases extends ScriptHelp {
  readonly agentRule: readonly string[]
  readonly agentWarning: string
  readonly before: string
  readonly switchWarning: string
  readonly onlyOne: string
  readonly others: string
  readonly report: string
  readonly goOn: string
  readonly stopped: string
  readonly enable: string
  readonly order: readonly string[]
  readonly nothing: string
  readonly done: string
  readonly expect: string
}

const phrases: Words<Phrases> = words({
  fr: {
    synopsis: "Ajoute l'application de Prextra à la liste EWS du locataire.",
    description: [
      'Depuis le 1er octobre 2026, Exchange Online ferme EWS aux applications absentes de cette liste.',
      "Lit la liste, la sauvegarde, ajoute l'application sans retirer les autres, puis active EWS.",
      "N'écrit rien si tout est déjà en place : on peut l'exécuter plusieurs fois.",
      'Rôle minimal : Administrateur Exchange.',
    ],
    agentRule: [
      "Une autre règle, par programme, s'ajoute à la liste EWS : il faut passer les deux.",
      'https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-control-access-to-ews-in-exchange',
    ],
    agentWarning:
      "EwsApplicationAccessPolicy n'admet que les programmes d'EwsAllowList : ajoutez-y celui de l'assistant et celui de Prextra (demandez son nom à CDID). Pour l'assistant :",
    before: 'Vrai si activer EWS ou écrire la liste peut empêcher une autre application de fonctionner.',
    switchWarning:
      "EwsEnabled n'est pas à True. Le script l'activera pour toute l'organisation : seules les applications de la liste y auront droit.",
    onlyOne: "La liste EWS est vide. L'application de Prextra y sera la seule permise.",
    others:
      'Toute autre application qui utilise encore EWS cessera de fonctionner : calendriers dans Teams ({0}), sauvegardes, ancien Outlook pour Mac, salles de réunion…',
    report:
      "Pour savoir lesquelles : Centre d'administration Microsoft 365 > Rapports > Utilisation > Exchange > Utilisation d'EWS (90 jours).",
    goOn: 'Continuer?',
    stopped: "Arrêté. Rien n'a été écrit.",
    enable: "Active EWS pour l'organisation; la liste indique quelles applications y ont droit.",
    order: ["La liste avant l'interrupteur : activé avec une liste vide, EWS est bloqué pour tous."],
    nothing: "L'application est déjà sur la liste et EWS est activé. Rien n'a été écrit.",
    done: "C'est fait. Revenez à l'assistant et vérifiez de nouveau.",
    expect: "Microsoft peut prendre jusqu'à 24 heures pour en tenir compte partout. Un refus d'ici là est normal.",
  },
  en: {
    synopsis: "Adds the Prextra application to the tenant's EWS allow list.",
    description: [
      'Since October 1, 2026, Exchange Online has been closing EWS to applications that are not on this list.',
      'Reads the list, backs it up, adds the application without removing the others, then switches EWS on.',
      'Writes nothing if all is already in place: it can be run more than once.',
      'Least privileged role: Exchange Administrator.',
    ],
    agentRule: [
      'Another rule, by program, comes on top of the EWS allow list: both must let the application in.',
      'https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-control-access-to-ews-in-exchange',
    ],
    agentWarning:
      "EwsApplicationAccessPolicy admits only the programs of EwsAllowList: add the assistant's and Prextra's own (ask CDID for its name). For the assistant:",
    before: 'True if switching EWS on, or writing the list, can stop another application from working.',
    switchWarning:
      'EwsEnabled is not True. The script will switch EWS on for the whole organization: only the applications on the list may use it.',
    onlyOne: 'The EWS allow list is empty. The Prextra application will be the only one allowed.',
    others:
      'Every other application that still uses EWS will stop working: calendars in Teams ({0}), backups, old Outlook for Mac, meeting rooms…',
    report: 'To know which: Microsoft 365 admin centre > Reports > Usage > Exchange > EWS usage (90 days).',
    goOn: 'Continue?',
    stopped: 'Stopped. Nothing was written.',
    enable: 'Switches EWS on for the organization; the list says which applications may use it.',
    order: ['The list before the switch: on with an empty list, EWS is blocked for everyone.'],
    nothing: 'The application is already on the list and EWS is on. Nothing was written.',
    done: 'Done. Return to the assistant and check again.',
    expect: 'Microsoft may take up to 24 hours to apply it everywhere. A refusal until then is normal.',
  },
})

/**
 * Returns the content of the `.ps1` file that an Exchange administrator runs to put the application on the tenant's EWS
 * allow list. Throws a RangeError on an id that is not a GUID. docs/exchange-scripts.md says what it does, and why in
 * that order.
 */
export function allowListScript(target: ScriptTarget, language: Language): string {
  const p = phrases[language]
  return scriptFile([
    opening(target, p, language),
    sessionFunctions(language),
    listFunctions(language),
    userAgentFunctions(p),
    String.raw`
${comment(p.before)}
function Confirm-Effect {
    param([AllowEmptyCollection()] [string[]] $Ids, [string] $Enabled)
    if ($Enabled -eq 'True' -and $Ids.Count -gt 0) { return $true }
    if ($Enabled -ne 'True') { Write-Warning ${quoted(p.switchWarning)} }
    if ($Ids.Count -eq 0) { Write-Warning ${quoted(p.onlyOne)} }
    Write-Warning (${quoted(p.others)} -f '${teamsCalendar}')
    Write-Warning ${quoted(p.report)}
    Confirm-Continue -Question ${quoted(p.goOn)}
}

${comment(p.enable)}
function Enable-Ews {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param()
    if ($PSCmdlet.ShouldProcess('EwsEnabled', 'True')) {
        Set-OrganizationConfig -EwsEnabled $true -ErrorAction Stop
    }
}

function Add-ToAllowList {
    Connect-Tenant
    $before = Get-EwsAccess
    $enabled = "$($before.EwsEnabled)"
    $ids = @(ConvertTo-IdList -Value $before.EwsAllowedAppIDs)
    Assert-IdList -Ids $ids
    Show-UserAgentRule

    $listed = $ids -contains $ApplicationId
    if ($listed -and $enabled -eq 'True') {
        Write-Host ${quoted(p.nothing)}
        return
    }
    if (-not (Confirm-Effect -Ids $ids -Enabled $enabled)) {
        Write-Host ${quoted(p.stopped)}
        return
    }

    Save-OldValue -Config $before
    ${comment(...p.order)}
    if (-not $listed) {
        $merged = @(Merge-IdList -Existing $ids -Id $ApplicationId)
        Set-AllowedId -Ids $merged
    }
    if ($enabled -ne 'True') { Enable-Ews }
    if (Test-DryRun) { return }

    Write-Host ${quoted(p.done)}
    Write-Host ${quoted(p.expect)}
    Show-RestoreCommand -Config $before
}

if (-not $DefineOnly) { Add-ToAllowList }`,
  ])
}

function userAgentFunctions(p: Phrases): string {
  return String.raw`
${comment(...p.agentRule)}
function Show-UserAgentRule {
    $config = Get-OrganizationConfig -ErrorAction Stop
    if ("$($config.EwsApplicationAccessPolicy)" -ne 'EnforceAllowList') { return }
    Write-Warning ${quoted(p.agentWarning)}
    Write-Warning 'Set-OrganizationConfig -EwsAllowList @{Add="${assistantAgent}"}'
}`
}
