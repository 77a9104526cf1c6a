import { isMailAddress, isSameAddress } from '#core/mail-address.ts'
import type { SessionAt } from '#core/session/session.ts'
import { limitWords } from '#words/screens/limit.ts'
import { focusFirstError } from '../../parts/inputs/first-error.ts'
import { choicesIn } from '../review/questions.svelte.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

type Field = 'group' | 'allowedMailbox' | 'blockedMailbox'

/** The group of mailboxes that Exchange limits the application to, and two mailboxes that show the limit. */
export class LimitState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'limit'>
  #entered = $state<Readonly<Partial<Record<Field, string>>>>({})
  #wrong = $state<Field | 'same' | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('limit')
  }

  get words() {
    return limitWords[this.#shell.language]
  }

  get fields() {
    const { words } = this
    const domain = this.#shell.mask.domain(this.#stage().identity.organization.domain)
    const field = (name: Field, placeholder: string) => ({
      name,
      label: words[name],
      note: words[`${name}Note`],
      placeholder,
      value: this.#entered[name] ?? this.#known(name),
      wrong: this.#wrongIn(name),
      change: (value: string) => {
        this.#entered = { ...this.#entered, [name]: value }
        this.#wrong = null
      },
    })
    return [
      field('group', words.placeholder(domain)),
      field('allowedMailbox', words.mailbox(domain)),
      field('blockedMailbox', words.mailbox(domain)),
    ]
  }

  readonly saveScript = async (): Promise<void> => {
    if (await this.#set()) await this.#shell.ask('save', { document: 'scope-script' })
  }

  readonly ask = async (): Promise<void> => {
    if (await this.#set()) await this.#shell.ask('delegate', { step: 'limit' })
  }

  /** Plans to remove the consent for all mailboxes, once Exchange has the limit. */
  readonly go = async (): Promise<void> => {
    if (!(await this.#set())) return
    const kept = choicesIn(this.#stage().plan)
    await this.#shell.ask('plan', { secretEndsAt: null, aim: 'present', ...kept, reach: 'limited' })
  }

  async #set(): Promise<boolean> {
    const value = (name: Field) => this.#entered[name]?.trim() ?? this.#known(name)
    const limit = {
      group: value('group'),
      allowedMailbox: value('allowedMailbox'),
      blockedMailbox: value('blockedMailbox'),
    }
    const notOne = (['group', 'allowedMailbox', 'blockedMailbox'] as const).find((name) => !isMailAddress(limit[name]))
    const same = isSameAddress(limit.allowedMailbox, limit.blockedMailbox)
    this.#wrong = notOne ?? (same ? 'same' : null)
    if (this.#wrong === null) return this.#shell.ask('setLimit', limit)
    void focusFirstError()
    return false
  }

  #known(name: Field): string {
    return this.#stage().limit?.[name] ?? ''
  }

  #wrongIn(name: Field): string | null {
    if (this.#wrong === 'same') return name === 'blockedMailbox' ? this.words.same : null
    return this.#wrong === name ? this.words.wanted : null
  }
}
