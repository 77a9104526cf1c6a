import { authorizingRole, type RoleName } from '#core/access/profile.ts'
import type { AwaitLine } from '#core/ledger.ts'
import { pathOf } from '#core/session/session-path.ts'
import type { AssistantPath, DelegatedStepName, GuidePath, SessionAt } from '#core/session/session.ts'
import { duration, moment } from '#words/format/dates.ts'
import type { Language } from '#words/format/language.ts'
import { roles } from '#words/portal/roles.ts'
import { delegationWords, languageNames } from '#words/screens/delegation.ts'
import { scriptNames } from '#words/scripts/script-names.ts'
import type { ListedFact } from '../../parts/text/list-items.ts'
import type { Choosing } from '../../parts/inputs/choosing.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/** A step that needs a role which this person lacks: a page for somebody who has it, then a wait for the step. */
export class DelegationState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'delegation'>
  #picked = $state<Language | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('delegation')
  }

  get words() {
    return delegationWords[this.#shell.language]
  }

  get step(): DelegatedStepName {
    return this.#stage().step
  }

  get heading(): string {
    return this.waiting ? this.words.waiting.heading : this.words.headings[this.step]
  }

  get lead(): string {
    return this.waiting ? this.words.waiting.lead : this.words.leads[this.step]
  }

  get facts(): readonly ListedFact[] {
    const { words, step } = this
    const { language } = this.#shell
    const role = roles[language][step === 'consent' ? this.#smallest : roleOf[step]]
    const hasScript = step === 'allow-list' || step === 'limit'
    const script = hasScript ? scriptNames[this.language][scriptOf[step]] : words.noScript
    return [
      { name: words.role, value: words.orMore(role) },
      { name: words.says, value: words.saysBody },
      { name: words.script, value: script, mono: hasScript },
      { name: words.format, value: words.formatBody },
    ]
  }

  /** The least privileged role that may give the consent. */
  get #smallest(): RoleName {
    const path = this.#path
    if (!path) return 'global-administrator'
    const grantedBy = path.origin === 'guide' ? path.guide.profile.grantedBy : path.plan.found.grantedBy
    return grantedBy[0] ?? 'global-administrator'
  }

  /** The path that was left for it; `null` when nobody has signed in yet. */
  get #path(): AssistantPath | GuidePath | null {
    return pathOf(this.#stage())
  }

  /** The language of the person who receives the page. */
  get language(): Language {
    return this.#picked ?? this.#shell.language
  }

  get languages(): Choosing {
    const { language: label } = this.words
    const languages = languageNames[this.#shell.language]
    const option = (value: Language) => ({ value, text: languages[value], chosen: value === this.language })
    return {
      label,
      options: [option('fr'), option('en')],
      choose: (value) => {
        this.#picked = value === 'en' ? 'en' : 'fr'
      },
    }
  }

  get saved(): { readonly name: string; readonly when: string } | null {
    const { savedPage } = this.#stage()
    const { mask, language } = this.#shell
    if (!savedPage) return null
    const path = this.#path
    const domain = path?.origin === 'assistant' ? path.identity.organization.domain : ''
    const name = savedPage.fileName.replace(domain, mask.domain(domain))
    return { name, when: this.words.saved(moment(savedPage.savedAt, language)) }
  }

  get waiting(): boolean {
    return this.#shell.session.busy && this.step === 'consent' && this.#awaited !== null
  }

  get wait(): { readonly title: string; readonly note: string; readonly since: string; readonly next: string } {
    const { session, clock, language } = this.#shell
    const { waiting: words } = this.words
    const awaited = this.#awaited
    const left = session.waiting ? Date.parse(session.waiting.nextAt) - clock.now : 0
    return {
      title: words.title,
      note: words.note,
      since: awaited ? words.since(moment(awaited.since, language)) : '',
      next: left >= 1000 ? words.next(duration(left, language)) : words.now,
    }
  }

  get #awaited(): AwaitLine | null {
    return this.#path?.awaited ?? null
  }

  readonly save = (): void => void this.#shell.ask('savePage', { language: this.language })

  /**
   * Whether this is the consent on the path by hand. Nobody signed in there, so only the proof shows that it was given.
   */
  get #isGuided(): boolean {
    return this.#path?.origin === 'guide' && this.step === 'consent'
  }

  get then(): string {
    if (this.waiting) return this.words.waiting.then
    return this.#isGuided ? this.words.byHand.then : this.words.then[this.step]
  }

  get goOnName(): string {
    return this.#isGuided ? this.words.byHand.goOn : this.words.wait[this.step]
  }

  /** Waits for the delegated step, or goes back to where it was left, when it cannot be waited for. */
  readonly goOn = (): void => {
    const { step } = this
    const cannotWait = step === 'limit' || step === 'secrets' || step === 'sign-in' || this.#isGuided
    void this.#shell.ask(cannotWait ? 'back' : 'watch', {})
  }

  readonly checkNow = (): void => void this.#shell.ask('checkNow', {})

  readonly stop = (): void => void this.#shell.ask('stop', {})

  readonly later = (): void => void this.#shell.ask('close', {})
}

const roleOf = {
  'sign-in': authorizingRole,
  secrets: 'security-administrator',
  'allow-list': 'exchange-administrator',
  limit: 'exchange-administrator',
} as const

const scriptOf = { 'allow-list': 'allow-list', limit: 'scope' } as const
