import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = join('out', 'handoff')

/** The rows of out/handoff/summary.json, and the fewest cases each must have run. */
const wanted = { vectors: 143, flips: 1, truncations: 1, names: 10_000, configs: 40, edits: 100_000 }
/** Rows that count for `failed` only. */
const others = ['endings', 'forgeries', 'kills', 'limits', 'scale']

/** Before the tests run: what an earlier run counted says nothing of this one. */
export function forgetCounts() {
  rmSync(join(folder, 'counts'), { recursive: true, force: true })
}

/**
 * Sums what each row of test/handoff wrote (test/support/counted.ts) into out/handoff/summary.json. A row that did not run, or
 * not all of it, is a failure; `testsFailed` are those that no row counts. Resolves with how many cells ran and failed.
 */
export function summarizeHandoff(testsFailed = 0) {
  const rows = readRows()
  const missing = [
    ...Object.entries(wanted).filter(([name, least]) => (rows.get(name)?.ran ?? 0) < least),
    ...others.map((name) => [name, 1]).filter(([name]) => !rows.has(name)),
  ].map(([name]) => name)
  // Eight flips a byte, a truncation a byte.
  if (rows.get('flips')?.ran !== 8 * (rows.get('truncations')?.ran ?? 0)) missing.push('flips')
  const counted = [...rows.values()].reduce((sum, { failed }) => sum + failed, 0)
  const failed = counted + missing.length + (counted === 0 ? testsFailed : 0)
  const ran = Object.fromEntries(Object.keys(wanted).map((name) => [name, rows.get(name)?.ran ?? 0]))
  writeFileSync(join(folder, 'summary.json'), JSON.stringify({ ...ran, failed }))
  for (const { row, first } of rows.values()) for (const what of first) console.error(`handoff · ${row} · ${what}`)
  for (const name of missing) console.error(`handoff · ${name} · has not run, or not all of it`)
  return { cells: [...rows.values()].reduce((sum, row) => sum + row.ran, 0), failed }
}

function readRows() {
  const counts = join(folder, 'counts')
  mkdirSync(counts, { recursive: true })
  const rows = readdirSync(counts).map((name) => JSON.parse(readFileSync(join(counts, name), 'utf8')))
  return new Map(rows.map((row) => [row.row, row]))
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { cells, failed } = summarizeHandoff()
  console.log(`handoff: ${cells} cells, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}
