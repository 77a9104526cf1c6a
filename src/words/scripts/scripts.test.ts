import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clouds, publicCloud } from '#core/access/cloud.ts'
import { commandsRun, commandsWritten, mistakes, shape, singleQuoted } from '#support/powershell-tree.ts'
import { allowListScript } from './allow-list.ts'
import { allowListOnScreen } from './on-screen.ts'
import { type ScopeTarget, scopeScript } from './scope.ts'
import { withdrawScript } from './withdraw.ts'

const target: ScopeTarget = {
  tenantId: '3a7c1f08-5b2d-4e96-8c41-d0f6a92b7e15',
  cloud: publicCloud,
  appId: '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943',
  servicePrincipalId: 'c5e0d2b7-1f64-4a83-9e3b-7d8a06f4c219',
  group: 'prextra@nord.example',
  allowedMailbox: 'accueil@nord.example',
  blockedMailbox: 'direction@nord.example',
  roles: ['Application EWS.AccessAsApp'],
}
const graphTarget: ScopeTarget = {
  ...target,
  roles: ['Application Calendars.ReadWrite', 'Application MailboxSettings.Read'],
}

const graphScopeScript: typeof scopeScript = (given, language) =>
  scopeScript({ ...given, roles: graphTarget.roles }, language)
const files = { allowListScript, scopeScript, graphScopeScript, withdrawScript }
const each = Object.entries(files).flatMap(([name, make]) =>
  (['fr', 'en'] as const).map((language) => ({ name, make, language })),
)

/** Expects the wanted commands to stand in this order, with others between them. */
function inOrder(commands: readonly string[], ...wanted: readonly string[]): void {
  let from = 0
  for (const command of wanted) {
    const at = commands.indexOf(command, from)
    expect(at, `${command} after ${wanted[wanted.indexOf(command) - 1] ?? 'the start'}`).toBeGreaterThanOrEqual(0)
    from = at + 1
  }
}

