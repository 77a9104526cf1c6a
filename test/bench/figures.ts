import type { Limit } from './limits.ts'

/** What measurements found, in the form of out/bench/summary.json: numbers, in groups of one level at most. */
export type Measured = Readonly<Record<string, number | Readonly<Record<string, number>>>>

/** The same by name: `run.requests`, `longestTaskMs`. */
export type Figures = ReadonlyMap<string, number>

/** What a figure came to beside its limit. `atMost` is null when the figure that it is compared with was not measured. */
export interface Judged {
  readonly name: string
  /** Null when the figure was not measured. */
  readonly value: number | null
  readonly atMost: number | null
  readonly failed: boolean
}

export function figuresOf(measured: Measured): Figures {
  return new Map(
    Object.entries(measured).flatMap(([name, value]): (readonly [string, number])[] =>
      typeof value === 'number'
        ? [[name, value]]
        : Object.entries(value).map(([inner, number]) => [`${name}.${inner}`, number]),
    ),
  )
}

/**
 * Compares figures with their limits. Fails what is past its limit, what is not a number, and what has no limit; and each of
 * `wanted` that was not measured.
 */
export function judge(
  figures: Figures,
  limits: Readonly<Record<string, Limit>>,
  wanted: Iterable<string> = [],
): readonly Judged[] {
  return [...new Set([...wanted, ...figures.keys()])].map((name) => {
    const value = figures.get(name) ?? null
    const limit = limits[name]
    if (value === null || limit === undefined) return { name, value, atMost: null, failed: true }
    const atMost = mostOf(limit, figures)
    return { name, value, atMost, failed: !Number.isFinite(value) || value > (atMost ?? Infinity) }
  })
}

function mostOf({ atMost }: Limit, figures: Figures): number | null {
  if (typeof atMost === 'number') return atMost
  const other = figures.get(atMost.of)
  return other === undefined ? null : other * atMost.times
}
