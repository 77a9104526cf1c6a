import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadRegistry, readHive, type Registry } from './registry.ts'

type Stored = Readonly<Record<string, readonly [type: number, bytes: Buffer] | number>>

/** A registry with one key; a number stands for the error of Windows with which a value, or the key, is refused. */
function registryWith(values: Stored | number | null): Registry & { readonly closed: () => number } {
  let closed = 0
  const refuse = (errno: number): never => {
    throw Object.assign(new Error('Accès refusé.'), { errno })
  }
  return {
    openKey: () => (typeof values === 'number' ? refuse(values) : values),
    enumValueNames: (key) => Object.keys(key),
    queryValue: (key, name) => {
      const stored = (key as Stored)[name]
      if (typeof stored === 'number') return refuse(stored)
      return stored ? Object.assign(new Uint8Array(stored[1]), { type: stored[0] }) : null
    },
    closeKey: () => void (closed += 1),
    closed: () => closed,
  }
}

const text = (value: string) => Buffer.from(value, 'utf16le')
const number = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

test.each([
  ['there is none', null],
  ['Windows says that it finds no file', 2],
  ['Windows says that it finds no path', 3],
])('a key is absent when %s', (_what, values) => {
  expect(readHive(registryWith(values), 'HKLM')).toEqual({ state: 'absent' })
})

test.each([
  ['access is denied', 5],
  ['the registry is damaged', 1015],
  ['the key is being deleted', 1018],
])('a key is unreadable, and not absent, when %s', (_what, errno) => {
  expect(readHive(registryWith(errno), 'HKCU')).toEqual({ state: 'unreadable' })
})

test('each value is read by its type', () => {
  const registry = registryWith({
    Text: [1, text('en\0')],
    Unended: [1, text('fr')],
    Number: [4, number(4_294_967_295)],
    Texts: [7, text('a\0é\0\0')],
    NoTexts: [7, text('\0')],
    Expandable: [2, text('%USERNAME%\0')],
    Binary: [3, Buffer.from([1])],
    Short: [4, Buffer.from([1, 0])],
    Large: [11, Buffer.alloc(8)],
    Refused: 5,
  })
  const reading = readHive(registry, 'HKLM')
  expect(reading.state === 'read' && Object.fromEntries(reading.values)).toEqual({
    Text: { type: 'text', value: 'en' },
    Unended: { type: 'text', value: 'fr' },
    Number: { type: 'number', value: 4_294_967_295 },
    Texts: { type: 'texts', value: ['a', 'é'] },
    NoTexts: { type: 'texts', value: [] },
    Expandable: { type: 'other' },
    Binary: { type: 'other' },
    Short: { type: 'other' },
    Large: { type: 'other' },
    Refused: 'unreadable',
  })
  expect(registry.closed()).toBe(1)
})

test('a module with other bytes is never loaded', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'prextra-module-')), 'node.napi.node')
  writeFileSync(path, 'another module')
  expect(() => loadRegistry(path)).toThrow(/is not the one that was packaged/)
})
