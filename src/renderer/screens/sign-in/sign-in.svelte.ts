import { duration } from '#words/format/dates.ts'
import { organizationWords } from '#words/screens/organization.ts'
import { signInWords } from '#words/screens/sign-in.ts'
import type { ListedFact } from '../../parts/text/list-items.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

export class SignInState {
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get words() {
    return signInWords[this.#shell.language]
  }

  /** Whether the browser's answer is awaited. If not, the organization is being named, or the sign-in has ended. */
  get waiting(): boolean {
    const { session } = this.#shell
    return session.busy && !(session.at === 'sign-in' && session.step === 'naming')
  }

  get heading(): string {
    if (this.waiting) return this.words.heading
    return this.#shell.problem ? this.words.failed.heading : organizationWords[this.#shell.language].heading
  }

  get lead(): string {
    const { session, pickedInHistory, mask, problem } = this.#shell
    if (!this.waiting) return problem ? '' : organizationWords[this.#shell.language].lead
    if (session.practice) return this.words.leadPractice
    if (session.at === 'sign-in' && session.organization) return this.words.leadNamed
    return pickedInHistory ? this.words.leadPicked(mask.name(pickedInHistory.organization.name)) : this.words.lead
  }

  /** Whether a page of Microsoft's is open, so that its link can be copied and it can be reopened. */
  get pageOpen(): boolean {
    return this.#until !== null
  }

  get expires(): string {
    const until = this.#until
    if (until === null) return ''
    const left = Date.parse(until) - this.#shell.clock.now
    return left > 0 ? this.words.expires(duration(left, this.#shell.language)) : this.words.expired
  }

  get scopes(): readonly ListedFact[] {
    return Object.entries(this.words.scopes).map(([name, value]) => ({ name, value }))
  }

  get #until(): string | null {
    const { page } = this.#shell.session
    return page?.state === 'open' ? page.until : null
  }

  readonly cancel = (): void => void this.#shell.ask('cancelSignIn', {})

  readonly reopen = (): void => void this.#shell.ask('reopenPage', {})
}
