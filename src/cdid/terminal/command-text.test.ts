import { expect, test } from 'vitest'
import { commandText } from './command-text.ts'

test.each([
  ['win32', 'C:\\Prextra\\acme.age', 'C:\\Prextra\\acme.age'],
  ['win32', 'C:\\Prextra\\Érablière du Nord.age', '"C:\\Prextra\\Érablière du Nord.age"'],
  ['win32', 'Ada <ada@acme.example>', '"Ada <ada@acme.example>"'],
  ['linux', '/srv/acme.age', '/srv/acme.age'],
  ['linux', "l'érablière", "'l'\\''érablière'"],
  ['linux', '$(id)', "'$(id)'"],
] as const)('in %s, %s is pasted as %s', (platform, arg, text) => {
  expect(commandText(['open', arg], platform)).toBe(`prextra-reception open ${text}`)
})
