import { pathToFileURL } from 'node:url'

/** Prints the figures of a file of test/bench when that file is run by itself, and not by `npm run bench`. */
export async function printAlone(url: string, measure: () => Promise<object>): Promise<void> {
  if (url !== pathToFileURL(process.argv[1] ?? '').href) return
  process.stdout.write(`${JSON.stringify(await measure(), null, 2)}\n`)
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN
  return (lower + upper) / 2
}
