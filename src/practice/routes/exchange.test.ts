import { expect, test } from 'vitest'
import { marieEve, postToken, register, signIn, stoppedClock } from '#support/tenant-client.ts'
import { smallCompany } from '../company/seed.ts'
import { createTenant, type Tenant } from '../tenant/tenant.ts'

const sharedMailbox = 'accueil@erablieredunord.example'

function getFolder(address: string, change: (text: string) => string = (text) => text): string {
  return change(`<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">
 <s:Header>
  <t:RequestServerVersion Version="Exchange2016"/>
  <t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>${address}</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>
 </s:Header>
 <s:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>
  <m:FolderIds><t:DistinguishedFolderId Id="inbox"/><t:DistinguishedFolderId Id="calendar"/></m:FolderIds></m:GetFolder></s:Body>
</s:Envelope>`)
}

async function openCompany(
  at?: string,
): Promise<{ tenant: Tenant; token: string; appId: string; clock: ReturnType<typeof stoppedClock> }> {
  const clock = stoppedClock(at)
  const tenant = createTenant({ clock })
  const { appId, secretText } = await register(tenant, await signIn(tenant, marieEve))
  return { tenant, appId, clock, token: await exchangeToken(tenant, appId, secretText) }
}

async function exchangeToken(tenant: Tenant, appId: string, secretText: string): Promise<string> {
  const response = await postToken(tenant, {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: secretText,
    scope: 'https://outlook.office365.com/.default',
  })
  return ((await response.json()) as { access_token: string }).access_token
}

async function getFolders(
  tenant: Tenant,
  token: string,
  body: string,
  headers: Record<string, string | undefined> = {},
) {
  const sent = new Headers({
    authorization: `Bearer ${token}`,
    'content-type': 'text/xml; charset=utf-8',
    'x-anchormailbox': sharedMailbox,
  })
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) sent.delete(name)
    else sent.set(name, value)
  }
  const response = await tenant.fetch(
    new Request('https://outlook.office365.com/EWS/Exchange.asmx', { method: 'POST', headers: sent, body }),
  )
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    code:
      /<e:ResponseCode[^>]*>(\w+)</.exec(text)?.[1] ??
      [...text.matchAll(/<m:ResponseCode>(\w+)</g)].map(([, code]) => code).join(','),
  }
}

test('a granted application reads the ids of a mailbox’s folders', async () => {
  const { tenant, token } = await openCompany()
  const answer = await getFolders(tenant, token, getFolder(sharedMailbox))
  expect(answer).toMatchObject({ status: 200, code: 'NoError,NoError' })
  expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8')
  expect(answer.text.match(/ResponseClass="Success"/g)).toHaveLength(2)
  expect(answer.text).toMatch(/<t:CalendarFolder><t:FolderId Id="[^"]+" ChangeKey="[^"]+"\/><\/t:CalendarFolder>/)
  expect(answer.text).not.toContain('DisplayName')
})

test('prefixes do not matter, namespaces do', async () => {
  const { tenant, token } = await openCompany()
  const other = getFolder(sharedMailbox, (text) =>
    text.replaceAll('xmlns:t=', 'xmlns:q=').replaceAll('<t:', '<q:').replaceAll('</t:', '</q:'),
  )
  expect((await getFolders(tenant, token, other)).status).toBe(200)
  const wrong = getFolder(sharedMailbox, (text) => text.replace('2006/messages', '2007/messages'))
  expect(await getFolders(tenant, token, wrong)).toMatchObject({ status: 500, code: 'ErrorSchemaValidation' })
})

test.each([
  ['not well formed', (text: string) => text.replace('</s:Envelope>', ''), 'ErrorSchemaValidation'],
  [
    'a document type',
    (text: string) => text.replace('<s:Envelope', '<!DOCTYPE x><s:Envelope'),
    'ErrorSchemaValidation',
  ],
  ['an undeclared prefix', (text: string) => text.replaceAll('t:BaseShape', 'z:BaseShape'), 'ErrorSchemaValidation'],
  ['no shape', (text: string) => text.replace(/<m:FolderShape>.*<\/m:FolderShape>/, ''), 'ErrorSchemaValidation'],
  ['an unknown folder', (text: string) => text.replace('"inbox"', '"in-box"'), 'ErrorSchemaValidation'],
  ['another operation', (text: string) => text.replaceAll('m:GetFolder>', 'm:SyncFolderItems>'), 'ErrorInvalidRequest'],
  ['an unknown version', (text: string) => text.replace('Exchange2016', 'Exchange2031'), 'ErrorInvalidServerVersion'],
  [
    'no impersonation',
    (text: string) => text.replace(/<t:ExchangeImpersonation>.*<\/t:ExchangeImpersonation>/, ''),
    'ErrorImpersonationRequired',
  ],
])('%s is a fault, not an answer', async (_, change, code) => {
  const { tenant, token } = await openCompany()
  const answer = await getFolders(tenant, token, getFolder(sharedMailbox, change))
  expect(answer).toMatchObject({ status: 500, code })
  expect(answer.text).toContain(
    `<faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:${code}</faultcode>`,
  )
})

