import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { savePlaceAt } from '#adapters/files/save-place.ts'
import { ledgerBeside, openLedger, readHistory } from '#adapters/files/run-journal.ts'
import type { Fetch } from '#adapters/microsoft/transport.ts'
import type { SessionContext } from '#core/session/context.ts'
import type { Desktop } from '#core/session/desktop.ts'
import type { Session } from '#core/session/session.ts'
import { pageForClaims } from '#core/session/microsoft-page.ts'
import { createAssistant } from '#main/assistant.ts'
import { createHandlers, type Handlers } from '#main/handlers.ts'
import { createWorkplace } from '#main/workplace.ts'
import { createWriter } from '#main/writer.ts'
import type { Faults } from '#practice/faults/faults.ts'
import { practiceRecipient } from '#practice/company/reception-key.ts'
import { practiceSignInClient } from '#practice/routes/sign-in/clients.ts'
import { otherClouds, type OtherCloud } from '#practice/company/clouds.ts'
import type { Seed } from '#practice/company/seed.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { createMemoryKeychain, type MemoryKeychain } from './faults/memory-keychain.ts'
import { PageWalker, type Person } from './page-walker.ts'
import { patientHands } from './patient-hands.ts'
import { createIdleDesktop, testBuild } from './idle-desktop.ts'
import { factsOf, type SessionFacts } from './session-facts.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

/** The main process without Electron: the real handlers, core and adapters on a practice tenant. */
export interface Wizard {
  readonly handlers: Handlers
  readonly context: SessionContext
  readonly tenant: Tenant
  readonly clock: VirtualClock
  readonly keychain: MemoryKeychain
  readonly folder: string
  readonly journal: string
  /** The person who uses the browser from now on; `null` when nobody answers. */
  person: Person | null
  /** The addresses of requests that get no answer, until they are given up; `null`: all get one. */
  holds: RegExp | null
  /** Takes the place of the browser that opens a page; `null`: it opens. */
  opensPages: (() => Promise<void>) | null
  /** Is given the last page of a sign-in that ends there, and sends nothing back. */
  endsOnPage: ((page: string) => void) | null
  /** Is told when a page of Microsoft's waits for a click, in the middle of something. */
  pageWanted: (() => void) | null
  /** Returns the path that the next dialog answers to a suggested name; `null` when it is cancelled. */
  saveTo: ((suggested: string) => string | null) | null
  opens: Uint8Array | null
  readonly session: SessionFacts
  /** Every session that was sent to the window. */
  readonly sessions: readonly Session[]
  /** The number of pages that the browser opened. */
  readonly pages: number
  /** Resolves once `isSo` is true of the session; at once when it already is. */
  until(isSo: (session: Session) => boolean): Promise<void>
  /** Resolves once a request is held. */
  untilHeld(): Promise<void>
  /** Signs in, applies the plan, proves and goes to the handoff. */
  toHandoff(): Promise<void>
}

/** The id of the account that signs in: Marie-Ève Tremblay's. */
const administrator = '0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90'

export interface WizardOptions {
  readonly faults?: Faults
  readonly seed?: Seed
  /** The other clouds in which the assistant is registered; all of them unless said otherwise. */
  readonly registeredIn?: readonly OtherCloud[]
  readonly clock?: VirtualClock
  /** Returns the way to the tenant; by default there is nothing between. */
  readonly wayTo?: (tenant: Tenant) => Fetch
}

export function openWizard(options: WizardOptions = {}): Wizard {
  const {
    registeredIn = otherClouds,
    clock = createVirtualClock(),
    wayTo = ({ fetch: send }) =>
      (url, init) =>
        send(new Request(url, init)),
    ...company
  } = options
  const tenant = createTenant({ clock, ...company })
  const way = wayTo(tenant)
  const { clientId, displayName: name } = practiceSignInClient
  const keychain = createMemoryKeychain()
  const folder = mkdtempSync(join(tmpdir(), 'prextra-wizard-'))
  const journal = join(folder, 'journal.jsonl')
  const sessions: Session[] = []
  const watching = new Set<(session: Session) => void>()
  let pages = 0
  let held: () => void = () => undefined
  const hold = ({ signal }: RequestInit): Promise<Response> => {
    held()
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        reject(signal.reason as Error)
      })
    })
  }
  const desktop: Desktop = {
    ...createIdleDesktop(clock),
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
          fetch: (url, init) => (wizard.holds?.test(url) ? hold(init) : way(url, init)),
          page: (url) => url,
          signIn: {
            clientId,
            name,
            isOurs: true,
            otherClouds: Object.fromEntries(registeredIn.map((cloud) => [cloud, clientId])),
          },
          pages: () => ({ done: 'done', failed: 'failed', foreign: 'foreign' }),
          pageForClaims: (signal, attempt) => pageForClaims(context, signal, attempt),
          requested: () => undefined,
        }),
      ),
    async openPage(url) {
      pages += 1
      await wizard.opensPages?.()
      if (!wizard.person) return
      const walker = new PageWalker(tenant.fetch)
      const { page } = context.session
      if (page?.state === 'open' && page.code) {
        await walker.enterCode(url, page.code.userCode, wizard.person)
        return
      }
      const { answer, address, lastPage } = await walker.signIn(url, wizard.person)
      if (address === undefined) wizard.endsOnPage?.(lastPage)
      else await fetch(address, { method: 'POST', body: new URLSearchParams(answer) })
    },
    choosePlace: (suggested) => {
      const path = wizard.saveTo?.(suggested) ?? null
      return Promise.resolve(path === null ? null : savePlaceAt(path, clock))
    },
    openConfirmation: () => Promise.resolve(wizard.opens),
    history: () => readHistory(openLedger(ledgerBeside(journal))),
  }
  const { context } = createAssistant(
    { desktop, writer: createWriter },
    testBuild,
    { language: 'fr' },
    ({ session }) => {
      const isNew = session.page?.state === 'wanted' && sessions.at(-1)?.page?.state !== 'wanted'
      sessions.push(session)
      for (const look of [...watching]) look(session)
      if (isNew) wizard.pageWanted?.()
    },
  )
  const handlers = patientHands(context, createHandlers(context))
  const wizard: Wizard = {
    handlers,
    context,
    tenant,
    clock,
    keychain,
    folder,
    journal,
    sessions,
    person: { account: administrator },
    holds: null,
    opensPages: null,
    endsOnPage: null,
    pageWanted: null,
    saveTo: (suggested) => join(folder, suggested),
    opens: null,
    get session() {
      return factsOf(context.session)
    },
    get pages() {
      return pages
    },
    until: (isSo) =>
      new Promise((resolve) => {
        const look = (session: Session) => {
          if (!isSo(session)) return
          watching.delete(look)
          resolve()
        }
        watching.add(look)
        look(context.session)
      }),
    untilHeld: () =>
      new Promise((resolve) => {
        held = resolve
      }),
    async toHandoff() {
      await handlers.start({ way: 'practice' })
      await handlers.acceptIdentity({})
      const { plan } = wizard.session
      const planId = plan?.id ?? ''
      if (plan?.changes.length) await handlers.approve({ planId, typed: null })
      else await handlers.goToProof({})
      await handlers.prove({ mailbox: 'accueil@erablieredunord.example', blockedMailbox: null })
      await handlers.goToHandoff({})
    },
  }
  return wizard
}
