import type { DeliverableAccess } from '../access/access.ts'
import type { CloudId } from '../access/cloud.ts'
import type { Proof } from '../access/prove.ts'
import { ProblemError, type Problem, type ProblemCode } from '../problem.ts'
import type { Change } from '../provision/change.ts'
import type { DesiredState, ObservedState, RunContext } from '../provision/step.ts'
import { isLegal, type Action } from './actions.ts'
import { advance, arrive, type SessionEvent } from './advance.ts'
import type { Desktop, SignInPage, Workplace } from './desktop.ts'
import type { Parcel } from './parcel.ts'
import { resumable } from './resumable.ts'
import type { OrganizationName } from './identity.ts'
import { newSession, type AccessView, type Resumable, type Session, type StageData } from './session.ts'
import type { SignInWay } from './sign-in-way.ts'
import type { Writer } from './writer.ts'

/** What every use case of the wizard works with, from when the assistant opens until it closes. */
export interface SessionContext {
  readonly desktop: Desktop
  readonly writer: Writer
  readonly session: Session
  /** What main keeps beside the session: values that hold a secret, and values that the window does not need. */
  readonly memory: Memory
  /** Returns the world that the person chose; throws `out-of-order` before that. */
  readonly workplace: () => Workplace
  /** Returns the time of Microsoft's answers once there was one, and the computer's own time before. */
  readonly now: () => Date
  /** Returns what provisioning, proving and handing over run in, with the signal of the work under way. */
  readonly run: () => RunContext
  readonly problem: (code: ProblemCode) => ProblemError
  /** Throws `out-of-order` when a person may not do this now. */
  readonly allow: (action: Action) => void
  /** Goes to a stage, idle. `isNew` empties the list of saved documents, which were about something else. */
  readonly arriveAt: (stage: StageData, isNew?: boolean) => void
  readonly emit: (event: SessionEvent) => void
  /**
   * Does one thing at a time: checks that it is legal, shows that it is on its way (at `beginAt`, or where the person
   * is), and arrives where the work leads. A failure is shown where the person then is, and rejected as well.
   */
  readonly during: (action: Action, work: () => Promise<Arrival>, beginAt?: () => StageData) => Promise<void>
  /** Ends the work under way at once. Work that must not be cut short goes on, and the next work waits for it. */
  readonly end: (action: Action, why: ProblemCode | Problem) => void
  /** Takes work that must come to its end even when the person has stopped. */
  readonly finish: (work: Promise<unknown>) => void
  /** Resolves when no such work is left. */
  readonly settled: () => Promise<void>
  /** Resolves when no such work is left, and when no reads go on beside the proof: the program may then quit. */
  readonly atRest: () => Promise<void>
  /** Whether no such work is left now. */
  readonly isSettled: () => boolean
  /** Ends what is under way, at whatever stage: the program quits. What runs uninterrupted comes to its end. */
  readonly abandon: () => void
  /** Forgets everything of an earlier world and opens one; the welcome says why when it cannot be opened. */
  readonly openWorkplace: (practice: boolean) => Promise<void>
  /** Goes on in another of Microsoft's clouds, in the same world. */
  readonly enterCloud: (cloud: CloudId) => void
  /**
   * Forgets who signed in, all tokens, the secret and what was typed: the work is done. The sealed file stays, for as long
   * as it may be handed over once more.
   */
  readonly forgetSecrets: () => void
  /** Goes to the welcome, out of any world, and forgets what held a secret. */
  readonly leaveWorld: (offers: Resumable) => void
}

/** Where a use case leads: to a stage, or `stay` for the stage the person is at. */
export type Arrival = 'stay' | { readonly stage: StageData; readonly isNew?: boolean }

export interface Memory {
  /** Microsoft's page for as long as it may be answered; `null` otherwise. */
  page: SignInPage | null
  /** The way in which the person signed in, which is how one more right is asked for. */
  way: SignInWay
  /** Ends the wait for the page, and shows the other way to sign in; `null` when none is waited for. */
  changeWay: (() => void) | null
  /** Opens the page of Microsoft's that waits for a click; `null` when none does. */
  openWantedPage: ((way: SignInWay) => void) | null
  /** What the last plan was made for, and what was read in the tenant for it. */
  provision: { readonly desired: DesiredState; readonly observed: ObservedState } | null
  /** The access that is proven and handed over. */
  access: DeliverableAccess | null
  /** The result of the last proof, kept for the sealed file. */
  proof: Proof | null
  /** The sealed file, for as long as it may be handed over once more. */
  parcel: Parcel | null
  /** The bytes of CDID's answer that was opened and not recorded yet; `null` when there is none. */
  confirmation: Uint8Array | null
  /** Ends the current wait of a watch at once; `null` when nothing is watched. */
  hurry: (() => void) | null
  /** The reads beside the proof; `null` when none were begun. */
  reads: BackgroundReads | null
}

/** Reads of the tenant that go on beside the proof. */
export interface BackgroundReads {
  /** What the last run was approved for, and its changes: what the reads look for. */
  readonly desired: DesiredState
  readonly approved: readonly Change[]
  readonly stop: () => void
  /** Resolves once they have agreed, or ended without that. */
  readonly ended: Promise<void>
}

