import { exemptionScopes } from '#core/provision/exemption.ts'
import { exemptionsOf } from '#core/provision/tags.ts'
import { smallCompany } from '#practice/company/seed.ts'
import { alphabet, strike, type Fault } from '#support/faults/alphabet.ts'
import { countRequests } from '#support/faults/counting.ts'
import type { Computer } from '#support/faults/computer.ts'
import { createMemoryKeychain, type MemoryKeychain } from '#support/faults/memory-keychain.ts'
import { runRow, type Cell, type Outcome } from '#support/faults/row.ts'
import { openTrial, type Trial } from '#support/faults/trial.ts'

/** A tenant that forbids client secrets, in which the application is exempted while its secret is made. */
const forbidding = { seed: { ...smallCompany, newSecrets: { forbidden: true, longestDays: 90 } } }

async function opened(trial: Trial, keychain: MemoryKeychain = createMemoryKeychain()): Promise<Computer> {
  const computer = trial.computer({ keychain, options: { exemption: 'own' } })
  await trial.signIn(computer)
  await computer.allow(exemptionScopes)
  return computer
}

/** What is wrong with the exemptions: none may be forgotten while it is in force and, at the end, none may be left. */
function exemptionFaults({ site }: Trial, isEnd: boolean): readonly string[] {
  const { policies, applications } = site.tenant.state
  const tags = applications.flatMap(exemptionsOf)
  const forgotten = policies.filter(({ displayName }) => !tags.some((id) => displayName.endsWith(id)))
  return [
    ...forgotten.map(({ displayName }) => `no tag names ${displayName}`),
    ...(isEnd && policies.length > 0 ? [`${policies.length} policies are left`] : []),
    ...(isEnd && tags.length > 0 ? [`${tags.length} exemptions are tagged`] : []),
  ]
}

const cut = (when: 'before' | 'after'): Fault => ({ name: `cut-${when}`, effect: `reset-${when}-commit` })
const named = (...names: readonly string[]) => alphabet.filter(({ name }) => names.includes(name))
const faults: readonly Fault[] = [
  cut('before'),
  cut('after'),
  { name: '403-page-after', response: { statusCode: 403 }, effect: 'html-page-after-commit' },
  ...named('503-after-commit', '404', '429-bare'),
]

/** The nth request of the run meets the fault; after a cut, nothing comes through any more. */
function cell(nth: number, fault: Fault): Cell {
  return {
    id: `request-${nth}-${fault.name}`,
    async run(open) {
      const trial = open(forbidding)
      const { site } = trial
      const keychain = createMemoryKeychain()
      const computer = await opened(trial, keychain)
      let count = 0
      site.watch = ({ url, method }) => {
        count += 1
        if (count === nth) strike(site, fault, { url, method })
        else if (count > nth && fault.name.startsWith('cut')) strike(site, cut('before'), { url, method })
      }
      await trial.run(computer)
      site.watch = () => undefined
      return runAgain(trial, keychain)
    },
  }
}

/** Whether alone or as a part of a batch, the nth read of the run meets the fault. */
function readCell(nth: number, fault: Fault): Cell {
  return {
    id: `read-${nth}-${fault.name}`,
    async run(open) {
      const trial = open(forbidding)
      const keychain = createMemoryKeychain()
      const computer = await opened(trial, keychain)
      strike(trial.site, fault, anyRead, nth)
      await trial.run(computer)
      return runAgain(trial, keychain)
    },
  }
}

const anyRead = { method: 'GET', url: 'https://graph.microsoft.com/v1.0/*' } as const

async function runAgain(trial: Trial, keychain: MemoryKeychain): Promise<Outcome> {
  const { site } = trial
  const unmet = [...exemptionFaults(trial, false), ...(site.struck > 0 ? [] : ['nothing went wrong'])]
  site.mocks.length = 0
  // The next run is somebody's on the same computer, as after a crash.
  const next = await opened(trial, keychain)
  await trial.run(next)
  await trial.converge(next)
  return { observed: trial.observe(), unmet: [...unmet, ...exemptionFaults(trial, true)] }
}

const whole = openTrial(forbidding)
const first = await opened(whole)
const { tenant } = whole.site
const countReads = () =>
  tenant.parts.length +
  tenant.requests.filter(({ method, host }) => method === 'GET' && host.startsWith('graph.')).length
const before = countReads()
const requests = await countRequests(whole.site, () => whole.run(first))
const reads = countReads() - before
const upTo = (count: number) => Array.from({ length: count }, (_, place) => place + 1)

runRow(
  'exemption',
  [
    ...upTo(requests).flatMap((nth) => faults.map((fault) => cell(nth, fault))),
    ...upTo(reads).flatMap((nth) =>
      faults.filter(({ name }) => !name.startsWith('cut')).map((fault) => readCell(nth, fault)),
    ),
  ],
  61,
)
