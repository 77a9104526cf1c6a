import { describe, expect, test } from 'vitest'
import type { ApplicationRole } from '#practice/company/company.ts'
import { graph, luc, marieEve, postToken, register, signIn, stoppedClock } from '#support/tenant-client.ts'
import { smallCompany } from '#practice/company/seed.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { everyScope } from '../signed-in-company.ts'
import { sharedMailbox, kioskMailbox, unlicensedMailbox } from '../exchange/exchange-client.ts'

const marie = 'me.tremblay@erablieredunord.example'
const graphAppId = '00000003-0000-0000-c000-000000000000'

const calls = {
  'Calendars.ReadWrite': 'calendar?$select=id',
  'Contacts.ReadWrite': 'contactFolders?$top=1&$select=id',
  'Mail.ReadWrite': 'mailFolders/inbox?$select=id',
  'MailboxSettings.Read': 'mailboxSettings/timeZone',
} as const
type Value = keyof typeof calls
const values = Object.keys(calls) as Value[]

interface Company {
  readonly tenant: Tenant
  readonly appId: string
  readonly token: string
}

/** Returns a company with an application that has these app roles of Microsoft Graph, and the application's token. */
async function openGranted(...granted: readonly string[]): Promise<Company> {
  const clock = stoppedClock()
  const seed = { ...smallCompany, mailboxes: [...smallCompany.mailboxes, kioskMailbox, unlicensedMailbox] }
  const tenant = createTenant({ clock, seed })
  const administrator = await signIn(tenant, luc, everyScope)
  const { appId, principalId, secretText } = await register(tenant, administrator)
  const resource = await graph(tenant, administrator, 'GET', `/servicePrincipals(appId='${graphAppId}')`)
  const roles = resource.body.appRoles as { id: string; value: string }[]
  const resourceId = String(resource.body.id)
  for (const value of granted) {
    const appRoleId = roles.find((role) => role.value === value)?.id
    const grant = { principalId, resourceId, appRoleId }
    const path = `/servicePrincipals/${resourceId}/appRoleAssignedTo`
    expect((await graph(tenant, administrator, 'POST', path, grant)).status).toBe(201)
  }
  const fields = { grant_type: 'client_credentials', client_id: appId, client_secret: secretText }
  const answer = await postToken(tenant, { ...fields, scope: 'https://graph.microsoft.com/.default' })
  return { tenant, appId, token: ((await answer.json()) as { access_token: string }).access_token }
}

async function ask({ tenant, token }: Company, address: string, call: string, agent = 'CDID-PrextraSetup/1.0') {
  const path = `/users/${encodeURIComponent(address)}/${call}`
  const { status, body } = await graph(tenant, token, 'GET', path, undefined, { 'user-agent': agent })
  return status === 200 ? '200' : `${status}: ${body.error?.code}`
}

const denied = '403: ErrorAccessDenied'

describe.each(values)('%s', (value) => {
  test('opens its own call, and no other', async () => {
    const company = await openGranted(value)
    for (const other of values)
      expect(await ask(company, sharedMailbox, calls[other])).toBe(other === value ? '200' : denied)
  })

  test('from Exchange, for the mailboxes of its scope only', async () => {
    const company = await openGranted('User.Read.All')
    company.tenant.exchange.roleAssignments = [
      { appId: company.appId, role: `Application ${value}` satisfies ApplicationRole, scope: [sharedMailbox] },
    ]
    for (const other of values)
      expect(await ask(company, sharedMailbox, calls[other])).toBe(other === value ? '200' : denied)
    expect(await ask(company, marie, calls[value])).toBe(denied)
    company.tenant.exchange.roleAssignments = [{ appId: luc, role: `Application ${value}`, scope: 'everybody' }]
    expect(await ask(company, sharedMailbox, calls[value])).toBe(denied)
  })
})

test('what is read is an id, a list of folders, a time zone', async () => {
  const { tenant, token } = await openGranted(...values)
  const read = async (call: string) => (await graph(tenant, token, 'GET', `/users/${sharedMailbox}/${call}`)).body
  expect(await read(calls['Calendars.ReadWrite'])).toEqual({
    '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#users('accueil%40erablieredunord.example')/calendar(id)/$entity`,
    id: expect.any(String) as unknown,
  })
  expect(await read(calls['Contacts.ReadWrite'])).toMatchObject({ value: [] })
  expect(await read('mailFolders/inbox')).toMatchObject({ displayName: 'Inbox', totalItemCount: 0 })
  expect(await read(calls['MailboxSettings.Read'])).toMatchObject({ value: 'Eastern Standard Time' })
  expect(await read('calendar?$expand=events')).toMatchObject({ error: {} })
})

