import type { SessionAt } from '#core/session/session.ts'
import { lastAllowedEnd } from '#core/session/obey-policy.ts'
import { noPolicy } from '#core/policy/settings.ts'
import type { Input } from '#contract/calls.ts'
import { hasEnded, profiles, type Profile } from '#core/access/profile.ts'
import type { Change } from '#core/provision/change.ts'
import type { Plan } from '#core/provision/plan.ts'
import { day } from '#words/format/dates.ts'
import { sayEwsEnd } from '#words/format/ews-end.ts'
import { disabledWords } from '#words/screens/review/disabled.ts'
import { renewalWords } from '#words/screens/review/renewal.ts'
import { keptCopyWords } from '#words/screens/kept-copy.ts'
import { changeActions } from '#words/screens/review/changes.ts'
import { planItemWords } from '#words/screens/review/plan-items.ts'
import { manifestJson } from '#words/portal/manifest.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import type { Choosing } from '../../parts/inputs/choosing.ts'
import { disabledNotice, type DisabledNotice } from './disabled-notice.ts'
import { daysOf, isBinding, lifetimes, sameDay } from './lifetime.ts'
import { RowExpansion } from './row-expansion.svelte.ts'
import { changeOf, type PlanRow } from './plan-row.ts'
import { planRows } from './plan-rows.ts'
import { choicesIn, Questions } from './questions.svelte.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

export interface PolicyNotice {
  readonly text: string
  readonly intent: 'info' | 'warning'
  readonly ways: readonly { readonly name: string; readonly press: () => void }[]
}

/** The changes that are about the permissions in the manifest. */
const manifestChanges: readonly Change['kind'][] = ['create-application', 'update-application', 'grant']

