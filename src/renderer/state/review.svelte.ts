import type { Plan } from '#core/plan.ts'
import { day } from '#words/dates.ts'
import { reviewWords } from '#words/screens/review.ts'
import { lifetimes, sameDay } from './lifetime.ts'
import type { PlanRow } from './plan-row.ts'
import { planRows } from './plan-rows.ts'
import type { Shell } from './shell.svelte.ts'

export class ReviewState {
  readonly #shell: Shell
  /** The row that is open; until one is picked, the permission. */
  #open = $state<string | null | undefined>(undefined)

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get words() {
    return reviewWords[this.#shell.language]
  }

  get plan(): Plan {
    const { plan } = this.#shell.session
    if (!plan) throw new Error('no plan yet')
    return plan
  }

  /** `to-do`; `in-place`: on to the proof; `elsewhere`: delivered, and its value is not on this computer. */
  get kind(): 'to-do' | 'in-place' | 'elsewhere' {
    if (this.plan.changes.length > 0) return 'to-do'
    return this.plan.found.secret?.held ? 'in-place' : 'elsewhere'
  }

  get heading(): string {
    return this.kind === 'to-do' ? this.words.heading : this.words.nothing.heading
  }

  get lead(): string {
    const organization = this.#shell.mask.name(this.#shell.session.identity?.organization.name ?? '')
    if (this.kind !== 'to-do') return this.words.nothing.lead(organization)
    const { changes, found } = this.plan
    const removed = changes.filter(({ kind }) => kind === 'remove-secret').length
    const corrected = changes.filter(({ kind }) => kind === 'update-application').length
    const counted = this.words.lead(changes.length - removed - corrected, corrected, removed, organization)
    return `${counted} ${found.application ? this.words.leadOne : this.words.leadNew}`
  }

  get rows(): readonly PlanRow[] {
    const { language, mask, clock, copy } = this.#shell
    return planRows({
      plan: this.plan,
      language,
      mask,
      now: clock.now,
      copyApplicationId: () => copy('applicationId'),
      copyServicePrincipalId: () => copy('servicePrincipalId'),
    })
  }

  isOpen(id: string): boolean {
    return this.#open === undefined
      ? id === 'permission' && this.kind === 'to-do' && !this.plan.renew
      : this.#open === id
  }

  toggle(id: string): void {
    this.#open = this.isOpen(id) ? null : id
  }

  get lifetimes(): readonly { readonly value: string; readonly text: string; readonly chosen: boolean }[] {
    const { secret } = this.words
    return lifetimes(this.plan.secretEndsAt, this.#shell.clock.now).map(({ endsAt, kind, days }) => {
      const until = day(endsAt, this.#shell.language)
      const text =
        kind === 'days' ? secret.days(days, until) : kind === 'until-end' ? secret.untilEnd(until) : secret.other(until)
      return { value: endsAt, text, chosen: sameDay(endsAt, this.plan.secretEndsAt) }
    })
  }

  /** A delivered secret that is not on this computer: since when, until when, and what that means. */
  get elsewhere(): string | null {
    const { secret } = this.plan.found
    if (this.kind !== 'elsewhere' || !secret) return null
    const said = (at: string) => day(at, this.#shell.language)
    return this.words.nothing.elsewhere(said(secret.startsAt), said(secret.expiresAt))
  }

  get canRenew(): boolean {
    return this.kind === 'in-place' && this.plan.found.secret?.state === 'delivered'
  }

  readonly choose = (endsAt: string): void => {
    if (!sameDay(endsAt, this.plan.secretEndsAt))
      void this.#shell.ask('plan', { secretEndsAt: endsAt, renew: this.plan.renew })
  }

  readonly compare = (): void => void this.#shell.ask('plan', { secretEndsAt: null, renew: false })

  readonly renew = (): void => void this.#shell.ask('plan', { secretEndsAt: null, renew: true })

  readonly approve = (): void => void this.#shell.ask('approve', { planId: this.plan.id })

  readonly goToProof = (): void => void this.#shell.ask('goToProof', {})
}
