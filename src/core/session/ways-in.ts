/**
 * The ways in that the welcome offers. `resume` goes on with a wait of another day, `by-hand-kept` with the kept guide.
 */
export const waysIn = [
  'automatic',
  'practice',
  'manage',
  'resume',
  'by-hand',
  'by-hand-kept',
  'by-hand-practice',
] as const

export type WayIn = (typeof waysIn)[number]