const nothingRemembered: Memory = {
  page: null,
  way: 'browser',
  changeWay: null,
  openWantedPage: null,
  provision: null,
  access: null,
  proof: null,
  parcel: null,
  confirmation: null,
  hurry: null,
  reads: null,
}

export function createSessionContext(
  ports: { readonly desktop: Desktop; readonly writer: Writer },
  start: Session,
  changed: (session: Session) => void,
): SessionContext {
  const { desktop, writer } = ports
  let session = start
  let workplace: Workplace | null = null
  let underWay = new AbortController()
  const unfinished = new Set<Promise<unknown>>()
  const memory: Memory = { ...nothingRemembered }

  function set(next: Session): void {
    session = next
    changed(session)
  }

  /** Signs out of the world that was open, and forgets what held a secret. */
  function leave(): void {
    const left = workplace
    memory.reads?.stop()
    // What runs to its end, such as taking an exemption back, still needs the account.
    if (left) void context.settled().then(() => left.signIn.forget())
    workplace = null
    Object.assign(memory, nothingRemembered)
  }

  const context: SessionContext = {
    desktop,
    writer,
    memory,
    get session() {
      return session
    },
    workplace() {
      if (!workplace) throw context.problem('out-of-order')
      return workplace
    },
    now: () => (workplace?.world.clock ?? desktop.clock).now(),
    run: () => ({
      world: context.workplace().world,
      signal: underWay.signal,
      emit: context.emit,
      finish: context.finish,
    }),
    problem: (code) => new ProblemError({ code, at: context.now().toISOString() }),
    allow(action) {
      if (!isLegal(session, action)) throw context.problem('out-of-order')
    },
    arriveAt(stage, isNew) {
      set(arrive(session, stage, isNew))
    },
    emit(event) {
      set(advance(session, event, context.now()))
    },
    async during(action, work, beginAt) {
      context.allow(action)
      desktop.proxies.beginWork()
      underWay = new AbortController()
      const { signal } = underWay
      const begun = beginAt ? arrive(session, beginAt()) : session
      set(advance(begun, { kind: 'begun' }, context.now()))
      try {
        await context.settled()
        signal.throwIfAborted()
        const arrival = await work()
        if (arrival === 'stay') context.emit({ kind: 'ended' })
        else context.arriveAt(arrival.stage, arrival.isNew)
      } catch (error) {
        const reason: unknown = signal.reason
        const known = error instanceof ProblemError ? error : reason instanceof ProblemError ? reason : null
        context.emit({ kind: 'failed', problem: (known ?? context.problem('internal')).problem })
        throw known ?? error
      }
    },
    end(action, why) {
      context.allow(action)
      underWay.abort(typeof why === 'string' ? context.problem(why) : new ProblemError(why))
    },
    finish(work) {
      // Whoever began the work hears of its failure; here only its end counts.
      const ending = work.catch(() => undefined).finally(() => unfinished.delete(ending))
      unfinished.add(ending)
    },
    async settled() {
      while (unfinished.size > 0) await Promise.allSettled(unfinished)
    },
    async atRest() {
      await context.settled()
      await memory.reads?.ended
    },
    isSettled: () => unfinished.size === 0,
    abandon() {
      underWay.abort(context.problem('stopped'))
    },
    async openWorkplace(practice) {
      leave()
      set({ ...newSession, busy: true })
      try {
        workplace = await desktop.openWorkplace(practice)
      } catch (error) {
        set({ ...newSession, resumable: resumable(desktop) })
        if (error instanceof ProblemError) context.emit({ kind: 'failed', problem: error.problem })
        throw error
      }
      set({ ...newSession, practice })
    },
    enterCloud(cloud) {
      const { world, signIn, inCloud } = context.workplace()
      if (world.cloud.id === cloud) return
      signIn.forget()
      workplace = inCloud(cloud)
    },
    forgetSecrets() {
      const { parcel, way } = memory
      memory.reads?.stop()
      Object.assign(memory, nothingRemembered, { parcel, way })
      workplace?.signIn.forget()
      desktop.proxies.forget()
    },
    leaveWorld(offers) {
      leave()
      desktop.proxies.forget()
      set({ ...newSession, resumable: offers })
    },
  }
  return context
}

/** Returns what the last plan was made for and what was read for it; throws `out-of-order` before there was a plan. */
export function provisionOf({ memory, problem }: SessionContext): NonNullable<Memory['provision']> {
  if (!memory.provision) throw problem('out-of-order')
  return memory.provision
}

/** Returns an access without the secret's value, as the window may have it. */
export function viewOf(access: DeliverableAccess, organization: OrganizationName | null): AccessView {
  const { profile, cloud, tenantId, applicationId, consent, limited } = access
  const { keyId, startsAt, endsAt } = access.secret
  return {
    profile,
    cloud,
    tenantId,
    applicationId,
    secret: { keyId, startsAt, endsAt },
    consent,
    limited,
    organization,
  }
}
