import type { SessionAt } from '#core/session/session.ts'
import type { Input } from '#contract/calls.ts'
import { isAdopted } from '#core/provision/tags.ts'
import type { Plan } from '#core/provision/plan.ts'
import { day } from '#words/format/dates.ts'
import { questionWords } from '#words/screens/review/questions.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

export type Answers = Pick<Input<'plan'>, 'adopt' | 'restore'>

/** What the person has chosen for the plan so far. */
type PlanChoices = Answers & Pick<Input<'plan'>, 'reach' | 'retireOthers' | 'enableServicePrincipal'>

/** A question about something found in the tenant, which only the person can answer. */
export interface Question {
  readonly id: string
  readonly intent: 'warning' | 'info'
  readonly text: string
  readonly yes: string
  readonly no: string
}

/** Returns the choices that led to a plan, so that they can be passed on when it is made again. */
export function choicesIn({ changes, reach, retireOthers }: Plan): PlanChoices {
  const updated = changes.find((change) => change.kind === 'update-application')
  const restored = changes.find((change) => change.kind === 'restore-application')
  return {
    adopt: updated && isAdopted(updated) ? updated.applicationId : null,
    restore: restored?.applicationId ?? null,
    reach,
    retireOthers,
    enableServicePrincipal: changes.some(({ kind }) => kind === 'enable-service-principal'),
  }
}

export class Questions {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'review'>
  readonly #answered: (answers: Answers) => void
  /** The ids of the applications to which the person answered no. */
  #refused = $state<readonly string[]>([])

  constructor(shell: Shell, answered: (answers: Answers) => void) {
    this.#shell = shell
    this.#stage = shell.stage('review')
    this.#answered = answered
  }

  get words() {
    return questionWords[this.#shell.language]
  }

  /** The next question, about our own application in the recycle bin first; `null` when there is none. */
  get next(): Question | null {
    const { plan } = this.#stage()
    if (plan.found.application || this.chosen !== null) return null
    return [...this.#deleted(plan), ...this.#namesakes(plan)].find(({ id }) => !this.#refused.includes(id)) ?? null
  }

  /** The sentence on what the person's yes has led to; `null` when there was none. */
  get chosen(): string | null {
    const { plan } = this.#stage()
    const { adopt, restore } = choicesIn(plan)
    if (restore !== null) return this.words.restoring
    const name = plan.found.application?.displayName ?? ''
    return adopt === null ? null : this.words.adopting(name)
  }

  readonly yes = (id: string): void => {
    const isDeleted = this.#stage().plan.found.deleted.some((one) => one.id === id)
    this.#answered(isDeleted ? { adopt: null, restore: id } : { adopt: id, restore: null })
  }

  readonly no = (id: string): void => {
    this.#refused = [...this.#refused, id]
  }

  /** Takes the yes back. The same question is not asked again. */
  readonly takeBack = (): void => {
    const { adopt, restore } = choicesIn(this.#stage().plan)
    this.#refused = [...this.#refused, adopt ?? restore ?? '']
    this.#answered({ adopt: null, restore: null })
  }

  #deleted({ found }: Plan): readonly Question[] {
    const { words } = this
    const newest = [...found.deleted].sort((a, b) => (b.deletedAt ?? '').localeCompare(a.deletedAt ?? '')).slice(0, 1)
    return newest.map(({ id, deletedAt }) => ({
      id,
      intent: 'info',
      yes: words.restore,
      no: words.notRestored,
      text: words.deleted(deletedAt === null ? '' : day(deletedAt, this.#shell.language)),
    }))
  }

  #namesakes({ found }: Plan): readonly Question[] {
    const { words } = this
    const { mask, language } = this.#shell
    return found.namesakes.map(({ id, appId, displayName, createdAt }, place, all) => ({
      id,
      intent: 'warning',
      yes: words.adopt,
      no: place < all.length - 1 ? words.notThisOne : words.no,
      text: words.namesake(displayName, createdAt === null ? '' : day(createdAt, language), mask.id(appId)),
    }))
  }
}
