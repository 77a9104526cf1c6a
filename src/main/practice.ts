import { createJournal } from '#adapters/files/journal.ts'
import type { Fetch } from '#adapters/microsoft/transport.ts'
import { publicCloud } from '#core/access/cloud.ts'
import type { Recipient } from '#core/ports.ts'
import type { Workplace } from '#core/session/desktop.ts'
import { nextTask } from './next-task.ts'

/**
 * The practice tenant as the rest of main uses it: a network with its own sign-in page, and a key in place of CDID's.
 */
export interface Practice {
  readonly fetch: Fetch
  readonly page: (url: string) => string
  readonly recipient: Recipient
  readonly address: string
  readonly signIn: Workplace['signInApplication']
}

let opened: Promise<Practice> | undefined

/**
 * Returns the practice tenant, the same one for as long as the assistant is open, so that a second exercise finds what
 * the first one made. It is loaded only when asked for. `log` receives one JSON line for each request to the tenant.
 */
export function openPractice(log: string): Promise<Practice> {
  opened ??= open(log).catch((error: unknown) => {
    opened = undefined
    throw error
  })
  return opened
}

async function open(log: string): Promise<Practice> {
  const { createTenant } = await import('#practice/tenant/tenant.ts')
  await nextTask()
  const { servePortal } = await import('#practice/portal/portal.ts')
  const { practiceRecipient } = await import('#practice/company/reception-key.ts')
  const { practiceSignInClient } = await import('#practice/routes/sign-in/clients.ts')
  // A new enterprise application is not visible at once, so that the exercise shows the wait of a real tenant.
  const tenant = createTenant({ faults: { lag: { servicePrincipal: 2 } } })
  await nextTask()
  const { origin } = await tenant.serve()
  const portal = await servePortal(tenant)
  const { record } = createJournal(log)
  let written = 0
  return {
    recipient: practiceRecipient,
    // This address exists nowhere, so a draft made in practice reaches nobody.
    address: 'technique@cdid.example',
    signIn: { clientId: practiceSignInClient.clientId, name: practiceSignInClient.displayName, isOurs: true },
    page: (url) => {
      const { host, hash, pathname, search } = new URL(url)
      if (host === publicCloud.entra) {
        const [, appId] = /\/appId\/([0-9a-f-]{36})/i.exec(hash) ?? []
        return appId === undefined ? portal.origin : `${portal.origin}/?appId=${appId}`
      }
      return new URL(pathname + search, origin).href
    },
    fetch: async (url, init) => {
      try {
        return await tenant.fetch(new Request(url, init))
      } finally {
        for (const request of tenant.requests.slice(written)) record(request)
        written = tenant.requests.length
      }
    },
  }
}
