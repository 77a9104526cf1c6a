import type { Profile } from '../access/profile.ts'
import type { Cloud } from '../access/cloud.ts'
import type { GuideStep } from '../guide/guide.ts'
import type { Language } from '../language.ts'
import type { FileKind, Workplace } from './desktop.ts'
import type { DocumentName } from './saved-document.ts'
import type { Session } from './session.ts'

/** What the use cases have written in the person's language. `words` writes it; main hands it in. */
export interface Writer {
  handoffMail(facts: HandoffMailFacts): { readonly subject: string; readonly text: string }
  /** The page for the person who does a step, in the language that person reads. */
  delegationPage(step: DelegatedStep, language: Language): DelegationPage
  /** A document as the session stands; `null`: what it would say is not known. */
  document(name: DocumentName, facts: DocumentFacts): ReadyDocument | null
  /** What a copy button copies; `null`: there is nothing to copy yet. */
  copied(fact: CopiedFact, session: Session): string | null
  /** The address of the page of the Entra admin centre that a step of the guide is done on. */
  portalAddress(step: PortalStep, applicationId: string | null): string
  /** Whether this is the word that a person types before everything is removed. */
  isRemovalWord(typed: string): boolean
}

/** A step of the guide that is done in the portal. */
export type PortalStep = Exclude<GuideStep, 'contact'>

/** What the mail to CDID says. Nothing of it is secret, and the control code is not in it: there it would prove nothing. */
export interface HandoffMailFacts {
  readonly practice: boolean
  readonly organization: string
  readonly contact: string
  readonly applicationId: string
  /** ISO 8601. */
  readonly expiresAt: string
  /** When the mailbox opened, ISO 8601; `null`: it was not shown to open. */
  readonly provenAt: string | null
  readonly caseNumber: string | null
  readonly fileName: string
}

interface DelegationFacts {
  readonly practice: boolean
  readonly organization: string
  readonly tenantId: string
  /** The application (client) id. */
  readonly appId: string
  readonly profile: Pick<Profile, 'displayName' | 'permissions' | 'grantedBy'>
}

/** A step that needs a role which this person lacks, with everything that the person who has it needs to do it. */
export type DelegatedStep =
  | (DelegationFacts & { readonly step: 'consent' })
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

/** What a document is made of. */
export interface DocumentFacts {
  readonly session: Session
  readonly cloud: Cloud
  readonly recipients: Workplace['world']['recipients']
  readonly signInApplication: Workplace['signInApplication']
  /** Now, by Microsoft's clock once it has been heard. */
  readonly now: Date
}

/** A document before it is anywhere: a page of HTML to be printed, or the text of the file itself. */
export interface ReadyDocument {
  readonly kind: Extract<FileKind, 'pdf' | 'ps1' | 'ics'>
  readonly fileName: string
  /** What a printed page's margins say of it. */
  readonly title: string
  readonly text: string
}

/** Facts that can be copied. Main takes them from its own state; the window cannot put text of its own on the clipboard. */
export const copiedFacts = [
  'tenantId',
  'applicationId',
  'servicePrincipalId',
  'controlCode',
  'exchangeScript',
  'withdrawScript',
  'supportDetails',
  'applicationName',
  'redirectAddress',
  'manifest',
] as const

export type CopiedFact = (typeof copiedFacts)[number]
