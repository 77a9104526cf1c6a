import { expect, it } from 'vitest'
import { guideAccount, passwordIn, vaultAccount } from './vault-account.ts'

it('files a password under its tenant, application and key, and a pasted one under a name that no password can have', () => {
  const account = vaultAccount('t', 'a', 'k')
  expect(account).toBe('t/a/k')
  expect(guideAccount).not.toContain('/')
})

it('tells the ids in an account, and none in any other', () => {
  expect(passwordIn(vaultAccount('t', 'a', 'k'))).toEqual({ tenantId: 't', appId: 'a', keyId: 'k' })
  for (const other of [guideAccount, 'canary', '', 't/a', 't/a/', '/a/k', 't/a/k/more'])
    expect(passwordIn(other)).toBeNull()
})
