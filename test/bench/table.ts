import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os'
import { format, resolveConfig } from 'prettier'
import type { Figures } from './figures.ts'
import { type Limit, limits } from './limits.ts'

/** What stands around the part of docs/benchmarks.md that `npm run bench` writes. */
const begin = '<!-- npm run bench writes what follows -->'
const end = '<!-- npm run bench writes until here -->'

/** Returns docs/benchmarks.md with the figures of a run, and with the machine that it was made on. */
export async function pageWith(page: string, figures: Figures, day: string): Promise<string> {
  const [before = '', rest = ''] = page.split(begin)
  const [, after = ''] = rest.split(end)
  const rows = Object.entries(limits).map(([name, limit]) => row(name, limit, figures.get(name)))
  const written = [
    begin,
    `Measured on ${day}: ${machine()}.`,
    ['| figure | measured | at most | how it is taken |', '| --- | ---: | ---: | --- |', ...rows].join('\n'),
    end,
  ].join('\n\n')
  return format(`${before}${written}${after}`, {
    ...(await resolveConfig('docs/benchmarks.md')),
    parser: 'markdown',
  })
}

function row(name: string, limit: Limit, value: number | undefined): string {
  return `| ${name} | ${value === undefined ? 'not yet' : sayFigure(value, limit.unit)} | ${sayMost(limit)} | ${limit.how} |`
}

function sayMost({ atMost, unit }: Limit): string {
  return typeof atMost === 'number' ? sayFigure(atMost, unit) : `${atMost.times} × ${atMost.of}`
}

/** Returns a figure with its unit; three digits are enough for what is not counted. */
export function sayFigure(value: number, unit: string): string {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(3))
  return `${rounded.toLocaleString('en-CA')} ${unit}`
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  const gigabytes = Math.round(totalmem() / 1024 ** 3)
  return `${platform()} ${arch()}, ${availableParallelism()} × ${model}, ${gigabytes} GB of memory, Node ${process.versions.node}`
}
