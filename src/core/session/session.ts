import type { WaitReason } from '../answer.ts'
import type { DeliverableAccess } from '../access/access.ts'
import type { RoleName } from '../access/profile.ts'
import type { GuideView, KeptGuide } from '../guide/guide.ts'
import type { HandoffView } from '../handoff/document.ts'
import type { AwaitLine, DeliveredLine, KeptCopy } from '../ledger.ts'
import type { Problem } from '../problem.ts'
import type { Change } from '../provision/change.ts'
import type { Plan } from '../provision/plan.ts'
import type { ProofCheck } from '../provision/run-event.ts'
import type { Aim } from '../provision/step.ts'
import type { SavedDocument } from './saved-document.ts'

/**
 * Where one person is in the wizard. Main holds it, the window draws it. It is plain data and holds no secret. Each stage
 * carries what is true in it, so nothing that must be there can be missing.
 */
export type Session = WithAlways<StageData>

/** A session without what is true at every stage: what a use case arrives at. */
export type StageData =
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
 * A page of Microsoft's in the browser. `wanted`: running work needs it, and it opens once the person clicks. `open`: it
 * was opened, and the browser may answer until `until` (ISO 8601). `why` is `null` for a page of the sign-in itself.
 */
export type MicrosoftPage =
  | { readonly state: 'wanted'; readonly why: PageReason }
  | { readonly state: 'open'; readonly why: PageReason | null; readonly until: string }

/**
 * Why a page is wanted: for one more right. `grant`: Microsoft refused a grant without it. `exemption`: the person chose to
 * exempt the application from the tenant's ban on secrets.
 */
export type PageReason = 'grant' | 'exemption'

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
}

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
}

export interface Resumable {
  readonly awaited: AwaitLine | null
  /** A guide by hand that was begun on this computer. */
  readonly guide: KeptGuide | null
}

export interface HistoryStage {
  readonly at: 'history'
  /** The secrets that this computer handed over, newest first. */
  readonly history: readonly DeliveredLine[]
  /** The secret that CDID has just confirmed, and whether this computer's copy of it is gone. */
  readonly confirmed: { readonly keyId: string; readonly copyGone: boolean } | null
}

export interface SignInStage {
  readonly at: 'sign-in'
  readonly intent: Aim
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
  readonly sender: Sender
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
  readonly from: ReviewStage | LimitStage | ProofStage | GuideStage
  /** The page saved for that person; `savedAt` is in ISO 8601. */
  readonly savedPage: { readonly fileName: string; readonly savedAt: string } | null
}

export const delegatedStepNames = ['consent', 'secrets', 'allow-list', 'limit'] as const

export type DelegatedStepName = (typeof delegatedStepNames)[number]

/** The organization and the person who hand over. */
export interface Sender {
  readonly organization: OrganizationName
  /** The person whom CDID may write to. */
  readonly contact: { readonly name: string; readonly email: string }
}

export interface OrganizationName {
  readonly name: string
  readonly domain: string
}

/** The account that signed in, and the tenant in which everything that follows happens. */
export interface Identity {
  readonly tenantId: string
  readonly organization: OrganizationName
  readonly account: { readonly name: string; readonly username: string }
  readonly kind: 'member' | 'guest' | 'unknown'
  /** The directory roles of the account that we know by name; `null` when Microsoft does not show them. */
  readonly roles: readonly RoleName[] | null
  /** The host that signed the account in. */
  readonly login: string
}

export interface RunRow {
  readonly change: Change
  readonly state: 'to-come' | 'doing' | 'done'
  /** When the change was begun, in ISO 8601; `null` before that. */
  readonly startedAt: string | null
  readonly ms: number | null
  /** The id that Microsoft gave to what was made; `null` when there is none. */
  readonly id: string | null
  /**
   * The end of the secret, in ISO 8601, when a policy of the tenant made it earlier than approved; `null` otherwise.
   */
  readonly shortenedTo: string | null
}

