#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }

# What the generated scripts do, on Windows PowerShell 5.1 and PowerShell 7, against an Exchange Online of ours with
# state: no account, no network. First: node test/support/write-scripts.ts out/scripts
# Then: Invoke-Pester -Path test/pester

BeforeDiscovery {
    $languages = @(
        @{ Language = 'fr'; Yes = 'oui' }
        @{ Language = 'en'; Yes = 'yes' }
    )
}

BeforeAll {
    # The scripts' #Requires wants a module of that name: this one, found first, whose commands keep what they were told.
    $stub = @'
function Get-ConnectionInformation {
    [CmdletBinding()] param()
    $global:Tenant.Connections
}
function Connect-ExchangeOnline {
    [CmdletBinding()] param([string] $ExchangeEnvironmentName, [switch] $ShowBanner)
    $global:Calls += 'Connect-ExchangeOnline'
    $global:Tenant.Connections = @([pscustomobject]@{ State = 'Connected'; IsEopSession = $false; TenantID = $global:Tenant.Id })
}
function Get-OrganizationConfig {
    [CmdletBinding()] param([switch] $RetrieveEwsOperationAccessPolicy)
    if ($global:Tenant.ReadFails) { Write-Error 'The read failed.'; return }
    if (-not $RetrieveEwsOperationAccessPolicy) {
        return [pscustomobject]@{ EwsEnabled = $global:Tenant.Enabled; EwsApplicationAccessPolicy = $global:Tenant.Policy; EwsAllowList = $null }
    }
    if ($global:Tenant.OldModule) { return [pscustomobject]@{ EwsEnabled = $global:Tenant.Enabled } }
    [pscustomobject]@{ EwsEnabled = $global:Tenant.Enabled; EwsAllowedAppIDs = $global:Tenant.List }
}
function Set-OrganizationConfig {
    [CmdletBinding()] param([object] $EwsAllowedAppIDs, [object] $EwsEnabled)
    if ($PSBoundParameters.ContainsKey('EwsAllowedAppIDs')) {
        $global:Calls += 'list'
        if ($global:Tenant.WriteFails) { Write-Error 'The write failed.'; return }
        $global:Tenant.List = $EwsAllowedAppIDs
    }
    if ($PSBoundParameters.ContainsKey('EwsEnabled')) { $global:Calls += 'switch'; $global:Tenant.Enabled = $EwsEnabled }
}
function Get-DistributionGroup {
    [CmdletBinding()] param([string] $Identity)
    $global:Tenant.Group
}
function Get-ServicePrincipal {
    [CmdletBinding()] param()
    $global:Tenant.Principals
}
function New-ServicePrincipal {
    [CmdletBinding()] param([string] $AppId, [string] $ObjectId, [string] $DisplayName)
    $global:Calls += 'principal'
    $global:Tenant.Principals = @([pscustomobject]@{ AppId = $AppId; ObjectId = $ObjectId; DisplayName = $DisplayName; Name = $ObjectId })
}
function Remove-ServicePrincipal {
    [CmdletBinding(SupportsShouldProcess)] param([string] $Identity)
    $global:Calls += 'no principal'
}
function Get-ManagementScope {
    [CmdletBinding()] param()
    $global:Tenant.Scopes
}
function New-ManagementScope {
    [CmdletBinding()] param([string] $Name, [string] $RecipientRestrictionFilter)
    $global:Calls += 'scope'
    $global:Tenant.Scopes = @([pscustomobject]@{ Name = $Name; RecipientFilter = $RecipientRestrictionFilter })
}
function Set-ManagementScope {
    [CmdletBinding()] param([string] $Identity, [string] $RecipientRestrictionFilter)
    $global:Calls += 'scope changed'
}
function Remove-ManagementScope {
    [CmdletBinding(SupportsShouldProcess)] param([string] $Identity)
    $global:Calls += 'no scope'
}
function Get-ManagementRoleAssignment {
    [CmdletBinding()] param()
    $global:Tenant.Assignments
}
function New-ManagementRoleAssignment {
    [CmdletBinding()] param([string] $Name, [string] $App, [string] $Role, [string] $CustomResourceScope)
    $global:Calls += 'assignment'
    $global:Tenant.Assignments += @([pscustomobject]@{ Name = $Name; RoleAssigneeName = $App; Role = $Role })
}
function Remove-ManagementRoleAssignment {
    [CmdletBinding(SupportsShouldProcess)] param([string] $Identity)
    $global:Calls += 'no assignment'
}
function Test-ServicePrincipalAuthorization {
    [CmdletBinding()] param([string] $Identity, [string] $Resource)
    foreach ($one in $global:Tenant.Assignments) {
        [pscustomobject]@{ RoleName = $one.Role; InScope = ($global:Tenant.Inside -contains $Resource) }
    }
}
'@
    $modules = Join-Path $TestDrive 'modules'
    $module = New-Item -ItemType Directory -Force -Path (Join-Path $modules 'ExchangeOnlineManagement')
    Set-Content -LiteralPath (Join-Path $module.FullName 'ExchangeOnlineManagement.psm1') -Value $stub -Encoding UTF8
    $pathBefore = $env:PSModulePath
    $env:PSModulePath = $modules + [IO.Path]::PathSeparator + $env:PSModulePath
    Import-Module (Join-Path $module.FullName 'ExchangeOnlineManagement.psm1') -Force -Global

    $scripts = Join-Path $PSScriptRoot '../../out/scripts'
    $ours = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
    $backup = '11111111-2222-4333-8444-555555555555'
    $teams = 'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe'

    function New-Tenant {
        param([object] $Enabled, [object] $List)
        $global:Calls = @()
        $global:Tenant = @{
            Id = '3a7c1f08-5b2d-4e96-8c41-d0f6a92b7e15'; Connections = @(); Enabled = $Enabled; List = $List; Policy = $null
            ReadFails = $false; WriteFails = $false; OldModule = $false
            Group = [pscustomobject]@{
                RecipientTypeDetails = 'MailUniversalSecurityGroup'; DistinguishedName = "CN=L'accueil,OU=nord.example,DC=example"
            }
            Principals = @(); Scopes = @(); Assignments = @(); Inside = @('accueil@nord.example')
        }
    }
}

