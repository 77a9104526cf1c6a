import { z } from 'zod'
import { guideStepNames } from '#core/guide/guide.ts'
import { isCaseNumber } from '#core/handoff/case-number.ts'
import { handoffWays } from '#core/handoff/document.ts'
import { keepDays } from '#core/handoff/kept-copy.ts'
import { aims, reaches } from '#core/provision/step.ts'
import { isMailAddress, mailAddressMax } from '#core/mail-address.ts'
import type { Reply } from '#core/answer.ts'
import type { Fix } from '#core/guide/suggest-fix.ts'
import { profileIds, type RoleName } from '#core/access/profile.ts'
import type { Session, Stage } from '#core/session/session.ts'
import { documentNames } from '#core/session/exports.ts'
import type { Language } from '#words/format/language.ts'
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

/** Facts that can be copied. Main takes them from its own state; the window cannot put text of its own on the clipboard. */
export const facts = [
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

export type Fact = (typeof facts)[number]

const nothing = z.strictObject({})
const address = z.string().trim().max(mailAddressMax).refine(isMailAddress)
const ways = ['automatic', 'practice', 'manage', 'resume', 'by-hand', 'by-hand-kept', 'by-hand-practice'] as const
/** As a person typed or pasted it: a bound, and no more, as what is wrong with it is for the guide to say. */
const entry = z.string().max(4096).optional()
const way = z.enum(handoffWays)
const aim = z.enum(aims)
const profile = z.enum(profileIds)

/** What each call takes, parsed in main before anything else happens. */
export const inputs = {
  look: nothing,
  setLanguage: z.strictObject({ language: z.enum(['fr', 'en']) }),
  setScreenShare: z.strictObject({ on: z.boolean() }),
  /** `resume`: what was waited for on another day. `by-hand-kept`: the guide as it was left. */
  start: z.strictObject({ way: z.enum(ways) }),
  /** `aim` null: as before. */
  signIn: z.strictObject({ aim: aim.nullable() }),
  cancelSignIn: nothing,
  copyLink: nothing,
  reopenPage: nothing,
  acceptIdentity: nothing,
  /** Checked at once, each against the others. What is not right is named, and kept nowhere. */
  enter: z.strictObject({
    ...{ applicationId: entry, tenantId: entry, secretKeyId: entry, secretExpiresAt: entry },
    ...{ organization: entry, domain: entry, contactName: entry, contactEmail: entry },
  }),
  chooseProfile: z.strictObject({ profile }),
  goToStep: z.strictObject({ step: z.enum(guideStepNames) }),
  openPortal: nothing,
  /** Main reads the clipboard, checks it, keeps it in the keychain, and clears the clipboard. */
  pasteSecret: nothing,
  checkOldSecret: nothing,
  /** `tenantId`: of a line in the history; `null`: made on another computer. */
  renewByHand: z.strictObject({ tenantId: z.guid().max(36).nullable() }),
  /** `null`: as in the plan before. `adopt` and `restore` are ids which that plan showed. */
  plan: z.strictObject({
    secretEndsAt: z.iso.datetime().max(32).nullable(),
    aim: aim.nullable(),
    adopt: z.guid().max(36).nullable(),
    restore: z.guid().max(36).nullable(),
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
  /** `outside`: a mailbox that must stay closed, where Exchange limits the application. */
  prove: z.strictObject({ mailbox: address, blockedMailbox: address.nullable() }),
  /** Proves, or looks for a colleague's consent, again and again, from now on. */
  watch: nothing,
  checkNow: nothing,
  delegate: z.strictObject({ step: z.enum(['consent', 'allow-list', 'limit']) }),
  /** The page for a colleague, in the language they read. */
  savePage: z.strictObject({ language: z.enum(['fr', 'en']) }),
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
  copy: z.strictObject({ fact: z.enum(facts) }),
  /** Main makes it of its own state and asks where; the window passes no text and learns no path. */
  save: z.strictObject({ document: z.enum(documentNames) }),
  showJournal: nothing,
  back: nothing,
  home: nothing,
  close: nothing,
} satisfies Record<CallName, z.ZodType>

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
