import { proofWords } from '#words/screens/proof/proof.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/** The mailboxes to try: one, and where Exchange limits the application one that must stay closed. */
export class ProofEntry {
  readonly #shell: Shell
  #mailbox = $state<string | null>(null)
  #outside = $state<string | null>(null)
  #wrong = $state<'mailbox' | 'outside' | 'same' | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get isLimited(): boolean {
    return this.#shell.session.plan?.found.limited ?? false
  }

  /** Other than what was proven last: typed, or the primary address of an alias. */
  get isOther(): boolean {
    return Boolean(this.#mailbox ?? this.#outside) || this.#shell.problem?.code === 'mailbox-alias'
  }

  get placeholder(): string {
    const domain = this.#shell.session.identity?.organization.domain ?? 'exemple.com'
    return proofWords[this.#shell.language].placeholder(this.#shell.mask.domain(domain))
  }

  /** What is in the field; an address that was not right comes back to be put right. */
  get mailbox(): string {
    return this.#mailbox ?? (this.#shell.mask.on ? '' : this.#knownMailbox)
  }

  get outside(): string {
    return this.#outside ?? (this.#shell.mask.on ? '' : this.#knownOutside)
  }

  get wrong(): string | null {
    return this.#wrong === 'mailbox' ? proofWords[this.#shell.language].mailboxWanted : null
  }

  get wrongOutside(): string | null {
    const words = proofWords[this.#shell.language]
    if (this.#wrong === 'same') return words.sameTwice
    return this.#wrong === 'outside' ? words.mailboxWanted : null
  }

  readonly enter = (value: string): void => {
    this.#mailbox = value
    this.#wrong = null
  }

  readonly enterOutside = (value: string): void => {
    this.#outside = value
    this.#wrong = null
  }

  /** Proves with what was entered; a field that a shared screen left empty means what is known. */
  readonly prove = (): void => {
    const mailbox = this.#mailbox?.trim() ?? this.#knownMailbox
    const outside = this.isLimited ? (this.#outside?.trim() ?? this.#knownOutside) : null
    this.#wrong = wrongIn(mailbox, outside)
    if (this.#wrong) return
    this.#mailbox = null
    this.#outside = null
    void this.#shell.ask('prove', { mailbox, outside })
  }

  get #knownMailbox(): string {
    const { problem, session } = this.#shell
    if (problem?.code === 'mailbox-alias') return problem.facts?.['primary'] ?? ''
    if (problem?.code === 'mailbox-unknown') return session.proof?.mailbox ?? ''
    return this.isLimited ? (session.proof?.mailbox ?? session.limit?.inside ?? '') : ''
  }

  get #knownOutside(): string {
    return this.#shell.session.proof?.outside ?? this.#shell.session.limit?.outside ?? ''
  }
}

const isAddress = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text)

function wrongIn(mailbox: string, outside: string | null): 'mailbox' | 'outside' | 'same' | null {
  if (!isAddress(mailbox)) return 'mailbox'
  if (outside === null) return null
  if (!isAddress(outside)) return 'outside'
  return outside.toLowerCase() === mailbox.toLowerCase() ? 'same' : null
}
