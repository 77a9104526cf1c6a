import type { Change } from '#core/provision/change.ts'
import type { SessionAt } from '#core/session/session.ts'
import { sayChange } from '#words/screens/review/changes.ts'
import { removedWords } from '#words/screens/removed.ts'
import { withdrawOnScreen } from '#words/scripts/on-screen.ts'
import { runWords } from '#words/screens/run.ts'
import type { ListedRow } from '../../parts/text/list-items.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

export class RemovedState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'removed'>

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('removed')
  }

  get words() {
    return removedWords[this.#shell.language]
  }

  get lead(): string {
    return this.words.lead(this.#shell.mask.name(this.#stage().identity.organization.name))
  }

  get rows(): readonly ListedRow[] {
    const { language, mask } = this.#shell
    return this.#stage().run.rows.map(({ change, id }) => {
      const said = sayChange(change, language)
      const note = id === null ? '' : `${said.idName} \`${mask.id(id)}\``
      return { state: 'done', stateName: runWords[language].states.done, title: said.done, note }
    })
  }

  /** What Microsoft, or a person, still keeps. */
  get kept(): readonly string[] {
    const { words } = this
    const signIn = this.#shell.view?.signInApplication ?? ''
    return [
      ...(this.#changeOf('remove-application') ? [words.restore] : []),
      ...(this.#changeOf('release-application') ? [words.released] : []),
      ...(this.#changeOf('remove-sign-in-entry') ? [] : [words.signIn(signIn)]),
    ]
  }

  /** As drawn: copying gives the whole id. `null`: no application left, so Exchange has nothing to forget. */
  get script(): string | null {
    const change = this.#changeOf('remove-application') ?? this.#changeOf('release-application')
    if (!change) return null
    return withdrawOnScreen(this.#shell.mask.id(change.appId), this.#shell.language)
  }

  /** An application that stays still opens what it is granted. */
  get scriptNote(): string {
    return this.#changeOf('release-application') ? this.words.runNoteReleased : this.words.runNote
  }

  readonly close = (): void => void this.#shell.ask('close', {})

  #changeOf<Kind extends Change['kind']>(kind: Kind): Extract<Change, { kind: Kind }> | undefined {
    const changes = this.#stage().run.rows.map(({ change }) => change)
    return changes.find((change): change is Extract<Change, { kind: Kind }> => change.kind === kind)
  }
}
