import { expect, it } from 'vitest'
import { exchangeScript } from './exchange-script.ts'

const appId = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'

it.each(['fr', 'en'] as const)(
  'keeps, merges and warns before it writes, the list before the switch (%s)',
  (language) => {
    const lines = exchangeScript(appId, language).split('\n')
    const order = [
      `$ErrorActionPreference = 'Stop'`,
      'RetrieveEwsOperationAccessPolicy',
      'Export-Clixml',
      'if (-not $ids)',
      `+ '${appId}'`,
      'Set-OrganizationConfig -EwsAllowedAppIDs',
      'Set-OrganizationConfig -EwsEnabled $true',
    ].map((part) => lines.findIndex((line) => line.includes(part)))
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  },
)

it.each(['fr', 'en'] as const)('closes every quote it opens (%s)', (language) => {
  for (const line of exchangeScript(appId, language).split('\n')) {
    expect((line.match(/['’‘]/g) ?? []).length % 2).toBe(0)
  }
})
