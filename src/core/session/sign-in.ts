import { publicCloud } from '../access/cloud.ts'
import { rolesAmong } from '../access/profile.ts'
import { isSameId } from '../folded-name.ts'
import { ProblemError, type Problem } from '../problem.ts'
import { ask } from '../provision/retry.ts'
import { typedNumber } from '../sign-in-number.ts'
import type { Aim, RunContext } from '../provision/step.ts'
import type { Action } from './actions.ts'
import type { SessionContext } from './context.ts'
import type { Account } from './desktop.ts'
import { namingStage, rememberedIn, rememberOrganization } from './name-organization.ts'
import type { Identity, NamedOrganization, PageReason, SignInStage, StageData } from './session.ts'
import { startGuide } from './start-guide.ts'
import type { WayIn } from './ways-in.ts'

/** Opens the real world or the practice tenant, at the first stage of a way in. */
export async function start(context: SessionContext, { way }: { readonly way: WayIn }): Promise<void> {
  context.allow('start')
  if (way === 'by-hand' || way === 'by-hand-kept' || way === 'by-hand-practice') return startGuide(context, way)
  await context.openWorkplace(way === 'practice')
  if (way === 'manage') context.arriveAt({ at: 'history', history: context.desktop.history(), confirmed: null })
  else if (way === 'name-organization') context.arriveAt(namingStage(context, 'present'))
  else await signInFor(context, 'start', { intent: 'present', organization: null, remember: false })
}

/** How a person signs in, also again as somebody else. */
export interface SignInChoices {
  /** `null` for what the person came for before. */
  readonly aim: Aim | null
  /** `own`: to the account's own organization. `same`, which is usual: to the one that was named, if one was. */
  readonly organization?: 'own' | 'same' | undefined
  /** Whether this computer remembers the named organization once the sign-in is done. */
  readonly remember?: boolean | undefined
}

export function signIn(context: SessionContext, { aim, organization, remember = false }: SignInChoices): Promise<void> {
  const { session } = context
  const intent = aim ?? ('intent' in session ? session.intent : 'present')
  const named = organization === 'own' ? null : namedBefore(context)
  return signInFor(context, 'sign-in', { intent, organization: named, remember: remember && named !== null })
}

function namedBefore({ session }: SessionContext): NamedOrganization | null {
  if (session.at === 'sign-in') return session.organization
  return session.at === 'identity' ? session.identity.named : null
}

function signInFor(
  context: SessionContext,
  action: Action,
  to: Pick<SignInStage, 'intent' | 'organization'> & { readonly remember: boolean },
): Promise<void> {
  const { intent, organization } = to
  const work = async (): Promise<{ readonly stage: StageData }> => {
    const { signal } = context.run()
    const tenantId = organization?.tenantId ?? null
    const answer = await context.workplace().signIn.begin(tenantId, openPageFor(context), signal)
    // The sign-in is not repeated by itself, because that would open the page again.
    if (!('done' in answer)) throw new ProblemError('no' in answer ? answer.no : answer.problem)
    const identity = await readIdentity(context.run(), answer.done, organization)
    if (to.remember) rememberOrganization(context, identity)
    context.desktop.comeForward()
    return { stage: { at: 'identity', intent, identity } }
  }
  return context.during(action, work, () => {
    context.enterCloud(organization?.cloud ?? publicCloud.id)
    const remembered = rememberedIn(context)
    return { at: 'sign-in', intent, step: 'browser', organization, wrong: null, remembered }
  })
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
  const problem = context.workplace().signIn.explain(number)
  if (context.session.busy) context.end('explain-code', problem)
  else context.emit({ kind: 'failed', problem })
}

export async function copyLink({ allow, memory, desktop }: SessionContext): Promise<void> {
  allow('copy-link')
  if (memory.link) await desktop.copyText(memory.link)
}

/** Shows Microsoft's page in the browser once more. */
export async function reopenPage(context: SessionContext): Promise<void> {
  context.allow('reopen-page')
  const { memory, desktop } = context
  try {
    if (memory.link) await desktop.openPage(memory.link, context.workplace().world)
  } catch {
    throw context.problem('browser-not-opened')
  }
}

/** Opens the page of Microsoft's that waits for a click. */
export function openWantedPage({ allow, memory }: SessionContext): void {
  allow('open-page')
  memory.openWantedPage?.()
}

/**
 * Asks the account that signed in for more rights. Resolves to what stands in the way, or `null` when they are there.
 * `waitFor`: the right is needed in the middle of something, so Microsoft's page waits for a click before it opens.
 */
export async function allowMore(
  context: SessionContext,
  scopes: readonly string[],
  waitFor: PageReason | null = null,
): Promise<Problem | null> {
  const { desktop } = context
  const { signal } = context.run()
  const open = openPageFor(context)
  const asked = { page: false }
  const opened = async (url: string) => {
    asked.page = true
    if (waitFor === null || (await askedFor(context, waitFor, signal))) await open(url)
  }
  const { signIn } = context.workplace()
  // Only what is asked without a page is asked again.
  const refusal = await ask(context.run(), () => signIn.allow(scopes, opened, signal)).catch((error: unknown) => {
    signal.throwIfAborted()
    if (error instanceof ProblemError) return error.problem
    throw error
  })
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
 * Waits until the person asks for the page of Microsoft's on which a claims challenge is met, in the middle of something.
 * Resolves to `null` when they stop instead.
 */
export async function pageForClaims(context: SessionContext, signal: AbortSignal) {
  const open = openPageFor(context)
  if (!(await askedFor(context, 'claims', signal))) return null
  const close = () => {
    context.emit({ kind: 'page-closed' })
    context.desktop.comeForward()
  }
  return { open, close }
}

/** Shows that the page is wanted, and resolves to true once the person asks for it; to false when they stop instead. */
function askedFor(context: SessionContext, why: PageReason, signal: AbortSignal): Promise<boolean> {
  const { memory } = context
  if (signal.aborted) return Promise.resolve(false)
  return new Promise((resolve) => {
    const answer = (isAskedFor: boolean) => {
      signal.removeEventListener('abort', stop)
      memory.openWantedPage = null
      resolve(isAskedFor)
    }
    const stop = () => {
      answer(false)
    }
    signal.addEventListener('abort', stop)
    memory.openWantedPage = () => {
      answer(true)
    }
    context.emit({ kind: 'page-wanted', why })
  })
}

/** Returns what opens Microsoft's page. A browser that does not open is not the end: the link can be copied. */
function openPageFor(context: SessionContext): (url: string) => Promise<void> {
  const { memory, desktop } = context
  memory.link = null
  return async (url) => {
    const { page, signIn, world } = context.workplace()
    const address = page(url)
    memory.link = address
    const until = new Date(desktop.clock.now().getTime() + signIn.timeLimitMs).toISOString()
    context.emit({ kind: 'page-opened', until })
    await desktop.openPage(address, world).catch(() => undefined)
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
