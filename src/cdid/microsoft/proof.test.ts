import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { proveAccess } from './proof.ts'
import type { OpenedFile } from '../sealed/sealed-file.ts'

const tenantId = '22222222-0000-4000-8000-000000000002'
const other = 'bbbbbbbb-0000-4000-8000-00000000000b'
const now = new Date('2026-11-22T12:00:00Z')

const opened = {
  facts: { tenantId, applicationId: '11111111-0000-4000-8000-000000000001', profile: 'ews' },
  secret: new Secret('not-a-real-secret'),
} as OpenedFile

/** Microsoft's token endpoint as somebody between us and it would answer: a token that says this of itself. */
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
const prove = (claims: object) => {
  const { urls, fetch } = answering(claims)
  const request = { opened, tenantId, mailbox: 'a@acme.example', fetch, clock, signal: new AbortController().signal }
  return proveAccess(request).then((proved) => ({ proved, urls }))
}

test('a token of another tenant than the records’ proves nothing, and no mailbox is tried with it', async () => {
  const { proved, urls } = await prove({ tid: other, roles: ['full_access_as_app'] })
  expect(proved).toMatchObject({ token: null, mailbox: null, problem: { code: 'tenant-changed' } })
  expect(urls.filter((url) => url.includes('outlook.office365.com'))).toEqual([])
  expect(urls.some((url) => url.includes(tenantId))).toBe(true)
})

test('a token without the permission is a token, and no more', async () => {
  const { proved, urls } = await prove({ tid: tenantId, roles: [] })
  expect(proved).toMatchObject({
    token: { tenantId, at: now.toISOString() },
    mailbox: null,
    problem: { code: 'role-missing' },
  })
  expect(urls.filter((url) => url.includes('outlook.office365.com'))).toEqual([])
})
