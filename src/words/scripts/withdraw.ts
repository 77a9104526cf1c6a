import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'
import { listFunctions } from './ews-list.ts'
import { comment, quoted, scriptFile } from './powershell.ts'
import { exchangeNames } from './scope.ts'
import { opening, type ScriptHelp, type ScriptTarget, sessionFunctions } from './session.ts'

interface Phrases extends ScriptHelp {
  readonly without: string
  readonly clear: string
  readonly lastOne: string
  readonly emptyIt: string
  readonly listKept: string
  readonly notListed: string
  readonly offList: string
  readonly others: string
  readonly order: readonly string[]
  readonly principalKept: string
  readonly removed: string
  readonly absent: string
  readonly done: string
}

const phrases: Words<Phrases> = words({
  fr: {
    synopsis: "Retire l'application de Prextra de la liste EWS, et ce qui la limitait dans Exchange.",
    description: [
      "À exécuter après « Retirer » dans l'assistant. Sauvegarde la liste, n'en retire que cette application et laisse EwsEnabled tel quel.",
      "Retire ensuite l'attribution de rôle, l'étendue et le principal de service d'Exchange, s'ils existent.",
      "On peut l'exécuter plusieurs fois. Rôle minimal : Administrateur Exchange.",
    ],
    without: "Tout sauf l'identifiant donné.",
    clear: 'Le seul endroit où la liste est vidée, après une confirmation.',
    lastOne: "L'application de Prextra est la seule de la liste. Avec une liste vide, EWS est bloqué pour tous.",
    emptyIt: 'Vider la liste?',
    listKept: 'La liste reste comme elle était.',
    notListed: "L'application n'est pas sur la liste EWS.",
    offList:
      "L'application n'est plus sur la liste EWS. Microsoft peut prendre jusqu'à 24 heures pour en tenir compte partout.",
    others: "Le principal de service reste s'il sert à une attribution qui n'est pas de nous.",
    order: ["L'attribution d'abord : l'étendue et le principal de service en dépendent."],
    principalKept: "Le principal de service porte d'autres attributions de rôle : il reste en place.",
    removed: 'Retiré : {0}',
    absent: 'Absent : {0}',
    done: "C'est fait. Le reste (application, consentement, secret) se retire dans l'assistant.",
  },
  en: {
    synopsis: 'Removes the Prextra application from the EWS allow list, and what limited it in Exchange.',
    description: [
      'To run after "Remove" in the assistant. Backs up the list, removes only this application from it and leaves EwsEnabled as it is.',
      'Then removes the role assignment, the scope and the service principal of Exchange, if they exist.',
      'It can be run more than once. Least privileged role: Exchange Administrator.',
    ],
    without: 'All but the given ID.',
    clear: 'The only place where the list is emptied, after a confirmation.',
    lastOne: 'The Prextra application is the only one on the list. With an empty list, EWS is blocked for everyone.',
    emptyIt: 'Empty the list?',
    listKept: 'The list stays as it was.',
    notListed: 'The application is not on the EWS allow list.',
    offList: 'The application is off the EWS allow list. Microsoft may take up to 24 hours to apply it everywhere.',
    others: 'The service principal stays if an assignment that is not ours uses it.',
    order: ['The assignment first: it uses the scope and the service principal.'],
    principalKept: 'The service principal has other role assignments: it stays in place.',
    removed: 'Removed: {0}',
    absent: 'Not there: {0}',
    done: 'Done. The rest (application, consent, secret) is removed in the assistant.',
  },
})

/**
 * Returns the content of the `.ps1` file that undoes, after a removal, what `allowListScript` and `scopeScript` did.
 * Throws a RangeError on an id that is not a GUID.
 * https://learn.microsoft.com/powershell/module/exchangepowershell/set-organizationconfig
 */
export function withdrawScript(target: ScriptTarget, language: Language): string {
  const p = phrases[language]
  const names = String.raw`
$ScopeName = '${exchangeNames.scope}'
$AssignmentPrefix = '${exchangeNames.assignments}'`
  return scriptFile([
    opening(target, p, language),
    names,
    sessionFunctions(language),
    listFunctions(language),
    listRemoval(p),
    objectRemoval(p),
    String.raw`
function Remove-PrextraAccess {
    Connect-Tenant
    Remove-FromAllowList
    ${comment(...p.order)}
    Remove-Assignment
    Remove-Scope
    Remove-Principal
    if (Test-DryRun) { return }
    Write-Host ${quoted(p.done)}
}

if (-not $DefineOnly) { Remove-PrextraAccess }`,
  ])
}

