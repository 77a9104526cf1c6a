import { day, moment } from '#words/dates.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { sayProblem } from '#words/problems.ts'
import type { ListedFact } from '../parts/listed.ts'
import type { Shell } from './shell.svelte.ts'

export class HandoffState {
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get words() {
    return handoffWords[this.#shell.language]
  }

  get practice(): boolean {
    return this.#shell.session.practice
  }

  get recipient() {
    return this.#shell.view?.recipient ?? null
  }

  /** Why nothing can be sealed, if nothing can. */
  get refused(): string | null {
    if (this.recipient) return null
    const { sentence, advice } = sayProblem({ code: 'recipient-missing', at: '' }, this.#shell.language)
    return `${sentence} ${advice}`
  }

  get fileName(): string {
    const domain = this.#shell.mask.domain(this.#shell.session.identity?.organization.domain ?? '')
    return this.practice ? this.words.namePractice(domain) : this.words.name(domain)
  }

  /** All that the file holds, the secret's value apart. */
  get content(): readonly ListedFact[] {
    const { session, mask, language, copy } = this.#shell
    const { identity, plan, proof } = session
    const { words } = this
    const opened = proof?.checks.every(({ state }) => state === 'passed') ?? false
    const proven = opened ? (proof?.at ?? null) : null
    const expires = plan?.found.secret?.expiresAt
    return [
      { name: words.organization, value: mask.name(identity?.organization.name ?? '') },
      { name: words.contact, value: mask.name(identity?.account.name ?? '') },
      { name: words.tenantId, value: mask.id(identity?.tenantId ?? ''), mono: true, copy: () => copy('tenantId') },
      {
        name: words.appId,
        value: mask.id(plan?.found.application?.appId ?? ''),
        mono: true,
        copy: () => copy('applicationId'),
      },
      { name: words.secret, value: words.secretHidden },
      { name: words.expires, value: expires === undefined ? '' : day(expires, language) },
      {
        name: words.proof,
        value: proven === null ? words.proofMissing : words.proofDone(moment(proven, language)),
        warning: proven === null,
      },
    ]
  }

  readonly save = (): void => void this.#shell.ask('handOff', {})
}
