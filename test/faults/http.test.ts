import type { Trial } from '#support/faults/trial.ts'
import { alphabet, rulesFor, type Fault } from '#support/faults/alphabet.ts'
import { callKinds, type CallKind } from '#support/faults/call-kinds.ts'
import type { Computer } from '#support/faults/computer.ts'
import { createMemoryKeychain } from '#support/faults/memory-keychain.ts'
import { runRow, type Cell } from '#support/faults/row.ts'

const hourMs = 3_600_000

/** What has been done before the fault, and what is being done when it comes. */
async function live(trial: Trial, kind: CallKind, fault: Fault): Promise<Computer> {
  const { site } = trial
  const keychain = createMemoryKeychain()
  const computer = trial.computer({ keychain })
  const strike = () => void site.mocks.push(...rulesFor(fault, kind.request))
  if (kind.during === 'sign-in') {
    strike()
    await trial.signIn(computer)
    return computer
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
  strike()
  await trial.run(computer, kind.during === 'removal' ? 'removed' : 'present')
  return computer
}

const cells = callKinds.flatMap((kind) =>
  alphabet.map((fault): Cell => {
    const aim = kind.during === 'removal' ? 'removed' : 'present'
    return {
      id: `${kind.name}/${fault.name}`,
      async run(open) {
        const trial = open()
        const computer = await live(trial, kind, fault)
        // A person who is told to come back in an hour does.
        await trial.converge(computer, aim, fault.name === '429-an-hour' ? 2 * hourMs : undefined)
        return { observed: trial.observe() }
      },
    }
  }),
)

runRow('http', cells)
