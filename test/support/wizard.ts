import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newSession, type Session } from '#core/session/session.ts'
import { createHandlers } from '#main/handlers/index.ts'
import type { Shell, State } from '#main/shell.ts'
import { createWorkplace } from '#main/world.ts'
import { openLedger, readHistory } from '#adapters/files/run-journal.ts'
import type { Faults } from '#practice/faults/faults.ts'
import { practiceRecipient } from '#practice/company/reception-key.ts'
import { practiceSignInClient } from '#practice/routes/sign-in/clients.ts'
import type { Seed } from '#practice/company/seed.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { createMemoryKeychain, type MemoryKeychain } from './faults/memory-keychain.ts'
import { PageWalker, type Person } from './page-walker.ts'
import { withoutGuide } from './by-hand.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

/** The main process without Electron: the real handlers, core and adapters on a practice tenant. */
export interface Wizard {
  readonly handlers: ReturnType<typeof createHandlers>
  readonly tenant: Tenant
  readonly clock: VirtualClock
  readonly keychain: MemoryKeychain
  readonly folder: string
  readonly journal: string
  /** Whom the browser is in the hands of, from now on; `null`: nobody answers. */
  person: Person | null
  /** What the next dialog answers, with what it was suggested; `null`: cancelled. */
  saveTo: ((suggested: string) => string | null) | null
  opens: Uint8Array | null
  readonly session: Session
  /** Every session the window was told of. */
  readonly told: readonly Session[]
  /** Pages the browser was shown. */
  readonly pages: number
  /** Signed in, made, proven: at the handoff. */
  toHandoff(): Promise<void>
}

/** Marie-Ève Tremblay. */
const administrator = '0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90'

export function openWizard(options: { readonly faults?: Faults; readonly seed?: Seed } = {}): Wizard {
  const clock = createVirtualClock()
  const tenant = createTenant({ clock, ...options })
  const keychain = createMemoryKeychain()
  const folder = mkdtempSync(join(tmpdir(), 'prextra-wizard-'))
  const journal = join(folder, 'journal.jsonl')
  const told: Session[] = []
  let state: State = { session: newSession, language: 'fr', screenShare: false }
  let pages = 0
  const shell: Shell = {
    clock,
    openWorkplace: () =>
      Promise.resolve(
        createWorkplace({
          clock,
          journal,
          keychain,
          practice: true,
          recipients: [practiceRecipient],
          address: 'technique@cdid.example',
          vaultService: 'prextra-wizard',
          version: '0.0.0-test',
          fetch: (url, init) => tenant.fetch(new Request(url, init)),
          page: (url) => url,
          signIn: { clientId: practiceSignInClient.clientId, name: practiceSignInClient.displayName },
          pages: () => ({ done: 'done', failed: 'failed' }),
          requested: () => undefined,
        }),
      ),
    async openPage(url) {
      pages += 1
      if (!wizard.person) return
      const { answer, address } = await new PageWalker(tenant.fetch).signIn(url, wizard.person)
      if (address !== undefined) await fetch(address, { method: 'POST', body: new URLSearchParams(answer) })
    },
    chooseFile: (suggested) => Promise.resolve(wizard.saveTo?.(suggested) ?? null),
    printPage: () => Promise.reject(new Error('only Electron prints')),
    openConfirmation: () => Promise.resolve(wizard.opens),
    awaited: () => [],
    history: () => readHistory(openLedger(journal)),
    ...withoutGuide,
    copyText: () => Promise.resolve(),
    copyOf: () => null,
    showJournal: () => undefined,
    comeForward: () => undefined,
    tell: () => undefined,
    close: () => undefined,
    version: '0.0.0-test',
    ownSignInClient: () => practiceSignInClient.clientId,
  }
  const handlers = createHandlers(shell, state, (next) => {
    state = next
    told.push(next.session)
    return next
  })
  const wizard: Wizard = {
    handlers,
    tenant,
    clock,
    keychain,
    folder,
    journal,
    told,
    person: { account: administrator },
    saveTo: (suggested) => join(folder, suggested),
    opens: null,
    get session() {
      return state.session
    },
    get pages() {
      return pages
    },
    async toHandoff() {
      await handlers.start({ way: 'practice' })
      await handlers.acceptIdentity({})
      const planId = state.session.plan?.id ?? ''
      if (state.session.plan?.changes.length) await handlers.approve({ planId, typed: null })
      else await handlers.goToProof({})
      await handlers.prove({ mailbox: 'accueil@erablieredunord.example', blockedMailbox: null })
      await handlers.goToHandoff({})
    },
  }
  return wizard
}