describe.each(each)('$name ($language)', ({ make, language }) => {
  const script = make(target, language)

  it('is PowerShell without a mistake', () => {
    expect(mistakes(script)).toEqual([])
  })

  it('is a file Windows PowerShell 5.1 can read', () => {
    expect(script.startsWith('\uFEFF#Requires -Version 5.1\r\n#Requires -Modules ExchangeOnlineManagement\r\n')).toBe(
      true,
    )
    expect(script.slice(1)).not.toContain('\uFEFF')
    expect(script.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  it('stops at the first failure, and tells each of the Exchange commands so', () => {
    expect(script).toContain(`$ErrorActionPreference = 'Stop'\r\n`)
    const exchange =
      /^(Connect-ExchangeOnline|(Get|Set|New|Remove|Test)-(ConnectionInformation|OrganizationConfig|DistributionGroup|ServicePrincipal|ServicePrincipalAuthorization|ManagementScope|ManagementRoleAssignment))\b/
    const calls = commandsWritten(script).filter((command) => exchange.test(command))
    expect(calls.length).toBeGreaterThan(3)
    expect(calls.filter((command) => !command.includes('-ErrorAction'))).toEqual([])
  })

  it('keeps every apostrophe inside its string, for PowerShell too, which takes the typographic ones for quotes', () => {
    for (const inside of singleQuoted(script)) {
      expect(inside.replace(/(['\u2018\u2019\u201a\u201b])\1/g, '')).not.toMatch(/['\u2018\u2019\u201a\u201b]/)
    }
    expect(script).not.toMatch(/[\u201c\u201d\u201e]/)
  })

  it('does nothing when only its functions are wanted', () => {
    expect(script).toMatch(/\r\nif \(-not \$DefineOnly\) \{ [\w-]+ \}\r\n$/)
  })

  it('refuses an id that is none', () => {
    expect(() => make({ ...target, appId: `${target.appId}'; Remove-Item x; '` }, language)).toThrow(RangeError)
    expect(() => make({ ...target, tenantId: '' }, language)).toThrow(RangeError)
  })
})

it.each(Object.entries(files))('%s has the same commands in both languages', (_name, make) => {
  const [fr, en] = [make(target, 'fr'), make(target, 'en')]
  expect(commandsWritten(fr)).toEqual(commandsWritten(en))
  expect(commandsRun(fr)).toEqual(commandsRun(en))
})

it('has the same commands on the screen in both languages', () => {
  expect(commandsWritten(allowListOnScreen(publicCloud, target.appId, 'fr'))).toEqual(
    commandsWritten(allowListOnScreen(publicCloud, target.appId, 'en')),
  )
})

describe('the order', () => {
  it('of the allow list: right tenant, read, ask, keep, then the list before the switch', () => {
    const commands = commandsRun(allowListScript(target, 'fr'))
    inOrder(
      commands,
      'Connect-ExchangeOnline',
      'Get-OrganizationConfig',
      'Assert-IdList',
      'Confirm-Effect',
      'Read-Host',
      'Export-Clixml',
      'Merge-IdList',
      'Set-AllowedId',
      'Set-OrganizationConfig',
      'Enable-Ews',
      'Set-OrganizationConfig',
      'Show-RestoreCommand',
    )
    expect(commands.filter((command) => command === 'Set-OrganizationConfig')).toHaveLength(2)
    expect(commands.indexOf('Set-OrganizationConfig')).toBeGreaterThan(commands.indexOf('Export-Clixml'))
    expect(commands.indexOf('Enable-Ews')).toBeGreaterThan(commands.indexOf('Set-AllowedId'))
  })

  it('of the withdrawal: keep, off the list, then what depends before what is depended on', () => {
    const commands = commandsRun(withdrawScript(target, 'en'))
    inOrder(
      commands,
      'Connect-ExchangeOnline',
      'Get-OrganizationConfig',
      'Remove-Id',
      'Read-Host',
      'Export-Clixml',
      'Set-OrganizationConfig',
      'Remove-ManagementRoleAssignment',
      'Remove-ManagementScope',
      'Remove-ServicePrincipal',
    )
    expect(commands.indexOf('Set-OrganizationConfig')).toBeGreaterThan(commands.indexOf('Export-Clixml'))
    expect(withdrawScript(target, 'en')).not.toContain('-EwsEnabled $false -ErrorAction')
  })

  it('of the limit: principal, scope, assignment, and the test on both mailboxes; consent is left alone', () => {
    const commands = commandsRun(scopeScript(target, 'fr'))
    inOrder(
      commands,
      'Connect-ExchangeOnline',
      'Get-DistributionGroup',
      'Get-ServicePrincipal',
      'New-ServicePrincipal',
      'Get-ManagementScope',
      'New-ManagementScope',
      'Get-ManagementRoleAssignment',
      'New-ManagementRoleAssignment',
      'Test-ServicePrincipalAuthorization',
      'Test-ServicePrincipalAuthorization',
    )
    expect(commands.filter((command) => command.startsWith('Remove-') || command.includes('-Mg'))).toEqual([])
  })
})

describe('the roles of the limit', () => {
  it('are Exchange’s, each assigned and tested, and no other', () => {
    const script = scopeScript(graphTarget, 'fr')
    expect(script).toContain(
      "$Roles = @(\r\n    'Application Calendars.ReadWrite'\r\n    'Application MailboxSettings.Read'\r\n)",
    )
    expect(script).not.toContain('EWS.AccessAsApp')
    expect(scopeScript(target, 'en')).toContain("$Roles = @(\r\n    'Application EWS.AccessAsApp'\r\n)")
  })

  it('give assignments the names that the withdrawal looks for, within Exchange’s 64 characters', () => {
    const prefix = /\$AssignmentPrefix = '([^']+)'/
    const ours = prefix.exec(scopeScript(target, 'fr'))?.[1] ?? ''
    expect(prefix.exec(withdrawScript(target, 'fr'))?.[1]).toBe(ours)
    expect(`${ours}MailboxSettings.Read`.length).toBeLessThanOrEqual(64)
    expect(ours).not.toMatch(/[*?[\]]/)
  })

  it.each([[[]], [["Application Mail.Read'; Remove-Item x; '"]], [['Organization Management']], [['Application x']]])(
    '%j is refused',
    (roles) => {
      expect(() => scopeScript({ ...target, roles }, 'fr')).toThrow(RangeError)
    },
  )
})

it('lets no value out of its string', () => {
  const expected = shape(scopeScript(target, 'fr'))
  const value = fc.oneof(
    fc.emailAddress(),
    fc.uuid(),
    fc.string(),
    fc
      .tuple(fc.string(), fc.constantFrom("'", '\u2019', '"', '$(', '`', '\r\n', '#>'))
      .map(([a, b]) => `${a}${b}; Remove-Item x`),
  )
  let made = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(target) as (keyof ScopeTarget)[]).filter((field) => field !== 'cloud')),
      value,
      (field, hostile) => {
        try {
          const script = scopeScript({ ...target, [field]: field === 'roles' ? [hostile] : hostile }, 'fr')
          made += 1
          expect(shape(script)).toEqual(expected)
        } catch (error) {
          if (!(error instanceof RangeError)) throw error
        }
      },
    ),
    { numRuns: 60 },
  )
  expect(made).toBeGreaterThan(0)
})

it.each(Object.values(clouds))(
  '$id: every script connects to the Exchange Online of the tenant’s own cloud',
  (cloud) => {
    const environment = `[string] $ExchangeEnvironmentName = '${cloud.exchangeEnvironment}'`
    for (const make of Object.values(files)) expect(make({ ...target, cloud }, 'fr')).toContain(environment)
    expect(allowListScript(target, 'en')).toContain(
      "[ValidateSet('O365Default', 'O365USGovGCCHigh', 'O365USGovDoD', 'O365China')]",
    )
  },
)
