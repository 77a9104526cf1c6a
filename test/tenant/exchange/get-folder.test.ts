import { beforeEach, describe, expect, test } from 'vitest'
import { graph, luc, signIn } from '#support/tenant-client.ts'
import { strictCompany } from '#practice/company/seeds/strict.ts'
import {
  getFolders,
  getFolderRequest,
  sharedMailbox,
  exchangeToken,
  kioskMailbox,
  openCompany,
  unlicensedMailbox,
  type ExchangeCompany,
} from './exchange-client.ts'

const disabled = '403: EWS is disabled for this user or tenant'
const blocked = '403: EWS is blocked by policy for this user or tenant'
const open = '200: NoError,NoError'

describe('every combination of EwsEnabled and EwsAllowedAppIDs', () => {
  const now = '2026-11-22T14:00:00Z'
  const before = '2026-09-30T23:59:00Z'
  test.each([
    [now, true, 'listed', open],
    [now, true, 'another', blocked],
    [now, true, 'empty', blocked],
    [now, false, 'listed', disabled],
    [now, false, 'another', disabled],
    [now, false, 'empty', disabled],
    [now, null, 'listed', disabled],
    [now, null, 'empty', disabled],
    [before, true, 'listed', open],
    [before, true, 'another', blocked],
    [before, true, 'empty', open],
    [before, false, 'listed', disabled],
    [before, null, 'another', open],
    [before, null, 'empty', open],
    ['2027-03-31T23:59:00Z', true, 'listed', open],
    ['2027-04-01T00:00:00Z', true, 'listed', '410'],
    ['2027-04-01T00:00:00Z', false, 'empty', '410'],
  ] as const)('%s, EwsEnabled %s, %s: %s', async (at, ewsEnabled, list, expected) => {
    const company = await openCompany(at)
    const lists = { listed: [company.appId], another: ['cc15fd57-2c6c-4117-a88c-83b1d56b4bbe'], empty: [] }
    company.tenant.exchange.ewsEnabled = ewsEnabled
    company.tenant.exchange.ewsAllowedAppIds = [...lists[list]]
    expect(await getFolders(company, sharedMailbox)).toBe(expected)
  })

  test('in the strict company a new application is let in only once an administrator has listed it', async () => {
    expect(capped).toEqual({ longestDays: 90 })
    const company = await openCompany(undefined, strictSeed)
    expect(await getFolders(company, sharedMailbox)).toBe(blocked)
    company.tenant.exchange.ewsAllowedAppIds = [
      ...company.tenant.exchange.ewsAllowedAppIds,
      company.appId.toUpperCase(),
    ]
    expect(await getFolders(company, sharedMailbox)).toBe(open)
    // Each write replaces the whole list.
    company.tenant.exchange.ewsAllowedAppIds = []
    expect(await getFolders(company, sharedMailbox)).toBe(blocked)
  })
})

// The strict company allows secrets of 90 days, and `register` asks for two years.
const { newSecrets: capped, ...strictSeed } = strictCompany