/** A wait that is normal. All instants are in ISO 8601. */
export interface Waiting {
  readonly reason: WaitReason
  readonly attempt: number
  readonly since: string
  readonly nextAt: string
  readonly until: string
}

export interface RunView {
  readonly rows: readonly RunRow[]
  /**
   * How many reads of the tenant in a row agree that all is made, and how many must; `null` before everything is made.
   */
  readonly confirming: { readonly agreed: number; readonly of: number } | null
}

export interface CheckView {
  readonly check: ProofCheck
  readonly state: 'to-come' | 'doing' | 'passed' | 'failed'
  readonly startedAt: string | null
  readonly ms: number | null
}

export interface ProofView {
  readonly checks: readonly CheckView[]
  readonly mailbox: string
  /** The mailbox that must stay closed; `null` when Exchange does not limit the application. */
  readonly blockedMailbox: string | null
  /** When the last check passed or failed, in ISO 8601; `null` while it runs. */
  readonly at: string | null
  /** The problem that ended it; `null` when there is none. It stays when the person leaves the stage and comes back. */
  readonly problem: Problem | null
}

/** The group of mailboxes that Exchange limits the application to, and two mailboxes that show the limit. */
export interface Limit {
  /** The address of a mail-enabled security group. */
  readonly group: string
  readonly allowedMailbox: string
  readonly blockedMailbox: string
}

export const nothingResumable: Resumable = { awaited: null, guide: null }

/** The session when the assistant opens. */
export const newSession: SessionAt<'welcome'> = {
  at: 'welcome',
  resumable: nothingResumable,
  forgotten: [],
  practice: false,
  busy: false,
  problem: null,
  waiting: null,
  page: null,
  saved: [],
}

/** Returns what the automatic path knows, without what only one stage of it carries. */
export function pathDataOf(path: AssistantPath): AssistantPath {
  const { origin, intent, identity, plan, run, limit, awaited, proof } = path
  return { origin, intent, identity, plan, run, limit, awaited, proof }
}

/** Returns what the path of this session knows, at whatever stage of it; `null` before there is a path. */
export function pathOf(session: StageData): AssistantPath | GuidePath | null {
  if (session.at === 'delegation') return session.from
  return 'origin' in session ? session : null
}

export function assistantPathOf(session: StageData): AssistantPath | null {
  const path = pathOf(session)
  return path?.origin === 'assistant' ? path : null
}

/** Returns the guide by hand that is under way, at whatever stage of it. */
export function guideOf(session: StageData): GuideView | null {
  const path = pathOf(session)
  return path?.origin === 'guide' ? path.guide : null
}

/** Returns who signed in, once it is known. */
export function identityOf(session: StageData): Identity | null {
  if (session.at === 'identity') return session.identity
  return assistantPathOf(session)?.identity ?? null
}

/** Returns what the person came for; `present` while nobody has said. */
export function intentOf(session: StageData): Aim {
  if ('intent' in session) return session.intent
  return assistantPathOf(session)?.intent ?? 'present'
}

/** Returns the organization that all of this is about, once it is known. */
export function organizationOf(session: StageData): OrganizationName | null {
  const stage = session.at === 'delegation' ? session.from : session
  if ('access' in stage && stage.access.organization) return stage.access.organization
  return identityOf(stage)?.organization ?? null
}

/**
 * Whether the token was obtained with the roles it must carry. A handoff is then possible, even if no mailbox opened.
 */
export function isAuthorized({ checks }: Pick<ProofView, 'checks'>): boolean {
  const needed = checks.filter(({ check }) => check === 'token' || check === 'role')
  return needed.length > 0 && needed.every(({ state }) => state === 'passed')
}

/** Whether every check passed. */
export function isProven({ checks }: Pick<ProofView, 'checks'>): boolean {
  return checks.every(({ state }) => state === 'passed')
}