AfterAll {
    Remove-Module ExchangeOnlineManagement
    $env:PSModulePath = $pathBefore
    Remove-Variable -Scope Global -Name @('Tenant', 'Calls') -ErrorAction SilentlyContinue
}

Describe 'The allow list (<Language>)' -ForEach $languages {
    BeforeAll {
        $kept = Join-Path $TestDrive "kept-list-$Language"
        New-Item -ItemType Directory -Force -Path $kept | Out-Null
        . (Join-Path $scripts "$Language/allow-list.ps1") -DefineOnly -BackupFolder $kept
    }
    BeforeEach {
        Mock Write-Host { $null }
        Mock Write-Warning { $null }
        Mock Read-Host { $Yes }
        Get-ChildItem -LiteralPath $kept | Remove-Item
    }

    It 'reads one string, with spaces, an array, or nothing' {
        @(ConvertTo-IdList -Value "$backup, $teams ,") | Should -Be @($backup, $teams)
        @(ConvertTo-IdList -Value @("$backup,$teams", $ours)) | Should -Be @($backup, $teams, $ours)
        @(ConvertTo-IdList -Value $null).Count | Should -Be 0
    }

    It 'merges without losing, doubling or reordering, whatever the case' {
        @(Merge-IdList -Existing @($backup, $teams) -Id $ours) | Should -Be @($backup, $teams, $ours)
        @(Merge-IdList -Existing @($backup, $ours.ToUpper()) -Id $ours).Count | Should -Be 2
        @(Merge-IdList -Existing @() -Id $ours) | Should -Be @($ours)
    }

    It 'adds to the list, then asks nothing more when EWS was on' {
        New-Tenant -Enabled $true -List "$backup,$teams"
        Add-ToAllowList
        $global:Tenant.List | Should -Be "$backup,$teams,$ours"
        $global:Calls | Should -Be @('Connect-ExchangeOnline', 'list')
        Should -Invoke Read-Host -Times 0 -Exactly
        @(Get-ChildItem -LiteralPath $kept).Count | Should -Be 1
        (Import-Clixml -LiteralPath (Get-ChildItem -LiteralPath $kept).FullName).EwsAllowedAppIDs | Should -Be "$backup,$teams"
    }

    It 'writes the list before the switch when EWS is <Enabled>' -ForEach @(@{ Enabled = $false }, @{ Enabled = $null }) {
        New-Tenant -Enabled $Enabled -List $null
        Add-ToAllowList
        $global:Calls | Should -Be @('Connect-ExchangeOnline', 'list', 'switch')
        $global:Tenant.List | Should -Be $ours
        $global:Tenant.Enabled | Should -Be $true
        Should -Invoke Read-Host -Times 1 -Exactly
    }

    It 'writes nothing the second time' {
        New-Tenant -Enabled $true -List "$backup,$($ours.ToUpper())"
        Add-ToAllowList
        $global:Calls | Should -Be @('Connect-ExchangeOnline')
        @(Get-ChildItem -LiteralPath $kept).Count | Should -Be 0
    }

    It 'writes nothing when the person does not say yes' {
        Mock Read-Host { 'o' }
        New-Tenant -Enabled $null -List $null
        Add-ToAllowList
        $global:Calls | Should -Be @('Connect-ExchangeOnline')
    }

    It 'writes nothing when the list could not be read, or is not one' {
        New-Tenant -Enabled $true -List $backup
        $global:Tenant.ReadFails = $true
        { Add-ToAllowList } | Should -Throw
        New-Tenant -Enabled $true -List $backup
        $global:Tenant.OldModule = $true
        { Add-ToAllowList } | Should -Throw
        New-Tenant -Enabled $true -List "$backup;$teams"
        { Add-ToAllowList } | Should -Throw
        $global:Calls | Should -Not -Contain 'list'
    }

    It 'does not touch the switch when the list was refused' {
        New-Tenant -Enabled $false -List $backup
        $global:Tenant.WriteFails = $true
        { Add-ToAllowList } | Should -Throw
        $global:Calls | Should -Not -Contain 'switch'
    }

    It 'refuses another tenant' {
        New-Tenant -Enabled $true -List $backup
        $global:Tenant.Connections = @([pscustomobject]@{ State = 'Connected'; IsEopSession = $false; TenantID = $backup })
        { Add-ToAllowList } | Should -Throw
        $global:Calls.Count | Should -Be 0
    }

    It 'never writes an empty list, and nothing with -WhatIf' {
        New-Tenant -Enabled $true -List $backup
        { Set-AllowedId -Ids @() } | Should -Throw
        { Set-AllowedId -Ids @('') } | Should -Throw
        { Set-AllowedId -Ids @('*') } | Should -Throw
        Set-AllowedId -Ids @($ours) -WhatIf
        Enable-Ews -WhatIf
        $global:Calls.Count | Should -Be 0
    }

    It 'says how to go back' {
        Get-RestoreCommand -Config ([pscustomobject]@{ EwsEnabled = $null; EwsAllowedAppIDs = $null }) |
            Should -Be @('Set-OrganizationConfig -EwsEnabled $null', 'Set-OrganizationConfig -EwsAllowedAppIDs $null')
        Get-RestoreCommand -Config ([pscustomobject]@{ EwsEnabled = $true; EwsAllowedAppIDs = "$backup,$teams" }) |
            Should -Be @('Set-OrganizationConfig -EwsEnabled $true', "Set-OrganizationConfig -EwsAllowedAppIDs '$backup,$teams'")
    }

    It 'warns of the rule by program' {
        New-Tenant -Enabled $true -List "$backup,$ours"
        $global:Tenant.Policy = 'EnforceAllowList'
        Add-ToAllowList
        Should -Invoke Write-Warning -Times 1 -Exactly -ParameterFilter { $Message -like '*CDID-PrextraSetup*' }
    }
}

