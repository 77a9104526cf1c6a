import { createJournal } from '#adapters/files/journal.ts'
import type { Fetch } from '#adapters/microsoft/transport.ts'
import type { Recipient } from '#core/ports.ts'

/** The practice tenant, as the rest of main sees it: another network, with its own sign-in page and CDID key. */
export interface Practice {
  readonly fetch: Fetch
  readonly page: (url: string) => string
  readonly recipient: Recipient
}

let opened: Promise<Practice> | undefined

/**
 * One practice tenant for as long as the assistant is open, so that a second walk finds what the first one made.
 * Loaded only when asked for. `log` receives one JSON line for each request the tenant itself has seen.
 */
export function openPractice(options: { readonly signInClientId: string; readonly log: string }): Promise<Practice> {
  opened ??= open(options)
  return opened
}

async function open({
  signInClientId,
  log,
}: {
  readonly signInClientId: string
  readonly log: string
}): Promise<Practice> {
  const { createTenant, practiceRecipient } = await import('#practice/tenant.ts')
  const tenant = createTenant({ signInClients: [{ appId: signInClientId }] })
  const { origin } = await tenant.serve()
  const write = createJournal(log)
  let written = 0
  return {
    recipient: practiceRecipient,
    page: (url) => {
      const { pathname, search } = new URL(url)
      return new URL(pathname + search, origin).href
    },
    fetch: async (url, init) => {
      try {
        return await tenant.fetch(new Request(url, init))
      } finally {
        for (const request of tenant.requests.slice(written)) write(request)
        written = tenant.requests.length
      }
    },
  }
}
