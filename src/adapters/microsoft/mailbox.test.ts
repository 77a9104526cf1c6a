import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { scriptedConnection } from '#support/scripted-connection.ts'
import { createMailbox } from './mailbox.ts'

const { signal } = new AbortController()
const token = new Secret('token')

test('the permission of EWS is tried by EWS', async () => {
  const { connection, requests } = scriptedConnection({ status: 401 })
  await createMailbox(connection).open('mailbox', 'a@b.example', token, signal)
  expect(requests[0]?.url).toBe('https://outlook.office365.com/EWS/Exchange.asmx')
})

test.each(['calendar', 'contacts', 'mail', 'settings', 'user'] as const)('%s is tried by Graph', async (probe) => {
  const { connection, requests } = scriptedConnection({ body: { id: 'x' } })
  expect(await createMailbox(connection).open(probe, 'a@b.example', token, signal)).toEqual({ done: null })
  expect(requests).toHaveLength(1)
  expect(requests[0]?.url).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/users\/a%40b\.example/)
})