test('each mailbox answers by its own settings', async () => {
  const { tenant, token } = await openCompany()
  const of = (name: string) => {
    const address = `${name}@erablieredunord.example`
    return getFolders(tenant, token, getFolder(address), { 'x-anchormailbox': address })
  }
  expect((await of('me.tremblay')).status).toBe(200)
  const alias = await of('info')
  expect(alias.code).toBe('ErrorNonPrimarySmtpAddress')
  expect(alias.text).toContain(`<t:Value Name="Primary">${sharedMailbox}</t:Value>`)
  expect((await of('l.belanger.admin')).code).toBe('ErrorNonExistentMailbox')
  expect((await of('personne')).code).toBe('ErrorNonExistentMailbox')
  expect((await of('s.gagnon')).code).toBe('ErrorImpersonateUserDenied')
  const closed = await of('n.roy')
  expect(closed.status).toBe(403)
  expect(closed.headers.get('x-ews-policy-reason')).toBe('EWS is disabled for this user or tenant')
})

test('the anchor must be the mailbox, the content must be XML, the path and method EWS’s', async () => {
  const { tenant, token } = await openCompany()
  expect((await getFolders(tenant, token, getFolder(sharedMailbox), { 'x-anchormailbox': undefined })).status).toBe(500)
  expect(
    (await getFolders(tenant, token, getFolder(sharedMailbox), { 'x-anchormailbox': 'n.roy@erablieredunord.example' }))
      .status,
  ).toBe(500)
  expect(
    (await getFolders(tenant, token, getFolder(sharedMailbox), { 'content-type': 'application/xml' })).status,
  ).toBe(415)
  const headers = { authorization: `Bearer ${token}` }
  expect((await tenant.fetch(new Request('https://outlook.office365.com/EWS/Exchange.asmx', { headers }))).status).toBe(
    404,
  )
  expect((await tenant.fetch(new Request('https://outlook.office365.com/owa/', { headers }))).status).toBe(404)
})

test('401 says why: no token, another audience, no role, too old', async () => {
  const { tenant, token, clock } = await openCompany()
  const refused = async (used: string | undefined) => {
    const authorization = used === undefined ? undefined : `Bearer ${used}`
    const answer = await getFolders(tenant, '', getFolder(sharedMailbox), { authorization })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /)
    return answer.headers.get('x-ms-diagnostics')
  }
  expect(await refused(undefined)).toBeNull()
  expect(await refused(await signIn(tenant, marieEve))).toContain('audience')
  expect(await refused(await signIn(tenant, marieEve, 'https://outlook.office365.com/EWS.AccessAsUser.All'))).toContain(
    'not enough scope',
  )
  expect(await refused(`${token.slice(0, -4)}AAAA`)).toContain('signature')
  clock.forward(3600_000)
  expect(await refused(token)).toContain('expired')
})

const disabled = 'EWS is disabled for this user or tenant'
const blocked = 'EWS is blocked by policy for this user or tenant'
const listed = 'listed'

test.each([
  ['2026-11-22T14:00:00Z', false, [listed], disabled],
  ['2026-11-22T14:00:00Z', true, [listed], null],
  ['2026-11-22T14:00:00Z', true, ['cc15fd57-2c6c-4117-a88c-83b1d56b4bbe'], blocked],
  ['2026-11-22T14:00:00Z', true, [], blocked],
  ['2026-11-22T14:00:00Z', null, [listed], disabled],
  ['2026-09-30T23:00:00Z', true, [], null],
  ['2026-09-30T23:00:00Z', true, ['cc15fd57-2c6c-4117-a88c-83b1d56b4bbe'], blocked],
  ['2026-09-30T23:00:00Z', null, [], null],
  ['2026-09-30T23:00:00Z', false, [], disabled],
])('on %s with EwsEnabled %s and the list %j: %s', async (at, ewsEnabled, list, reason) => {
  const { tenant, token, appId } = await openCompany(at)
  tenant.exchange.ewsEnabled = ewsEnabled
  tenant.exchange.ewsAllowedAppIds = list.map((id) => (id === listed ? appId : id))
  const answer = await getFolders(tenant, token, getFolder(sharedMailbox))
  expect(answer.status).toBe(reason === null ? 200 : 403)
  expect(answer.headers.get('x-ews-policy-reason')).toBe(reason)
})

test('after EWS ends, nothing opens it', async () => {
  const { tenant, token } = await openCompany('2027-04-01T00:00:00Z')
  expect((await getFolders(tenant, token, getFolder(sharedMailbox))).status).toBe(410)
})

test('only where the Exchange administrator adds each new application is a new one let in', async () => {
  const { tenant, appId } = await openCompany()
  expect(tenant.exchange.ewsAllowedAppIds).toContain(appId)
  const strict = createTenant({
    seed: { ...smallCompany, exchange: { ...smallCompany.exchange, ewsAllowsNewApplications: false } },
  })
  const made = await register(strict, await signIn(strict, marieEve))
  const answer = await getFolders(
    strict,
    await exchangeToken(strict, made.appId, made.secretText),
    getFolder(sharedMailbox),
  )
  expect(answer.headers.get('x-ews-policy-reason')).toBe(blocked)
})
