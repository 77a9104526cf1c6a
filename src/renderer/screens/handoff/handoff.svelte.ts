import { handoffWays, type HandoffWay } from '#core/handoff/document.ts'
import { day, moment } from '#words/format/dates.ts'
import { handoffMail, type HandedOver } from '#words/mail/handoff-mail.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { sayProblem } from '#words/problems/problems.ts'
import type { ListedFact } from '../../parts/text/listed.ts'
import { HandoffEntry } from './handoff-entry.svelte.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

export class HandoffState {
  readonly #shell: Shell
  readonly entry: HandoffEntry
  #picked = $state<HandoffWay | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
    this.entry = new HandoffEntry(shell)
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

  get way(): HandoffWay {
    return this.#picked ?? this.#offered[0] ?? 'file'
  }

  /** Sending asks for a sign-in, which who does it by hand never gives. */
  get #offered(): readonly HandoffWay[] {
    return this.#shell.session.guide ? handoffWays.filter((way) => way !== 'mail') : handoffWays
  }

  get ways() {
    return this.#offered.map((value) => {
      const { name, note, notePractice } = this.words.ways[value]
      return { value, name, chosen: value === this.way, note: this.practice ? notePractice : note }
    })
  }

  readonly pick = (value: string): void => {
    this.#picked = this.#offered.find((way) => way === value) ?? this.#picked
  }

  get go(): string {
    return this.words.ways[this.way].go
  }

  /** Microsoft's page is open: the right to send is being asked. */
  get asking(): boolean {
    return this.#shell.session.busy && this.#shell.session.signInUntil !== null
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

  /** The head of the mail; `null` when there is none. */
  get head(): readonly ListedFact[] | null {
    if (this.way === 'file') return null
    const { words } = this
    const { mask, session, language } = this.#shell
    const copyTo = this.entry.copyTo.trim()
    return [
      ...(this.way === 'mail'
        ? [{ name: words.from, value: mask.address(session.identity?.account.username ?? '') }]
        : []),
      { name: words.to, value: this.recipient?.address ?? '' },
      ...(!copyTo.includes('@') ? [] : [{ name: words.cc, value: mask.address(copyTo) }]),
      { name: words.subject, value: handoffMail[language].subject(this.#about) },
    ]
  }

  get text(): string {
    return handoffMail[this.#shell.language].text(this.#about)
  }

  get #about(): HandedOver {
    const { session, mask } = this.#shell
    const { identity, plan } = session
    const caseNumber = this.entry.caseNumber.trim()
    return {
      practice: session.practice,
      organization: mask.name(identity?.organization.name ?? ''),
      contact: mask.name(identity?.account.name ?? ''),
      applicationId: mask.id(plan?.found.application?.appId ?? ''),
      expiresAt: plan?.found.secret?.expiresAt ?? '',
      provenAt: this.#provenAt,
      caseNumber: caseNumber === '' ? null : caseNumber,
      fileName: this.fileName,
    }
  }

  get #provenAt(): string | null {
    const { proof } = this.#shell.session
    return proof?.checks.every(({ state }) => state === 'passed') ? proof.at : null
  }

  /** All that the file holds, the secret's value apart. */
  get content(): readonly ListedFact[] {
    const { session, mask, language, copy } = this.#shell
    const { identity, plan } = session
    const { words } = this
    const proven = this.#provenAt
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
      ...(session.guide ? [{ name: words.setUp, value: words.byHand }] : []),
      { name: words.secret, value: words.secretHidden },
      { name: words.expires, value: expires === undefined ? '' : day(expires, language) },
      {
        name: words.proof,
        value: proven === null ? words.proofMissing : words.proofDone(moment(proven, language)),
        warning: proven === null,
      },
    ]
  }

  readonly send = (): void => {
    const entered = this.entry.read(this.way !== 'file')
    if (entered) void this.#shell.ask('handOff', { way: this.way, ...entered })
  }

  readonly cancel = (): void => void this.#shell.ask('cancelSignIn', {})
}
