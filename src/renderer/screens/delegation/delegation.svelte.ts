import type { DelegationView } from '#core/session/session.ts'
import { duration, moment } from '#words/format/dates.ts'
import type { Language } from '#words/format/language.ts'
import { roles } from '#words/portal/roles.ts'
import { delegationWords, languageNames } from '#words/screens/delegation.ts'
import { scriptNames } from '#words/scripts/script-names.ts'
import type { ListedFact } from '../../parts/text/listed.ts'
import type { Choosing } from '../../parts/inputs/choosing.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/** A step that needs a role which this person lacks: a message for who has it, then a wait until it is made. */
export class DelegationState {
  readonly #shell: Shell
  #picked = $state<Language | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get words() {
    return delegationWords[this.#shell.language]
  }

  get step(): DelegationView['step'] {
    return this.#delegation.step
  }

  get heading(): string {
    return this.words.headings[this.step]
  }

  get lead(): string {
    return this.words.leads[this.step]
  }

  get facts(): readonly ListedFact[] {
    const { words, step } = this
    const { language, session } = this.#shell
    const [smallest = 'global-administrator'] = session.guide?.profile.grantedBy ?? session.plan?.found.grantedBy ?? []
    const role = roles[language][step === 'consent' ? smallest : 'exchange-administrator']
    const script = step === 'consent' ? words.noScript : scriptNames[this.language][scriptOf[step]]
    return [
      { name: words.role, value: words.orMore(role) },
      { name: words.says, value: words.saysBody },
      { name: words.script, value: script, mono: step !== 'consent' },
      { name: words.format, value: words.formatBody },
    ]
  }

  /** The language of whoever reads it. */
  get language(): Language {
    return this.#picked ?? this.#shell.language
  }

  get languages(): Choosing {
    const { language: label } = this.words
    const languages = languageNames[this.#shell.language]
    const option = (value: Language) => ({ value, text: languages[value], chosen: value === this.language })
    return {
      ...{ label, options: [option('fr'), option('en')] },
      choose: (value) => {
        this.#picked = value === 'en' ? 'en' : 'fr'
      },
    }
  }

  get saved(): { readonly name: string; readonly when: string } | null {
    const { page } = this.#delegation
    const { mask, session, language } = this.#shell
    if (!page) return null
    const domain = session.identity?.organization.domain ?? ''
    const name = page.fileName.replace(domain, mask.domain(domain))
    return { name, when: this.words.saved(moment(page.savedAt, language)) }
  }

  get waiting(): boolean {
    return this.#shell.session.busy && this.step === 'consent' && this.#shell.session.awaited !== null
  }

  get wait(): { readonly title: string; readonly note: string; readonly since: string; readonly next: string } {
    const { session, clock, language } = this.#shell
    const { waiting: words } = this.words
    const left = session.waiting ? Date.parse(session.waiting.nextAt) - clock.now : 0
    return {
      ...{ title: words.title, note: words.note },
      since: session.awaited ? words.since(moment(session.awaited.since, language)) : '',
      next: left >= 1000 ? words.next(duration(left, language)) : words.now,
    }
  }

  readonly save = (): void => void this.#shell.ask('savePage', { language: this.language })

  /** Nobody signed in, by hand: a consent cannot be looked for, and the proof will show it. */
  get #isGuided(): boolean {
    return this.#shell.session.guide !== null && this.step === 'consent'
  }

  get then(): string {
    return this.#isGuided ? this.words.byHand.then : this.words.then[this.step]
  }

  get goOnName(): string {
    return this.#isGuided ? this.words.byHand.goOn : this.words.wait[this.step]
  }

  /** Goes on with what was handed over: waits until it is seen, or goes back to the limit or the guide. */
  readonly goOn = (): void => void this.#shell.ask(this.step === 'limit' || this.#isGuided ? 'back' : 'watch', {})

  readonly checkNow = (): void => void this.#shell.ask('checkNow', {})

  readonly stop = (): void => void this.#shell.ask('stop', {})

  readonly later = (): void => void this.#shell.ask('close', {})

  get #delegation(): DelegationView {
    const { delegation } = this.#shell.session
    if (!delegation) throw new Error('nothing is handed over yet')
    return delegation
  }
}

const scriptOf = { 'allow-list': 'allow-list', limit: 'scope' } as const
