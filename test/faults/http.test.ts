import { alphabet, strike, type Fault } from '#support/faults/alphabet.ts'
import { callKinds, type CallKind } from '#support/faults/call-kinds.ts'
import type { Computer } from '#support/faults/computer.ts'
import { unexpectedEnd } from '#support/faults/expected-ends.ts'
import { createMemoryKeychain } from '#support/faults/memory-keychain.ts'
import type { End } from '#support/faults/observation.ts'
import { runRow, type Cell } from '#support/faults/row.ts'
import type { Trial } from '#support/faults/trial.ts'

const hourMs = 3_600_000

/** Does what must come before the fault, then the work during which it happens. */
async function live(trial: Trial, kind: CallKind, fault: Fault): Promise<{ computer: Computer; end: End }> {
  const { site } = trial
  const keychain = createMemoryKeychain()
  const computer = trial.computer({ keychain })
  const begin = () => {
    strike(site, fault, kind.request)
  }
  if (kind.during === 'sign-in') {
    begin()
    return { computer, end: await trial.signIn(computer) }
  }
  await computer.signIn()
  if (kind.during === 'renewal') {
    await computer.look()
    site.clock.forward(2 * hourMs)
  }
  if (kind.during === 'clean-up') {
    await computer.make()
    keychain.entries.clear()
  }
  if (kind.during === 'removal') await trial.run(computer)
  begin()
  return { computer, end: await trial.run(computer, kind.during === 'removal' ? 'removed' : 'present') }
}

const cells = callKinds.flatMap((kind) =>
  alphabet.map((fault): Cell => {
    const aim = kind.during === 'removal' ? 'removed' : 'present'
    return {
      id: `${kind.name}/${fault.name}`,
      async run(open) {
        const trial = open()
        const { computer, end } = await live(trial, kind, fault)
        const { struck } = trial.site
        // Microsoft asks to come back in an hour, and the person does.
        await trial.converge(computer, aim, fault.name === '429-an-hour' ? 2 * hourMs : undefined)
        const unmet = [...unexpectedEnd(kind, fault, end.error), ...(struck > 0 ? [] : ['nothing went wrong'])]
        return { observed: trial.observe(), unmet }
      },
    }
  }),
)

runRow('http', cells)
