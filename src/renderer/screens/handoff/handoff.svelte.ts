import type { Contact } from '#core/session/identity.ts'
import { isProven } from '#core/session/session-path.ts'
import type { SessionAt } from '#core/session/session.ts'
import type { HandoffMailFacts } from '#core/session/writer.ts'
import type { ProblemCode } from '#core/problem.ts'
import type { HandoffWay } from '#core/handoff/document.ts'
import { waysToHandOver } from '#core/session/handoff-ways.ts'
import { day, moment } from '#words/format/dates.ts'
import { handoffMail } from '#words/mail/handoff-mail.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { focusFirstError } from '../../parts/inputs/first-error.ts'
import type { ListedFact } from '../../parts/text/list-items.ts'
import { HandoffEntry } from './handoff-entry.svelte.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/** The refusals of a mail from one's own mailbox, after which a draft can still be sent from another one. */
const mailRefusals: readonly ProblemCode[] = ['no-mailbox', 'mail-refused', 'mail-not-allowed']

export class HandoffState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'handoff'>
  readonly entry: HandoffEntry
  #picked = $state<HandoffWay | null>(null)
  /** When the refusal happened that was shown as the person picked a way, in ISO 8601. */
  #refusedWhenPicked = $state<string | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('handoff')
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
    if (this.#picked !== null && this.#picked !== 'mail') return this.#picked
    // After a mail that was refused, the draft is what works, until the person picks the mail once more.
    if (this.#isMailRefused && this.#refusedWhenPicked !== this.#shell.problem?.at) return 'draft'
    return this.#picked ?? this.#offered[0] ?? 'file'
  }

  get #isMailRefused(): boolean {
    return mailRefusals.some((code) => code === this.#shell.problem?.code)
  }

  /** The ways to hand over that are offered, the usual one first. */
  get #offered(): readonly HandoffWay[] {
    return waysToHandOver(this.#stage(), this.#shell.view?.policy.handoffWays ?? null)
  }

  get ways() {
    return this.#offered.map((value) => {
      const { name, note, notePractice } = this.words.ways[value]
      return { value, name, chosen: value === this.way, note: this.practice ? notePractice : note }
    })
  }

  readonly pick = (value: string): void => {
    this.#refusedWhenPicked = this.#shell.problem?.at ?? null
    this.#picked = this.#offered.find((way) => way === value) ?? this.#picked
  }

  get go(): string {
    return this.words.ways[this.way].go
  }

  /** Whether Microsoft's page is open to ask for the right to send. */
  get asking(): boolean {
    return this.#shell.session.busy && this.#shell.session.page?.why === null
  }

  /** The reason why nothing can be sealed; `null` when it can. */
  get refused(): string | null {
    if (this.#offered.length === 0) return this.words.noWay
    if (this.recipient) return null
    const { sentence, advice } = sayProblem({ code: 'recipient-missing', at: '' }, this.#shell.language)
    return `${sentence} ${advice}`
  }

  get fileName(): string {
    const domain = this.#shell.mask.domain(this.#stage().sender.organization.domain)
    return this.practice ? this.words.namePractice(domain) : this.words.name(domain)
  }

  /** Whether the file leaves by mail, from the assistant or as a draft. */
  get byMail(): boolean {
    return this.way !== 'file'
  }

  /** The headers of the mail. */
  get head(): readonly ListedFact[] {
    const { words } = this
    const { mask, language } = this.#shell
    const copyTo = this.entry.copyTo.trim()
    return [
      ...(this.way === 'mail' ? [{ name: words.from, value: mask.address(this.#contact.email) }] : []),
      { name: words.to, value: this.recipient?.address ?? '' },
      ...(!copyTo.includes('@') ? [] : [{ name: words.cc, value: mask.address(copyTo) }]),
      { name: words.subject, value: handoffMail[language].subject(this.#about) },
    ]
  }

  get text(): string {
    return handoffMail[this.#shell.language].text(this.#about)
  }

  get #about(): HandoffMailFacts {
    const { mask } = this.#shell
    const { access, sender, practice } = this.#stage()
    const caseNumber = this.entry.caseNumber.trim()
    return {
      practice,
      organization: mask.name(sender.organization.name),
      contact: mask.name(this.#contact.name),
      applicationId: mask.id(access.applicationId),
      expiresAt: access.secret.endsAt,
      provenAt: this.#provenAt,
      caseNumber: caseNumber === '' ? null : caseNumber,
      fileName: this.fileName,
    }
  }

  get #provenAt(): string | null {
    const { proof } = this.#stage()
    return isProven(proof) ? proof.at : null
  }

  /** The content of the file, without the secret's value. */
  get content(): readonly ListedFact[] {
    const { mask, language, copy } = this.#shell
    const { access, sender } = this.#stage()
    const { words } = this
    const proven = this.#provenAt
    return [
      { name: words.organization, value: mask.name(sender.organization.name) },
      { name: words.contact, value: mask.name(this.#contact.name) },
      { name: words.tenantId, value: mask.id(access.tenantId), mono: true, copy: () => copy('tenantId') },
      {
        name: words.appId,
        value: mask.id(access.applicationId),
        mono: true,
        copy: () => copy('applicationId'),
      },
      ...(this.#isGuided ? [{ name: words.setUp, value: words.byHand }] : []),
      { name: words.secret, value: words.secretHidden },
      { name: words.expires, value: day(access.secret.endsAt, language) },
      {
        name: words.proof,
        value: proven === null ? words.proofMissing : words.proofDone(moment(proven, language)),
        warning: proven === null,
      },
    ]
  }

  /** Whether the contact is asked for, because the account that signed in is of another organization. */
  get asksContact(): boolean {
    return this.#stage().sender.contact === null
  }

  /** Why the mail from one's own mailbox is not offered; `null` when it is, or when nobody signed in. */
  get notByMail(): string | null {
    return this.asksContact ? this.words.notByMail : null
  }

  /** The contact that is known, or as it is entered so far. */
  get #contact(): Contact {
    return (
      this.#stage().sender.contact ?? { name: this.entry.contactName.trim(), email: this.entry.contactEmail.trim() }
    )
  }

  /** Whether the set-up was made by hand, where nobody signed in. */
  get #isGuided(): boolean {
    return this.#stage().origin === 'guide'
  }

  /**
   * The sentence on what is done before the file exists: the application is tagged, or the copy of the secret is moved.
   */
  get marked(): string {
    return this.#isGuided ? this.words.markedByHand : this.words.marked
  }

  readonly send = (): void => {
    const entered = this.entry.read(this.byMail, this.asksContact)
    if (entered) void this.#shell.ask('handOff', { way: this.way, ...entered })
    else void focusFirstError()
  }

  readonly cancel = (): void => void this.#shell.ask('cancelSignIn', {})
}
