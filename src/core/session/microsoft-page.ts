import type { Answer } from '../answer.ts'
import { ProblemError, type Problem } from '../problem.ts'
import { ask } from '../provision/retry.ts'
import { joinSignals } from '../signals.ts'
import { typedNumber } from '../sign-in-number.ts'
import type { SessionContext } from './context.ts'
import type { ShowPage } from './desktop.ts'
import type { PageReason } from './session.ts'
import { otherWay, type SignInWay } from './sign-in-way.ts'

/**
 * Makes an attempt to sign in, and one more in the other way each time that the person changes it. The way of the last one
 * is how one more right is asked for.
 */
export async function inEitherWay<T>(
  context: SessionContext,
  first: SignInWay,
  attempt: (way: SignInWay, signal: AbortSignal) => Promise<T>,
  signal = context.run().signal,
): Promise<T> {
  const { memory } = context
  memory.way = first
  for (;;) {
    const one = joinSignals(signal)
    const changed = { way: false }
    const changeOwn = () => {
      changed.way = true
      one.end(context.problem('sign-in-cancelled'))
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
      one.letGo()
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
  const either = joinSignals(signal, context.run().signal)
  try {
    const way = await askedFor(context, 'claims', either.signal)
    const answer = await inEitherWay(context, way, shown, either.signal)
    const isRefusedHere = 'no' in answer && answer.no.code === 'loopback-refused'
    return isRefusedHere ? await inEitherWay(context, 'device-code', shown, either.signal) : answer
  } finally {
    either.letGo()
    context.emit({ kind: 'page-closed' })
    context.desktop.comeForward()
  }
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
export function showPageFor(context: SessionContext): ShowPage {
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
