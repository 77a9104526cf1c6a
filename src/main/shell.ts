import type { Session } from '#core/session.ts'
import type { Fact } from '#contract/calls.ts'
import type { Language } from '#words/language.ts'
import type { Workplace } from './world.ts'

/** What the handlers may do to the computer; `main/index.ts` makes it of Electron. */
export interface Shell {
  openWorkplace(practice: boolean): Promise<Workplace>
  openSignInPage(url: string, practice: boolean): Promise<void>
  /** The path a person chose, or `null`; it ends in `.age`, and in practice its name says so first. */
  chooseFile(suggested: string, practice: boolean): Promise<string | null>
  copyText(text: string): Promise<void>
  copyOf(fact: Fact, session: Session, language: Language): string | null
  showJournal(): void
  comeForward(): void
  /** A word to somebody who is working elsewhere. */
  tellRunEnded(how: 'done' | 'stopped'): void
  close(): void
  readonly version: string
}

/** What the window is drawn from, besides facts of the build. */
export interface State {
  readonly session: Session
  readonly language: Language
  readonly screenShare: boolean
}
