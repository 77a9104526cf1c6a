import { expect, test, vi } from 'vitest'
import { Secret } from '#core/secret.ts'
import { createVirtualClock } from '#support/virtual-clock.ts'
import { createVault, type Keychain } from './keychain.ts'

const { signal } = new AbortController()
const unavailable = { no: { code: 'vault-unavailable', at: '2026-11-23T14:00:00.000Z' } }
const never = () => new Promise<never>(() => undefined)
const label = { kind: 'pending', until: '2027-05-22T14:00:00.000Z' } as const
const failing = () => Promise.reject(new Error('Le service est arrêté.'))

/** A keychain in memory, of which some calls answer otherwise. */
function open(change: Partial<Keychain> = {}) {
  const entries = new Map<string, string>()
  const clock = createVirtualClock()
  const keychain: Keychain = {
    getPassword: (service, account) => Promise.resolve(entries.get(`${service} ${account}`) ?? null),
    setPassword: (service, account, value) => {
      entries.set(`${service} ${account}`, value)
      return Promise.resolve()
    },
    deletePassword: (service, account) => Promise.resolve(entries.delete(`${service} ${account}`)),
    // As on Windows, where the search finds every service whose name begins so.
    findCredentials: (service) =>
      Promise.resolve(
        [...entries]
          .filter(([name]) => name.startsWith(service))
          .map(([name, password]) => ({ account: name.split(' ').at(-1) ?? '', password })),
      ),
    ...change,
  }
  let ids = 0
  const vault = createVault('prextra', clock, () => `0000-000${String(++ids)}`, keychain)
  return { vault, entries, clock }
}

test('keeps a value, gives it back and removes it', async () => {
  const { vault, entries } = open()
  const secret = new Secret('é~value')
  expect(await vault.read('account')).toEqual({ done: null })
  expect(await vault.write('account', secret, label)).toEqual({ done: null })
  expect([...entries]).toEqual([['prextra account', 'pending 2027-05-22T14:00:00.000Z\né~value']])
  const back = await vault.read('account')
  expect('done' in back && back.done?.equals(secret)).toBe(true)
  expect(await vault.remove('account')).toEqual({ done: null })
  expect(await vault.remove('account')).toEqual({ done: null })
  expect([...entries]).toEqual([])
})

test('a value that Windows could not keep is refused on every system', async () => {
  const { vault, entries } = open()
  const longest = 1_280 - `${label.kind} ${label.until}\n`.length
  expect(await vault.write('account', new Secret('x'.repeat(longest + 1)), label)).toEqual(unavailable)
  expect([...entries]).toEqual([])
  expect(await vault.write('account', new Secret('x'.repeat(longest)), label)).toEqual({ done: null })
})

test.each(['getPassword', 'setPassword', 'deletePassword'] as const)(
  'an error of %s is a refusal, whatever it says',
  async (call) => {
    const { vault } = open({ [call]: failing })
    const answers = {
      getPassword: () => vault.read('account'),
      setPassword: () => vault.write('account', new Secret('value'), label),
      deletePassword: () => vault.remove('account'),
    }
    expect(await answers[call]()).toEqual(unavailable)
  },
)

test('a keychain that asks the person and never answers is a refusal after the time limit', async () => {
  const { vault, clock } = open({ getPassword: never })
  const reading = vault.read('account')
  clock.ringAlarms()
  expect(await reading).toEqual(unavailable)
})

test('the canary leaves nothing behind, and is as long as a secret', async () => {
  const lengths: number[] = []
  const { vault, entries } = open({
    setPassword: (service, account, value) => {
      lengths.push(value.length)
      entries.set(`${service} ${account}`, value)
      return Promise.resolve()
    },
  })
  expect(await vault.canary(signal)).toEqual({ done: null })
  expect([[...entries], lengths]).toEqual([[], ['canary 2026-11-24T14:00:00.000Z\n'.length + 40]])
})

test.each([
  ['that cannot write', { setPassword: failing }],
  ['that cannot read', { getPassword: failing }],
  ['that gives back nothing', { getPassword: () => Promise.resolve(null) }],
  ['that gives back another value', { getPassword: () => Promise.resolve('another') }],
  ['that cannot remove', { deletePassword: failing }],
] satisfies [string, Partial<Keychain>][])('the canary refuses a keychain %s', async (_name, change) => {
  expect(await open(change).vault.canary(signal)).toEqual(unavailable)
})