describe('one company, every permission', () => {
  const call = calls['Mail.ReadWrite']

  test.each([
    ['a mailbox', sharedMailbox, '200'],
    ['in capitals', sharedMailbox.toUpperCase(), '200'],
    ['a mailbox whose EWS is switched off', 'n.roy@erablieredunord.example', '200'],
    ['a kioskMailbox mailbox, which has lost EWS only', kioskMailbox.address, '200'],
    ['an alias', 'info@erablieredunord.example', '404: ErrorInvalidUser'],
    ['nobody', 'nobody@erablieredunord.example', '404: ErrorInvalidUser'],
    ['an account without a mailbox', 'l.belanger.admin@erablieredunord.example', '404: MailboxNotEnabledForRESTAPI'],
    ['a mailbox without licence', unlicensedMailbox.address, '404: MailboxNotEnabledForRESTAPI'],
    ['a mailbox outside every scope', 's.gagnon@erablieredunord.example', denied],
  ])('%s', async (_, address, expected) => {
    expect(await ask(await openGranted(...values), address, call)).toBe(expected)
  })

  test('what is said of EWS is not said of Graph, but the list of user agents is', async () => {
    const company = await openGranted(...values)
    Object.assign(company.tenant.exchange, { ewsEnabled: false, ewsAllowedAppIds: [] })
    expect(await ask(company, sharedMailbox, call)).toBe('200')
    company.tenant.exchange.userAgents = { policy: 'EnforceAllowList', list: ['CDID-PrextraSetup/*'] }
    expect(await ask(company, sharedMailbox, call)).toBe('200')
    expect(await ask(company, sharedMailbox, call, 'Other/1.0')).toBe(denied)
  })

  test('an access policy limits Entra’s consent', async () => {
    const company = await openGranted(...values)
    company.tenant.exchange.accessPolicies = [
      { appId: company.appId, right: 'RestrictAccess', members: [sharedMailbox] },
    ]
    expect([await ask(company, sharedMailbox, call), await ask(company, marie, call)]).toEqual(['200', denied])
  })
})

test('without any permission the token is not let in; an account signed in has no scope for it', async () => {
  const company = await openGranted()
  expect(await ask(company, sharedMailbox, 'calendar')).toBe('401: NoPermissionsInAccessToken')
  expect(await ask({ ...company, token: '' }, sharedMailbox, 'calendar')).toBe('401: InvalidAuthenticationToken')
  const delegated = { ...company, token: await signIn(company.tenant, marieEve) }
  expect(await ask(delegated, marie, 'calendar')).toBe(denied)
})

test('an account is read with User.Read.All, by its own name', async () => {
  const company = await openGranted('User.Read.All')
  expect(await ask(company, sharedMailbox, '?$select=id')).toBe('200')
  expect(await ask(company, 'nobody@erablieredunord.example', '?$select=id')).toBe('404: Request_ResourceNotFound')
  expect(await ask(await openGranted('Mail.ReadWrite'), sharedMailbox, '?$select=id')).toBe(
    '403: Authorization_RequestDenied',
  )
})

test('a mailbox of a domain that is not the company’s cannot be discovered; an unknown one of its own is invalid', async () => {
  const company = await openGranted('Calendars.ReadWrite')
  expect(await ask(company, 'personne@ailleurs.example', 'calendar')).toBe('404: ResourceNotFound')
  expect(await ask(company, 'personne@erablieredunord.example', 'calendar')).toBe('404: ErrorInvalidUser')
})

test('a company without Exchange Online has no mailboxes at all', async () => {
  const tenant = createTenant({ seed: { ...smallCompany, hasExchangeOnline: false } })
  const token = await signIn(tenant, marieEve, `${everyScope} Mail.Send`)
  const { status, body } = await graph(tenant, token, 'POST', '/me/sendMail', { message: {} })
  expect([status, body.error]).toMatchObject([
    401,
    { code: 'OrganizationFromTenantGuidNotFound', message: expect.stringContaining('does not exist') as unknown },
  ])
})
