import { isSameId } from '#core/folded-name.ts'
import { wayOf } from '#core/session/session.ts'
import type { SignInWay } from '#core/session/sign-in-way.ts'
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

  /** How the person signs in. */
  get way(): SignInWay {
    const { session } = this.#shell
    if (session.page) return wayOf(session.page)
    return session.at === 'sign-in' && session.step === 'device-code' ? 'device-code' : 'browser'
  }

  get heading(): string {
    if (this.waiting) return this.way === 'browser' ? this.words.heading : this.words.byCode.heading
    return this.#shell.session.problem ? this.words.failed.heading : organizationWords[this.#shell.language].heading
  }

  get lead(): string {
    const { session, pickedInHistory, mask } = this.#shell
    if (!this.waiting) return session.problem ? '' : organizationWords[this.#shell.language].lead
    const { words } = this
    const isCode = this.way === 'device-code'
    if (session.practice) return isCode ? words.leadCodePractice : words.leadPractice
    if (session.page?.why) return ''
    const named = session.at === 'sign-in' ? session.organization : null
    if (pickedInHistory && named && isSameId(named.tenantId, pickedInHistory.tenantId)) {
      const name = mask.name(pickedInHistory.organization.name)
      return isCode ? words.leadCodePicked(name) : words.leadPicked(name)
    }
    if (named) return isCode ? words.leadCodeNamed : words.leadNamed
    return isCode ? words.leadCode : words.lead
  }

  /** The code to type, in groups that are read aloud, and the address of the page; `null` while there is none. */
  get code(): { readonly groups: readonly string[]; readonly spelled: string; readonly address: string } | null {
    const { page } = this.#shell.session
    if (page?.state !== 'open' || !page.code) return null
    const { userCode, address } = page.code
    const groups = userCode.match(/.{1,3}/gu) ?? []
    return { groups, spelled: groups.map((group) => group.split('').join(' ')).join(', '), address }
  }

  /** The sentence on a browser that signs in with the wrong account by itself; `null` when it has not. */
  get privateWindow(): string | null {
    const { session } = this.#shell
    return session.at === 'sign-in' && session.accountWasWrong ? this.words.privateWindow : null
  }

  /** Whether a page of Microsoft's is open, so that its link can be copied and it can be reopened. */
  get pageOpen(): boolean {
    return this.#until !== null
  }

  get expires(): string {
    const until = this.#until
    if (until === null) return ''
    const left = Date.parse(until) - this.#shell.clock.now
    const words = this.way === 'browser' ? this.words : this.words.byCode
    return left > 0 ? words.expires(duration(left, this.#shell.language)) : words.expired
  }

  /** Who asks, as Microsoft's page names it: an application of CDID's, or Microsoft's own while CDID has none. */
  get askedBy(): string {
    return this.words.askedBy(this.#shell.view?.signInApplication ?? '')
  }

  get scopes(): readonly ListedFact[] {
    return Object.entries(this.words.scopes).map(([name, value]) => ({ name, value }))
  }

  get #until(): string | null {
    const { page } = this.#shell.session
    return page?.state === 'open' ? page.until : null
  }

  readonly cancel = (): void => void this.#shell.ask('cancelSignIn', {})

  readonly changeWay = (): void => void this.#shell.ask('changeWay', {})

  readonly reopen = (): void => void this.#shell.ask('reopenPage', {})
}
