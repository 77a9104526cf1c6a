import { expect, test } from 'vitest'
import { clouds } from '#core/access/cloud.ts'
import { Secret } from '#core/secret.ts'
import { accessOf, checkAccess } from './check-access.ts'
import type { OpenedFile } from '../sealed/sealed-file.ts'

const tenantId = '22222222-0000-4000-8000-000000000002'
const other = 'bbbbbbbb-0000-4000-8000-00000000000b'
const now = new Date('2026-11-22T12:00:00Z')

const opened = {
  facts: { tenantId, applicationId: '11111111-0000-4000-8000-000000000001', profile: 'ews', cloud: 'public' },
  secret: new Secret('not-a-real-secret'),
} as OpenedFile

/** Answers every request as the token endpoint would, with a token that makes these claims, and notes the addresses asked. */
const answering = (claims: object) => {
  const urls: string[] = []
  const token = ['{}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.')
  const body = JSON.stringify({ token_type: 'Bearer', expires_in: 3599, access_token: token })
  const fetch = (url: string) => {
    urls.push(url)
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'application/json' } }))
  }
  return { urls, fetch }
}
const clock = { now: () => now, wait: () => Promise.reject(new Error('nothing waits')), alarm: () => () => undefined }
const check = async (claims: object) => {
  const { urls, fetch } = answering(claims)
  const checked = await checkAccess(accessOf(opened, { tenantId }), 'a@acme.example', { fetch, clock })
  return { checked, urls }
}

test('a token of another tenant than the records’ proves nothing, and no mailbox is tried with it', async () => {
  const { checked, urls } = await check({ tid: other, roles: ['full_access_as_app'] })
  expect(checked).toMatchObject({ token: null, mailbox: null, problem: { code: 'tenant-changed' } })
  expect(urls.filter((url) => url.includes('outlook.office365.com'))).toEqual([])
  expect(urls.some((url) => url.includes(tenantId))).toBe(true)
})

test('a token without the role is kept, and no mailbox is tried with it', async () => {
  const { checked, urls } = await check({ tid: tenantId, roles: [] })
  expect(checked).toMatchObject({
    token: { tenantId, roles: [], at: now.toISOString() },
    mailbox: null,
    problem: { code: 'role-missing' },
  })
  expect(urls).toHaveLength(1)
})

test('a file of another cloud is checked at that cloud’s hosts, and at no others', async () => {
  const { urls, fetch } = answering({ tid: tenantId, roles: ['full_access_as_app'] })
  const access = accessOf({ ...opened, facts: { ...opened.facts, cloud: 'gcc-high' } }, { tenantId })
  await checkAccess(access, 'a@acme.example', { fetch, clock })
  const { login, exchange } = clouds['gcc-high']
  expect([...new Set(urls.map((url) => new URL(url).host))]).toEqual([login, exchange])
})

test('the access is of the tenant in CDID’s records and of what the file says otherwise', () => {
  const access = accessOf(opened, { tenantId: tenantId.toUpperCase() })
  expect(access).toMatchObject({
    profile: { id: 'ews' },
    tenantId,
    applicationId: opened.facts.applicationId,
    secret: { value: opened.secret, startsAt: null },
    limited: false,
  })
})
