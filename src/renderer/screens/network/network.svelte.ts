import { worstLevel, type Level } from '#core/network/findings.ts'
import { hostsOf, type NetworkCheck } from '#core/network/network-check.ts'
import { microsoftDetails } from '#core/problem.ts'
import type { SessionAt } from '#core/session/session.ts'
import { conclusionOf } from '#words/pages/network.ts'
import { networkWords, sayFinding } from '#words/screens/network.ts'
import type { ListedFact, RowState } from '../../parts/text/list-items.ts'
import type { Shell } from '../../shell/shell.svelte.ts'
import { supportFacts } from '../../shell/support-facts.ts'

const states: Readonly<Record<Level, RowState>> = {
  ok: 'done',
  warning: 'warning',
  refused: 'failed',
  unseen: 'unknown',
}

interface FindingLine {
  readonly state: RowState
  readonly stateName: string
  readonly text: string
}

/** One thing that is looked at, with a line for each finding. */
interface CheckCard extends Pick<FindingLine, 'state' | 'stateName'> {
  readonly subject: NetworkCheck['subject']
  readonly title: string
  /** The host and its port; empty for a thing of this computer. */
  readonly address: string
  readonly lines: readonly FindingLine[]
}

export class NetworkState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'network'>

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('network')
  }

  get words() {
    return networkWords[this.#shell.language]
  }

  get busy(): boolean {
    return this.#stage().busy
  }

  get lead(): string {
    const { busy, practice } = this.words.lead
    const result = this.busy ? busy : this.words.conclusion[conclusionOf(this.#stage().checks)]
    return this.#stage().practice ? `${practice} ${result}` : result
  }

  /** The result, spoken by a screen reader once everything was looked at. */
  get announcement(): string {
    return this.busy ? '' : this.words.conclusion[conclusionOf(this.#stage().checks)]
  }

  /** Whether something other than the person ended the check. */
  get failed(): boolean {
    const { problem } = this.#shell
    return problem !== null && problem.code !== 'stopped'
  }

  get cards(): readonly CheckCard[] {
    return this.#stage().checks.map(({ subject, host, findings }) => ({
      subject,
      title: this.words.subjects[subject],
      address: host === null ? '' : `${host.host}:${host.port}`,
      lines: (findings ?? []).map((finding) => ({
        ...this.#sign(finding.level),
        text: sayFinding(finding, this.#shell.language, this.#shell.mask),
      })),
      ...(findings === null ? this.#unfinished : this.#sign(worstLevel(findings))),
    }))
  }

  get hosts(): readonly ListedFact[] {
    return hostsOf(this.#stage().checks).map(({ host, port, use, confirmed }) => ({
      name: `${host}:${port}`,
      value: this.words.allow.uses[use],
      ...(!confirmed && { note: `(${this.words.allow.unconfirmed})`, warning: true }),
    }))
  }

  /** What support needs of each answer, by host. */
  get details(): readonly { readonly host: string; readonly facts: readonly ListedFact[] }[] {
    return this.#stage().checks.flatMap(({ host, details }) => {
      if (host === null || details === null) return []
      const besidesHost = microsoftDetails(details).filter(({ name }) => name !== 'host')
      return [{ host: host.host, facts: supportFacts(besidesHost, this.#shell) }]
    })
  }

  readonly copy = (): Promise<boolean> => this.#shell.copy('networkResult')

  readonly again = (): void => {
    const { practice } = this.#shell.session
    void this.#shell.ask('checkConnection', { practice })
  }

  #sign(level: Level): Pick<FindingLine, 'state' | 'stateName'> {
    return { state: states[level], stateName: this.words.levels[level] }
  }

  get #unfinished(): Pick<FindingLine, 'state' | 'stateName'> {
    return this.busy
      ? { state: 'doing', stateName: this.words.looking }
      : { state: 'to-come', stateName: this.words.notLooked }
  }
}
