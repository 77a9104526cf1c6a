import { organizationOf } from '#core/session/session-path.ts'
import type { DocumentName } from '#core/session/saved-document.ts'
import { time } from '#words/format/dates.ts'
import { exportWords } from '#words/screens/exports.ts'
import type { Shell } from './shell.svelte.ts'

/** One document that can be saved, and the last save of it. */
export class Saving {
  readonly #shell: Shell
  readonly #document: DocumentName
  #isAsked = $state(false)

  constructor(shell: Shell, document: DocumentName) {
    this.#shell = shell
    this.#document = document
  }

  get words() {
    return exportWords[this.#shell.language]
  }

  /**
   * The time and the file name of the last save; `null` before one. The folder is not shown, as the screen may be
   * shared.
   */
  get saved(): string | null {
    const { session, mask, language } = this.#shell
    const found = session.saved.find(({ document }) => document === this.#document)
    if (!found) return null
    const domain = organizationOf(session)?.domain ?? ''
    const name = domain === '' ? found.fileName : found.fileName.replace(domain, mask.domain(domain))
    return this.words.saved(time(found.savedAt, language), name)
  }

  /** What a screen reader is told: a save that was made while the screen is shown, and not one from before. */
  get news(): string {
    return this.#isAsked ? (this.saved ?? '') : ''
  }

  readonly save = (): void => {
    this.#isAsked = true
    void this.#shell.ask('save', { document: this.#document })
  }
}
