import { publicCloud } from '#core/access/cloud.ts'
import type { SessionAt } from '#core/session/session.ts'
import { isSameId } from '#core/folded-name.ts'
import { offersAfter, type SignInOffers } from '#core/session/sign-in-offers.ts'
import type { SignInWay } from '#core/session/sign-in-way.ts'
import { cloudNames } from '#words/portal/clouds.ts'
import { organizationWords } from '#words/screens/organization.ts'
import { signInWords } from '#words/screens/sign-in.ts'
import { focusFirstError } from '../../parts/inputs/first-error.ts'
import type { ListedFact } from '../../parts/text/list-items.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

type Whose = 'own' | 'other'

/** What a button does, and its name. */
interface Go {
  readonly name: string
  readonly press: () => void
}

/** Whose organization is to be set up: the account's own, or one that the person names by domain or tenant id. */
export class OrganizationChoice {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'sign-in'>
  #picked = $state<Whose | null>(null)
  #text = $state<string | null>(null)
  remember = $state(false)

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('sign-in')
  }

  get words() {
    return organizationWords[this.#shell.language]
  }

  get whose(): Whose {
    const { organization, step } = this.#stage()
    // An organization in another cloud is found by its name alone.
    const isToBeNamed = step === 'naming' || this.#shell.problem?.code === 'other-cloud'
    return this.#picked ?? (organization || isToBeNamed ? 'other' : 'own')
  }

  readonly pick = (whose: string): void => {
    this.#picked = whose === 'other' ? 'other' : 'own'
  }

  /** Whether Microsoft is being asked which tenant it is. No page is opened for that. */
  get finding(): boolean {
    return this.#shell.session.busy && this.#stage().step === 'naming'
  }

  /** The text of the field: what was typed, or what the organization was named by. */
  get text(): string {
    if (this.#text !== null || this.#shell.mask.on) return this.#text ?? ''
    const { organization } = this.#stage()
    return organization?.domain ?? organization?.tenantId ?? ''
  }

  /** The sentence on what is wrong with the text that was looked up; `null` once it is changed. */
  get wrong(): string | null {
    const { wrong } = this.#stage()
    return wrong && !this.#changed ? this.words.issues[wrong] : null
  }

  #changed = $state(false)

  readonly change = (text: string): void => {
    this.#text = text
    this.#changed = true
  }

  readonly find = (): void => this.#find(this.text)

  #find(text: string): void {
    this.#changed = false
    this.remember = false
    void this.#shell.ask('findOrganization', { text }).then(() => {
      if (this.wrong !== null) void focusFirstError()
    })
  }

  get remembered() {
    const { mask } = this.#shell
    const { words } = this
    return this.#stage().remembered.map(({ domain }) => ({
      key: domain,
      name: mask.domain(domain),
      forgetName: words.forget(mask.domain(domain)),
      use: () => {
        this.#text = domain
        this.#find(domain)
      },
      forget: () => void this.#shell.ask('forgetOrganization', { domain }),
    }))
  }

  /** The tenant that was found; `null` before that, and once the text is changed. */
  get found(): readonly ListedFact[] | null {
    const { organization } = this.#stage()
    if (!organization || this.#changed) return null
    const { words } = this
    const { mask } = this.#shell
    const { domain, tenantId, cloud, movedFrom } = organization
    return [
      { name: words.domain, value: domain === null ? words.byId : mask.domain(domain) },
      { name: words.tenantId, value: mask.id(tenantId), mono: true },
      ...(cloud === publicCloud.id ? [] : [{ name: words.cloud, value: cloudNames[this.#shell.language][cloud] }]),
      ...(movedFrom === null ? [] : [{ name: words.before, value: mask.id(movedFrom), mono: true, warning: true }]),
    ]
  }

  /** The warning that the domain leads to another tenant than when it was remembered; `null` when it does not. */
  get moved(): string | null {
    const { organization } = this.#stage()
    if (!organization?.domain || organization.movedFrom === null || this.#changed) return null
    return this.words.moved(this.#shell.mask.domain(organization.domain))
  }

  /** Whether it is offered to remember the organization: not in practice, nor when it is remembered as it is. */
  get offersToRemember(): boolean {
    const { organization, remembered } = this.#stage()
    if (!organization || this.#shell.session.practice) return false
    const { domain, tenantId } = organization
    return !remembered.some((one) => one.domain === domain && isSameId(one.tenantId, tenantId))
  }

  readonly setRemember = (ticked: boolean): Promise<void> => {
    this.remember = ticked
    return Promise.resolve()
  }

  /** What the primary button does: it signs in, or looks for the organization first. */
  get go(): Go {
    return this.#canSignIn ? this.#signInBy(this.#offers.first) : { name: this.words.find, press: this.find }
  }

  /** What the button beside it does; `null` when there is none. */
  get beside(): Go | null {
    const { beside } = this.#offers
    if (beside === 'guide') return { name: signInWords[this.#shell.language].byHand, press: () => void this.#byHand() }
    return beside !== null && this.#canSignIn ? this.#signInBy(beside) : null
  }

  get #offers(): SignInOffers {
    return offersAfter(this.#shell.problem?.code ?? null)
  }

  /** Whether it is known which organization it is. */
  get #canSignIn(): boolean {
    return this.whose === 'own' || this.found !== null
  }

  #signInBy(way: SignInWay): Go {
    const words = signInWords[this.#shell.language]
    const { step } = this.#stage()
    const byCode = this.#shell.problem?.code === 'sign-in-code-expired' ? words.newCode : words.toCode.go
    const byBrowser = step === 'device-code' || this.#offers.first !== 'browser' ? words.toBrowser : this.words.signIn
    const name = way === 'device-code' ? byCode : byBrowser
    return { name, press: () => this.#signIn(this.whose === 'own' ? 'own' : 'same', way) }
  }

  #signIn(organization: 'own' | 'same', way: SignInWay): void {
    const remember = organization === 'same' && this.remember
    void this.#shell.ask('signIn', { aim: null, organization, remember, way })
  }

  async #byHand(): Promise<void> {
    const { practice } = this.#shell.session
    if (await this.#shell.ask('home', {})) {
      await this.#shell.ask('start', { way: practice ? 'by-hand-practice' : 'by-hand' })
    }
  }

  /** Ends the wait for the browser, which was opened for the account's own organization. */
  readonly nameInstead = (): void => {
    this.#picked = 'other'
    void this.#shell.ask('cancelSignIn', {})
  }

  /** Hands the authorization of the sign-in application to the organization's administrator; `null` where it is no help. */
  get handOver(): (() => void) | null {
    const isNeeded = this.#shell.problem?.code === 'sign-in-not-authorized' && this.#stage().organization !== null
    return isNeeded ? () => void this.#shell.ask('delegate', { step: 'sign-in' }) : null
  }
}
