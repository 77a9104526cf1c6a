import type { SessionAt } from '#core/session/session.ts'
import type { Plan } from '#core/provision/plan.ts'
import { removalWord } from '#words/screens/review/removal-word.ts'
import { removalWords } from '#words/screens/review/removal.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { RowExpansion } from './row-expansion.svelte.ts'
import type { PlanRow } from './plan-row.ts'
import { removalRows } from './removal-rows.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/** The review of a removal: what is removed, what stays, and the word that the person types to confirm. */
export class RemovalState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'review'>
  readonly #open = new RowExpansion(() => null)
  #typed = $state('')

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('review')
  }

  get words() {
    return removalWords[this.#shell.language]
  }

  get plan(): Plan {
    return this.#stage().plan
  }

  get lead(): string {
    const { language, mask } = this.#shell
    const review = reviewWords[language]
    const organization = mask.name(this.#stage().identity.organization.name)
    const counted = review.lead(0, 0, this.plan.changes.length, organization)
    return `${counted} ${this.#stops ? `**${this.words.stops}** ` : ''}${review.leadOne}`
  }

  get rows(): readonly PlanRow[] {
    const { language, mask, clock, copy, view } = this.#shell
    const input = {
      plan: this.plan,
      language,
      mask,
      now: clock.now,
      copyApplicationId: () => copy('applicationId'),
      copyServicePrincipalId: () => copy('servicePrincipalId'),
    }
    return removalRows(input, view?.signInApplication ?? '')
  }

  /** The sentences on what stays, because Microsoft Graph cannot remove it or because it is not ours. */
  get stays(): readonly string[] {
    const { found } = this.plan
    const { words } = this
    return [
      ...(this.#stops ? [words.ews] : []),
      ...(found.limited ? [words.scoped] : []),
      ...(found.adopted ? [words.adopted] : []),
      ...(this.#has('remove-sign-in-entry') ? [] : [words.signIn(this.#shell.view?.signInApplication ?? '')]),
    ]
  }

  isOpen(id: string): boolean {
    return this.#open.isOpen(id)
  }

  toggle(id: string): void {
    this.#open.toggle(id)
  }

  get word(): string {
    return removalWord[this.#shell.language]
  }

  get typed(): string {
    return this.#typed
  }

  get isTyped(): boolean {
    return this.#typed.trim().toLocaleUpperCase('fr') === this.word
  }

  readonly type = (text: string): void => {
    this.#typed = text
  }

  readonly remove = (): void => {
    if (this.isTyped) void this.#shell.ask('approve', { planId: this.plan.id, typed: this.#typed })
  }

  readonly keep = (): void => void this.#plan('present')

  readonly compare = (): void => void this.#plan('removed')

  /** Whether the removal stops Prextra, because it uses the application. */
  get #stops(): boolean {
    return this.plan.found.application !== null
  }

  #has(kind: Plan['changes'][number]['kind']): boolean {
    return this.plan.changes.some((change) => change.kind === kind)
  }

  #plan(aim: Plan['aim']): Promise<boolean> {
    return this.#shell.ask('plan', { secretEndsAt: null, aim, adopt: null, restore: null })
  }
}
