import type { AwaitLine, DeliveredLine } from '#core/ledger.ts'
import type { Clock } from '#core/ports.ts'
import type { Session } from '#core/session/session.ts'
import type { Fact } from '#contract/calls.ts'
import type { Language } from '#words/format/language.ts'
import type { GuideFile } from '#adapters/files/guide-file.ts'
import type { SavedKind } from '#words/screens/shell/main-process.ts'
import type { Margins } from './documents.ts'
import type { Workplace } from './world.ts'

/** What the handlers may do to the computer; `main/index.ts` makes it of Electron. */
export interface Shell {
  /** The computer's own. */
  readonly clock: Clock
  openWorkplace(practice: boolean): Promise<Workplace>
  /** The path a person chose, or `null`; it ends as its kind does, and in practice its name says so first. */
  chooseFile(suggested: string, kind: SavedKind, practice: boolean): Promise<string | null>
  /** A page of ours as the bytes of a PDF. */
  printPage(html: string, margins: Margins): Promise<Uint8Array>
  /** The content of a confirmation a person chose, at most a little more than one may hold; `null`: none was chosen. */
  openConfirmation(): Promise<Uint8Array | null>
  /** Whether the guide that is kept may be lost to a new one: only one is kept. `organization` null: not entered yet. */
  mayReplaceGuide(organization: string | null): Promise<boolean>
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
