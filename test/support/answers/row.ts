import type { ProfileId } from '#core/access/profile.ts'
import type { ProblemCode, SupportDetailName } from '#core/problem.ts'
import type { Nature } from '#words/problems/natures.ts'
import type { Language } from '#core/language.ts'
import type { FaultRule } from '#practice/faults/faults.ts'
import type { WaitReason } from '#core/answer.ts'
import type { Input } from '#contract/calls.ts'
import type { Change } from '#core/provision/change.ts'
import type { Found } from '#core/provision/plan.ts'
import type { Seed } from '#practice/company/seed.ts'
import type { DeedName } from './deeds.ts'
import type { Place, PlaceOptions } from './place.ts'

/** One situation: what Microsoft, or whatever stands in its place, answers; what the person does; and what must come of it. */
export interface Row {
  readonly name: string
  /** A public report of it. */
  readonly source?: string
  readonly does: DeedName
  readonly profile?: ProfileId
  readonly mailbox?: string
  /** The time at Microsoft when the deed begins, if it is not that of every row. */
  readonly at?: string
  /** How far the computer's clock is ahead of Microsoft's, in milliseconds. */
  readonly aheadMs?: number
  readonly seed?: Partial<Seed>
  /** What the practice tenant shows otherwise than it is. */
  readonly shows?: PlaceOptions['shows']
  /** The account that signs in; by default Luc, the Global Administrator. */
  readonly account?: string
  /** The sign-in was once given the right to read the tenant's policies. */
  readonly readsPolicies?: true
  /** What the person chooses for the plan that the deed is about. */
  readonly chooses?: Partial<Input<'plan'>>
  /** How the company is when the person comes. */
  readonly given?: (place: Place) => unknown
  /** What requests meet once the deed begins. */
  readonly faults?: readonly FaultRule[]
  /** Changes this computer just before the deed begins, and returns what changes it back. */
  readonly computer?: () => () => void
  /** Changes the company just before the deed begins. */
  readonly before?: (place: Place) => unknown
  /** What others do while the deed is under way, and after how much time of it. */
  readonly meanwhile?: { readonly afterMs: number; readonly work: (place: Place) => unknown }
  /** Takes the place of Microsoft's pages in the browser. */
  readonly browse?: (request: Request) => Promise<Response>
  /** How the deed ends: well, or with a problem. */
  readonly ends: 'well' | Ending
  /** What is in the company and on the computer afterwards. */
  readonly left: Left
  /** How often requests of a kind were sent during the deed: the method and the address without its query; `*` is any text. */
  readonly sent?: readonly (readonly [address: string, times: number])[]
  /** The least and the most that was waited during the deed, in milliseconds. */
  readonly waitedMs?: readonly [least: number, most: number]
  /** What the person was told that the assistant waits for: exactly these, in any order. */
  readonly waitsFor?: readonly WaitReason[]
  /** The plan that is shown afterwards: the kinds of its changes, in order, and some of what was found. */
  readonly plan?: {
    readonly changes?: readonly Change['kind'][]
    readonly found?: Readonly<Partial<Record<keyof Found, unknown>>>
  }
  /** How many of Microsoft's pages were opened during the deed. The default is 0; a sign-in opens 1. */
  readonly pages?: number
  /** What is left after the faults are over and the person plans and approves again. */
  readonly again?: Left
  /** What they choose for that plan. */
  readonly againChooses?: Partial<Input<'plan'>>
}

/** A problem as the person and support see it. */
export interface Ending {
  readonly code: ProblemCode
  readonly nature: Nature
  /** What the person reads: the whole sentence and the whole advice. `{name}` stands for that fact of the problem. */
  readonly says: Said
  /** What support is told besides the problem's code and time: exactly these, each exactly or by its marker. */
  readonly details: Readonly<Partial<Record<Exclude<SupportDetailName, 'code' | 'at'>, string | RegExp | Marker>>>
}

export type Said = Readonly<Record<Language, readonly [sentence: string, advice: string]>>

/** `sent`: an id that a request really had. `received`: one that an answer really had. `date`: the `Date` of an answer. */
export type Marker = { readonly onTheWire: 'sent' | 'received' | 'date' }
export const asSent: Marker = { onTheWire: 'sent' }
export const asReceived: Marker = { onTheWire: 'received' }
export const microsoftsTime: Marker = { onTheWire: 'date' }

/** How much of ours there is, in the company and on the computer. */
export interface Left {
  readonly applications: number
  readonly servicePrincipals: number
  readonly grants: number
  readonly secrets: number
  /** The copies on this computer whose value is that of a secret of the application. */
  readonly held: number
  /** Our policies and the tags that name one: none, unless this says so. */
  readonly exemptions?: { readonly policies: number; readonly tags: number }
}

export const nothing: Left = { applications: 0, servicePrincipals: 0, grants: 0, secrets: 0, held: 0 }
export const onlyApplication: Left = { ...nothing, applications: 1 }
/** Nothing that opens a mailbox: the secret comes before the grant. */
export const withPrincipal: Left = { ...onlyApplication, servicePrincipals: 1 }
export const withoutGrant: Left = { ...withPrincipal, secrets: 1, held: 1 }
export const withoutSecret: Left = { ...withPrincipal, grants: 1 }
export const everything: Left = { ...withoutSecret, secrets: 1, held: 1 }
