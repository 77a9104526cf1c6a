import type { Change } from '#core/provision/change.ts'
import { cloudIn } from '#core/session/session-path.ts'
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

  /** The sentences on what is still there after the removal. */
  get kept(): readonly string[] {
    const { words } = this
    const signIn = this.#shell.view?.signInApplication ?? ''
    return [
      ...(this.#changeOf('remove-application') ? [words.restore] : []),
      ...(this.#changeOf('release-application') ? [words.released] : []),
      ...(this.#changeOf('remove-sign-in-entry') ? [] : [words.signIn(signIn)]),
    ]
  }

  /**
   * The script as it is shown, with ids shortened on a shared screen; `null` when no application was removed or
   * released.
   */
  get script(): string | null {
    const change = this.#changeOf('remove-application') ?? this.#changeOf('release-application')
    if (!change) return null
    return withdrawOnScreen(cloudIn(this.#shell.session), this.#shell.mask.id(change.appId), this.#shell.language)
  }

  /** The note on the script. An application that stays in the tenant keeps the permissions it was granted. */
  get scriptNote(): string {
    return this.#changeOf('release-application') ? this.words.runNoteReleased : this.words.runNote
  }

  readonly close = (): void => void this.#shell.ask('close', {})

  #changeOf<Kind extends Change['kind']>(kind: Kind): Extract<Change, { kind: Kind }> | undefined {
    const changes = this.#stage().run.rows.map(({ change }) => change)
    return changes.find((change): change is Extract<Change, { kind: Kind }> => change.kind === kind)
  }
}
