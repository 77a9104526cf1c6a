import { alphabet, type Fault } from '#support/faults/alphabet.ts'
import { countRequests, strikeAt } from '#support/faults/counting.ts'
import { runRow, type Cell } from '#support/faults/row.ts'
import { openTrial, type Trial } from '#support/faults/trial.ts'

const hourMs = 3_600_000

async function delivered(trial: Trial) {
  const computer = trial.computer()
  await computer.signIn()
  await trial.run(computer)
  return computer
}

/** Returns the number of requests of a removal, by counting those of one. */
async function countPlaces(): Promise<number> {
  const trial = openTrial()
  const computer = await delivered(trial)
  return countRequests(trial.site, () => trial.run(computer, 'removed'))
}

function cell(at: number, fault: Fault): Cell {
  return {
    id: `${at}-${fault.name}`,
    async run(open) {
      const trial = open()
      const computer = await delivered(trial)
      strikeAt(trial.site, new Map([[at, fault]]))
      await trial.run(computer, 'removed')
      trial.site.watch = () => undefined
      await trial.converge(computer, 'removed', fault.name === '429-an-hour' ? 2 * hourMs : undefined)
      return { observed: trial.observe(), unmet: trial.site.struck > 0 ? [] : ['nothing went wrong'] }
    },
  }
}

const places = await countPlaces()
const cells = Array.from({ length: places }, (_, place) =>
  // At every request there is a cell with a lost answer, and one with three other faults in turn.
  [
    alphabet.find(({ name }) => name === 'reset-after-commit') as Fault,
    ...[0, 1, 2].map((turn) => alphabet[(place * 3 + turn) % alphabet.length] as Fault),
  ].map((fault) => cell(place + 1, fault)),
).flat()

runRow('removal', [...new Map(cells.map((one) => [one.id, one])).values()])
