import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'
import { applicationRole, comment, guid, quoted, scriptFile, mailAddress } from './powershell.ts'
import { opening, type ScriptHelp, type ScriptTarget, sessionFunctions } from './session.ts'

/** The group that the application is limited to, and two mailboxes that show that the limit works. */
export interface ScopeTarget extends ScriptTarget {
  /** The object id of the enterprise application; the registration has another one. */
  readonly servicePrincipalId: string
  /** The address of a mail-enabled security group. */
  readonly group: string
  /** The mailbox of a member of the group. */
  readonly allowedMailbox: string
  /** The mailbox of somebody who is not a member. */
  readonly blockedMailbox: string
  /** The application roles of Exchange that replace the tenant-wide consent: `exchangeRole` of each permission. */
  readonly roles: readonly string[]
}

/**
 * The names of what the script creates in Exchange. A second run and the removal script find it again by these names,
 * which have at most 64 characters (New-ManagementScope).
 */
export const exchangeNames = {
  principal: 'Prextra - Synchronisation Outlook',
  scope: 'Prextra - Synchronisation Outlook',
  /** The beginning of an assignment's name; the role follows, without “Application ”. */
  assignments: 'Prextra - Synchronisation Outlook - ',
} as const

interface Phrases extends ScriptHelp {
  readonly group: readonly string[]
  readonly noGroup: string
  readonly notSecurity: string
  readonly filter: string
  readonly principal: string
  readonly otherPrincipal: string
  readonly scope: string
  readonly otherScope: string
  readonly replace: string
  readonly refused: string
  readonly assignment: string
  readonly test: readonly string[]
  readonly notInside: string
  readonly notOutside: string
  readonly there: string
  readonly passed: string
  readonly next: string
  readonly delay: string
}

const phrases: Words<Phrases> = words({
  fr: {
    synopsis: "Limite l'application de Prextra aux boîtes aux lettres d'un groupe (RBAC for Applications).",
    description: [
      "Crée dans Exchange le principal de service, l'étendue et une attribution pour chaque rôle, et les essaie sur deux boîtes.",
      "Ne retire pas le consentement donné pour tout le locataire : l'assistant le retire ensuite, une fois l'essai réussi.",
      "Cherche chaque objet avant de le créer : on peut l'exécuter plusieurs fois. Rôle minimal : Administrateur Exchange.",
      'https://learn.microsoft.com/exchange/permissions-exo/application-rbac',
    ],
    group: [
      "Un groupe de sécurité à extension messagerie : n'importe qui peut parfois joindre une liste de distribution.",
      'Seuls ses membres directs comptent.',
    ],
    noGroup: "Aucun groupe unique ne porte l'adresse {0}.",
    notSecurity: "{0} n'est pas un groupe de sécurité à extension messagerie.",
    filter: "Dans un filtre d'Exchange, une apostrophe se double.",
    principal: 'Un renvoi, dans Exchange, au principal de service de Microsoft Entra ID.',
    otherPrincipal:
      "Exchange connaît cette application sous un autre principal de service ({0}). Exécutez d'abord le script de retrait.",
    scope: "L'étendue : les boîtes aux lettres du groupe.",
    otherScope: "L'étendue {0} existe avec un autre filtre : {1}",
    replace: 'Le remplacer par celui du groupe?',
    refused: "Arrêté : l'étendue reste comme elle était.",
    assignment: "Chaque rôle d'application, seulement dans cette étendue.",
    test: [
      "Une configuration n'est pas une preuve. Cette commande ne passe pas par la mémoire cache d'Exchange, et ne compte pas",
      'le consentement accordé dans Microsoft Entra ID.',
    ],
    notInside: "{0} n'est pas dans l'étendue : est-ce un membre direct du groupe? Ne retirez pas le consentement.",
    notOutside: "{0} est dans l'étendue et ne devrait pas y être. Ne retirez pas le consentement.",
    there: 'Déjà là : {0}',
    passed: "L'étendue est la bonne : {0} en fait partie, {1} n'en fait pas partie.",
    next: "Elle ne limite rien encore : le consentement du locataire s'y ajoute. Revenez à l'assistant, qui le retirera.",
    delay: 'Exchange peut ensuite prendre de 30 minutes à 2 heures pour en tenir compte.',
  },
  en: {
    synopsis: 'Limits the Prextra application to the mailboxes of one group (RBAC for Applications).',
    description: [
      'Creates the service principal, the scope and an assignment for each role in Exchange, and tests them on two mailboxes.',
      'Does not remove the consent given for the whole tenant: the assistant removes it afterwards, once the test has passed.',
      'Looks for each object before creating it: it can be run more than once. Least privileged role: Exchange Administrator.',
      'https://learn.microsoft.com/exchange/permissions-exo/application-rbac',
    ],
    group: [
      'A mail-enabled security group: a distribution list is sometimes open for anyone to join.',
      'Only its direct members count.',
    ],
    noGroup: 'No single group has the address {0}.',
    notSecurity: '{0} is not a mail-enabled security group.',
    filter: 'In an Exchange filter, an apostrophe is doubled.',
    principal: 'A reference, in Exchange, to the service principal of Microsoft Entra ID.',
    otherPrincipal:
      'Exchange knows this application under another service principal ({0}). Run the removal script first.',
    scope: 'The scope: the mailboxes of the group.',
    otherScope: 'The scope {0} exists with another filter: {1}',
    replace: "Replace it with the group's?",
    refused: 'Stopped: the scope stays as it was.',
    assignment: 'Each application role, in this scope only.',
    test: [
      'A configuration is not a proof. This command does not go through the cache of Exchange, and does not count the',
      'consent granted in Microsoft Entra ID.',
    ],
    notInside: '{0} is not in the scope: is it a direct member of the group? Do not remove the consent.',
    notOutside: '{0} is in the scope and should not be. Do not remove the consent.',
    there: 'Already there: {0}',
    passed: 'The scope is right: {0} is in it, {1} is not.',
    next: "It limits nothing yet: the tenant's consent comes on top of it. Return to the assistant, which will remove it.",
    delay: 'Exchange may then take 30 minutes to 2 hours to apply it.',
  },
})

