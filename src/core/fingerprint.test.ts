import { expect, it } from 'vitest'
import { fingerprint } from './fingerprint.ts'

const key = 'age103lcwunenwjygl805x0qkg8q5sjk5gvsvr6az9wexlggj6k8wsas0wscaf'

it('is the beginning of the SHA-256 of the key, as sha256sum prints it, in groups to read out', () => {
  expect(fingerprint(key)).toBe('02c3 d324 aa76 4804 284f')
})

it('is the same for a key in capitals or with a line’s end, and another for a key that only begins and ends alike', () => {
  expect(fingerprint(`${key.toUpperCase()}\n`)).toBe(fingerprint(key))
  expect(fingerprint(key.replace('gl805', 'gl806'))).not.toBe(fingerprint(key))
})
