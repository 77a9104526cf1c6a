import { keepDays } from '#core/handoff/kept-copy.ts'
import { day } from '#words/format/dates.ts'
import { keptCopyWords } from '#words/screens/kept-copy.ts'
import { forgettingWords } from '#words/screens/shell/forgetting.ts'
import type { Shell } from './shell.svelte.ts'

/** This computer's copy of the secret: until when it is kept, or that it was deleted. */
export class CopyState {
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get words() {
    return keptCopyWords[this.#shell.language]
  }

  get practice(): boolean {
    return this.#shell.session.practice
  }

  /** Whether the company has chosen for how long. */
  get isManaged(): boolean {
    return (this.#shell.view?.policy.copyDays ?? null) !== null
  }

  get body(): string {
    const { words } = this
    const until = this.#kept?.until
    if (this.practice || until === undefined) return words.bodyPractice
    return words.body(day(until, this.#shell.language))
  }

  get choices() {
    const kept = this.#kept?.days
    return keepDays.map((days) => ({ value: String(days), text: this.words.days(days), chosen: days === kept }))
  }

  readonly choose = (value: string): void => {
    const days = keepDays.find((one) => String(one) === value)
    if (days !== undefined) void this.#shell.ask('keepCopy', { days })
  }

  /** The sentence on the copies deleted when the assistant opened; `null` when there were none. */
  get forgotten(): string | null {
    const { session, mask } = this.#shell
    const copies = session.at === 'welcome' ? session.forgotten : []
    const names = copies.map(({ organization }) => mask.name(organization.name))
    const once = names.filter((name, place) => names.indexOf(name) === place)
    return once.length === 0 ? null : this.words.forgotten(once.join(', '))
  }

  /** The sentence on a pasted secret deleted when the assistant opened; `null` when there was none. */
  get forgottenPaste(): string | null {
    const { session, mask } = this.#shell
    const pastedFor = session.at === 'welcome' ? session.forgottenPaste : null
    return pastedFor === null ? null : this.words.pasted(mask.name(pastedFor))
  }

  /** What is said after everything was forgotten; `null` when the person has not asked for that. */
  get emptied(): { readonly text: string; readonly isAll: boolean } | null {
    const { session, language } = this.#shell
    const left = session.at === 'welcome' ? session.emptied : null
    if (left === null) return null
    const words = forgettingWords[language]
    const text = left.length === 0 ? words.emptied : left.map((what) => words.left[what]).join(' ')
    return { text, isAll: left.length === 0 }
  }

  get #kept() {
    const { session } = this.#shell
    return session.at === 'done' ? session.handoff.keep : null
  }
}
