import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { confirm, isConfirmedWith } from './confirmation.ts'
import { confirmationSchema } from '../schemas/confirmation.ts'
import { Secret } from '../secret.ts'

const secret = new Secret('held by the customer and by CDID only')
const what = {
  id: '9b1f6f8e-4a53-4d0c-8d7e-0f0a4c1f2b3d',
  keyId: '1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f',
  at: '2026-11-24T15:00:00Z',
}

test('it is the HMAC that anyone else would compute', () => {
  const canonical = `{"at":"${what.at}","id":"${what.id}","keyId":"${what.keyId}"}`
  const mac = createHmac('sha256', secret.reveal()).update(canonical).digest('hex')
  expect(confirm(what, secret)).toEqual({ ...what, mac })
  expect(confirmationSchema.parse(confirm(what, secret))).toEqual({ ...what, mac })
})

test('only who holds the secret can confirm, and nothing in it can be changed', () => {
  const confirmation = confirm(what, secret)
  expect(isConfirmedWith(confirmation, secret)).toBe(true)
  expect(isConfirmedWith(confirmation, new Secret('another'))).toBe(false)
  const other = '00000000-0000-4000-8000-000000000000'
  expect(isConfirmedWith({ ...confirmation, keyId: other }, secret)).toBe(false)
  expect(isConfirmedWith({ ...confirmation, id: other }, secret)).toBe(false)
  expect(isConfirmedWith({ ...confirmation, at: '2026-11-24T15:00:01Z' }, secret)).toBe(false)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 1, max: 15 }), (place, change) => {
      const digit = Number.parseInt(confirmation.mac.charAt(place), 16) ^ change
      const mac = confirmation.mac.slice(0, place) + digit.toString(16) + confirmation.mac.slice(place + 1)
      return !isConfirmedWith({ ...confirmation, mac }, secret)
    }),
  )
})
