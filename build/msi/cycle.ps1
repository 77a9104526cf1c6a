# The installer on a real Windows: installed silently, replaced by a newer version, repaired, removed; an older version refused.
# Every step that does not end as it must stops the script with an error. Logs are left in out\msi-logs.
param(
    [Parameter(Mandatory = $true)] [string] $Msi,
    [string] $Newer = '',
    [switch] $InstallOnly
)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$product = 'Assistant Outlook-Prextra'
$folder = Join-Path $env:ProgramFiles $product
$installedKey = 'HKLM:\Software\CDID\PrextraOutlookAssistant'
$logs = New-Item -ItemType Directory -Force -Path 'out\msi-logs'
$steps = 0

function Assert-That([bool] $isSo, [string] $what) {
    if (-not $isSo) { throw "FAILED $what" }
    $script:steps++
    Write-Output "passed $what"
}

function Invoke-Installer([string[]] $arguments, [int] $expected, [string] $what) {
    $script:steps++
    $log = Join-Path $logs.FullName ('{0:d2}.txt' -f $script:steps)
    $all = $arguments + @('/qn', '/norestart', '/l*v', "`"$log`"")
    $process = Start-Process -FilePath 'msiexec.exe' -ArgumentList $all -Wait -PassThru
    if ($process.ExitCode -ne $expected) { throw "FAILED $what : exit code $($process.ExitCode), not $expected ($log)" }
    Write-Output "passed $what"
}

function Get-Listed {
    $keys = Get-ItemProperty -Path 'HKLM:\Software\Microsoft\Windows\CurrentVersion\Uninstall\*'
    return @($keys | Where-Object { $_.PSObject.Properties['DisplayName'] -and $_.DisplayName -eq $product })
}

$package = (Get-ChildItem -Path $Msi -Filter '*.msi' | Select-Object -First 1).FullName
Invoke-Installer @('/i', "`"$package`"") 0 'installed silently'
$program = Join-Path $folder 'assistant-outlook-prextra.exe'
Assert-That (Test-Path $program) 'the program is there'
Assert-That ((Get-Listed).Count -eq 1) 'it is listed once'
Assert-That ((Get-ItemProperty $installedKey).Folder -eq "$folder\") 'the registry names its folder'
if ($InstallOnly) { return }

$listed = (Get-Listed)[0]
Assert-That ($listed.Publisher -eq 'CDID Inc.') 'its publisher is CDID'
Assert-That ($listed.NoModify -eq 1) 'it is not offered for modification'
Assert-That (Test-Path (Join-Path $folder 'policy\PrextraOutlookAssistant.admx')) 'the templates for policies are laid'
$links = Join-Path $env:ProgramData 'Microsoft\Windows\Start Menu\Programs'
Assert-That (Test-Path (Join-Path $links "$product.lnk")) 'the start menu of all users has it'

$window = Start-Process -FilePath $program -PassThru
Start-Sleep -Seconds 15
Assert-That (-not $window.HasExited) 'it starts'
Invoke-Installer @('/i', "`"$package`"", 'REINSTALL=ALL', 'REINSTALLMODE=amus') 0 'Restart Manager closes it for a repair'
Get-Process -Name 'assistant-outlook-prextra' -ErrorAction SilentlyContinue | Stop-Process -Force

foreach ($name in 'resources\app.asar', 'ffmpeg.dll') {
    $file = Join-Path $folder $name
    $hash = (Get-FileHash $file).Hash
    Remove-Item -Force $file
    Invoke-Installer @('/fa', "`"$package`"") 0 "repaired after $name was deleted"
    Assert-That ((Get-FileHash $file).Hash -eq $hash) "$name is back as it was"
}

Invoke-Installer @('/i', "`"$Newer`"") 0 'replaced by a newer version'
Assert-That ((Get-Listed).Count -eq 1) 'there is still one'
Assert-That ((Get-ItemProperty $installedKey).Version -like '99.0.0*') 'it is the newer one'
Invoke-Installer @('/i', "`"$package`"") 1603 'an older version is refused'
Assert-That (Select-String -Quiet -Path (Join-Path $logs.FullName ('{0:d2}.txt' -f $steps)) -Pattern 'A newer version of') 'its log says why'
Assert-That ((Get-ItemProperty $installedKey).Version -like '99.0.0*') 'nothing has changed'

Invoke-Installer @('/x', "`"$Newer`"") 0 'removed'
Assert-That (-not (Test-Path $folder)) 'no file is left'
Assert-That (-not (Test-Path $installedKey)) 'nothing is left in the registry'
Assert-That ((Get-Listed).Count -eq 0) 'it is listed no more'
Assert-That (-not (Test-Path (Join-Path $links "$product.lnk"))) 'the start menu has it no more'
Write-Output "msi: $steps passed, 0 failed"
