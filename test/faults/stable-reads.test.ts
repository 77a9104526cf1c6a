import type { Fetch } from '#adapters/microsoft/transport.ts'
import { ProblemError } from '#core/problem.ts'
import { profiles, secretNamePrefix } from '#core/access/profile.ts'
import type { World } from '#core/ports.ts'
import type { Faults } from '#practice/faults/faults.ts'
import type { Computer } from '#support/faults/computer.ts'
import { createMemoryKeychain } from '#support/faults/memory-keychain.ts'
import { endedWith } from '#support/faults/observation.ts'
import { runRow, type Cell } from '#support/faults/row.ts'
import type { Trial } from '#support/faults/trial.ts'

const kinds = ['application', 'servicePrincipal', 'appRoleAssignment', 'passwordCredential'] as const
const all = (least: number, most: number) => Object.fromEntries(kinds.map((kind) => [kind, [least, most] as const]))

/** How late reads show what was made: each kind of read by itself. */
const lags: Readonly<Record<string, NonNullable<Faults['replication']>>> = {
  '0-2s': { seed: 3, seconds: all(0, 2) },
  '2-8s': { seed: 5, seconds: all(2, 8) },
  flapping: { seed: 7, seconds: all(1, 8), flapping: 1 },
  'list-against-get': { seed: 11, seconds: all(8, 8), views: ['list'] },
}

/** What the connection or the tenant does wrong while the writes are made. */
interface Wrong {
  readonly name: string
  /** Begins it at this site, and returns the way to it. */
  readonly begin: (trial: Trial) => Fetch
  /** Whether the reads find it out by themselves and put it right. */
  readonly isMended: boolean
}

/** Chromium repeats a request whose connection broke before the answer: both are carried out, the second one is answered. */
function repeated(trial: Trial, path: RegExp): Fetch {
  let isDone = false
  return async (url, init) => {
    if (!isDone && init.method === 'POST' && path.test(new URL(url).pathname)) {
      isDone = true
      await trial.site.fetch(url, init)
    }
    return trial.site.fetch(url, init)
  }
}

const wrongs: readonly Wrong[] = [
  { name: 'twin-secret', begin: (trial) => repeated(trial, /\/addPassword$/), isMended: true },
  {
    name: 'twin-application',
    begin: (trial) => {
      const upsert = { method: 'PATCH', url: 'https://graph.microsoft.com/v1.0/applications(uniqueName=*' }
      trial.site.mocks.push({ request: upsert, response: { statusCode: 405 } })
      return repeated(trial, /\/applications$/)
    },
    isMended: true,
  },
  {
    name: 'tag-lost',
    begin: (trial) => {
      // Graph says that it was written, and it was not.
      const patch = { method: 'PATCH', url: 'https://graph.microsoft.com/v1.0/applications/*', nth: 1 }
      trial.site.mocks.push({
        request: patch,
        response: { statusCode: 204, headers: [{ name: 'request-id', value: 'r' }] },
      })
      return trial.site.fetch
    },
    isMended: false,
  },
]

/** What is not right in the tenant at the moment of a sealing. */
function unstable({ site }: Trial): readonly string[] {
  const ours = site.tenant.state.applications.filter(({ displayName }) => displayName === profiles.ews.displayName)
  const secrets = ours.flatMap(({ passwordCredentials }) =>
    passwordCredentials.filter(({ displayName }) => displayName?.startsWith(secretNamePrefix)),
  )
  return [
    ...(ours.length === 1 ? [] : [`sealed beside ${String(ours.length)} applications`]),
    ...(secrets.length === 1 ? [] : [`sealed beside ${String(secrets.length)} secrets`]),
    ...ours.filter(({ tags }) => !tags.includes(profiles.ews.tag)).map(() => 'sealed without our tag'),
  ]
}

interface Scene {
  readonly trial: Trial
  readonly computer: Computer
  /** A second start of the assistant on the same computer. */
  readonly restarted: () => Promise<Computer>
  /** Lets no request of the first start come back any more, from the first look on. */
  readonly killAtFirstLook: () => Promise<void>
  readonly sealings: readonly string[]
}

/** What the person does as soon as the writes are made. */
const moves: Readonly<Record<string, (scene: Scene, wrong: Wrong) => Promise<readonly string[]>>> = {
  async 'hand-over'({ trial, computer }, { isMended }) {
    const { error } = await trial.run(computer)
    const isSlow = error instanceof ProblemError && error.problem.code === 'microsoft-slow'
    const unmet = isMended ? error === null : isSlow
    await trial.converge(computer)
    return unmet ? [] : [endedWith(error ?? 'done')]
  },
  async close({ trial, computer, restarted, sealings }) {
    // Closing asks, and then waits for the reads.
    await trial.attempt(
      computer,
      () => computer.make(),
      () => Promise.resolve([]),
    )
    const early = sealings.length > 0 ? ['sealed before the person handed over'] : []
    trial.site.mocks.length = 0
    const next = await restarted()
    await trial.run(next)
    await trial.converge(next)
    return early
  },
  async kill({ trial, restarted, killAtFirstLook }) {
    await killAtFirstLook()
    const next = await restarted()
    await trial.run(next)
    await trial.converge(next)
    return []
  },
}

function cell(wrong: Wrong, move: string, lag: string): Cell {
  return {
    id: `${wrong.name}/${move}/${lag}`,
    async run(open) {
      const trial = open({ faults: { replication: lags[lag] as NonNullable<Faults['replication']> } })
      const keychain = createMemoryKeychain()
      const sealings: string[] = []
      const through = (world: World): World => ({
        ...world,
        seal: (plain, recipients) => {
          sealings.push(...unstable(trial))
          return world.seal(plain, recipients)
        },
      })
      let killed: (() => void) | null = null
      let isGranted = false
      const way = wrong.begin(trial)
      const fetch: Fetch = async (url, init) => {
        if (url.endsWith('/$batch') && isGranted && killed) {
          killed()
          return new Promise(() => undefined)
        }
        const answer = await way(url, init)
        if (url.endsWith('/appRoleAssignedTo')) isGranted = true
        return answer
      }
      const computer = trial.computer({ keychain, fetch, through })
      await trial.signIn(computer)
      const scene: Scene = {
        trial,
        computer,
        sealings,
        restarted: async () => {
          const next = trial.computer({ keychain, through, folder: computer.folder })
          await trial.signIn(next)
          return next
        },
        killAtFirstLook: () =>
          new Promise((resolve) => {
            killed = resolve
            void computer.make()
          }),
      }
      const unmet = await (moves[move] as (typeof moves)[string])(scene, wrong)
      return { observed: trial.observe(), unmet: [...unmet, ...sealings] }
    },
  }
}

runRow(
  'stable-reads',
  wrongs.flatMap((wrong) =>
    Object.keys(moves).flatMap((move) => Object.keys(lags).map((lag) => cell(wrong, move, lag))),
  ),
  6,
)
