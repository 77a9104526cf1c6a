import { expect, it } from 'vitest'
import { guideAccount, vaultAccount } from './vault-account.ts'

it('files a password under its tenant, application and key, and a pasted one under a name that no password can have', () => {
  const account = vaultAccount('t', 'a', 'k')
  expect(account).toBe('t/a/k')
  expect(guideAccount).not.toContain('/')
})
