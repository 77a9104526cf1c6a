import type { AwaitLine, Clock, DeliveredLine } from '#core/ports.ts'
import type { Session } from '#core/session.ts'
import type { Fact } from '#contract/calls.ts'
import type { Language } from '#words/language.ts'
import type { GuideFile } from './guide-file.ts'
import type { Workplace } from './world.ts'

/** What the handlers may do to the computer; `main/index.ts` makes it of Electron. */
export interface Shell {
  /** The computer's own. */
  readonly clock: Clock
  openWorkplace(practice: boolean): Promise<Workplace>
  /** The path a person chose, or `null`; it ends in `.age`, and in practice its name says so first. */
  chooseFile(suggested: string, practice: boolean): Promise<string | null>
  /** The content of a confirmation a person chose, at most a little more than one may hold; `null`: none was chosen. */
  openConfirmation(): Promise<Uint8Array | null>
  /** What is still waited for, for real, newest first. */
  awaited(): readonly AwaitLine[]
  /** What this computer handed over for real. */
  history(): readonly DeliveredLine[]
  copyText(text: string): Promise<void>
  /** What stands on the clipboard, as text. */
  clipboardText(): Promise<string>
  clearClipboard(): Promise<void>
  /** The guide by hand that is kept on this computer. */
  readonly guide: GuideFile
  /** Opens a page of Microsoft's, or of the practice tenant, in the system's browser. */
  openPage(url: string, practice: boolean): Promise<void>
  /** Saves a page as a PDF where the person chooses; whether it was saved. Rejects with `file-not-written`. */
  savePdf(html: string, title: string, fileName: string): Promise<boolean>
  copyOf(fact: Fact, session: Session, language: Language): string | null
  showJournal(): void
  comeForward(): void
  /** A word to somebody who is working elsewhere. */
  tell(what: Told): void
  close(): void
  readonly version: string
  /** The sign-in application, when it serves nothing but this assistant. */
  readonly ownSignInClient: (practice: boolean) => string | null
}

/** What is worth a notification when the window is behind others. */
export type Told = 'run-done' | 'run-stopped' | 'access-opened' | 'access-refused' | 'consent-given'

/** What the window is drawn from, besides facts of the build. */
export interface State {
  readonly session: Session
  readonly language: Language
  readonly screenShare: boolean
}