Describe 'The limit (<Language>)' -ForEach $languages {
    BeforeAll {
        . (Join-Path $scripts "$Language/scope.ps1") -DefineOnly -BackupFolder $TestDrive
    }
    BeforeEach {
        Mock Write-Host { $null }
        Mock Write-Warning { $null }
        Mock Read-Host { 'no' }
    }

    It 'makes each object once, in order, and doubles the apostrophe of the group' {
        New-Tenant
        Limit-Application
        Limit-Application
        $global:Calls | Should -Be @('Connect-ExchangeOnline', 'principal', 'scope', 'assignment')
        $global:Tenant.Scopes[0].RecipientFilter | Should -Be "MemberOfGroup -eq 'CN=L''accueil,OU=nord.example,DC=example'"
    }

    It 'fails when the proof fails' {
        New-Tenant
        $global:Tenant.Inside = @()
        { Limit-Application } | Should -Throw
        $global:Tenant.Inside = @('accueil@nord.example', 'direction@nord.example')
        { Limit-Application } | Should -Throw
    }

    It 'takes neither a distribution list nor a scope that is not the group''s' {
        New-Tenant
        $global:Tenant.Group.RecipientTypeDetails = 'MailUniversalDistributionGroup'
        { Limit-Application } | Should -Throw
        New-Tenant
        $global:Tenant.Scopes = @([pscustomobject]@{ Name = $ScopeName; RecipientFilter = 'Alias -ne $null' })
        { Limit-Application } | Should -Throw
        $global:Calls | Should -Not -Contain 'scope changed'
    }
}