function listRemoval(p: Phrases): string {
  return String.raw`
${comment(p.without)}
function Remove-Id {
    param([AllowEmptyCollection()] [string[]] $Existing, [string] $Id)
    $Existing | Where-Object { $_ -and $_ -ne $Id }
}

${comment(p.clear)}
function Clear-AllowedId {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param()
    if ($PSCmdlet.ShouldProcess('EwsAllowedAppIDs', 'Null')) {
        Set-OrganizationConfig -EwsAllowedAppIDs $null -ErrorAction Stop
    }
}

function Remove-FromAllowList {
    $before = Get-EwsAccess
    $ids = @(ConvertTo-IdList -Value $before.EwsAllowedAppIDs)
    Assert-IdList -Ids $ids
    if ($ids -notcontains $ApplicationId) {
        Write-Host ${quoted(p.notListed)}
        return
    }
    $rest = @(Remove-Id -Existing $ids -Id $ApplicationId)
    if ($rest.Count -eq 0) {
        Write-Warning ${quoted(p.lastOne)}
        if (-not (Confirm-Continue -Question ${quoted(p.emptyIt)})) {
            Write-Host ${quoted(p.listKept)}
            return
        }
    }
    Save-OldValue -Config $before
    if ($rest.Count -eq 0) { Clear-AllowedId } else { Set-AllowedId -Ids $rest }
    if (Test-DryRun) { return }
    Write-Host ${quoted(p.offList)}
    Show-RestoreCommand -Config $before
}`
}

function objectRemoval(p: Phrases): string {
  return String.raw`
function Remove-Assignment {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param()
    $found = @(Get-ManagementRoleAssignment -ErrorAction Stop | Where-Object { $_.Name -like "$AssignmentPrefix*" })
    if ($found.Count -eq 0) { Write-Host (${quoted(p.absent)} -f "$AssignmentPrefix*") }
    foreach ($one in $found) {
        if ($PSCmdlet.ShouldProcess($one.Name, 'Remove-ManagementRoleAssignment')) {
            Remove-ManagementRoleAssignment -Identity $one.Name -Confirm:$false -ErrorAction Stop
            Write-Host (${quoted(p.removed)} -f $one.Name)
        }
    }
}

function Remove-Scope {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param()
    $found = @(Get-ManagementScope -ErrorAction Stop | Where-Object { $_.Name -eq $ScopeName })
    if ($found.Count -eq 0) { Write-Host (${quoted(p.absent)} -f $ScopeName) }
    elseif ($PSCmdlet.ShouldProcess($ScopeName, 'Remove-ManagementScope')) {
        Remove-ManagementScope -Identity $ScopeName -Confirm:$false -ErrorAction Stop
        Write-Host (${quoted(p.removed)} -f $ScopeName)
    }
}

${comment(p.others)}
function Remove-Principal {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param()
    $found = @(Get-ServicePrincipal -ErrorAction Stop | Where-Object { "$($_.AppId)" -eq $ApplicationId })
    if ($found.Count -eq 0) {
        Write-Host (${quoted(p.absent)} -f $ApplicationId)
        return
    }
    $known = @($found[0].ObjectId, $found[0].DisplayName, $found[0].Name) | ForEach-Object { "$_" } | Where-Object { $_ }
    $others = @(Get-ManagementRoleAssignment -ErrorAction Stop | Where-Object {
        $_.Name -notlike "$AssignmentPrefix*" -and $known -contains "$($_.RoleAssigneeName)"
    })
    if ($others.Count -gt 0) { Write-Warning ${quoted(p.principalKept)} }
    elseif ($PSCmdlet.ShouldProcess($ApplicationId, 'Remove-ServicePrincipal')) {
        Remove-ServicePrincipal -Identity $found[0].ObjectId -Confirm:$false -ErrorAction Stop
        Write-Host (${quoted(p.removed)} -f $found[0].ObjectId)
    }
}`
}
