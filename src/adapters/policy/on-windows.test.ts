import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPolicy } from '#core/schemas/policy.ts'
import { noPolicy } from '#core/policy/settings.ts'
import { loadRegistry, readHive, type Registry } from './registry.ts'

/** The registry of a real Windows, or of Wine's, read by the very module that is packaged. Below a key of the tests' own. */
const key = String.raw`Software\Policies\CDID\PrextraOutlookAssistant tests`
const HKCU = 0x80000001
const allAccess = 0xf003f
const tenant = '11111111-1111-4111-8111-111111111111'

/** What the tests use of the module besides, to write what they read. */
interface WritingRegistry extends Registry {
  createKey(hive: number, key: string, options: number, access: number): object
  setValue(key: object, name: string, type: number, bytes: Uint8Array): void
  deleteTree(hive: number, key: string): boolean
}

describe.runIf(process.platform === 'win32')('the registry of Windows', () => {
  let registry: WritingRegistry
  let opened: object

  beforeAll(() => {
    const path = createRequire(import.meta.url).resolve('native-reg/prebuilds/win32-x64/node.napi.node')
    registry = loadRegistry(path) as WritingRegistry
    opened = registry.createKey(HKCU, key, 0, allAccess)
  })
  afterAll(() => {
    registry.closeKey(opened)
    registry.deleteTree(HKCU, key)
  })

  const text = (value: string) => Buffer.from(`${value}\0`, 'utf16le')
  const number = (value: number) => Buffer.from(new Uint32Array([value]).buffer)

  test('a key that is not there is absent', () => {
    expect(readHive(registry, 'HKLM', `${key}\\nothing`)).toEqual({ state: 'absent' })
  })

  test('every type of value is read as Windows stores it', () => {
    registry.setValue(opened, 'Language', 1, text('en'))
    registry.setValue(opened, 'LongestSecretDays', 4, number(90))
    registry.setValue(opened, 'AllowedTenants', 7, Buffer.from(`${tenant}\0\0`, 'utf16le'))
    registry.setValue(opened, 'HandoffWaysDraft', 4, number(1))
    expect(readPolicy({ HKLM: readHive(registry, 'HKCU', key), HKCU: { state: 'absent' } })).toEqual({
      policy: {
        ...noPolicy,
        language: 'en',
        longestSecretDays: 90,
        allowedTenants: [tenant],
        handoffWays: ['draft'],
      },
      faults: [],
    })
  })

  test('a value of another type is named', () => {
    registry.setValue(opened, 'ProofRequired', 1, text('1'))
    const { faults } = readPolicy({ HKLM: readHive(registry, 'HKCU', key), HKCU: { state: 'absent' } })
    expect(faults).toEqual([{ hive: 'HKLM', value: 'ProofRequired', why: 'malformed' }])
  })
})
