import { z } from 'zod'
import { cloudIds } from '#core/access/cloud.ts'
import { profileIds, type RoleName } from '#core/access/profile.ts'
import type { CdidFacts } from '#core/cdid-facts.ts'
import type { Reply } from '#core/answer.ts'
import { entryNames } from '#core/guide/entries.ts'
import { guideStepNames } from '#core/guide/guide.ts'
import type { Fix } from '#core/guide/suggest-fix.ts'
import { isCaseNumber } from '#core/handoff/case-number.ts'
import { confirmationMaxBytes } from '#core/handoff/confirmation.ts'
import { contactNameMax } from '#core/handoff/contact.ts'
import { handoffWays } from '#core/handoff/document.ts'
import { keepDays } from '#core/handoff/kept-copy.ts'
import { languages, type Language } from '#core/language.ts'
import type { ProxyQuestion } from '#core/network/proxy-sign-in.ts'
import { isMailAddress, mailAddressMax } from '#core/mail-address.ts'
import type { Policy } from '#core/policy/settings.ts'
import { aims, exemptionWays, reaches } from '#core/provision/step.ts'
import { documentNames } from '#core/session/saved-document.ts'
import { delegatedStepNames, type Session, type Stage } from '#core/session/session.ts'
import { signInWays } from '#core/session/sign-in-way.ts'
import { waysIn } from '#core/session/ways-in.ts'
import { copiedFacts } from '#core/session/writer.ts'
import type { Built } from '#core/version-age.ts'
import type { CallName, EventName } from './names.ts'

/** Everything that the window draws. It holds no secret, because a `Session` holds none. */
export interface View {
  readonly language: Language
  /** Whether the screen is being shared: names and ids are then shortened, and the step's code is shown large. */
  readonly screenShare: boolean
  readonly version: string
  readonly built: Built | null
  /** `fallback` is an Electron used in development, on which a real tenant cannot be opened. */
  readonly electron: 'pinned' | 'fallback'
  /** Name of the application that signs the administrator in, as Entra will list it. */
  readonly signInApplication: string
  /** The recipient of the sealed file: the id and the short fingerprint of its key, and the address of its mailbox. */
  readonly recipient: { readonly id: string; readonly fingerprint: string; readonly address: string } | null
  /** The roles that may grant what a new set-up asks for, least privileged first. */
  readonly grantedBy: readonly RoleName[]
  /** The stage that *back* leads to; `null` when it leads nowhere. */
  readonly backTo: Stage | null
  /** What puts the refusal of a proof right on the path by hand, and where; `null` when nothing there can. */
  readonly fix: Fix | null
  /** The number of requests sent to Microsoft, or to the practice tenant, since the session began. */
  readonly requests: number
  /** The proxy that waits for the person's password; `null` when none does. What was entered is never in a view. */
  readonly proxy: ProxyQuestion | null
  /** What the company has set, each `null` where it sets nothing. Main obeys it; the window says so and offers nothing else. */
  readonly policy: Policy
  /** What CDID says of itself; `null` until it has. */
  readonly cdid: Pick<CdidFacts, 'address' | 'phone' | 'hours'>
  /** Whether CDID's answer was opened and waits to be recorded. */
  readonly hasAnswer: boolean
  readonly session: Session
}

const nothing = z.strictObject({})
const address = z.string().trim().max(mailAddressMax).refine(isMailAddress)
/** What a person typed or pasted. Only its length is checked here: the guide checks the rest and says what is wrong. */
const entries = z.partialRecord(z.enum(entryNames), z.string().max(4096))
const guid = z.guid().max(36)
const language = z.enum(languages)
const contact = z.strictObject({ name: z.string().trim().max(contactNameMax), email: address })
const proxy = z.string().max(300)
const profile = z.enum(profileIds)
const aim = z.enum(aims)
const way = z.enum(handoffWays)

