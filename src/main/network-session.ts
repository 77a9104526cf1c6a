import { session, type Session } from 'electron'
import { openSession } from './security.ts'

let opened: Promise<Session> | undefined

/**
 * Returns the one session of every request to Microsoft: in memory, over the system's proxies whatever the command line
 * says, and to these hosts only.
 */
export function networkSession(hosts: readonly string[]): Promise<Session> {
  opened ??= open(hosts).catch((error: unknown) => {
    opened = undefined
    throw error
  })
  return opened
}

/** Forgets the passwords that Chromium itself remembers for proxies, once they were accepted. */
export async function forgetProxyPasswords(): Promise<void> {
  await (await opened)?.clearAuthCache()
}

async function open(hosts: readonly string[]): Promise<Session> {
  const own = session.fromPartition('network', { cache: false })
  openSession(own, ({ protocol, host }) => protocol === 'https:' && hosts.includes(host))
  await own.setProxy({ mode: 'system' })
  // Without it, the first request may still go by the proxies of before (Electron 25.1.1, measured).
  await own.forceReloadProxyConfig()
  return own
}
