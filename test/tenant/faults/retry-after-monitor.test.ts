import { describe, expect, test } from 'vitest'
import { marieEve, stoppedClock } from '#support/tenant-client.ts'
import { createTenant } from '#practice/tenant/tenant.ts'
import { openCompany } from '../signed-in-company.ts'

const me = { url: 'https://graph.microsoft.com/v1.0/me' }

describe('the Retry-After monitor', () => {
  const wait = (value: string) => ({
    mocks: [{ request: { ...me, nth: 1 }, response: { statusCode: 429, headers: [{ name: 'Retry-After', value }] } }],
  })

  const conversation = async (value: string, waits: readonly number[]) => {
    const { get, clock, tenant } = await openCompany({ faults: wait(value), account: marieEve })
    const statuses = [(await get('/me')).status]
    for (const seconds of waits) {
      clock.forward(seconds * 1000)
      statuses.push((await get('/me')).status)
    }
    return { statuses, early: tenant.failures.map(({ earlyByMs }) => earlyByMs / 1000) }
  }

  test.each([
    ['7', [7], [429, 200], []],
    ['7', [8], [429, 200], []],
    ['7', [6.5], [429, 429], [0.5]],
    // Each call that is too early begins the wait again.
    ['7', [6, 6, 6, 7], [429, 429, 429, 429, 200], [1, 1, 1]],
    ['Sun, 22 Nov 2026 14:00:30 GMT', [29, 30], [429, 429, 200], [1]],
    ['0', [0], [429, 200], []],
    ['soon', [0], [429, 200], []],
  ])('Retry-After %s, then calls after %j seconds', async (value, waits, statuses, early) => {
    expect(await conversation(value, waits)).toEqual({ statuses, early })
  })

  test('looks at method and address: another one may be called at once', async () => {
    const { get, tenant } = await openCompany({ faults: wait('60'), account: marieEve })
    await get('/me')
    expect((await get('/organization')).body).toHaveProperty('value')
    expect((await get('/me?$select=id')).body).toMatchObject({ id: marieEve })
    expect(tenant.failures).toEqual([])
    await get('/me')
    expect(tenant.failures).toEqual([
      {
        method: 'GET',
        address: 'graph.microsoft.com/v1.0/me',
        askedToWaitMs: 60_000,
        earlyByMs: 60_000,
        at: '2026-11-22T14:00:00.000Z',
      },
    ])
    tenant.reset()
    expect(tenant.failures).toEqual([])
  })

  test('watches the token endpoint and EWS as well', async () => {
    const clock = stoppedClock()
    const url = 'https://outlook.office365.com/EWS/Exchange.asmx'
    const response = { statusCode: 503, headers: [{ name: 'Retry-After', value: '10' }] }
    const tenant = createTenant({ clock, faults: { mocks: [{ request: { url, method: 'POST', nth: 1 }, response }] } })
    const call = () => tenant.fetch(new Request(url, { method: 'POST', body: '' }))
    expect([(await call()).status, (await call()).status]).toEqual([503, 429])
    expect(tenant.failures).toMatchObject([{ address: 'outlook.office365.com/EWS/Exchange.asmx' }])
  })
})
