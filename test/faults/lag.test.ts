import { ProblemError } from '#core/problem.ts'
import type { Lagging, Replication } from '#practice/tenant/replication.ts'
import { endedWith } from '#support/faults/observation.ts'
import { runRow, type Cell } from '#support/faults/row.ts'
import type { SiteOptions } from '#support/faults/site.ts'

const kinds = ['application', 'servicePrincipal', 'appRoleAssignment', 'passwordCredential'] as const

/** Returns a cell. With `mayBeSlow` it may also end in `microsoft-slow`, as the lag may be longer than a run waits. */
function cell(id: string, faults: NonNullable<SiteOptions['faults']>, mayBeSlow = false): Cell {
  return {
    id,
    async run(open) {
      const trial = open({ faults })
      const computer = trial.computer()
      await computer.signIn()
      const { error } = await trial.run(computer)
      await trial.converge(computer)
      // A lag of Entra's replication is waited for, and is no failure.
      const isSlow = mayBeSlow && error instanceof ProblemError && error.problem.code === 'microsoft-slow'
      return { observed: trial.observe(), unmet: error === null || isSlow ? [] : [endedWith(error)] }
    },
  }
}

function replicated(id: string, seconds: Replication['seconds'], flapping: number, seed = 1): Cell {
  const longest = Math.max(...Object.values(seconds).map(([, most]) => most))
  return cell(id, { replication: { seed, seconds, flapping } }, longest * (flapping > 0 ? 3 : 1) > 300)
}

const all = (least: number, most: number): Replication['seconds'] =>
  Object.fromEntries(kinds.map((kind): [Lagging, readonly [number, number]] => [kind, [least, most]]))

const cells = [
  ...kinds.flatMap((kind) =>
    [0, 5, 30, 180].flatMap((seconds) =>
      [0, 1].map((flapping) =>
        replicated(`${kind}-${seconds}s${flapping ? '-flapping' : ''}`, { [kind]: [seconds, seconds] }, flapping),
      ),
    ),
  ),
  ...[5, 30, 180].flatMap((seconds) =>
    [0, 1].map((flapping) =>
      replicated(`everything-${seconds}s${flapping ? '-flapping' : ''}`, all(seconds, seconds), flapping),
    ),
  ),
  // Each view of an object has its own lag, so that a list may have it while a read does not, or the reverse.
  ...Array.from({ length: 12 }, (_, place) => replicated(`views-disagree-${place + 1}`, all(0, 60), 0.5, place + 1)),
  ...kinds.flatMap((kind) => [1, 3].map((looks) => cell(`${kind}-${looks}-looks`, { lag: { [kind]: looks } }))),
]

runRow('lag', cells)
