import type { AuthenticationResult } from '@azure/msal-node'
import { expect, test } from 'vitest'
import { toAccount } from './account.ts'

const read = (idTokenClaims: object) => toAccount({ tenantId: 't-1', idTokenClaims } as AuthenticationResult)

test('name, address, kind and the roles that have a name here', () => {
  const wids = ['158c047a-c907-4556-b7ef-446551a6b5f7', 'b79fbf4d-3ef9-4689-8143-76b194e85509', 7]
  expect(read({ name: 'Ada', preferred_username: 'ada@nord.example', acct: 0, wids })).toEqual({
    tenantId: 't-1',
    name: 'Ada',
    username: 'ada@nord.example',
    kind: 'member',
    roles: ['cloud-application-administrator'],
  })
})

test.each([
  [{ acct: 1 }, 'guest'],
  [{}, 'unknown'],
  [{ acct: '0' }, 'unknown'],
])('%j is a %s', (claims, kind) => {
  expect(read(claims).kind).toBe(kind)
})

test('without claims nothing is invented', () => {
  expect(read({ name: 7 })).toEqual({ tenantId: 't-1', name: '', username: '', kind: 'unknown', roles: null })
})
