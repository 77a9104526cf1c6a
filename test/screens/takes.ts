import type { Language } from '#core/language.ts'
import type { CheckName, InView } from './in-page/checks.ts'

/** One way in which every scene is shown. */
export interface Take {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly scheme: 'light' | 'dark'
  readonly language: Language
  readonly forced?: boolean
  readonly share?: boolean
  /** How much of the task must be seen without scrolling; `null` where the window is smaller than the design goes. */
  readonly inView: InView | null
  /** Whether its pictures are in the overview. */
  readonly isPictured?: boolean
}

const large = { width: 1120, height: 760, inView: 'whole' } as const

/**
 * The looks, at the window's usual size; then French at what Windows leaves to a window beside its task bar, on a screen
 * of 1366 × 768 at 100, 125 and 150 %; at the smallest window; and at a zoom of 400 %.
 */
export const takes: readonly Take[] = [
  { name: 'fr-light', ...large, scheme: 'light', language: 'fr', isPictured: true },
  { name: 'fr-dark', ...large, scheme: 'dark', language: 'fr', isPictured: true },
  { name: 'fr-forced', ...large, scheme: 'dark', language: 'fr', forced: true, isPictured: true },
  { name: 'en-light', ...large, scheme: 'light', language: 'en', isPictured: true },
  { name: 'en-dark', ...large, scheme: 'dark', language: 'en' },
  { name: 'en-forced', ...large, scheme: 'dark', language: 'en', forced: true },
  { name: 'fr-share', ...large, scheme: 'light', language: 'fr', share: true },
  { name: 'fr-100', width: 1366, height: 728, inView: 'whole', scheme: 'light', language: 'fr', isPictured: true },
  { name: 'fr-125', width: 1092, height: 566, inView: 'whole', scheme: 'light', language: 'fr', isPictured: true },
  { name: 'fr-150', width: 910, height: 464, inView: 'beginning', scheme: 'light', language: 'fr', isPictured: true },
  {
    name: 'fr-smallest',
    width: 720,
    height: 560,
    inView: 'beginning',
    scheme: 'light',
    language: 'fr',
    isPictured: true,
  },
  { name: 'fr-zoomed', width: 280, height: 190, inView: null, scheme: 'light', language: 'fr', isPictured: true },
]

const always = ['sideways', 'text', 'links', 'errors', 'heading', 'live', 'primary'] as const

/** What is looked at in a take. */
export function checksIn({ share = false, inView, width }: Take): readonly CheckName[] {
  return [
    ...always,
    ...(inView === null ? [] : (['view'] as const)),
    ...(width >= 720 ? (['targets'] as const) : []),
    ...(share ? (['shared'] as const) : []),
  ]
}

/**
 * Which rules axe looks at. All of them once in each language; elsewhere those that colours and sizes decide, as the rest
 * is the same page.
 */
export function axeIn({ scheme, share = false, width }: Take): 'all' | 'drawn' | 'none' {
  if (share || width < 720) return 'none'
  return scheme === 'light' && width === large.width ? 'all' : 'drawn'
}
