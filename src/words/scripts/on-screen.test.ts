import { expect, it } from 'vitest'
import { clouds, publicCloud } from '#core/access/cloud.ts'
import { commandsRun, mistakes } from '#support/powershell-tree.ts'
import { allowListOnScreen, withdrawOnScreen } from './on-screen.ts'

const appId = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'

it.each(['fr', 'en'] as const)(
  'keeps, merges and warns before it writes, the list before the switch (%s)',
  (language) => {
    const script = allowListOnScreen(publicCloud, appId, language)
    const lines = script.split('\n')
    const order = [
      `$ErrorActionPreference = 'Stop'`,
      'RetrieveEwsOperationAccessPolicy -ErrorAction Stop',
      'Export-Clixml',
      'if (-not $ids)',
      `+ '${appId}'`,
      'Set-OrganizationConfig -EwsAllowedAppIDs',
      'Set-OrganizationConfig -EwsEnabled $true',
    ].map((part) => lines.findIndex((line) => line.includes(part)))
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(mistakes(script)).toEqual([])
    expect(commandsRun(script).slice(-1)).toEqual(['Set-OrganizationConfig'])
  },
)

it('is one block, so that pasting it line by line runs all of it or nothing', () => {
  const script = allowListOnScreen(publicCloud, appId, 'fr')
  expect(script.startsWith('& {')).toBe(true)
  expect(script.endsWith('}')).toBe(true)
  expect(script.split('\n')).toHaveLength(9)
})

it('takes the shortened id of screen-share mode', () => {
  expect(mistakes(allowListOnScreen(publicCloud, '8f3b…c943', 'en'))).toEqual([])
})

it.each(['fr', 'en'] as const)('takes off the list only what is ours, and never all of it (%s)', (language) => {
  const script = withdrawOnScreen(publicCloud, appId, language)
  expect(mistakes(script)).toEqual([])
  expect(script).toContain(`? { $_ -ne '${appId}' }`)
  expect(script).not.toContain('EwsAllowedAppIDs $null')
  expect(script).not.toContain('EwsEnabled')
  const run = commandsRun(script)
  const order = ['Get-OrganizationConfig', 'Export-Clixml', 'Set-OrganizationConfig', 'Remove-ServicePrincipal']
  expect(order.map((name) => run.indexOf(name))).toEqual(
    order.map((name) => run.indexOf(name)).toSorted((a, b) => a - b),
  )
  expect(order.every((name) => run.includes(name))).toBe(true)
})

it.each([allowListOnScreen, withdrawOnScreen])('%o connects to the tenant’s own cloud', (onScreen) => {
  const script = onScreen(clouds.dod, appId, 'en')
  expect(script.split('\n')[1]).toBe('Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovDoD -ShowBanner:$false')
  expect(mistakes(script)).toEqual([])
  expect(onScreen(publicCloud, appId, 'en').split('\n')[1]).toBe('Connect-ExchangeOnline -ShowBanner:$false')
})
