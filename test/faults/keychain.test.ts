import type { Keychain } from '#adapters/keychain/keychain.ts'
import { ProblemError, type ProblemCode } from '#core/problem.ts'
import { createMemoryKeychain } from '#support/faults/memory-keychain.ts'
import { endedWith } from '#support/faults/observation.ts'
import { keyringCell, keyringStates } from '#support/faults/real-keyring.ts'
import { runRow, type Cell } from '#support/faults/row.ts'
import type { Trial } from '#support/faults/trial.ts'

type Call = keyof Keychain

/** One way in which a call of the keychain fails. */
interface Spoilt {
  readonly name: string
  /** Returns what the call answers in its place; `real` carries the call out. */
  readonly answer: (call: Call, real: () => Promise<unknown>, trial: Trial) => Promise<unknown>
  /** The calls for which it is harmless, so that the run succeeds. */
  readonly harmlessAt?: readonly Call[]
}

/** Returns an answer that throws, possibly something that is no Error, as a library may. */
const fail = (thrown: unknown) => () =>
  Promise.resolve().then((): never => {
    throw thrown as Error
  })

const never = (trial: Trial) =>
  new Promise(() => {
    setImmediate(trial.site.clock.passLimits)
  })

/** Security matrix, row KC, at the level of the operating system's own calls. */
const alphabet: readonly Spoilt[] = [
  {
    name: 'refused',
    answer: fail(new Error('A specified logon session does not exist. It may already have been terminated.')),
  },
  { name: 'locked', answer: fail(new Error('Cannot create an item in a locked collection')) },
  {
    name: 'no-daemon',
    answer: fail(new Error('The name org.freedesktop.secrets was not provided by any .service files')),
  },
  { name: 'too-long', answer: fail(new Error('The stub received bad data.')) },
  { name: 'full', answer: fail(new Error('Not enough memory resources are available to process this command.')) },
  { name: 'hangs', answer: (_call, _real, trial) => never(trial) },
  {
    name: 'hangs-after-it-was-done',
    answer: async (_call, real, trial) => {
      await real()
      return never(trial)
    },
  },
  {
    name: 'altered',
    answer: async (call, real) => {
      const text = await real()
      return call === 'getPassword' && typeof text === 'string' ? `${text.slice(1)}?` : text
    },
    harmlessAt: ['setPassword', 'deletePassword'],
  },
  {
    name: 'vanished',
    answer: (call, real) => (call === 'deletePassword' ? real() : Promise.resolve(null)),
    harmlessAt: ['deletePassword'],
  },
  {
    name: 'empty-back',
    answer: async (call, real) => (await real(), call === 'getPassword' ? '' : true),
    harmlessAt: ['setPassword', 'deletePassword'],
  },
  { name: 'localized', answer: fail(new Error('Une session d\u0092ouverture sp�cifi�e n\u0092existe pas.')) },
  { name: 'throws-no-error', answer: fail('0x80090345') },
  { name: 'throws-nothing', answer: fail(undefined) },
  {
    name: 'delete-says-no',
    answer: (call, real) => real().then((said) => (call === 'deletePassword' ? false : said)),
    harmlessAt: ['getPassword', 'setPassword', 'deletePassword'],
  },
  {
    name: 'slow',
    answer: async (_call, real, trial) => {
      trial.site.clock.forward(15_000)
      await new Promise((resolve) => setImmediate(resolve))
      return real()
    },
    harmlessAt: ['getPassword', 'setPassword', 'deletePassword'],
  },
]

/** The place in a run where it happens: the call and the kind of account. */
interface Place {
  readonly name: string
  readonly call: Call
  readonly of: 'canary' | 'secret'
  readonly during: 'job' | 'clean-up' | 'removal'
  readonly ends: readonly ProblemCode[]
}

const places: readonly Place[] = [
  { name: 'S2-canary-write', call: 'setPassword', of: 'canary', during: 'job', ends: ['vault-unavailable'] },
  { name: 'S2-canary-read', call: 'getPassword', of: 'canary', during: 'job', ends: ['vault-unavailable'] },
  { name: 'S2-canary-delete', call: 'deletePassword', of: 'canary', during: 'job', ends: ['vault-unavailable'] },
  { name: 'S8-write', call: 'setPassword', of: 'secret', during: 'job', ends: ['vault-lost-secret'] },
  {
    name: 'S8-read-back',
    call: 'getPassword',
    of: 'secret',
    during: 'job',
    ends: ['vault-lost-secret', 'vault-unavailable'],
  },
  { name: 'S13-clean-up', call: 'deletePassword', of: 'secret', during: 'clean-up', ends: ['vault-unavailable'] },
  { name: 'S13-removal', call: 'deletePassword', of: 'secret', during: 'removal', ends: ['vault-unavailable'] },
]

function cell(place: Place, spoilt: Spoilt): Cell {
  const removing = place.during === 'removal'
  return {
    id: `${place.name}/${spoilt.name}`,
    async run(open) {
      const trial: Trial = open()
      const { site } = trial
      const memory = createMemoryKeychain()
      let armed = false
      const through = (call: Call, account: string, real: () => Promise<unknown>): Promise<unknown> => {
        const kind = account.startsWith('canary') ? 'canary' : 'secret'
        if (!armed || place.call !== call || place.of !== kind) return real()
        armed = false
        return spoilt.answer(call, real, trial)
      }
      const keychain = {
        entries: memory.entries,
        getPassword: (service: string, account: string) =>
          through('getPassword', account, () => memory.getPassword(service, account)),
        setPassword: (service: string, account: string, text: string) =>
          through('setPassword', account, () => memory.setPassword(service, account, text)),
        deletePassword: (service: string, account: string) =>
          through('deletePassword', account, () => memory.deletePassword(service, account)),
        findCredentials: (service: string) => memory.findCredentials(service),
      } as unknown as Keychain
      const computer = trial.computer({ keychain })
      await trial.signIn(computer)
      if (removing) await trial.run(computer)
      if (place.during === 'clean-up') {
        await computer.make()
        memory.entries.clear()
      }
      const asked = () => site.tenant.requests.filter(({ path }) => path.endsWith('/addPassword')).length
      const before = asked()
      armed = true
      const { error } = await trial.run(computer, removing ? 'removed' : 'present')
      const unmet: string[] = []
      const harmless = spoilt.harmlessAt?.includes(place.call) === true
      const code = error instanceof ProblemError ? error.problem.code : null
      if (harmless && error !== null) unmet.push(endedWith(error))
      if (!harmless && (code === null || !place.ends.includes(code))) unmet.push(endedWith(error))
      if (!harmless && place.of === 'canary' && asked() > before)
        unmet.push('a secret was made after the canary failed')
      const left = site.tenant.state.applications.flatMap((one) => one.passwordCredentials)
      if (!harmless && place.name.startsWith('S8') && left.length > 0) unmet.push('the secret was not taken back')
      armed = false
      await trial.converge(computer, removing ? 'removed' : 'present')
      return { observed: trial.observe(), unmet }
    },
  }
}

runRow('keychain', [
  ...places.flatMap((place) => alphabet.map((spoilt) => cell(place, spoilt))),
  // Only Linux has a keyring to lock. On Windows, Credential Manager is open while somebody is signed in.
  ...(process.platform === 'linux' ? keyringStates.map(keyringCell) : []),
])
