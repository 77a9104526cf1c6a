import { controlCodeWords } from '#words/control-code.ts'
import { day, daysBetween, inDays, moment, size } from '#words/dates.ts'
import { doneWords } from '#words/screens/done.ts'
import type { ListedFact } from '../parts/listed.ts'
import { pathOf } from './path.ts'
import type { Shell } from './shell.svelte.ts'

export class DoneState {
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get words() {
    return doneWords[this.#shell.language]
  }

  get lead(): string {
    const { session } = this.#shell
    if (session.practice) return this.words.leadPractice
    return pathOf(session).startsWith('renewed') ? this.words.leadRenewed : this.words.lead
  }

  get practice(): boolean {
    return this.#shell.session.practice
  }

  /** The words to read out, four a line. */
  get code(): readonly (readonly string[])[] {
    const { session, language } = this.#shell
    const all = session.handoff ? controlCodeWords(session.handoff.code, language) : []
    return [all.slice(0, 4), all.slice(4)]
  }

  get facts(): readonly ListedFact[] {
    const { session, mask, language, clock } = this.#shell
    const { handoff, plan, identity } = session
    const { words } = this
    const domain = identity?.organization.domain ?? ''
    const expires = plan?.found.secret?.expiresAt
    const name = (handoff?.fileName ?? '').replace(domain, mask.domain(domain))
    return [
      { name: words.file, value: name, note: `· ${size(handoff?.bytes ?? 0, language)}` },
      { name: words.saved, value: handoff ? words.savedOn(moment(handoff.savedAt, language)) : '' },
      {
        name: words.appId,
        value: mask.id(plan?.found.application?.appId ?? ''),
        mono: true,
        copy: () => this.#shell.copy('applicationId'),
      },
      ...(expires === undefined
        ? []
        : [
            {
              name: words.expires,
              value: day(expires, language),
              note: inDays(daysBetween(clock.now, expires), language),
            },
          ]),
    ]
  }

  get canGoLive(): boolean {
    return this.practice && this.#shell.view?.electron === 'pinned'
  }

  readonly copyCode = (): Promise<boolean> => this.#shell.copy('controlCode')

  readonly close = (): void => void this.#shell.ask('close', {})

  readonly goLive = async (): Promise<void> => {
    if (await this.#shell.ask('home', {})) await this.#shell.ask('start', { way: 'automatic' })
  }
}