/** The input of each call. Main parses it before it does anything else. */
export const inputs = {
  look: nothing,
  setLanguage: z.strictObject({ language }),
  setScreenShare: z.strictObject({ on: z.boolean() }),
  start: z.strictObject({ way: z.enum(waysIn) }),
  /** `practice` says which world the welcome asks about. Anywhere else, the world that is open is looked at. */
  checkConnection: z.strictObject({ practice: z.boolean() }),
  /** `proxy` is the one that the view showed: what is entered is given to no other one, and kept in main's memory only. */
  answerProxy: z.strictObject({ proxy, username: z.string().min(1).max(256), password: z.string().max(1024) }),
  declineProxy: z.strictObject({ proxy }),
  /**
   * `aim` is `null` when the person signs in again for the same purpose. `own` signs in to the account's own organization,
   * `same`, which is usual, to the one that was named; `remember` keeps that one for another day. `picked` is the id of
   * the secret in the history whose organization it is. `way` is `browser` unless it is said.
   */
  signIn: z.strictObject({
    aim: aim.nullable(),
    organization: z.enum(['own', 'same']).optional(),
    picked: z.guid().optional(),
    remember: z.boolean().optional(),
    way: z.enum(signInWays).optional(),
  }),
  nameOrganization: nothing,
  /** `text` is a domain or a tenant id. What is wrong with it is answered in the session. */
  findOrganization: z.strictObject({ text: z.string().max(1024) }),
  forgetOrganization: z.strictObject({ domain: z.string().max(253) }),
  cancelSignIn: nothing,
  /** `text` is what Microsoft's page shows: a number (AADSTS…), or the sentence around it. */
  explainCode: z.strictObject({ text: z.string().max(4_000) }),
  /** Goes on in the other way to sign in: with a code in place of this computer's browser, or back. */
  changeWay: nothing,
  copyLink: nothing,
  copyCode: nothing,
  reopenPage: nothing,
  /**
   * Opens the page of Microsoft's that a running use case needs, or shows a code for it, once the person has clicked for
   * it. By default in the way in which they signed in.
   */
  openPage: z.strictObject({ way: z.enum(signInWays).optional() }),
  acceptIdentity: nothing,
  /** Checks each entry alone and against the others. A wrong entry is answered with what is wrong, and is not kept. */
  enter: entries,
  chooseProfile: z.strictObject({ profile }),
  chooseCloud: z.strictObject({ cloud: z.enum(cloudIds) }),
  goToStep: z.strictObject({ step: z.enum(guideStepNames) }),
  openPortal: nothing,
  /**
   * Takes the secret from the clipboard: main reads it, checks it, keeps it in the keychain and clears the clipboard.
   */
  pasteSecret: nothing,
  checkOldSecret: nothing,
  /** `tenantId` is that of a line in the history, or `null` when the set-up was made on another computer. */
  renewByHand: z.strictObject({ tenantId: guid.nullable() }),
  /** `null` keeps what the plan before had. `adopt` and `restore` are ids that the plan before showed. */
  plan: z.strictObject({
    secretEndsAt: z.iso.datetime().max(32).nullable(),
    aim: aim.nullable(),
    adopt: guid.nullable(),
    restore: guid.nullable(),
    profile: profile.nullable().default(null),
    reach: z.enum(reaches).default('as-is'),
    retireOthers: z.boolean().default(false),
    enableServicePrincipal: z.boolean().default(false),
    /** Whether somebody else gives the consent. */
    consentDelegated: z.boolean().nullable().default(null),
    exemption: z.enum(exemptionWays).nullable().default(null),
  }),
  /** `typed` is the word that a removal asks the person to type. */
  approve: z.strictObject({ planId: z.uuid(), typed: z.string().max(64).nullable() }),
  /** Opens CDID's answer from a file that the person chooses, and shows whose it is. */
  openConfirmation: nothing,
  /** Shows whose answer was dropped on the window. `content` is the text of the file: its path stays in the window. */
  readConfirmation: z.strictObject({ content: z.string().max(confirmationMaxBytes) }),
  /** Records the answer that was shown, or one from a file that the person chooses. */
  recordConfirmation: nothing,
  /** `keyId` is that of a line in the history. */
  forgetRow: z.strictObject({ keyId: guid }),
  /** Shows the sealed file of a secret in its folder. */
  showFile: z.strictObject({ keyId: guid }),
  stop: nothing,
  goToProof: nothing,
  /** `blockedMailbox` must stay closed: it is named only when Exchange limits the application. */
  prove: z.strictObject({ mailbox: address, blockedMailbox: address.nullable() }),
  /** Proves, or looks for the consent that somebody else gives, again and again from now on. */
  watch: nothing,
  checkNow: nothing,
  delegate: z.strictObject({ step: z.enum(delegatedStepNames) }),
  /** Saves the page for the person who does a step, in the language that person reads. */
  savePage: z.strictObject({ language }),
  goToLimit: nothing,
  setLimit: z.strictObject({ group: address, allowedMailbox: address, blockedMailbox: address }),
  goToHandoff: nothing,
  /** `caseNumber` is the one that CDID gave, and `copyTo` the project lead's address. */
  handOff: z.strictObject({
    way,
    caseNumber: z.string().trim().refine(isCaseNumber).nullable(),
    copyTo: address.nullable(),
    /** The organization's contact, asked for when the account that signed in is of another organization. */
    contact: contact.optional(),
  }),
  /** Hands over the same sealed file once more. */
  handOffAgain: z.strictObject({ way }),
  /** Goes back to the handoff, to seal another file. */
  sealAgain: nothing,
  keepCopy: z.strictObject({ days: z.literal(keepDays) }),
  copy: z.strictObject({ fact: z.enum(copiedFacts) }),
  /** `keyId` is that of the line in the history whose report is saved again. */
  save: z.strictObject({ document: z.enum(documentNames), keyId: guid.optional() }),
  /** `masked` shortens names, addresses and ids in the file. */
  saveSupport: z.strictObject({ masked: z.boolean() }),
  showJournal: nothing,
  /** Main says what is lost and asks before anything is deleted. */
  forgetEverything: nothing,
  showLicences: nothing,
  back: nothing,
  home: nothing,
  close: nothing,
} satisfies Record<CallName, z.ZodType>

