/** A section of the contents: its name among the words, and the pages that are written in docs/fr and docs/en. */
interface Section {
  readonly id: 'start' | 'ways' | 'steps' | 'know' | 'cdid'
  readonly pages: readonly string[]
  /** `site`: pages for CDID's own people, which the application does not show. */
  readonly only?: 'site'
}

const automatic = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']
const byHand = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9']
const others = ['r1', 'r2', 'r3', 'n1']

/** Every page that a person writes, in the order of the contents. */
export const sections: readonly Section[] = [
  { id: 'start', pages: ['index', 'before-you-start', 'install', 'practice'] },
  { id: 'ways', pages: ['automatic', 'by-hand', 'manage', 'delegate', 'limit'] },
  { id: 'steps', pages: ['00', ...automatic, ...byHand, ...others].map((code) => `steps/${code}`) },
  { id: 'know', pages: ['tenant-changes', 'security', 'faq', 'accessibility'] },
  { id: 'cdid', pages: ['help-page', 'reception'], only: 'site' },
]
