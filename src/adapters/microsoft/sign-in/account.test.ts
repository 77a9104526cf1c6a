import type { AuthenticationResult } from '@azure/msal-node'
import { describe, expect, test } from 'vitest'
import { toAccount } from './account.ts'

const read = (idTokenClaims: object) => toAccount({ tenantId: 't-1', idTokenClaims } as AuthenticationResult)

test('name, address, kind and the roles that have a name here', () => {
  const wids = ['158c047a-c907-4556-b7ef-446551a6b5f7', 'b79fbf4d-3ef9-4689-8143-76b194e85509', 7]
  expect(read({ name: 'Ada', preferred_username: 'ada@nord.example', acct: 0, wids })).toEqual({
    tenantId: 't-1',
    name: 'Ada',
    username: 'ada@nord.example',
    kind: 'member',
    homeDomain: null,
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
  const nobody = { tenantId: 't-1', name: '', username: '', kind: 'unknown', homeDomain: null, roles: null }
  expect(read({ name: 7 })).toEqual(nobody)
})

describe('an account of another organization', () => {
  const readFrom = (homeAccountId: string, idTokenClaims: object) =>
    toAccount({ tenantId: 't-1', account: { homeAccountId }, idTokenClaims } as AuthenticationResult)

  test.each([
    ['a guest', 'u.t-2', { acct: 1 }, 'guest'],
    ['one that is not said to be a guest', 'u.t-2', { acct: 0 }, 'external'],
    ['one of which nothing is said', 'u.t-2', {}, 'external'],
    ['one of this tenant', 'u.T-1', {}, 'unknown'],
    ['one without client_info, signed in elsewhere', '', { idp: 'https://sts.windows.net/t-2/' }, 'external'],
    ['one without client_info, signed in here', '', { idp: 'https://sts.windows.net/t-1/' }, 'unknown'],
  ])('%s', (_name, homeAccountId, claims, kind) => {
    expect(readFrom(homeAccountId, claims).kind).toBe(kind)
  })

  test.each([
    ['ada@Partner.example', 'partner.example'],
    ['ada_b_partner.example#EXT#@nord.onmicrosoft.example', 'partner.example'],
    ['ada', null],
    ['', null],
  ])('comes, by its name %j, from %j', (username, domain) => {
    expect(readFrom('u.t-2', { preferred_username: username }).homeDomain).toBe(domain)
    expect(readFrom('u.t-1', { preferred_username: username }).homeDomain).toBeNull()
  })
})