/**
 * What a call does beyond the window: it changes a tenant or the keychain, sends something to somebody, or opens a page or a dialog.
 * Only a person asks for these: what is not `nothing` needs an input that main itself saw.
 */
export type Effect = 'nothing' | 'changes' | 'sends' | 'opens'

/** The effect of each call. A call that works only on what was already approved has the effect of what it leads to. */
export const effects = {
  look: 'nothing',
  setLanguage: 'nothing',
  setScreenShare: 'nothing',
  start: 'opens',
  checkConnection: 'changes',
  answerProxy: 'changes',
  declineProxy: 'nothing',
  signIn: 'opens',
  nameOrganization: 'nothing',
  findOrganization: 'nothing',
  forgetOrganization: 'changes',
  cancelSignIn: 'nothing',
  explainCode: 'nothing',
  changeWay: 'opens',
  copyLink: 'changes',
  copyCode: 'changes',
  reopenPage: 'opens',
  openPage: 'opens',
  acceptIdentity: 'nothing',
  enter: 'nothing',
  chooseProfile: 'nothing',
  chooseCloud: 'nothing',
  goToStep: 'nothing',
  openPortal: 'opens',
  pasteSecret: 'changes',
  checkOldSecret: 'changes',
  renewByHand: 'opens',
  plan: 'nothing',
  approve: 'changes',
  openConfirmation: 'opens',
  readConfirmation: 'nothing',
  recordConfirmation: 'opens',
  forgetRow: 'changes',
  showFile: 'opens',
  stop: 'nothing',
  goToProof: 'nothing',
  prove: 'nothing',
  watch: 'nothing',
  checkNow: 'nothing',
  delegate: 'nothing',
  savePage: 'opens',
  goToLimit: 'nothing',
  setLimit: 'nothing',
  goToHandoff: 'nothing',
  handOff: 'sends',
  handOffAgain: 'sends',
  sealAgain: 'nothing',
  keepCopy: 'changes',
  copy: 'changes',
  save: 'opens',
  saveSupport: 'opens',
  showJournal: 'opens',
  forgetEverything: 'changes',
  showLicences: 'opens',
  back: 'nothing',
  home: 'nothing',
  close: 'nothing',
} as const satisfies Readonly<Record<CallName, Effect>>

/** A call that only a person makes. */
export type ActingCall = {
  [Name in CallName]: (typeof effects)[Name] extends 'nothing' ? never : Name
}[CallName]

export function isActing(name: CallName): name is ActingCall {
  return effects[name] !== 'nothing'
}

/** The input of a call as the window passes it. */
export type Input<Name extends CallName> = z.input<(typeof inputs)[Name]>

/** The input of a call once it is parsed, with every default filled in. */
export type Given<Name extends CallName> = z.output<(typeof inputs)[Name]>

/** `look` answers the view; the others answer when they are done, and the window learns what changed through `view`. */
export type Output<Name extends CallName> = Name extends 'look' ? View : null

export type Calls = { readonly [Name in CallName]: (input: Input<Name>) => Promise<Reply<Output<Name>>> }

export interface Events {
  readonly view: View
}

/** Subscribes to an event of main's, and returns the function that unsubscribes. */
export type Listen = <Name extends EventName>(name: Name, listener: (value: Events[Name]) => void) => () => void

/** The object that the preload puts on `window.assistant`. */
export interface Assistant {
  readonly call: Calls
  readonly on: Listen
}
