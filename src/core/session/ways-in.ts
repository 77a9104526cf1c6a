/** The ways in. `resume`: what was waited for on another day. `by-hand-kept`: the guide as it was left. */
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
