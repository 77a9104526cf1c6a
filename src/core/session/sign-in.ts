import { publicCloud } from '../access/cloud.ts'
import { rolesAmong } from '../access/profile.ts'
import type { Answer } from '../answer.ts'
import { isSameId } from '../folded-name.ts'
import { ProblemError, type Problem, type ProblemCode } from '../problem.ts'
import { ask } from '../provision/retry.ts'
import { typedNumber } from '../sign-in-number.ts'
import type { Aim, RunContext } from '../provision/step.ts'
import type { Action } from './actions.ts'
import type { SessionContext } from './context.ts'
import type { Account, ShowPage } from './desktop.ts'
import { namingStage, rememberedIn, rememberOrganization } from './name-organization.ts'
import type { Identity, NamedOrganization, PageReason, SignInStage, StageData } from './session.ts'
import { otherWay, type SignInWay } from './sign-in-way.ts'
import { startGuide } from './start-guide.ts'
import type { WayIn } from './ways-in.ts'

/** Opens the real world or the practice tenant, at the first stage of a way in. */
export async function start(context: SessionContext, { way }: { readonly way: WayIn }): Promise<void> {
  context.allow('start')
  if (way === 'by-hand' || way === 'by-hand-kept' || way === 'by-hand-practice') return startGuide(context, way)
  await context.openWorkplace(way === 'practice')
  if (way === 'manage') context.arriveAt({ at: 'history', history: context.desktop.history(), confirmed: null })
  else if (way === 'name-organization') context.arriveAt(namingStage(context, 'present'))
  else await signInFor(context, 'start', { intent: 'present', organization: null, remember: false, way: 'browser' })
}

/** How a person signs in, also again as somebody else. */
export interface SignInChoices {
  /** `null` for what the person came for before. */
  readonly aim: Aim | null
  /** `own`: to the account's own organization. `same`, which is usual: to the one that was named, if one was. */
  readonly organization?: 'own' | 'same' | undefined
  /** The id of the secret in the history whose organization it is. */
  readonly picked?: string | undefined
  /** Whether this computer remembers the named organization once the sign-in is done. */
  readonly remember?: boolean | undefined
  /** By default the browser. */
  readonly way?: SignInWay | undefined
}

export function signIn(context: SessionContext, choices: SignInChoices): Promise<void> {
  const { aim, organization, picked, remember = false, way = 'browser' } = choices
  const { session } = context
  const intent = aim ?? ('intent' in session ? session.intent : 'present')
  const before = picked === undefined ? namedBefore(context) : pickedInHistory(context, picked)
  const named = organization === 'own' ? null : before
  return signInFor(context, 'sign-in', { intent, organization: named, remember: remember && named !== null, way })
}

function namedBefore({ session }: SessionContext): NamedOrganization | null {
  if (session.at === 'sign-in') return session.organization
  return session.at === 'identity' ? session.identity.named : null
}

/** Returns the organization of a secret in the history. Throws `bad-input` for one that is not there. */
function pickedInHistory(context: SessionContext, keyId: string): NamedOrganization {
  const { session } = context
  const line = session.at === 'history' && session.history.find((one) => isSameId(one.keyId, keyId))
  if (!line) throw context.problem('bad-input')
  const { tenantId, cloud, organization } = line
  return { domain: organization.domain || null, tenantId, cloud, movedFrom: null }
}

/** The problems after which the browser may come back with the same wrong account by itself. */
const wrongAccount: readonly ProblemCode[] = ['wrong-account', 'other-account', 'tenant-changed']

function signInFor(
  context: SessionContext,
  action: Action,
  to: Pick<SignInStage, 'intent' | 'organization'> & { readonly remember: boolean; readonly way: SignInWay },
): Promise<void> {
  const { intent, organization, way } = to
  const work = async (): Promise<{ readonly stage: StageData }> => {
    const tenantId = organization?.tenantId ?? null
    const { signIn: port } = context.workplace()
    const answer = await inEitherWay(context, way, (current, signal) => {
      context.emit({ kind: 'page-opening', way: current })
      return port.begin({ tenantId, way: current }, showPageFor(context), signal)
    })
    // The sign-in is not repeated by itself, because that would open the page again.
    if (!('done' in answer)) throw new ProblemError('no' in answer ? answer.no : answer.problem)
    const identity = await readIdentity(context.run(), answer.done, organization)
    if (to.remember) rememberOrganization(context, identity)
    context.desktop.comeForward()
    return { stage: { at: 'identity', intent, identity } }
  }
  const { session } = context
  const accountWasWrong =
    session.at === 'identity' || (session.problem !== null && wrongAccount.includes(session.problem.code))
  return context.during(action, work, () => {
    context.enterCloud(organization?.cloud ?? publicCloud.id)
    const remembered = rememberedIn(context)
    return { at: 'sign-in', intent, step: way, accountWasWrong, organization, wrong: null, remembered }
  })
}

/**
 * Makes an attempt to sign in, and one more in the other way each time that the person changes it. The way of the last one
 * is how one more right is asked for.
 */
