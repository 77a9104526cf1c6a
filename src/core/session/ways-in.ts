/**
 * The ways in that the welcome offers. `resume` goes on with a wait of another day, `by-hand-kept` with the kept guide.
 * `name-organization` first asks which organization it is, for who administers it from another one.
 */
export const waysIn = [
  'automatic',
  'name-organization',
  'practice',
  'manage',
  'resume',
  'by-hand',
  'by-hand-kept',
  'by-hand-practice',
] as const

export type WayIn = (typeof waysIn)[number]
