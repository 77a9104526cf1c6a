import { z } from 'zod'
import { profileIds, type RoleName } from '#core/access/profile.ts'
import type { Reply } from '#core/answer.ts'
import { entryNames } from '#core/guide/entries.ts'
import { guideStepNames } from '#core/guide/guide.ts'
import type { Fix } from '#core/guide/suggest-fix.ts'
import { isCaseNumber } from '#core/handoff/case-number.ts'
import { handoffWays } from '#core/handoff/document.ts'
import { keepDays } from '#core/handoff/kept-copy.ts'
import { languages, type Language } from '#core/language.ts'
import { isMailAddress, mailAddressMax } from '#core/mail-address.ts'
import { aims, reaches } from '#core/provision/step.ts'
import { documentNames } from '#core/session/saved-document.ts'
import { delegatedStepNames, type Session, type Stage } from '#core/session/session.ts'
import { waysIn } from '#core/session/ways-in.ts'
import { copiedFacts } from '#core/session/writer.ts'
import type { CallName, EventName } from './names.ts'

/** All that the window draws. It holds no secret: there is none in a `Session`. */
export interface View {
  readonly language: Language
  /** Names and ids are shortened, the step's code is shown large. */
  readonly screenShare: boolean
  readonly version: string
  /** `fallback`: a development Electron on which the live world cannot be built. */
  readonly electron: 'pinned' | 'fallback'
  /** Name of the application that signs the administrator in, as Entra will list it. */
  readonly signInApplication: string
  /** Whom the sealed file is for: the key's id and a short fingerprint, and where that mail is read. */
  readonly recipient: { readonly id: string; readonly fingerprint: string; readonly address: string } | null
  /** Roles that may grant what a new set-up asks for, smallest first. */
  readonly grantedBy: readonly RoleName[]
  /** Where *back* leads; `null`: nowhere. */
  readonly backTo: Stage | null
  /** By hand, what a refusal of the proof asks for, and where that is done. */
  readonly fix: Fix | null
  /** Requests sent to Microsoft (or the practice tenant) since the session began. */
  readonly requests: number
  readonly session: Session
}

const nothing = z.strictObject({})
const address = z.string().trim().max(mailAddressMax).refine(isMailAddress)
/** What a person typed or pasted: only its length is bounded here, as the guide says what is wrong with it. */
const entries = z.partialRecord(z.enum(entryNames), z.string().max(4096))
const guid = z.guid().max(36)
const language = z.enum(languages)
const profile = z.enum(profileIds)
const aim = z.enum(aims)
const way = z.enum(handoffWays)

/** What each call takes, parsed in main before anything else happens. */
export const inputs = {
  look: nothing,
  setLanguage: z.strictObject({ language }),
  setScreenShare: z.strictObject({ on: z.boolean() }),
  start: z.strictObject({ way: z.enum(waysIn) }),
  /** `aim` null: as before. */
  signIn: z.strictObject({ aim: aim.nullable() }),
  cancelSignIn: nothing,
  copyLink: nothing,
  reopenPage: nothing,
  /** Opens the page of Microsoft's that waits for a click in the middle of something. */
  openPage: nothing,
  acceptIdentity: nothing,
  /** Each entry is checked at once, and against the others. What is wrong is named, and kept nowhere. */
  enter: entries,
  chooseProfile: z.strictObject({ profile }),
  goToStep: z.strictObject({ step: z.enum(guideStepNames) }),
  openPortal: nothing,
  /** Main reads the clipboard, checks it, keeps it in the keychain, and clears the clipboard. */
  pasteSecret: nothing,
  checkOldSecret: nothing,
  /** `tenantId`: of a line in the history; `null`: made on another computer. */
  renewByHand: z.strictObject({ tenantId: guid.nullable() }),
  /** `null`: as in the plan before. `adopt` and `restore` are ids which that plan showed. */
  plan: z.strictObject({
    secretEndsAt: z.iso.datetime().max(32).nullable(),
    aim: aim.nullable(),
    adopt: guid.nullable(),
    restore: guid.nullable(),
    profile: profile.nullable().default(null),
    reach: z.enum(reaches).default('as-is'),
    retireOthers: z.boolean().default(false),
    /** A colleague gives the consent. */
    consentDelegated: z.boolean().nullable().default(null),
  }),
  /** `typed`: the word that a removal asks for. */
  approve: z.strictObject({ planId: z.uuid(), typed: z.string().max(64).nullable() }),
  recordConfirmation: nothing,
  stop: nothing,
  goToProof: nothing,
  /** `blockedMailbox`: one that must stay closed, where Exchange limits the application. */
  prove: z.strictObject({ mailbox: address, blockedMailbox: address.nullable() }),
  /** Proves, or looks for a colleague's consent, again and again, from now on. */
  watch: nothing,
  checkNow: nothing,
  delegate: z.strictObject({ step: z.enum(delegatedStepNames) }),
  /** The page for a colleague, in the language they read. */
  savePage: z.strictObject({ language }),
  goToLimit: nothing,
  setLimit: z.strictObject({ group: address, allowedMailbox: address, blockedMailbox: address }),
  goToHandoff: nothing,
  /** `caseNumber`: that CDID gave. `copyTo`: the project lead. */
  handOff: z.strictObject({
    way,
    caseNumber: z.string().trim().refine(isCaseNumber).nullable(),
    copyTo: address.nullable(),
  }),
  /** The same sealed file, once more. */
  handOffAgain: z.strictObject({ way }),
  keepCopy: z.strictObject({ days: z.literal(keepDays) }),
  copy: z.strictObject({ fact: z.enum(copiedFacts) }),
  save: z.strictObject({ document: z.enum(documentNames) }),
  showJournal: nothing,
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
export const effects: Readonly<Record<CallName, Effect>> = {
  look: 'nothing',
  setLanguage: 'nothing',
  setScreenShare: 'nothing',
  start: 'opens',
  signIn: 'opens',
  cancelSignIn: 'nothing',
  copyLink: 'changes',
  reopenPage: 'opens',
  openPage: 'opens',
  acceptIdentity: 'nothing',
  enter: 'nothing',
  chooseProfile: 'nothing',
  goToStep: 'nothing',
  openPortal: 'opens',
  pasteSecret: 'changes',
  checkOldSecret: 'changes',
  renewByHand: 'opens',
  plan: 'nothing',
  approve: 'changes',
  recordConfirmation: 'opens',
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
  keepCopy: 'changes',
  copy: 'changes',
  save: 'opens',
  showJournal: 'opens',
  back: 'nothing',
  home: 'nothing',
  close: 'nothing',
}

/** What the window passes. */
export type Input<Name extends CallName> = z.input<(typeof inputs)[Name]>

/** The same once it is parsed, nothing left out. */
export type Given<Name extends CallName> = z.output<(typeof inputs)[Name]>

/** `look` answers the view; the others answer when they are done, and the window learns what changed through `view`. */
export type Output<Name extends CallName> = Name extends 'look' ? View : null

export type Calls = { readonly [Name in CallName]: (input: Input<Name>) => Promise<Reply<Output<Name>>> }

export interface Events {
  readonly view: View
}

/** Subscribing returns the unsubscribe. */
export type Listen = <Name extends EventName>(name: Name, listener: (value: Events[Name]) => void) => () => void

/** What the preload puts on `window.assistant`. */
export interface Assistant {
  readonly call: Calls
  readonly on: Listen
}
