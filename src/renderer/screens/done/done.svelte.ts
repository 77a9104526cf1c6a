import type { SessionAt } from '#core/session/session.ts'
import type { HandoffView, HandoffWay } from '#core/handoff/document.ts'
import { waysToHandOver } from '#core/session/handoff-ways.ts'
import { controlCodeWords } from '#words/format/control-code.ts'
import { calendarDays } from '#core/calendar-days.ts'
import { day, inDays, moment, readersZone, size } from '#words/format/dates.ts'
import { doneWords } from '#words/screens/done.ts'
import type { ListedFact } from '../../parts/text/list-items.ts'
import { routeOf } from '#words/screens/shell/path.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

export class DoneState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'done'>

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('done')
  }

  get words() {
    return doneWords[this.#shell.language]
  }

  get practice(): boolean {
    return this.#shell.session.practice
  }

  /** How the handoff ended. `maybe` when it is not known whether the mail was sent. */
  get outcome(): 'file' | 'draft' | 'sent' | 'maybe' {
    const { outcome, way } = this.#handoff
    if (outcome !== 'saved') return outcome
    return way === 'draft' ? 'draft' : 'file'
  }

  get heading(): string {
    const { words, outcome } = this
    return this.practice && outcome !== 'maybe' ? words.headingPractice : words.headings[outcome]
  }

  get lead(): string {
    const { words, outcome } = this
    if (outcome === 'maybe') return ''
    if (this.practice) return words.leadPractice
    return words.leads[outcome]
  }

  /** What happens now, in order; empty in practice, where nothing does. */
  get steps(): readonly string[] {
    const { words, outcome } = this
    if (this.practice || outcome === 'maybe') return []
    const { steps } = words
    const first = { file: [steps.send(this.#handoff.to)], draft: [steps.sendDraft], sent: [] }[outcome]
    const isRenewed = routeOf(this.#shell.session).startsWith('renewed')
    return [...first, steps.check, steps.record, isRenewed ? steps.retire : steps.activate]
  }

  /** The other ways to hand the same file over. */
  get others(): readonly { readonly name: string; readonly press: () => void }[] {
    const { words, outcome } = this
    const offered = waysToHandOver(this.#stage(), this.#shell.view?.policy.handoffWays ?? null)
    const way = (is: boolean, name: string, value: HandoffWay) =>
      is && offered.includes(value) ? [{ name, press: this.again(value) }] : []
    return [
      ...way(outcome !== 'file', words.otherFile, 'file'),
      ...way(outcome !== 'draft', words.draft, 'draft'),
      ...way(outcome !== 'sent' && outcome !== 'maybe', words.otherMail, 'mail'),
    ]
  }

  /** Whether the sealed file is on this computer, so that it can be shown in its folder. */
  get isSaved(): boolean {
    return this.#handoff.outcome === 'saved'
  }

  readonly showFile = (): void => void this.#shell.ask('showFile', { keyId: this.#stage().access.secret.keyId })

  readonly sealAgain = (): void => void this.#shell.ask('sealAgain', {})

  /** The words of the control code, four on each line. */
  get code(): readonly (readonly string[])[] {
    const all = controlCodeWords(this.#handoff.code, this.#shell.language)
    return [all.slice(0, 4), all.slice(4)]
  }

  get facts(): readonly ListedFact[] {
    const { mask, language, clock } = this.#shell
    const { words } = this
    const { copyTo, caseNumber } = this.#handoff
    const { applicationId, secret } = this.#stage().access
    return [
      ...this.#left,
      ...(copyTo === null || this.outcome === 'file' ? [] : [{ name: words.cc, value: mask.address(copyTo) }]),
      ...(caseNumber === null ? [] : [{ name: words.caseNumber, value: caseNumber }]),
      {
        name: words.appId,
        value: mask.id(applicationId),
        mono: true,
        copy: () => this.#shell.copy('applicationId'),
      },
      {
        name: words.expires,
        value: day(secret.endsAt, language),
        note: inDays(calendarDays(clock.now, Date.parse(secret.endsAt), readersZone()), language),
      },
    ]
  }

  /** What was handed over, and when. */
  get #left(): readonly ListedFact[] {
    const { words, outcome } = this
    const { mask, language } = this.#shell
    const { fileName, bytes, at, to } = this.#handoff
    const { domain } = this.#stage().sender.organization
    const name = fileName.replace(domain, mask.domain(domain))
    const sealed = { value: name, note: `· ${size(bytes, language)}` }
    const when = moment(at, language)
    if (outcome === 'file')
      return [
        { name: words.file, ...sealed },
        { name: words.saved, value: words.savedOn(when) },
      ]
    if (outcome === 'draft') {
      return [
        { name: words.draftFile, value: name },
        { name: words.saved, value: words.savedOn(when) },
      ]
    }
    const said = outcome === 'maybe' ? words.triedOn(to, when) : words.sentOn(to, when)
    return [
      { name: words.mail, value: said, warning: outcome === 'maybe' },
      { name: words.attached, ...sealed },
    ]
  }

  get #handoff(): HandoffView {
    return this.#stage().handoff
  }

  get canGoLive(): boolean {
    return this.practice && this.#shell.view?.electron === 'pinned'
  }

  /** Whether Microsoft's page is open again, because the right to send was lost meanwhile. */
  get asking(): boolean {
    return this.#shell.session.busy && this.#shell.session.page?.why === null
  }

  readonly copyCode = (): Promise<boolean> => this.#shell.copy('controlCode')

  readonly again = (way: HandoffWay) => (): void => void this.#shell.ask('handOffAgain', { way })

  readonly cancel = (): void => void this.#shell.ask('cancelSignIn', {})

  readonly close = (): void => void this.#shell.ask('close', {})

  readonly goLive = async (): Promise<void> => {
    if (await this.#shell.ask('home', {})) await this.#shell.ask('start', { way: 'automatic' })
  }
}
