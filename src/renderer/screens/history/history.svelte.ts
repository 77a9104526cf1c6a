import type { DeliveredLine } from '#core/ledger.ts'
import type { SessionAt } from '#core/session/session.ts'
import type { Aim } from '#core/provision/step.ts'
import { secretExpiry } from '#core/secret-expiry.ts'
import { day, inDays, readersZone } from '#words/format/dates.ts'
import { historyWords } from '#words/screens/history.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/** One organization that this computer handed over. */
export interface HistoryRow {
  readonly id: string
  readonly organization: string
  readonly domain: string
  readonly done: string
  readonly expires: string
  /** The time left, such as `dans 12 jours`, in the last 30 days; empty before. */
  readonly left: string
  readonly state: 'valid' | 'soon' | 'expired'
  readonly chosen: boolean
}

export class HistoryState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'history'>
  #picked = $state<string | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('history')
  }

  get words() {
    return historyWords[this.#shell.language]
  }

  get rows(): readonly HistoryRow[] {
    const { mask, language, clock } = this.#shell
    const chosen = this.#chosen
    return this.#lines.map((line) => {
      const { daysLeft, state } = secretExpiry(line.expiresAt, clock.now, readersZone())
      return {
        id: line.tenantId,
        organization: mask.name(line.organization.name),
        domain: mask.domain(line.organization.domain),
        done: day(line.deliveredAt, language),
        expires: day(line.expiresAt, language),
        left: state === 'soon' ? inDays(daysLeft, language) : '',
        state,
        chosen: line === chosen,
      }
    })
  }

  readonly pick = (id: string): void => {
    this.#picked = id
  }

  readonly resume = (): void => void this.#signIn('present', null)

  /** Renews the chosen set-up: by hand when it was made by hand. */
  readonly renew = (): void => {
    if (this.#chosen?.setUp === 'by-hand') this.byHand()
    else void this.#signIn('renewed', this.#chosen)
  }

  readonly byHand = (): void => void this.#shell.ask('renewByHand', { tenantId: this.#chosen?.tenantId ?? null })

  get isByHand(): boolean {
    return this.#chosen?.setUp === 'by-hand'
  }

  /** The sentence on CDID's answer that was opened, and what its button says; `null` when there is none. */
  get answer(): { readonly text: string; readonly record: string } | null {
    const { answer } = this.#stage()
    if (!answer) return null
    const { mask, language } = this.#shell
    const { text, signIn, record, recordSigned } = this.words.answer
    const said = text(mask.name(answer.organization.name), day(answer.confirmedAt, language))
    return answer.setUp === 'by-hand' ? { text: said, record } : { text: `${said} ${signIn}`, record: recordSigned }
  }

  /** Records the answer: at once for a set-up by hand, and in the tenant, once somebody has signed in, for any other. */
  readonly recordAnswer = (): void => {
    const { answer } = this.#stage()
    const line = this.#lines.find(({ keyId }) => keyId === answer?.keyId)
    if (answer?.setUp === 'by-hand') void this.#shell.ask('recordConfirmation', {})
    else if (line) void this.#signIn('present', line)
  }

  readonly openAnswer = (): void => void this.#shell.ask('openConfirmation', {})

  /** What can be done for the chosen row, one button each. */
  get doors(): readonly { readonly name: string; readonly press: () => void }[] {
    const { words } = this
    const chosen = this.#chosen
    if (!chosen) return []
    const { kept } = this.#stage()
    const { keyId } = chosen
    const door = (isThere: boolean, name: string, press: () => void) => (isThere ? [{ name, press }] : [])
    const ask = this.#shell
    return [
      ...door(!this.isByHand, words.finish, () => void this.#signIn('present', chosen)),
      ...door(!this.isByHand, words.limit, this.#limit),
      ...door(kept.reports.includes(keyId), words.report, () => void ask.ask('save', { document: 'report', keyId })),
      ...door(kept.files.includes(keyId), words.file, () => void ask.ask('showFile', { keyId })),
      ...door(!this.isByHand, words.byHand, this.byHand),
      { name: words.forget, press: () => void ask.ask('forgetRow', { keyId }) },
    ]
  }

  get chosenName(): string {
    return this.#shell.mask.name(this.#chosen?.organization.name ?? '')
  }

  readonly #limit = (): void => {
    void this.#signIn('present', this.#chosen)
    this.#shell.wanted = 'limit'
  }

  get confirmed(): string | null {
    const { mask } = this.#shell
    const { confirmed } = this.#stage()
    const line = this.#lines.find(({ keyId }) => keyId === confirmed?.keyId)
    return line && confirmed ? this.words.confirmed(mask.name(line.organization.name), confirmed.copyGone) : null
  }

  readonly remove = (): void => void this.#signIn('removed', this.#chosen)

  get #lines(): readonly DeliveredLine[] {
    return this.#stage().history
  }

  get #chosen(): DeliveredLine | null {
    return this.#lines.find(({ tenantId }) => tenantId === this.#picked) ?? this.#lines[0] ?? null
  }

  #signIn(aim: Aim, picked: DeliveredLine | null): Promise<boolean> {
    this.#shell.pickedInHistory = picked
    return this.#shell.ask('signIn', picked ? { aim, picked: picked.keyId } : { aim })
  }
}