test('the canary is removed even after a write that failed', async () => {
  const { vault, entries } = open({
    setPassword: (service, account, value) => {
      entries.set(`${service} ${account}`, value)
      return failing()
    },
  })
  expect(await vault.canary(signal)).toEqual(unavailable)
  expect([...entries]).toEqual([])
})

test('a canary after the person has stopped is not begun', async () => {
  const { vault, entries } = open()
  await expect(vault.canary(AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped')
  expect([...entries]).toEqual([])
})

test('finds its own entries with their labels, and none of a service whose name begins with its own', async () => {
  const { vault, entries } = open()
  await vault.write('tenant/app/key', new Secret('a value'), label)
  entries.set('prextra (exercice) tenant/app/practised', 'pending 2027-05-22T14:00:00.000Z\na value')
  expect(await vault.entries()).toEqual({ done: [{ account: 'tenant/app/key', label }] })
})

test.each([
  'a value',
  'pending 2027-05-22T14:00:00.000Z',
  'kept 2027-05-22T14:00:00.000Z\na value',
  'pending some-day\na value',
  'pending\na value',
  '',
])('an entry that says nothing of itself is never said to have a label: %j', async (text) => {
  const { vault, entries } = open()
  entries.set('prextra account', text)
  expect(await vault.entries()).toEqual({ done: [{ account: 'account', label: null }] })
})

test('a secret without a label is given whole', async () => {
  const { vault, entries } = open()
  entries.set('prextra account', 'a value')
  const held = await vault.read('account')
  expect('done' in held && held.done?.reveal()).toBe('a value')
})

test('another label leaves the secret as it is, and makes no entry', async () => {
  const { vault, entries } = open()
  const delivered = { kind: 'delivered', until: '2026-12-23T14:00:00.000Z' } as const
  expect(await vault.relabel('account', delivered)).toEqual({ done: false })
  expect([...entries]).toEqual([])
  await vault.write('account', new Secret('a value'), label)
  expect(await vault.relabel('account', delivered)).toEqual({ done: true })
  expect([...entries.values()]).toEqual(['delivered 2026-12-23T14:00:00.000Z\na value'])
})

test.each([
  ['does not give the entry', { getPassword: failing }],
  ['does not write it', { setPassword: failing }],
  ['forgets it', { setPassword: () => Promise.resolve() }],
] satisfies [string, Partial<Keychain>][])('another label is refused by a keychain that %s', async (_what, change) => {
  const { vault, entries } = open(change)
  entries.set('prextra account', 'a value')
  expect(await vault.relabel('account', label)).toEqual(unavailable)
})

test('an entry that cannot be read now hides no other, and says nothing of itself', async () => {
  const { vault, entries } = open({
    getPassword: (_service, account) => (account === 'locked' ? failing() : Promise.resolve('a value')),
  })
  for (const account of ['locked', 'open']) entries.set(`prextra ${account}`, 'a value')
  const accounts = ['locked', 'open'].map((account) => ({ account, label: null }))
  expect(await vault.entries()).toEqual({ done: accounts })
})

test('a keychain that does not list its entries is unavailable', async () => {
  const { vault } = open({ findCredentials: failing })
  expect(await vault.entries()).toMatchObject({ no: { code: 'vault-unavailable' } })
})

test('it is idle only once who had an answer asks nothing more', async () => {
  // The calls of other tests never end.
  vi.resetModules()
  const { createVault: createOwn, keychainIdle } = await import('./keychain.ts')
  const forgetting = { deletePassword: () => Promise.resolve(true) } as unknown as Keychain
  const vault = createOwn('prextra', createVirtualClock(), () => 'id', forgetting)
  const asked: string[] = []
  const asking = (async () => {
    for (const account of ['a', 'b', 'c']) {
      await vault.remove(account)
      asked.push(account)
    }
  })()
  await keychainIdle()
  expect(asked).toEqual(['a', 'b', 'c'])
  await asking
})
