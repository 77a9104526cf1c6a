import { isMailAddress, isSameAddress } from '#core/mail-address.ts'
import type { SessionAt } from '#core/session/session.ts'
import type { Limit } from '#core/session/work-views.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { focusFirstError } from '../../parts/inputs/first-error.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/** The fields for the mailbox to open and, when Exchange limits the application, the one that must stay closed. */
export class ProofEntry {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'proof'>
  #mailbox = $state<string | null>(null)
  #blockedMailbox = $state<string | null>(null)
  #wrong = $state<'mailbox' | 'blockedMailbox' | 'same' | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('proof')
  }

  get isLimited(): boolean {
    return this.#stage().access.limited
  }

  /** Whether the mailbox differs from the last proof's: it was typed, or is the primary address of an alias. */
  get isOther(): boolean {
    return Boolean(this.#mailbox ?? this.#blockedMailbox) || this.#shell.problem?.code === 'mailbox-alias'
  }

  get placeholder(): string {
    const domain = this.#stage().access.organization?.domain || 'exemple.com'
    return proofWords[this.#shell.language].placeholder(this.#shell.mask.domain(domain))
  }

  /** The text of the field: at first the account's own mailbox. An address that was refused is shown again, to be corrected. */
  get mailbox(): string {
    return this.#mailbox ?? this.#knownMailbox
  }

  get blockedMailbox(): string {
    return this.#blockedMailbox ?? this.#knownBlockedMailbox
  }

  get wrong(): string | null {
    return this.#wrong === 'mailbox' ? proofWords[this.#shell.language].mailboxWanted : null
  }

  get blockedMailboxWrong(): string | null {
    const words = proofWords[this.#shell.language]
    if (this.#wrong === 'same') return words.sameTwice
    return this.#wrong === 'blockedMailbox' ? words.mailboxWanted : null
  }

  readonly enter = (value: string): void => {
    this.#mailbox = value
    this.#wrong = null
  }

  readonly enterBlockedMailbox = (value: string): void => {
    this.#blockedMailbox = value
    this.#wrong = null
  }

  /** Proves with what the fields hold. */
  readonly prove = (): void => {
    const mailbox = this.#mailbox?.trim() ?? this.#knownMailbox
    const blockedMailbox = this.isLimited ? (this.#blockedMailbox?.trim() ?? this.#knownBlockedMailbox) : null
    this.#wrong = wrongIn(mailbox, blockedMailbox)
    if (this.#wrong) {
      void focusFirstError()
      return
    }
    this.#mailbox = null
    this.#blockedMailbox = null
    void this.#shell.ask('prove', { mailbox, blockedMailbox })
  }

  get #knownMailbox(): string {
    const { problem } = this.#shell
    const { proof } = this.#stage()
    if (problem?.code === 'mailbox-alias') return problem.primaryAddress ?? ''
    if (problem?.code === 'mailbox-unknown') return proof?.mailbox ?? ''
    if (this.isLimited) return proof?.mailbox ?? this.#limit?.allowedMailbox ?? ''
    return proof === null ? this.#ownMailbox : ''
  }

  /** The mailbox of the account that signed in; empty when it has none here. */
  get #ownMailbox(): string {
    const stage = this.#stage()
    return stage.origin === 'assistant' ? (stage.identity.mailbox ?? '') : ''
  }

  get #knownBlockedMailbox(): string {
    return this.#stage().proof?.blockedMailbox ?? this.#limit?.blockedMailbox ?? ''
  }

  get #limit(): Limit | null {
    const stage = this.#stage()
    return stage.origin === 'assistant' ? stage.limit : null
  }
}

function wrongIn(mailbox: string, blockedMailbox: string | null): 'mailbox' | 'blockedMailbox' | 'same' | null {
  if (!isMailAddress(mailbox)) return 'mailbox'
  if (blockedMailbox === null) return null
  if (!isMailAddress(blockedMailbox)) return 'blockedMailbox'
  return isSameAddress(blockedMailbox, mailbox) ? 'same' : null
}
