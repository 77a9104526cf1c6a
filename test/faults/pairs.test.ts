import { seededRandom } from '#practice/tenant/random.ts'
import { alphabet, type Fault } from '#support/faults/alphabet.ts'
import { strikeAt } from '#support/faults/counting.ts'
import { runRow, type Cell } from '#support/faults/row.ts'

const runs = 400
const hourMs = 3_600_000
/**
 * The number of requests among which faults are placed. A job sends about 21, a removal about 19, and more after a
 * fault.
 */
const places = 28

/** Returns a cell with two faults in one run, chosen by a seed. One run in four is a removal. */
function cell(seed: number): Cell {
  const random = seededRandom(seed)
  const draw = (): readonly [number, Fault] => [
    1 + Math.floor(random() * places),
    alphabet[Math.floor(random() * alphabet.length)] as Fault,
  ]
  const faults = new Map([draw(), draw()])
  const removing = seed % 4 === 0
  const told = [...faults].map(([at, { name }]) => `${name}@${at}`).join('+')
  return {
    id: `${seed}-${removing ? 'removal' : 'job'}-${told}`,
    async run(open) {
      const trial = open()
      const computer = trial.computer()
      await computer.signIn()
      if (removing) await trial.run(computer)
      strikeAt(trial.site, faults)
      await trial.run(computer, removing ? 'removed' : 'present')
      trial.site.watch = () => undefined
      const toldToWait = [...faults.values()].some(({ name }) => name === '429-an-hour')
      await trial.converge(computer, removing ? 'removed' : 'present', toldToWait ? 2 * hourMs : undefined)
      return { observed: trial.observe() }
    },
  }
}

runRow(
  'pairs',
  Array.from({ length: runs }, (_, place) => cell(place + 1)),
)
