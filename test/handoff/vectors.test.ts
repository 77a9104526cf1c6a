import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import * as cctv from 'cctv-age'
import { afterAll, expect, test } from 'vitest'
import { type AgeKey, openAge } from '#cdid/sealed/age-file.ts'
import { counted } from '#support/counted.ts'

/** One of the official test vectors of age (https://github.com/C2SP/CCTV/tree/main/age): a file, its keys, and the outcome. */
interface Vector {
  readonly expect: string
  readonly payload: string
  readonly keys: readonly AgeKey[]
  readonly file: Uint8Array
}

function read(bytes: Uint8Array): Vector {
  const end = Buffer.from(bytes).indexOf('\n\n')
  const lines = Buffer.from(bytes.subarray(0, end)).toString('utf8').split('\n')
  const fields = lines.map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)] as const)
  const value = (name: string) => fields.find(([field]) => field === name)?.[1] ?? ''
  const body = bytes.subarray(end + 2)
  return {
    expect: value('expect'),
    payload: value('payload'),
    keys: fields.flatMap(([field, text]): AgeKey[] => {
      if (field === 'identity') return [{ identity: text }]
      return field === 'passphrase' ? [{ passphrase: text }] : []
    }),
    file: value('compressed') === 'zlib' ? inflateSync(body) : body,
  }
}

/** The outcomes of `openAge` that agree with each outcome that the vectors name. */
const verdicts: Readonly<Record<string, readonly string[]>> = {
  success: ['opened'],
  'no match': ['no-match'],
  'header failure': ['not-age', 'damaged'],
  'armor failure': ['not-age', 'damaged'],
  'HMAC failure': ['damaged'],
  'payload failure': ['damaged'],
}

const row = counted('vectors')
afterAll(() => {
  row.write()
})

test.each(Object.entries(cctv as Readonly<Record<string, Uint8Array>>))('%s', async (name, bytes) => {
  const vector = read(bytes)
  const opened = await openAge(vector.file, vector.keys)
  const verdict = 'refused' in opened ? opened.refused : 'opened'
  const hash = 'refused' in opened ? vector.payload : createHash('sha256').update(opened.plain).digest('hex')
  const agrees = (verdicts[vector.expect] ?? []).includes(verdict) && hash === vector.payload
  row.cell(agrees, name)
  expect([vector.expect, verdict]).toEqual([
    vector.expect,
    expect.stringMatching(verdicts[vector.expect]?.join('|') ?? ''),
  ])
  expect(hash).toBe(vector.payload)
})

test('every vector of the suite has run', () => {
  expect(row.ran).toBe(143)
})