async function inEitherWay<T>(
  context: SessionContext,
  first: SignInWay,
  attempt: (way: SignInWay, signal: AbortSignal) => Promise<T>,
  signal = context.run().signal,
): Promise<T> {
  const { memory } = context
  memory.way = first
  for (;;) {
    const one = new AbortController()
    const changed = { way: false }
    const stop = () => {
      one.abort(signal.reason)
    }
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    const changeOwn = () => {
      changed.way = true
      one.abort(context.problem('sign-in-cancelled'))
    }
    memory.changeWay = changeOwn
    try {
      return await attempt(memory.way, one.signal)
    } catch (error) {
      if (!changed.way || signal.aborted) throw error
      memory.way = otherWay(memory.way)
    } finally {
      // Another page may have been opened meanwhile.
      if (memory.changeWay === changeOwn) {
        memory.page = null
        memory.changeWay = null
      }
      signal.removeEventListener('abort', stop)
    }
  }
}

/** Ends the wait for the page that is open, and signs in the other way: with a code, or in the browser. */
export function changeWay({ allow, memory }: SessionContext): void {
  allow('change-way')
  memory.changeWay?.()
}

/** Ends the wait for the browser: for the sign-in, or for one more right. */
export function cancelSignIn(context: SessionContext): void {
  context.end('cancel-sign-in', context.session.at === 'sign-in' ? 'sign-in-cancelled' : 'mail-not-allowed')
}

/**
 * Says what a number means that Microsoft's page shows and never sends back (AADSTS…), and ends the wait for that page.
 * Rejects with `bad-input` for a text that names none.
 */
export function explainCode(context: SessionContext, { text }: { readonly text: string }): void {
  context.allow('explain-code')
  const number = typedNumber(text)
  if (number === null) throw context.problem('bad-input')
  const problem = context.workplace().signIn.explain(number, context.memory.way)
  if (context.session.busy) context.end('explain-code', problem)
  else context.emit({ kind: 'failed', problem })
}

/** Copies the address of Microsoft's page. */
export async function copyLink({ allow, memory, desktop }: SessionContext): Promise<void> {
  allow('copy-link')
  if (memory.page) await desktop.copyText(memory.page.url)
}

/** Copies the code that is typed on Microsoft's page. */
export async function copyCode({ allow, memory, desktop }: SessionContext): Promise<void> {
  allow('copy-code')
  if (memory.page?.userCode) await desktop.copyText(memory.page.userCode)
}

/** Shows Microsoft's page in the browser, or once more. */
export async function reopenPage(context: SessionContext): Promise<void> {
  context.allow('reopen-page')
  const { memory, desktop } = context
  if (!memory.page) return
  const url = memory.page.again()
  memory.page = { ...memory.page, url }
  try {
    await desktop.openPage(url, context.workplace().world)
  } catch {
    throw context.problem('browser-not-opened')
  }
}

/** Opens the page of Microsoft's that waits for a click, or shows a code instead. */
export function openWantedPage(
  { allow, memory }: SessionContext,
  { way }: { readonly way?: SignInWay | undefined },
): void {
  allow('open-page')
  memory.openWantedPage?.(way ?? memory.way)
}

/**
 * Asks the account that signed in for more rights. Resolves to what stands in the way, or `null` when they are there.
 * `waitFor`: the right is needed in the middle of something, so Microsoft's page waits for a click before it opens. Where
 * this computer does not let the browser answer, a code is shown in its place.
 */
export async function allowMore(
  context: SessionContext,
  scopes: readonly string[],
  waitFor: PageReason | null = null,
): Promise<Problem | null> {
  const { desktop, memory } = context
  const run = context.run()
  const asked = { page: false }
  const { signIn: port } = context.workplace()
  const attempt = (way: SignInWay, signal: AbortSignal) => {
    const choose = async () => {
      // Who changed the way, or met a refusal of this computer, has clicked already.
      if (waitFor !== null && !asked.page) memory.way = await askedFor(context, waitFor, signal)
      asked.page = true
      context.emit({ kind: 'page-opening', way: memory.way })
      return memory.way
    }
    // Only what is asked without a page is asked again.
    return ask({ ...run, signal }, () => port.allow(scopes, choose, showPageFor(context), signal))
  }
  const refusalOf = async (way: SignInWay): Promise<Problem | null> => {
    try {
      return await inEitherWay(context, way, attempt)
    } catch (error) {
      run.signal.throwIfAborted()
      if (error instanceof ProblemError) return error.problem
      throw error
    }
  }
  let refusal = await refusalOf(memory.way)
  if (refusal?.code === 'loopback-refused') refusal = await refusalOf('device-code')
  context.emit({ kind: 'page-closed' })
  if (asked.page) desktop.comeForward()
  return refusal
}