describe('one company', () => {
  let company: ExchangeCompany

  beforeEach(async () => {
    company = await openCompany()
  })

  test.each([
    ['its own address', sharedMailbox, open],
    ['in capitals', sharedMailbox.toUpperCase(), open],
    ['an alias', 'info@erablieredunord.example', '500: ErrorNonPrimarySmtpAddress'],
    ['nobody', 'nobody@erablieredunord.example', '500: ErrorNonExistentMailbox'],
    ['another company’s address', 'a.martin@partenaire.example', '500: ErrorNonExistentMailbox'],
    ['a mailbox whose own switch is off', 'n.roy@erablieredunord.example', disabled],
    ['a mailbox outside every scope', 's.gagnon@erablieredunord.example', '500: ErrorImpersonateUserDenied'],
    ['a kioskMailbox mailbox', kioskMailbox.address, disabled],
    ['a mailbox without licence', unlicensedMailbox.address, '500: ErrorNonExistentMailbox'],
  ])('%s', async (_, address, expected) => {
    expect(await getFolders(company, address)).toBe(expected)
  })

  test.each([
    ['PrimarySmtpAddress', sharedMailbox, open],
    ['PrincipalName', 'me.tremblay@erablieredunord.example', open],
    ['PrincipalName', sharedMailbox, '500: ErrorNonExistentMailbox'],
    ['PrincipalName', 'l.belanger.admin@erablieredunord.example', '500: ErrorNonExistentMailbox'],
    ['Address', sharedMailbox, '500: ErrorSchemaValidation'],
  ])('named as %s %s', async (kind, address, expected) => {
    expect(await getFolders(company, address, { kind })).toBe(expected)
  })

  test('an alias is told its primary address', async () => {
    const headers = {
      authorization: `Bearer ${company.token}`,
      'content-type': 'text/xml',
      'x-anchormailbox': 'info@erablieredunord.example',
    }
    const init = { method: 'POST', headers, body: getFolderRequest('info@erablieredunord.example') }
    const response = await company.tenant.fetch(new Request('https://outlook.office365.com/EWS/Exchange.asmx', init))
    expect(/Value Name="Primary">([^<]+)</.exec(await response.text())?.[1]).toBe(sharedMailbox)
  })

  test.each([
    ['EnforceAllowList', ['CDID-PrextraSetup/*'], open],
    ['EnforceAllowList', ['cdid-prextrasetup/1.?', 'CDID-PrextraSetup/1.0'], open],
    ['EnforceAllowList', ['OtherTool/*'], blocked],
    ['EnforceAllowList', [], blocked],
    ['EnforceBlockList', ['*Prextra*'], blocked],
    ['EnforceBlockList', ['OtherTool/*'], open],
  ] as const)('user agents: %s %j', async (policy, list, expected) => {
    company.tenant.exchange.userAgents = { policy, list }
    expect(await getFolders(company, sharedMailbox)).toBe(expected)
  })

  test.each([
    ['503', '503'],
    ['500', '500: ErrorServerBusy'],
    ['200', '200: ErrorServerBusy,ErrorServerBusy'],
  ] as const)('a busy server that says %s, twice, and then answers', async (says, expected) => {
    company.tenant.exchange.busy = { left: 2, says, backOffMilliseconds: 4200 }
    expect(await getFolders(company, sharedMailbox)).toBe(expected)
    expect(await getFolders(company, sharedMailbox)).toBe(expected)
    expect(await getFolders(company, sharedMailbox)).toBe(open)
  })

  test('a busy server names the time to wait', async () => {
    company.tenant.exchange.busy = { left: 1, says: '200', backOffMilliseconds: 4200 }
    const headers = {
      authorization: `Bearer ${company.token}`,
      'content-type': 'text/xml',
      'x-anchormailbox': sharedMailbox,
    }
    const init = { method: 'POST', headers, body: getFolderRequest(sharedMailbox) }
    const text = await (
      await company.tenant.fetch(new Request('https://outlook.office365.com/EWS/Exchange.asmx', init))
    ).text()
    expect(text).toContain('ResponseClass="Error"')
    expect(/Value Name="BackOffMilliseconds">(\d+)</.exec(text)?.[1]).toBe('4200')
  })

  describe('scopes', () => {
    const role = 'Application EWS.AccessAsApp'
    const marie = 'me.tremblay@erablieredunord.example'
    const withoutRole = async () => {
      const { tenant, ids } = company
      const token = await signIn(tenant, luc)
      const id = tenant.state.appRoleAssignments[0]?.id ?? ''
      await graph(tenant, token, 'DELETE', `/servicePrincipals/${ids.principalId}/appRoleAssignments/${id}`)
      return { tenant, token: await exchangeToken(tenant, ids) }
    }

    test('Exchange’s own assignment needs no role in the token, and reaches its scope only', async () => {
      company.tenant.exchange.roleAssignments = [{ appId: company.appId, role, scope: [sharedMailbox] }]
      const scoped = await withoutRole()
      const claims = JSON.parse(Buffer.from(scoped.token.split('.')[1] ?? '', 'base64url').toString()) as object
      expect(claims).not.toHaveProperty('roles')
      expect(await getFolders(scoped, sharedMailbox)).toBe(open)
      expect(await getFolders(scoped, marie)).toBe('500: ErrorImpersonateUserDenied')
    })

    test('with Entra’s role beside it, the two add up: the scope limits nothing', async () => {
      company.tenant.exchange.roleAssignments = [{ appId: company.appId, role, scope: [sharedMailbox] }]
      expect(await getFolders(company, marie)).toBe(open)
    })

    test('with neither, the token is not let in', async () => {
      expect(await getFolders(await withoutRole(), sharedMailbox)).toBe('401')
    })

    test('a scope without bounds reaches every mailbox but those outside all scopes', async () => {
      company.tenant.exchange.roleAssignments = [{ appId: company.appId, role, scope: 'everybody' }]
      const scoped = await withoutRole()
      expect(await getFolders(scoped, marie)).toBe(open)
      expect(await getFolders(scoped, 's.gagnon@erablieredunord.example')).toBe('500: ErrorImpersonateUserDenied')
    })

    test.each([
      ['RestrictAccess', [sharedMailbox], open, '403'],
      ['DenyAccess', [sharedMailbox], '403', open],
      ['RestrictAccess', [], '403', '403'],
    ] as const)('an access policy %s %j: a 403 that gives no reason', async (right, members, atDesk, atMarie) => {
      company.tenant.exchange.accessPolicies = [{ appId: company.appId, right, members }]
      expect([await getFolders(company, sharedMailbox), await getFolders(company, marie)]).toEqual([atDesk, atMarie])
    })

    test('an access policy limits the role, not Exchange’s own assignment', async () => {
      company.tenant.exchange.accessPolicies = [{ appId: company.appId, right: 'DenyAccess', members: [sharedMailbox] }]
      company.tenant.exchange.roleAssignments = [{ appId: company.appId, role, scope: [sharedMailbox] }]
      expect(await getFolders(company, sharedMailbox)).toBe(open)
    })

    test('another application’s policy is another’s', async () => {
      company.tenant.exchange.accessPolicies = [{ appId: luc, right: 'RestrictAccess', members: [] }]
      expect(await getFolders(company, sharedMailbox)).toBe(open)
    })
  })
})