export class ReviewState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'review'>
  readonly questions: Questions
  readonly #open = new RowExpansion(() => (changeOf(this.plan, 'grant') ? 'permission' : null))
  /** Whether a confirmation was just recorded, so that its result is shown. */
  #recorded = $state(false)

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('review')
    this.questions = new Questions(shell, (answers) => void this.#again({ ...answers }))
  }

  get words() {
    return reviewWords[this.#shell.language]
  }

  get renewal() {
    return renewalWords[this.#shell.language]
  }

  get plan(): Plan {
    return this.#stage().plan
  }

  /**
   * What the plan leads to. `to-do`: changes. `in-place`: the proof. `to-hand-over`: only the consent of somebody else
   * is missing. `elsewhere`: nothing, as the secret's value is not on this computer.
   */
  get kind(): 'to-do' | 'in-place' | 'to-hand-over' | 'elsewhere' {
    if (this.plan.changes.length > 0) return 'to-do'
    if (!this.plan.found.consented) return 'to-hand-over'
    return this.plan.found.secret?.held ? 'in-place' : 'elsewhere'
  }

  get isRenewal(): boolean {
    return this.plan.aim === 'renewed' && changeOf(this.plan, 'create-secret') !== undefined
  }

  get heading(): string {
    if (this.kind !== 'to-do' && this.disabled) return disabledWords[this.#shell.language].heading
    if (this.kind === 'to-hand-over') return this.words.delegation.heading
    if (this.kind !== 'to-do') return this.words.inPlace.heading
    return this.isRenewal ? this.renewal.heading : this.words.heading
  }

  get lead(): string {
    const organization = this.#shell.mask.name(this.#stage().identity.organization.name)
    if (this.kind !== 'to-do' && this.disabled) return disabledWords[this.#shell.language].lead(organization)
    if (this.kind === 'to-hand-over') return this.words.delegation.lead(organization)
    if (this.kind !== 'to-do') return this.words.inPlace.lead(organization)
    const { changes, found } = this.plan
    if (changeOf(this.plan, 'restore-application')) {
      return `${this.words.leadRestore(organization)} ${this.words.leadOne}`
    }
    const counts = (...actions: readonly string[]) =>
      changes.filter(({ kind }) => actions.includes(changeActions[kind])).length
    const [removed, corrected] = [counts('remove'), counts('correct', 'enable')]
    const counted = this.words.lead(changes.length - removed - corrected, corrected, removed, organization)
    const what = this.isRenewal ? this.renewal.lead : found.application ? this.words.leadOne : this.words.leadNew
    return `${counted} ${what}`
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
    return this.#open.isOpen(id)
  }

  toggle(id: string): void {
    this.#open.toggle(id)
  }

  get #items() {
    return planItemWords[this.#shell.language]
  }

  /** The choices that the table offers. */
  get choices(): Readonly<Record<'lifetime' | 'profile', Choosing>> {
    return {
      lifetime: { label: this.#items.secret.life, options: this.lifetimes, choose: this.choose },
      profile: { label: this.#items.permission.choice, options: this.#profiles, choose: this.chooseProfile },
    }
  }

  get #profile(): Profile {
    return profiles[this.plan.found.profile]
  }

  get lifetimes(): Choosing['options'] {
    const { secret } = this.#items
    return lifetimes(this.#profile, this.#endsAt, this.#shell.clock.now, this.#longestMs).map(
      ({ endsAt, kind, days }) => {
        const until = day(endsAt, this.#shell.language)
        const text =
          kind === 'days'
            ? secret.days(days, until)
            : kind === 'until-end'
              ? secret.untilEnd(until)
              : secret.other(until)
        return { value: endsAt, text, chosen: sameDay(endsAt, this.#endsAt) }
      },
    )
  }

  /** The longest life of a secret that the tenant's policy and the company's allow; `null` when neither limits it. */
  get #longestMs(): number | null {
    const { now } = this.#shell.clock
    const last = lastAllowedEnd(this.#shell.view?.policy ?? noPolicy, now)
    const both = [this.plan.found.longestSecretMs, last === null ? null : Date.parse(last) - now]
    const limits = both.filter((ms) => ms !== null)
    return limits.length === 0 ? null : Math.min(...limits)
  }

  /** The reason why a new secret may not live longer; `null` when nothing limits it or none is made. */
  get limit(): string | null {
    if (!changeOf(this.plan, 'create-secret')) return null
    const { longestSecretMs } = this.plan.found
    const binding = longestSecretMs !== null && isBinding(this.#profile, longestSecretMs, this.#shell.clock.now)
    if (binding) return this.renewal.policy(daysOf(longestSecretMs))
    if (!this.#isEws || this.#hasEwsEnded) return null
    return `${sayEwsEnd(this.#shell.clock.now, this.#shell.language)} ${this.words.ends}`
  }

  /** The notice above the table; `null` when there is none. */
  get notice(): string | null {
    const { secret, retiring } = this.plan.found
    if (this.plan.consentDelegated && this.kind === 'to-do') return this.words.delegation.delegated
    if (this.#isEws && this.#hasEwsEnded) return sayEwsEnd(this.#shell.clock.now, this.#shell.language)
    if (this.#recorded && secret?.confirmed) return this.#confirmed(secret.held, retiring !== null)
    if (this.kind !== 'elsewhere' || !secret) return null
    if (this.isRetiring) return this.renewal.underWay
    const said = (at: string) => day(at, this.#shell.language)
    return this.words.inPlace.valueNotHere(said(secret.startsAt), said(secret.expiresAt))
  }

  /** What is said of a policy that forbids the secret of this plan, and the ways on; `null` when none is known to. */
  get policy(): PolicyNotice | null {
    if (!changeOf(this.plan, 'create-secret')) return null
    const { secrets } = this.words
    const { exemption, found } = this.plan
    if (exemption === 'own') {
      return { text: secrets.own, intent: 'info', ways: [{ name: secrets.takeBack, press: this.keepPolicy }] }
    }
    if (exemption === 'none' && found.secretPolicy !== 'forbids') return null
    const text = exemption === 'none' ? secrets.forbidden : secrets.delegated
    // The page for a colleague names the application, so it must exist.
    const ask = found.application === null ? [] : [{ name: secrets.ask, press: this.askExemption }]
    return { text, intent: 'warning', ways: [{ name: secrets.exempt, press: this.exempt }, ...ask] }
  }

  /** What is said of a service principal that is disabled; `null` when none is. */
  get disabled(): DisabledNotice | null {
    return disabledNotice(this.plan, this.#shell.language)
  }

  /** Whether two delivered secrets are there. A third one is then not offered. */
  get isRetiring(): boolean {
    const { secret, retiring } = this.plan.found
    return retiring !== null && secret?.state === 'delivered'
  }

  get canRenew(): boolean {
    return this.kind === 'in-place' && this.plan.found.secret?.state === 'delivered' && !this.isRetiring
  }

  /** Whether CDID's confirmation can be recorded, which only a computer that holds the secret can check. */
  get canRecord(): boolean {
    const { secret } = this.plan.found
    return this.kind === 'in-place' && secret?.state === 'delivered' && !secret.confirmed
  }

  /** Whether the consent is among the changes, so that it can be left to somebody with another role. */
  get canHandOver(): boolean {
    return changeOf(this.plan, 'grant') !== undefined
  }

  get canTakeBack(): boolean {
    return this.plan.consentDelegated && !this.plan.found.consented
  }

  /** Whether CDID's answer was opened in the history, and is recorded here. */
  get isAnswered(): boolean {
    return this.canRecord && this.#shell.view?.hasAnswer === true
  }

  /** Whether the person came to limit the application. */
  get wantsLimit(): boolean {
    return this.canLimit && this.#shell.wanted === 'limit'
  }

  /** The lines of the application's manifest that the plan asks for; `null` when it changes no permission. */
  get manifest(): string | null {
    const changes = this.kind === 'to-do' && this.plan.changes.some(({ kind }) => manifestChanges.includes(kind))
    return changes ? manifestJson(this.#profile) : null
  }

  get canLimit(): boolean {
    const { servicePrincipal, limited } = this.plan.found
    return this.kind === 'in-place' && servicePrincipal !== null && !limited
  }

  get canWiden(): boolean {
    return this.kind === 'in-place' && this.plan.found.limited
  }

  /** The permissions left by another profile, once this one is in place; `null` when there are none. */
  get others(): string | null {
    const { others, consented } = this.plan.found
    return this.kind === 'in-place' && consented && others.length > 0 ? others.join(', ') : null
  }

  get canRemove(): boolean {
    return this.kind !== 'to-do'
  }

  readonly choose = (endsAt: string): void => {
    if (!sameDay(endsAt, this.#endsAt)) void this.#again({ secretEndsAt: endsAt })
  }

  readonly chooseProfile = (profile: string): void => {
    if (profile !== this.plan.found.profile) void this.#again({ profile: profile === 'graph' ? 'graph' : 'ews' })
  }

  readonly handOver = (): void => void this.#again({ consentDelegated: true })

  readonly takeBack = (): void => void this.#again({ consentDelegated: false })

  readonly delegate = (): void => void this.#shell.ask('delegate', { step: 'consent' })

  readonly exempt = (): void => void this.#again({ exemption: 'own' })

  readonly keepPolicy = (): void => void this.#again({ exemption: 'none' })

  readonly askExemption = (): void => void this.#shell.ask('delegate', { step: 'secrets' })

  readonly setLimit = (): void => void this.#shell.ask('goToLimit', {})

  readonly widen = (): void => void this.#again({ reach: 'everywhere' })

  readonly retireOthers = (): void => void this.#again({ retireOthers: true })

  readonly enable = (enableServicePrincipal: boolean): Promise<boolean> => this.#again({ enableServicePrincipal })

  readonly compare = (): void => void this.#again({})

  readonly renew = (): void => void this.#again({ aim: 'renewed' })

  readonly keep = (): void => void this.#again({ aim: 'present' })

  readonly removeAll = (): void => void this.#again({ aim: 'removed', adopt: null, restore: null })

  #confirmed(held: boolean, besideOld: boolean): string {
    const said = besideOld ? this.renewal.recordedOld : this.renewal.recorded
    return held ? said : `${said} ${keptCopyWords[this.#shell.language].recorded}`
  }

  readonly record = async (): Promise<void> => {
    this.#recorded = await this.#shell.ask('recordConfirmation', {})
  }

  readonly approve = (): void => void this.#shell.ask('approve', { planId: this.plan.id, typed: null })

  readonly goToProof = (): void => void this.#shell.ask('goToProof', {})

  get #profiles(): Choosing['options'] {
    const { profiles } = this.#items.permission
    const value = (id: 'ews' | 'graph') => ({
      value: id,
      text: profiles[id],
      chosen: id === this.plan.found.profile,
    })
    const managed = this.#shell.view?.policy.profile ?? null
    if (managed !== null) {
      const { profile } = this.plan.found
      return (profile === managed ? [managed] : [profile, managed]).map(value)
    }
    // EWS is no longer offered once it has ended, except where it is in place.
    return this.#hasEwsEnded && !this.#isEws ? [value('graph')] : [value('ews'), value('graph')]
  }

  get #isEws(): boolean {
    return this.plan.found.profile === 'ews'
  }

  get #hasEwsEnded(): boolean {
    return hasEnded(profiles.ews, this.#shell.clock.now)
  }

  /** When the new secret will end, in ISO 8601: as was chosen, or as late as the tenant's policy allows. */
  get #endsAt(): string {
    return changeOf(this.plan, 'create-secret')?.expiresAt ?? this.plan.secretEndsAt
  }

  #again(more: Partial<Input<'plan'>>): Promise<boolean> {
    this.#recorded = false
    return this.#shell.ask('plan', { secretEndsAt: null, aim: this.plan.aim, ...choicesIn(this.plan), ...more })
  }
}
