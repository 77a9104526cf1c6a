import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from './secret.ts'

test('a secret does not print itself, whatever is done with it', () => {
  const secret = new Secret('Kx78Q~verySecretText')
  const printed = [String(secret), secret.toString(), JSON.stringify({ secret }), inspect({ deep: [secret] })]
  expect(printed.join()).not.toContain('verySecret')
  expect(Object.values(secret)).toEqual([])
  expect(secret.reveal()).toBe('Kx78Q~verySecretText')
})
