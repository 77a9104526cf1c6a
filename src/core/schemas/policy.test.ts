import { describe, expect, test } from 'vitest'
import type { HiveReading, RegistryValue } from '../policy/reading.ts'
import { noPolicy, settingNames, valueName, type Policy } from '../policy/settings.ts'
import { readPolicy } from './policy.ts'

type Values = Readonly<Record<string, RegistryValue | 'unreadable'>>

const hive = (values: Values): HiveReading => ({ state: 'read', values: new Map(Object.entries(values)) })
const absent: HiveReading = { state: 'absent' }
const text = (value: string): RegistryValue => ({ type: 'text', value })
const number = (value: number): RegistryValue => ({ type: 'number', value })
const texts = (...value: readonly string[]): RegistryValue => ({ type: 'texts', value })
const fromComputer = (values: Values) => readPolicy({ HKLM: hive(values), HKCU: absent })

const tenant = '6A0B8F2C-1D3E-4F50-8A9B-0C1D2E3F4A5B'

test('without a key there is no policy, and nothing is wrong', () => {
  expect(readPolicy({ HKLM: absent, HKCU: absent })).toEqual({ policy: noPolicy, faults: [] })
})

test('an empty key sets nothing, and neither do values of a newer version', () => {
  expect(fromComputer({})).toEqual({ policy: noPolicy, faults: [] })
  expect(fromComputer({ SomethingNewer: number(1), AllowedCloudsMars: number(1) })).toEqual({
    policy: noPolicy,
    faults: [],
  })
})

/** Each setting: a good value, what it says, and values that are not understood. */
const cases: readonly [keyof Policy, Values, unknown, readonly Values[]][] = [
  [
    'allowedClouds',
    { AllowedCloudsPublic: number(1), AllowedCloudsGccHigh: number(1), AllowedCloudsChina: number(0) },
    ['public', 'gcc-high'],
    [{ AllowedCloudsPublic: number(2) }, { AllowedCloudsPublic: number(0) }, { AllowedCloudsDod: text('1') }],
  ],
  [
    'allowedTenants',
    { AllowedTenants: texts(tenant, '', ' 11111111-1111-4111-8111-111111111111 ') },
    [tenant.toLowerCase(), '11111111-1111-4111-8111-111111111111'],
    [
      { AllowedTenants: texts() },
      { AllowedTenants: texts(tenant, 'nord.example') },
      { AllowedTenants: text(tenant) },
      { AllowedTenants: number(1) },
    ],
  ],
  [
    'handoffWays',
    { HandoffWaysDraft: number(1), HandoffWaysMail: number(0) },
    ['draft'],
    [{ HandoffWaysMail: number(0) }, { HandoffWaysFile: { type: 'other' } }],
  ],
  [
    'longestSecretDays',
    { LongestSecretDays: number(90) },
    90,
    [
      { LongestSecretDays: number(0) },
      { LongestSecretDays: number(731) },
      { LongestSecretDays: text('90') },
      { LongestSecretDays: 'unreadable' },
    ],
  ],
  ['copyDays', { CopyDays: number(7) }, 7, [{ CopyDays: number(8) }, { CopyDays: text('7') }]],
  [
    'language',
    { Language: text('en') },
    'en',
    [{ Language: text('de') }, { Language: text('') }, { Language: number(1) }],
  ],
  ['profile', { Profile: text('graph') }, 'graph', [{ Profile: text('imap') }]],
  ['proofRequired', { ProofRequired: number(1) }, true, [{ ProofRequired: number(2) }, { ProofRequired: text('yes') }]],
  ['practiceAllowed', { PracticeAllowed: number(0) }, false, [{ PracticeAllowed: number(-1) }]],
  ['updateNotice', { UpdateNotice: number(0) }, false, [{ UpdateNotice: text('0') }]],
  [
    'signInClientId',
    { SignInClientId: text(tenant) },
    tenant.toLowerCase(),
    [{ SignInClientId: text('an application') }],
  ],
]

test('every setting is tried', () => {
  expect(cases.map(([name]) => name).toSorted()).toEqual([...settingNames].toSorted())
})

describe.each(cases)('%s', (name, good, expected, bad) => {
  test('is read', () => {
    expect(fromComputer(good)).toEqual({ policy: { ...noPolicy, [name]: expected }, faults: [] })
  })

  test.each(bad.map((values) => [JSON.stringify(values), values] as const))('%s is not understood', (_text, values) => {
    const { policy, faults } = fromComputer(values)
    expect(policy).toEqual(noPolicy)
    const why = Object.values(values).includes('unreadable') ? 'unreadable' : 'malformed'
    expect(faults).toEqual([{ hive: 'HKLM', value: expect.stringContaining(valueName(name)) as string, why }])
  })
})

describe('the two hives', () => {
  test('the computer’s wins, setting by setting', () => {
    const HKLM = hive({ Language: text('en'), LongestSecretDays: number(30) })
    const HKCU = hive({ Language: text('fr'), CopyDays: number(7), LongestSecretDays: number(90) })
    expect(readPolicy({ HKLM, HKCU }).policy).toEqual({
      ...noPolicy,
      language: 'en',
      longestSecretDays: 30,
      copyDays: 7,
    })
  })

  test('a list of the computer’s is not joined with the user’s', () => {
    const HKLM = hive({ HandoffWaysFile: number(1) })
    const HKCU = hive({ HandoffWaysMail: number(1) })
    expect(readPolicy({ HKLM, HKCU }).policy.handoffWays).toEqual(['file'])
  })

  test('what the computer’s says badly is not made good by the user’s', () => {
    const HKLM = hive({ LongestSecretDays: text('soon') })
    const HKCU = hive({ LongestSecretDays: number(90) })
    expect(readPolicy({ HKLM, HKCU })).toEqual({
      policy: noPolicy,
      faults: [{ hive: 'HKLM', value: 'LongestSecretDays', why: 'malformed' }],
    })
  })

  test('what the user’s says badly does not matter where the computer’s says it well', () => {
    const HKLM = hive({ Language: text('fr') })
    const HKCU = hive({ Language: text('de') })
    expect(readPolicy({ HKLM, HKCU })).toEqual({ policy: { ...noPolicy, language: 'fr' }, faults: [] })
  })

  test('a person cannot choose the application that they sign in through', () => {
    const HKCU = hive({ SignInClientId: text(tenant) })
    expect(readPolicy({ HKLM: absent, HKCU })).toEqual({ policy: noPolicy, faults: [] })
  })

  test.each(['HKLM', 'HKCU'] as const)('a key of %s that cannot be read is not an absent one', (name) => {
    const other = hive({ Language: text('en') })
    const readings = { HKLM: other, HKCU: other, [name]: { state: 'unreadable' } as const }
    expect(readPolicy(readings)).toEqual({
      policy: { ...noPolicy, language: 'en' },
      faults: [{ hive: name, value: null, why: 'unreadable' }],
    })
  })
})