/**
 * Returns the content of the `.ps1` file that limits the application to the mailboxes of one group. It creates the scope
 * and tests it; the assistant removes the tenant-wide consent afterwards. Throws a RangeError on a value that is not a
 * GUID, a mail address or an application role. https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export function scopeScript(target: ScopeTarget, language: Language): string {
  const p = phrases[language]
  const values = String.raw`
$ServicePrincipalId = ${quoted(guid(target.servicePrincipalId))}
$GroupAddress = ${quoted(mailAddress(target.group))}
$MailboxInside = ${quoted(mailAddress(target.allowedMailbox))}
$MailboxOutside = ${quoted(mailAddress(target.blockedMailbox))}
$PrincipalName = '${exchangeNames.principal}'
$ScopeName = '${exchangeNames.scope}'
$AssignmentPrefix = '${exchangeNames.assignments}'
$Roles = @(
${rolesOf(target)}
)`
  return scriptFile([
    opening(target, p, language),
    values,
    sessionFunctions(language),
    objectFunctions(p),
    String.raw`
${comment(...p.test)}
function Test-InScope {
    param([string] $Mailbox, [string] $Role)
    $answers = @(Test-ServicePrincipalAuthorization -Identity $ApplicationId -Resource $Mailbox -ErrorAction Stop)
    @($answers | Where-Object { $_.RoleName -eq $Role -and "$($_.InScope)" -eq 'True' }).Count -gt 0
}

function Test-BothMailboxes {
    foreach ($role in $Roles) {
        if (-not (Test-InScope -Mailbox $MailboxInside -Role $role)) { throw (${quoted(p.notInside)} -f $MailboxInside) }
        if (Test-InScope -Mailbox $MailboxOutside -Role $role) { throw (${quoted(p.notOutside)} -f $MailboxOutside) }
    }
}

function Limit-Application {
    Connect-Tenant
    $filter = Get-GroupFilter
    Add-Principal
    Add-Scope -Filter $filter
    foreach ($role in $Roles) { Add-Assignment -Role $role }
    if (Test-DryRun) { return }
    Test-BothMailboxes
    Write-Host (${quoted(p.passed)} -f $MailboxInside, $MailboxOutside)
    Write-Host ${quoted(p.next)}
    Write-Host ${quoted(p.delay)}
}

if (-not $DefineOnly) { Limit-Application }`,
  ])
}

function rolesOf({ roles }: ScopeTarget): string {
  if (roles.length === 0) throw new RangeError('no application role')
  return roles.map((role) => `    ${quoted(applicationRole(role))}`).join('\n')
}

// Each object is found by comparing names, because a Get- cmdlet that is given an identity that does not exist may return
// every object (Get-ManagementRoleAssignment.md, "Caution").
function objectFunctions(p: Phrases): string {
  return String.raw`
${comment(...p.group)}
${comment(p.filter)}
function Get-GroupFilter {
    $groups = @(Get-DistributionGroup -Identity $GroupAddress -ErrorAction Stop)
    if ($groups.Count -ne 1) { throw (${quoted(p.noGroup)} -f $GroupAddress) }
    if ("$($groups[0].RecipientTypeDetails)" -ne 'MailUniversalSecurityGroup') {
        throw (${quoted(p.notSecurity)} -f $GroupAddress)
    }
    "MemberOfGroup -eq '{0}'" -f $groups[0].DistinguishedName.Replace("'", "''")
}

${comment(p.principal)}
function Add-Principal {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param()
    $found = @(Get-ServicePrincipal -ErrorAction Stop | Where-Object { "$($_.AppId)" -eq $ApplicationId })
    if ($found.Count -eq 0) {
        if ($PSCmdlet.ShouldProcess($PrincipalName, 'New-ServicePrincipal')) {
            New-ServicePrincipal -AppId $ApplicationId -ObjectId $ServicePrincipalId -DisplayName $PrincipalName -ErrorAction Stop | Out-Null
        }
        return
    }
    if ("$($found[0].ObjectId)" -ne $ServicePrincipalId) { throw (${quoted(p.otherPrincipal)} -f $found[0].ObjectId) }
    Write-Host (${quoted(p.there)} -f $PrincipalName)
}

${comment(p.scope)}
function Add-Scope {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param([string] $Filter)
    $found = @(Get-ManagementScope -ErrorAction Stop | Where-Object { $_.Name -eq $ScopeName })
    if ($found.Count -eq 0) {
        if ($PSCmdlet.ShouldProcess($ScopeName, $Filter)) {
            New-ManagementScope -Name $ScopeName -RecipientRestrictionFilter $Filter -ErrorAction Stop | Out-Null
        }
        return
    }
    if ("$($found[0].RecipientFilter)" -eq $Filter) {
        Write-Host (${quoted(p.there)} -f $ScopeName)
        return
    }
    Write-Warning (${quoted(p.otherScope)} -f $ScopeName, $found[0].RecipientFilter)
    if (-not (Confirm-Continue -Question ${quoted(p.replace)})) { throw ${quoted(p.refused)} }
    if ($PSCmdlet.ShouldProcess($ScopeName, $Filter)) {
        Set-ManagementScope -Identity $ScopeName -RecipientRestrictionFilter $Filter -ErrorAction Stop
    }
}

${comment(p.assignment)}
function Add-Assignment {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param([string] $Role)
    $name = $AssignmentPrefix + $Role.Replace('Application ', '')
    $found = @(Get-ManagementRoleAssignment -ErrorAction Stop | Where-Object { $_.Name -eq $name })
    if ($found.Count -gt 0) {
        Write-Host (${quoted(p.there)} -f $name)
        return
    }
    if ($PSCmdlet.ShouldProcess($name, $Role)) {
        New-ManagementRoleAssignment -Name $name -App $ServicePrincipalId -Role $Role -CustomResourceScope $ScopeName -ErrorAction Stop | Out-Null
    }
}`
}
