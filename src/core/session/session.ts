import type { DeliverableAccess } from '../access/access.ts'
import type { GuideView, KeptGuide } from '../guide/guide.ts'
import type { HandoffView } from '../handoff/document.ts'
import type { AwaitLine, DeliveredLine, KeptCopy, UnsentSecret } from '../ledger.ts'
import type { NetworkCheck } from '../network/network-check.ts'
import type { Problem } from '../problem.ts'
import type { Plan } from '../provision/plan.ts'
import { stableReads } from '../provision/retry.ts'
import type { Aim } from '../provision/step.ts'
import type {
  Contact,
  Identity,
  NamedOrganization,
  OrganizationIssue,
  OrganizationName,
  RememberedOrganization,
  Sender,
} from './identity.ts'
import type { Leftover } from './personal-data.ts'
import type { SavedDocument } from './saved-document.ts'
import type { SignInWay } from './sign-in-way.ts'
import type { Limit, ProofView, RunView, Waiting } from './work-views.ts'

/**
 * Where one person is in the wizard. Main holds it, the window draws it. It is plain data and holds no secret. Each stage
 * carries what is true in it, so nothing that must be there can be missing.
 */
export type Session = WithAlways<StageData>

/** A session without what is true at every stage: what a use case arrives at. */
export type StageData = StageOnTheWay | NetworkStage

/** A stage of the wizard's own way. The check of the connection can be made from each of them. */
type StageOnTheWay =
  | WelcomeStage
  | HistoryStage
  | SignInStage
  | IdentityStage
  | ReviewStage
  | RunStage
  | DelegationStage
  | LimitStage
  | ProofStage
  | HandoffStage
  | DoneStage
  | RemovedStage
  | GuideStage

export type Stage = StageData['at']

/** The session while it is at one stage. */
export type SessionAt<At extends Stage> = Extract<Session, { readonly at: At }>

type WithAlways<Data> = Data extends unknown ? Data & Always : never

/** What is true at every stage. */
interface Always {
  readonly practice: boolean
  /** Whether work is under way. Only the actions that end it, or its next wait, are then allowed. */
  readonly busy: boolean
  readonly problem: Problem | null
  readonly waiting: Waiting | null
  readonly page: MicrosoftPage | null
  /** The documents saved about what is shown. A new plan, run or handoff empties the list. */
  readonly saved: readonly SavedDocument[]
}

/**
 * A page of Microsoft's on which the person signs in. `wanted`: running work needs it, and it opens once the person clicks,
 * by default in the way in which they signed in.
 * `opening`: it is on its way. `open`: it may be answered until `until` (ISO 8601). `why` is `null` for a page of the
 * sign-in itself.
 */
export type MicrosoftPage =
  | { readonly state: 'wanted'; readonly why: PageReason; readonly way: SignInWay }
  | { readonly state: 'opening'; readonly why: PageReason | null; readonly way: SignInWay }
  | { readonly state: 'open'; readonly why: PageReason | null; readonly until: string; readonly code: PageCode | null }

/** Returns how the person signs in on a page. */
export function wayOf(page: MicrosoftPage): SignInWay {
  if (page.state !== 'open') return page.way
  return page.code === null ? 'browser' : 'device-code'
}

/** The code that the person types on a page, and that page's address; no code for a page in this computer's browser. */
export interface PageCode {
  readonly userCode: string
  readonly address: string
}

/**
 * Why a page is wanted: for one more right. `grant`: Microsoft refused a grant without it. `exemption`: the person chose to
 * exempt the application from the tenant's ban on secrets.
 */
export type PageReason = 'grant' | 'exemption' | 'claims'

/** The facts of the automatic path, from its first plan on. */
export interface AssistantPath {
  readonly origin: 'assistant'
  /** What the person came for. The plan may have been made for something else since. */
  readonly intent: Aim
  readonly identity: Identity
  readonly plan: Plan
  /** The last run since the assistant was opened; `null` before one. */
  readonly run: RunView | null
  readonly limit: Limit | null
  /** The change that is awaited in this tenant; `null` when there is none. */
  readonly awaited: AwaitLine | null
  /** The last proof since the plan was made; `null` before one. */
  readonly proof: ProofView | null
  /** The reads that make sure of what is handed over; `null`: none since the plan was made. */
  readonly stableReads: StableReads | null
}

/**
 * Reads of the tenant, beside the proof or at the end of a run: how many in a row agree that nothing is left to change, and
 * how many must. `problem`: why they ended before that.
 */
export interface StableReads {
  readonly agreed: number
  readonly of: number
  readonly problem: Problem | null
}

/** The reads when they begin. */
export const noReads: StableReads = { agreed: 0, of: stableReads, problem: null }

/** The facts of the path by hand: what was entered, and what was proven with it. */
export interface GuidePath {
  readonly origin: 'guide'
  readonly guide: GuideView
  readonly awaited: AwaitLine | null
  readonly proof: ProofView | null
}

export interface WelcomeStage {
  readonly at: 'welcome'
  /** What the person may go on with. */
  readonly resumable: Resumable
  /** The copies of secrets whose time was over, and which were deleted when the assistant opened. Shown once. */
  readonly forgotten: readonly KeptCopy[]
  /**
   * The guide whose pasted secret was deleted from this computer when the assistant opened, by its organization's name, which
   * may be empty; `null` when none was.
   */
  readonly forgottenPaste: string | null
  /** What could not be deleted of everything that this computer kept; `null` when the person has not asked for that. */
  readonly emptied: readonly Leftover[] | null
}

