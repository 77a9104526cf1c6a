import type { Disabled } from '../directory.ts'
import type { Profile } from '../access/profile.ts'
import type { Cloud } from '../access/cloud.ts'
import type { GuideStep } from '../guide/guide.ts'
import type { Language } from '../language.ts'
import type { FileKind, SupportFacts, Workplace } from './desktop.ts'
import type { DocumentName } from './saved-document.ts'
import type { Session } from './session.ts'

/**
 * The texts that the use cases need in the person's language. `words` writes them, and main hands them in: those of whole
 * pages are loaded when one is wanted.
 */
export interface Writer {
  /** The language of the window at this moment. */
  language(): Language
  handoffMail(facts: HandoffMailFacts): Promise<{ readonly subject: string; readonly text: string }>
  /** The page for the person who does a step, in the language that person reads. */
  delegationPage(step: DelegatedStep, language: Language): Promise<DelegationPage>
  /** Returns a document about the session as it is; `null` while its content is not known. */
  document(name: DocumentName, facts: DocumentFacts): Promise<ReadyDocument | null>
  /** Returns the file for CDID's support, with names, addresses and ids shortened when they are `masked`. */
  supportFile(facts: SupportFileFacts, masked: boolean): Promise<{ readonly fileName: string; readonly text: string }>
  /** The address to which people write to CDID. */
  readonly address: string
  /** Returns what is copied into a ticket of CDID's support. */
  ticket(facts: SupportFileFacts): Promise<string>
  /** Returns what a copy button copies; `null` while there is nothing to copy. */
  copied(fact: CopiedFact, session: Session): Promise<string | null>
  /** The address of the page of the Entra admin centre that a step of the guide is done on. */
  portalAddress(cloud: Cloud, step: PortalStep, applicationId: string | null): string
  /** Whether this is the word that a person types before everything is removed. */
  isRemovalWord(typed: string): boolean
}

/** A step of the guide that is done in the portal. */
export type PortalStep = Exclude<GuideStep, 'contact'>

/**
 * The facts in the mail to CDID. None is secret. The control code is not among them, because in the mail it would prove
 * nothing.
 */
export interface HandoffMailFacts {
  readonly practice: boolean
  readonly organization: string
  readonly contact: string
  readonly applicationId: string
  /** ISO 8601. */
  readonly expiresAt: string
  /** When the mailbox opened, in ISO 8601; `null` when it was not shown to open. */
  readonly provenAt: string | null
  readonly caseNumber: string | null
  readonly fileName: string
}

interface DelegationFacts {
  readonly practice: boolean
  readonly organization: string
  readonly tenantId: string
  readonly cloud: Cloud
  /** The application (client) id. */
  readonly appId: string
  readonly profile: Pick<Profile, 'displayName' | 'permissions' | 'grantedBy'>
  /** Who has disabled the service principal; `null`: nobody, or it is not known. */
  readonly disabled: Disabled | null
}

/** A step that needs a role which this person lacks, with everything that the person who has it needs to do it. */
export type DelegatedStep =
  | (DelegationFacts & { readonly step: 'consent' })
  /** The application is the one that signs the person in, and its permissions are those of the sign-in. */
  | (DelegationFacts & { readonly step: 'sign-in' })
  | (DelegationFacts & { readonly step: 'secrets' })
  | (DelegationFacts & { readonly step: 'allow-list' })
  | (DelegationFacts & {
      readonly step: 'scope'
      readonly servicePrincipalId: string
      readonly group: string
      readonly allowedMailbox: string
      readonly blockedMailbox: string
    })

export interface DelegationPage {
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The script to attach, as a file: its content begins with a byte order mark. */
  readonly script: { readonly name: string; readonly content: string } | null
}

/** The facts that a document is written from. */
export interface DocumentFacts {
  readonly session: Session
  readonly cloud: Cloud
  readonly recipients: Workplace['world']['recipients']
  readonly signInApplication: Workplace['signInApplication']
  /** Now, by Microsoft's clock once it has been heard. */
  readonly now: Date
}

export type SupportFileFacts = SupportFacts & { readonly session: Session; readonly now: Date }

/** A document that is not saved yet: a page of HTML to be printed, or the text of the file itself. */
export interface ReadyDocument {
  readonly kind: Extract<FileKind, 'pdf' | 'ps1' | 'ics' | 'txt'>
  readonly fileName: string
  /** The title in the margins of the printed page. */
  readonly title: string
  readonly text: string
}

/**
 * The facts that can be copied. Main takes them from its own state, so the window cannot put other text on the
 * clipboard.
 */
export const copiedFacts = [
  'tenantId',
  'applicationId',
  'servicePrincipalId',
  'controlCode',
  'exchangeScript',
  'withdrawScript',
  'supportDetails',
  'ticket',
  'address',
  'applicationName',
  'redirectAddress',
  'manifest',
  'networkResult',
] as const

export type CopiedFact = (typeof copiedFacts)[number]
