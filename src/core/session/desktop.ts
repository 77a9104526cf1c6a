import type { CloudId } from '../access/cloud.ts'
import type { GuideView, UnreadGuide } from '../guide/guide.ts'
import type { Mail } from '../handoff/mail.ts'
import type { AwaitLine, DeliveredLine, MadeSecret, UnsentSecret } from '../ledger.ts'
import type { ProxyQuestions } from '../network/proxy-sign-in.ts'
import type { PolicyReading } from '../policy/reading.ts'
import type { Clock, World } from '../ports.ts'
import type { Problem } from '../problem.ts'
import type { Answer } from '../answer.ts'
import type { Losses, PersonalData, UnsentAnswer } from './personal-data.ts'
import type { Identity, RememberedOrganization } from './identity.ts'
import type { DoneStage } from './session.ts'
import type { SignInWay } from './sign-in-way.ts'

/** What the use cases may do on the computer and ask of the person. `main` implements it with Electron. */
export interface Desktop {
  /** The assistant's own version. */
  readonly version: string
  /** The computer's own clock. */
  readonly clock: Clock
  /** The company's policy, as it was read when the assistant opened. */
  readonly policy: PolicyReading
  /**
   * Builds the world to work in: the real one, or the practice tenant. Rejects with a ProblemError that says why not.
   */
  readonly openWorkplace: (practice: boolean) => Promise<Workplace>
  /** The proxies on the way to the real world, which may ask the person for a password. */
  readonly proxies: ProxyQuestions
  /**
   * Asks where to save a file; `null` when the person chose nothing. In practice the file's name begins with a prefix.
   */
  readonly choosePlace: (suggested: string, kind: FileKind, practice: boolean) => Promise<SavePlace | null>
  /** Returns a page of ours as the bytes of a PDF. */
  readonly printPage: (html: string, title: string) => Promise<Uint8Array>
  /** Returns a mail as a message file (RFC 5322) that a mail program opens as a draft. */
  readonly writeDraft: (mail: Mail & { readonly date: Date }) => Promise<Uint8Array>
  /** Returns the sealed bytes as text, because some mail servers change attachments that are not text. */
  readonly armor: (sealed: Uint8Array) => Promise<string>
  /**
   * Returns the bytes of the confirmation that the person chose, cut just past the longest one; `null` when none was
   * chosen.
   */
  readonly openConfirmation: () => Promise<Uint8Array | null>
  /** Asks whether a new guide may replace the kept one. `organization` is `null` when the kept one names none yet. */
  readonly mayReplaceGuide: (organization: string | null) => Promise<boolean>
  /** Asks what becomes of secrets that were never handed over, before everything here is deleted. */
  readonly askAboutUnsent: (unsent: readonly MadeSecret[]) => Promise<UnsentAnswer>
  /** Says what is lost, and asks whether everything of this person's may be deleted from this computer. */
  readonly mayForget: (losses: Losses) => Promise<boolean>
  /** Opens a page of Microsoft's in the system's browser: one of the world's cloud, or of the practice tenant. */
  readonly openPage: (url: string, world: Pick<World, 'practice' | 'cloud'>) => Promise<void>
  readonly copyText: (text: string) => Promise<void>
  readonly clipboardText: () => Promise<string>
  readonly clearClipboard: () => Promise<void>
  /** Returns what support needs of this computer, and the requests of the journal. */
  readonly support: () => SupportFacts
  readonly showJournal: () => void
  /** Shows the licences of what the assistant is made with. */
  readonly showLicences: () => void
  /** Brings the window to the front. */
  readonly comeForward: () => void
  /** Notifies a person who is working in another window. */
  readonly notify: (what: Notice) => void
  readonly close: () => void
  /** The waits for a real tenant that are not over, newest first. */
  readonly awaited: () => readonly AwaitLine[]
  /** The secrets of real tenants that this computer handed over, newest first. */
  readonly history: () => readonly DeliveredLine[]
  /** The secrets of real tenants that this computer made and never handed over, newest first. */
  readonly unsent: () => readonly UnsentSecret[]
  /** Returns where the sealed file of a secret was saved; `null` when it is not there, or was not saved on this computer. */
  readonly savedFile: (keyId: string) => string | null
  /** Shows a file in its folder. */
  readonly showFile: (path: string) => void
  readonly reports: Reports
  readonly guideFile: GuideFile
  readonly organizationsFile: OrganizationsFile
  readonly personalData: PersonalData
}