export interface Resumable {
  readonly awaited: AwaitLine | null
  /** A guide by hand that was begun on this computer. */
  readonly guide: KeptGuide | null
  /** A secret that was made long ago and never handed over. */
  readonly unsent: UnsentSecret | null
}

export interface HistoryStage {
  readonly at: 'history'
  /** The secrets that this computer handed over, newest first. */
  readonly history: readonly DeliveredLine[]
  /** The ids of the secrets whose sealed file is still where it was saved, and of those whose report can be saved again. */
  readonly kept: { readonly files: readonly string[]; readonly reports: readonly string[] }
  /** CDID's answer that the person opened, and has not recorded yet; `null` when there is none. */
  readonly answer: ConfirmationAnswer | null
  /** The secret that CDID has just confirmed, and whether this computer's copy of it is gone. */
  readonly confirmed: { readonly keyId: string; readonly copyGone: boolean } | null
}

/** An answer of CDID's, checked with this computer's copy of the secret. Nothing is recorded of it yet. */
export interface ConfirmationAnswer {
  readonly keyId: string
  readonly organization: OrganizationName
  /** When CDID confirmed, in ISO 8601. */
  readonly confirmedAt: string
  /** `assistant`: it is recorded in the tenant, for which somebody signs in. */
  readonly setUp: 'assistant' | 'by-hand'
}

/** The check of the connection. */
export interface NetworkStage {
  readonly at: 'network'
  /** The session that was left for it, which *back* leads to. */
  readonly from: WithAlways<StageOnTheWay>
  readonly checks: readonly NetworkCheck[]
  /** When the check was begun, in ISO 8601. */
  readonly begunAt: string
}

export interface SignInStage {
  readonly at: 'sign-in'
  readonly intent: Aim
  /** `naming`: the person says which organization it is. Otherwise how they sign in, or did so last. */
  readonly step: 'naming' | SignInWay
  /** Whether a wrong account signed in before, which a browser may do by itself. */
  readonly accountWasWrong: boolean
  /** The organization that the person named, and signs in to; `null`: the account's own. */
  readonly organization: NamedOrganization | null
  /** What is wrong with the last text that should name an organization; `null` when nothing is. */
  readonly wrong: OrganizationIssue | null
  /** The organizations that this computer remembers, the last one first. */
  readonly remembered: readonly RememberedOrganization[]
}

export interface IdentityStage {
  readonly at: 'identity'
  readonly intent: Aim
  readonly identity: Identity
}

export interface ReviewStage extends AssistantPath {
  readonly at: 'review'
}

export interface RunStage extends AssistantPath {
  readonly at: 'run'
  readonly run: RunView
}

export interface LimitStage extends AssistantPath {
  readonly at: 'limit'
}

export interface RemovedStage extends AssistantPath {
  readonly at: 'removed'
  readonly run: RunView
}

export interface GuideStage extends GuidePath {
  readonly at: 'guide'
}

/** The access that is proven, without the secret's value and with the organization it belongs to. */
export interface AccessView extends Omit<DeliverableAccess, 'secret'> {
  readonly secret: Omit<DeliverableAccess['secret'], 'value'>
  /** The organization; `null` while nobody has named it. */
  readonly organization: OrganizationName | null
}

export type ProofStage = (AssistantPath | GuidePath) & {
  readonly at: 'proof'
  readonly access: AccessView
}

export type HandoffStage = (AssistantPath | GuidePath) & {
  readonly at: 'handoff'
  readonly access: AccessView
  readonly proof: ProofView
  /** The contact is `null` when the person who signed in is not the organization's: it is then asked for. */
  readonly sender: { readonly organization: OrganizationName; readonly contact: Contact | null }
}

export type DoneStage = (AssistantPath | GuidePath) & {
  readonly at: 'done'
  readonly access: AccessView
  readonly proof: ProofView
  readonly sender: Sender
  readonly handoff: HandoffView
}

/** A step that somebody with another role does. */
export interface DelegationStage {
  readonly at: 'delegation'
  readonly step: DelegatedStepName
  /** The stage that was left for it, which *back* leads to. */
  readonly from: ReviewStage | LimitStage | ProofStage | GuideStage | SignInStage
  /** The page saved for that person; `savedAt` is in ISO 8601. */
  readonly savedPage: { readonly fileName: string; readonly savedAt: string } | null
}

/** `sign-in`: the organization's administrator authorizes the application that signs the person in. */
export const delegatedStepNames = ['consent', 'secrets', 'allow-list', 'limit', 'sign-in'] as const

export type DelegatedStepName = (typeof delegatedStepNames)[number]

export const nothingResumable: Resumable = { awaited: null, guide: null, unsent: null }

/** The session when the assistant opens. */
export const newSession: SessionAt<'welcome'> = {
  at: 'welcome',
  resumable: nothingResumable,
  forgotten: [],
  forgottenPaste: null,
  emptied: null,
  practice: false,
  busy: false,
  problem: null,
  waiting: null,
  page: null,
  saved: [],
}