Describe 'The limit of Graph (<Language>)' -ForEach $languages {
    BeforeAll {
        . (Join-Path $scripts "$Language/scope-graph.ps1") -DefineOnly -BackupFolder $TestDrive
    }
    BeforeEach {
        Mock Write-Host { $null }
        Mock Read-Host { 'no' }
    }

    It 'assigns each role once, and none for accounts' {
        New-Tenant
        Limit-Application
        Limit-Application
        $global:Tenant.Assignments.Role | Should -Be @(
            'Application Calendars.ReadWrite', 'Application Contacts.ReadWrite',
            'Application Mail.ReadWrite', 'Application MailboxSettings.Read'
        )
        @($global:Tenant.Assignments.Name | Select-Object -Unique).Count | Should -Be 4
    }

    It 'fails when one role is not in the scope' {
        New-Tenant
        Limit-Application
        $global:Tenant.Assignments[3].Role = 'Application Other.Read'
        { Test-BothMailboxes } | Should -Throw
    }
}

Describe 'The withdrawal (<Language>)' -ForEach $languages {
    BeforeAll {
        $kept = Join-Path $TestDrive "kept-withdrawal-$Language"
        New-Item -ItemType Directory -Force -Path $kept | Out-Null
        . (Join-Path $scripts "$Language/withdraw.ps1") -DefineOnly -BackupFolder $kept
    }
    BeforeEach {
        Mock Write-Host { $null }
        Mock Write-Warning { $null }
        Mock Read-Host { 'no' }
        Get-ChildItem -LiteralPath $kept | Remove-Item
    }

    It 'takes only ours off the list' {
        New-Tenant -Enabled $true -List "$backup,$ours,$teams"
        Remove-PrextraAccess
        $global:Tenant.List | Should -Be "$backup,$teams"
        $global:Tenant.Enabled | Should -Be $true
        @(Get-ChildItem -LiteralPath $kept).Count | Should -Be 1
    }

    It 'empties the list only after a yes' {
        New-Tenant -Enabled $true -List $ours
        Remove-PrextraAccess
        $global:Tenant.List | Should -Be $ours
        Mock Read-Host { $Yes }
        Remove-PrextraAccess
        $global:Tenant.List | Should -BeNullOrEmpty
    }

    It 'removes what is ours in Exchange, what depends first' {
        New-Tenant -Enabled $true -List $backup
        $global:Tenant.Principals = @([pscustomobject]@{ AppId = $ours; ObjectId = $teams; DisplayName = 'Prextra'; Name = 'x' })
        $global:Tenant.Scopes = @([pscustomobject]@{ Name = $ScopeName; RecipientFilter = '' })
        $global:Tenant.Assignments = @('EWS.AccessAsApp', 'Mail.ReadWrite' | ForEach-Object {
            [pscustomobject]@{ Name = $AssignmentPrefix + $_; RoleAssigneeName = $teams }
        })
        Remove-PrextraAccess
        $global:Calls | Should -Be @('Connect-ExchangeOnline', 'no assignment', 'no assignment', 'no scope', 'no principal')
    }

    It 'leaves the principal to an assignment that is not ours' {
        New-Tenant -Enabled $true -List $backup
        $global:Tenant.Principals = @([pscustomobject]@{ AppId = $ours; ObjectId = $teams; DisplayName = 'Prextra'; Name = 'x' })
        $global:Tenant.Assignments = @([pscustomobject]@{ Name = 'Other'; RoleAssigneeName = 'Prextra' })
        Remove-PrextraAccess
        $global:Calls | Should -Be @('Connect-ExchangeOnline')
    }
}