/** Everything one world offers: the ports, and how a person signs in to it. */
export interface Workplace {
  readonly world: World
  readonly signIn: SignIn
  /** Returns the same workplace in another of Microsoft's clouds. Nobody is signed in there yet. */
  readonly inCloud: (cloud: CloudId) => Workplace
  /** The application that signs the administrator in, as Entra lists it. */
  readonly signInApplication: {
    readonly clientId: string
    readonly name: string
    /** Whether only this assistant uses it, so that removing everything removes its entry as well. */
    readonly isOurs: boolean
  }
  /** Returns the address at which the browser opens a page of Microsoft's: its own, or one of the practice tenant. */
  readonly page: (url: string) => string
  /** The address of CDID's mailbox. */
  readonly address: string
}

/** A page of Microsoft's on which the person signs in. */
export interface SignInPage {
  readonly url: string
  /** The code that is typed on the page; `null` for a page that needs none. */
  readonly userCode: string | null
  /** How long it may be answered from now on, in milliseconds. */
  readonly openForMs: number
  /** Returns the address at which it is opened once more. */
  readonly again: () => string
}

/** Is told of the page before it is waited for. */
export type ShowPage = (page: SignInPage) => Promise<void>

/** An account that signs in again, and the rights that are asked for. */
export interface SignInAgain {
  readonly username: string
  readonly scopes: readonly string[]
}

/** The sign-in of an administrator. */
export interface SignIn {
  /**
   * Signs a person in, on Microsoft's page in this computer's browser or with a code that is typed on a page anywhere, and
   * waits for them, for as long as the page may be answered. `tenantId` is the tenant to sign in to, and `null` stands for
   * the account's own. Whoever signed in before is forgotten. `tenant-changed`: the token is for another tenant, and is
   * forgotten. `again`: the account that signed in before and was forgotten since, for these rights alone. Rejects with the
   * signal's reason when it is aborted.
   */
  readonly begin: (
    to: { readonly tenantId: string | null; readonly way: SignInWay; readonly again?: SignInAgain },
    show: ShowPage,
    signal: AbortSignal,
  ) => Promise<Answer<Account>>
  /**
   * Asks for more rights of the account that signed in (incremental consent). Nothing is shown when it has them already;
   * otherwise `choose` says how to go on, and Microsoft's page or a code is shown as for `begin`. Tokens of the directory
   * carry the rights from then on. `other-account`: somebody else signed in on that page, and is forgotten again.
   */
  readonly allow: (
    scopes: readonly string[],
    choose: () => Promise<SignInWay>,
    show: ShowPage,
    signal: AbortSignal,
  ) => Promise<Answer<null>>
  /** Returns what a sign-in error of that number means (AADSTS…), which the person saw on Microsoft's page. */
  readonly explain: (number: number, way: SignInWay) => Problem
  /** Forgets whoever signed in, and all tokens. */
  readonly forget: () => void
  /** The scopes that sending a mail from the account's own mailbox needs. */
  readonly mailScopes: readonly string[]
}

/** The account that signed in, as its ID token describes it. It holds no token. */
export interface Account extends Pick<Identity, 'tenantId' | 'kind' | 'homeDomain' | 'roles' | 'otherScopes'> {
  readonly name: string
  readonly username: string
}

/** What support needs of the computer and of the requests. */
export interface SupportFacts {
  /** The versions of the assistant, of its runtime and of the system, by name. */
  readonly versions: readonly (readonly [name: string, version: string])[]
  /** The lines of the journal of requests, newest first. None holds a secret. */
  readonly requests: readonly unknown[]
}

export type FileKind = 'age' | 'eml' | 'pdf' | 'ps1' | 'ics' | 'txt'

/** Where a person chose to save. */
export interface SavePlace {
  readonly fileName: string
  /** The window never hears it. */
  readonly path: string
  /** Writes all of it or nothing; rejects with `file-not-written`. */
  write(bytes: Uint8Array): Promise<void>
}

/** The events for which the person is notified when the window is not in front. */
export type Notice = 'run-done' | 'run-stopped' | 'access-opened' | 'access-refused' | 'consent-given'

/** The guide by hand that is kept on this computer to be finished another day: one file, replaced whole. */
export interface GuideFile {
  /** `unavailable`: there is a file, which the system does not let anybody read now, because another program holds it. */
  read(): GuideView | UnreadGuide | null
  /** Writes the guide, or deletes the file for `null`. Resolves to whether that worked; never rejects. */
  write(guide: GuideView | null): Promise<boolean>
}

/** What the reports of real tenants were made from, so that a report can be saved again on another day. */
export interface Reports {
  keep(facts: DoneStage): void
  find(keyId: string): DoneStage | null
}

/** The organizations of real tenants that the person wanted remembered, the last one first: one file, replaced whole. */
export interface OrganizationsFile {
  /** Returns none when there is no file, or none that can be read. */
  read(): readonly RememberedOrganization[]
  /** Resolves to whether that worked; never rejects. */
  write(organizations: readonly RememberedOrganization[]): Promise<boolean>
}
