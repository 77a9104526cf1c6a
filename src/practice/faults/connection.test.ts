import { expect, test } from 'vitest'
import type { FaultEffect } from './faults.ts'
import { marieEve, signIn, stoppedClock } from '#support/tenant-client.ts'
import { createTenant } from '../tenant/tenant.ts'

const applications = 'https://graph.microsoft.com/v1.0/applications'

async function meet(effect: FaultEffect) {
  let hung = 0
  const abort = new AbortController()
  const tenant = createTenant({
    clock: stoppedClock('2026-11-23T14:00:00Z'),
    faults: {
      mocks: [{ request: { method: 'POST', url: applications }, effect }],
      hung: () => {
        hung += 1
        abort.abort(new Error('given up'))
      },
    },
  })
  const authorization = `Bearer ${await signIn(tenant, marieEve)}`
  const send = () =>
    tenant.fetch(
      new Request(applications, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ displayName: 'Prextra' }),
        signal: abort.signal,
      }),
    )
  return { tenant, send, hung: () => hung }
}

test.each([
  ['no-answer', 0],
  ['no-answer-after-commit', 1],
] as const)('%s: nothing comes until the client gives up, and %i applications are there', async (effect, count) => {
  const { tenant, send, hung } = await meet(effect)
  await expect(send()).rejects.toThrow('given up')
  expect(hung()).toBe(1)
  expect(tenant.state.applications).toHaveLength(count)
  expect(tenant.requests.at(-1)?.status).toBe(0)
})

test('stalled-body: half of the answer, and then nothing', async () => {
  const { tenant, send, hung } = await meet('stalled-body')
  const answer = await send()
  expect(answer.status).toBe(201)
  await expect(answer.text()).rejects.toThrow('given up')
  expect(hung()).toBe(1)
  expect(tenant.state.applications).toHaveLength(1)
})

test('unknown-host rejects as fetch does for an unknown name', async () => {
  const { send } = await meet('unknown-host')
  await expect(send()).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'ENOTFOUND' } })
})

test('every host says what time it is, whatever it answers; a network’s own page does not', async () => {
  const clock = stoppedClock('2026-11-23T14:00:00Z')
  const tenant = createTenant({
    clock,
    faults: {
      mocks: [
        { request: { url: 'https://graph.microsoft.com/v1.0/me' }, response: { statusCode: 503 } },
        { request: { url: 'https://graph.microsoft.com/v1.0/users' }, effect: 'captive-portal' },
      ],
    },
  })
  const date = async (url: string) => (await tenant.fetch(new Request(url))).headers.get('date')
  const now = 'Mon, 23 Nov 2026 14:00:00 GMT'
  expect(await date('https://graph.microsoft.com/v1.0/me')).toBe(now)
  expect(await date('https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration')).toBe(now)
  expect(await date('https://outlook.office365.com/EWS/Exchange.asmx')).toBe(now)
  expect(await date('https://graph.microsoft.com/v1.0/users')).toBeNull()
})
