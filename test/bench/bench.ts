import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { figuresOf, judge, type Judged, type Measured } from './figures.ts'
import { limits } from './limits.ts'
import { measurements } from './measurements.ts'
import { pageWith, sayFigure } from './table.ts'

/**
 * `npm run bench`: makes all measurements, or with `--only NAME` one, and writes out/bench/summary.json. A whole run also writes
 * its figures into docs/benchmarks.md; with `--check` it does not, and fails instead when a limit is passed.
 */
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, only: { type: 'string' } } })
const page = join('docs', 'benchmarks.md')

const chosen = Object.entries(measurements).filter(([name]) => values.only === undefined || values.only === name)
if (chosen.length === 0) throw new Error(`--only takes one of: ${Object.keys(measurements).join(', ')}`)

let measured: Measured = {}
const broken: string[] = []
for (const [name, measure] of chosen) {
  const startedAt = performance.now()
  try {
    measured = { ...measured, ...(await measure()) }
  } catch (error) {
    broken.push(name)
    print(
      `bench · ${name} · was not measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    )
  }
  print(`bench · ${name} · ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}

const figures = figuresOf(measured)
const judged = judge(figures, limits, values.only === undefined ? Object.keys(limits) : [])
for (const one of judged) print(`bench · ${one.name} · ${said(one)}`)
const failed = [...broken, ...judged.filter((one) => one.failed).map(({ name }) => name)]

mkdirSync(join('out', 'bench'), { recursive: true })
writeFileSync(join('out', 'bench', 'summary.json'), `${JSON.stringify({ ...measured, failed }, null, 2)}\n`)
if (!values.check && values.only === undefined) {
  writeFileSync(page, await pageWith(readFileSync(page, 'utf8'), figures, new Date().toISOString().slice(0, 10)))
}

print(`bench: ${figures.size} figures, ${failed.length} failed${failed.length > 0 ? `: ${failed.join(', ')}` : ''}`)
process.exitCode = broken.length > 0 || (values.check && failed.length > 0) ? 1 : 0

function said({ name, value, atMost, failed: isFailed }: Judged): string {
  const unit = limits[name]?.unit ?? ''
  const found = value === null ? 'not measured' : sayFigure(value, unit)
  const most = atMost === null ? 'compared with nothing' : `at most ${sayFigure(atMost, unit)}`
  return `${found} · ${most}${isFailed ? ' · FAILED' : ''}`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
