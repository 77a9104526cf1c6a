import type { ProxyCredentials } from '../network/proxy-sign-in.ts'
import type { SessionContext } from './context.ts'

/** Lets the requests that a proxy stopped try what the person entered for it. `proxy` is the one that the person saw. */
export function answerProxy(
  context: SessionContext,
  { proxy, ...credentials }: ProxyCredentials & { readonly proxy: string },
): void {
  questionAbout(context, proxy).answer(credentials)
}

/** Goes on without the proxy's password: what waits for it ends with the problem `proxy-sign-in`. */
export function declineProxy(context: SessionContext, { proxy }: { readonly proxy: string }): void {
  questionAbout(context, proxy).decline()
}

/** Throws `out-of-order` when that proxy asks nothing: a password is given to no other one than the person saw. */
function questionAbout({ desktop, problem }: SessionContext, proxy: string): SessionContext['desktop']['proxies'] {
  if (desktop.proxies.question()?.proxy !== proxy) throw problem('out-of-order')
  return desktop.proxies
}