/** The same as `allowMore`, for a right without which nothing can go on: rejects with what stands in the way. */
export async function needScopes(
  context: SessionContext,
  scopes: readonly string[],
  waitFor: PageReason,
): Promise<void> {
  const refusal = await allowMore(context, scopes, waitFor)
  if (refusal) throw new ProblemError(refusal)
}

/**
 * Shows the page of Microsoft's on which a claims challenge is met, in the middle of something, once the person asks for it
 * and in the way that they choose. Rejects when they stop.
 */
export async function pageForClaims<T>(
  context: SessionContext,
  signal: AbortSignal,
  attempt: (way: SignInWay, show: ShowPage, signal: AbortSignal) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const shown = (way: SignInWay, one: AbortSignal) => {
    context.emit({ kind: 'page-opening', way })
    return attempt(way, showPageFor(context), one)
  }
  // Work that is brought to its end has a signal that nobody aborts, and stopping ends this wait all the same.
  const either = abortedWithAny([signal, context.run().signal])
  try {
    const way = await askedFor(context, 'claims', either.signal)
    const answer = await inEitherWay(context, way, shown, either.signal)
    const isRefusedHere = 'no' in answer && answer.no.code === 'loopback-refused'
    return isRefusedHere ? await inEitherWay(context, 'device-code', shown, either.signal) : answer
  } finally {
    either.release()
    context.emit({ kind: 'page-closed' })
    context.desktop.comeForward()
  }
}

/** Returns a signal that is aborted when one of these is, for the same reason. `release` lets go of them. */
function abortedWithAny(signals: readonly AbortSignal[]): {
  readonly signal: AbortSignal
  readonly release: () => void
} {
  const joined = new AbortController()
  const releases = signals.map((signal) => {
    const stop = () => {
      joined.abort(signal.reason)
    }
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    return () => {
      signal.removeEventListener('abort', stop)
    }
  })
  const release = () => {
    for (const one of releases) one()
  }
  return { signal: joined.signal, release }
}

/** Shows that the page is wanted, and resolves to how to open it once the person asks for it. Rejects when they stop. */
function askedFor(context: SessionContext, why: PageReason, signal: AbortSignal): Promise<SignInWay> {
  const { memory } = context
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const end = () => {
      signal.removeEventListener('abort', stop)
      memory.openWantedPage = null
    }
    const stop = () => {
      end()
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', stop)
    memory.openWantedPage = (way) => {
      end()
      resolve(way)
    }
    context.emit({ kind: 'page-wanted', why, way: memory.way })
  })
}

/**
 * Returns what shows Microsoft's page, or the code that is typed there. A browser that does not open is not the end: the
 * link can be copied.
 */
function showPageFor(context: SessionContext): ShowPage {
  const { memory, desktop } = context
  const { page: addressOf, world } = context.workplace()
  return async (page) => {
    const url = addressOf(page.url)
    const { userCode } = page
    memory.page = { ...page, url, again: () => addressOf(page.again()) }
    const until = new Date(desktop.clock.now().getTime() + page.openForMs).toISOString()
    context.emit({ kind: 'page-opened', until, code: userCode === null ? null : { userCode, address: url } })
    // A code may be typed on another computer, so its page opens when the person asks for it.
    if (userCode === null) await desktop.openPage(url, world).catch(() => undefined)
  }
}

/**
 * Returns who signed in, and the organization that Graph names for the very tenant the token is from. Throws
 * `tenant-changed` for any other tenant than the one that was named.
 */
export async function readIdentity(
  context: RunContext,
  account: Account,
  named: NamedOrganization | null,
): Promise<Identity> {
  const { world, signal } = context
  const organization = await ask(context, () => world.directory.organization(signal))
  const isNamed = named === null || isSameId(named.tenantId, account.tenantId)
  if (!isNamed || !isSameId(organization.id, account.tenantId)) {
    throw new ProblemError({ code: 'tenant-changed', at: world.clock.now().toISOString() })
  }
  const { tenantId, name, username, homeDomain } = account
  const kind = await kindOf(context, account)
  const roles = await rolesOf(context, account)
  const { id: cloud } = world.cloud
  return { tenantId, organization, account: { name, username }, kind, homeDomain, named, roles, cloud }
}

/**
 * Returns what the account is in the tenant. Of an account of another organization that is not said to be a guest, it is
 * looked whether it has a user object, which a delegated administrator has not. Nothing depends on the answer.
 */
async function kindOf({ world, signal }: RunContext, { kind }: Account): Promise<Identity['kind']> {
  if (kind !== 'external') return kind
  const answer = await world.directory.hasUserObject(signal)
  return 'done' in answer && !answer.done ? 'delegated' : kind
}

/**
 * Returns the roles that are active for the account: those that its token names, or else those that Graph shows. `null`:
 * neither says them. They only warn; what the account may do, Microsoft answers.
 */
async function rolesOf({ world, signal }: RunContext, { roles }: Account): Promise<Identity['roles']> {
  if (roles !== null) return roles
  const answer = await world.directory.activeRoles(signal)
  return 'done' in answer && answer.done ? rolesAmong(answer.done) : null
}
