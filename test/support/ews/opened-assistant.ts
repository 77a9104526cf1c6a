import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keychain } from '#adapters/keychain/keychain.ts'
import type { Fetch } from '#adapters/microsoft/transport.ts'
import { inputs, type Input } from '#contract/calls.ts'
import type { Handlers } from '#main/handlers.ts'
import { ProblemError, type Problem } from '#core/problem.ts'
import type { Language } from '#core/language.ts'
import type { SessionContext } from '#core/session/context.ts'
import type { Desktop, Notice } from '#core/session/desktop.ts'
import type { PageCode } from '#core/session/session.ts'
import { savePlaceAt } from '#adapters/files/save-place.ts'
import { ledgerBeside, openLedger, readAwaited, readHistory } from '#adapters/files/run-journal.ts'
import { createAssistant } from '#main/assistant.ts'
import { createHandlers } from '#main/handlers.ts'
import { createWorkplace } from '#main/workplace.ts'
import { signInPages } from '#main/sign-in-pages.ts'
import { createWriter } from '#main/writer.ts'
import { practiceRecipient } from '#practice/company/reception-key.ts'
import { luc } from '#support/tenant-client.ts'
import { practiceSignInClient } from '#practice/routes/sign-in/clients.ts'
import { PageWalker, type Person } from '../page-walker.ts'
import { patientHands } from '../patient-hands.ts'
import { createIdleDesktop, testBuild } from '../idle-desktop.ts'
import { factsOf, type SessionFacts } from '../session-facts.ts'
import type { ScenarioClock } from './scenario-clock.ts'

/**
 * An open assistant without a window, and the person who uses it: they see the views and make the calls of the window.
 */
export interface OpenedAssistant {
  /** Makes a call. Resolves to its problem, or `null` when it succeeded. */
  call<Name extends keyof Handlers>(name: Name, input: Input<Name>): Promise<Problem | null>
  readonly session: SessionFacts
  readonly context: SessionContext
  /** The notifications that the person received. */
  readonly notices: readonly Notice[]
  /** Everything that was sent to the window or copied. */
  readonly shown: readonly string[]
  /** The scopes asked for on each page that the browser opened. */
  readonly pages: readonly string[]
  /** Whether the person consents on Microsoft's pages. */
  consents: boolean
  /** The account that signs in on Microsoft's pages. */
  account: string
  /** Whether anybody answers on Microsoft's pages. */
  answers: boolean
  /** Whether the person opens a page of Microsoft's that waits for a click. */
  opensWantedPages: boolean
  /** Ends the assistant as a crash would, whatever it is doing. */
  kill(): void
}

interface OpenedAssistantParts {
  readonly fetch: Fetch
  readonly browse: (request: Request) => Promise<Response>
  readonly clock: ScenarioClock
  readonly folder: string
  readonly keychain: Keychain
  /** The account that signs in; by default Luc, the Global Administrator. */
  readonly account: string | undefined
  /** The window's language; by default French. */
  readonly language?: Language
}

export function openAssistant(parts: OpenedAssistantParts): OpenedAssistant {
  const { fetch, browse, folder, keychain, language = 'fr' } = parts
  const journal = join(folder, 'journal.jsonl')
  const ended = new AbortController()
  const never = new Promise<never>(() => undefined)
  /** The person types a code; time stands still until then. */
  let typing: Promise<unknown> = Promise.resolve()
  const clock = {
    ...parts.clock,
    wait: async (ms: number, signal: AbortSignal) => {
      await typing
      await parts.clock.wait(ms, signal)
      if (ended.signal.aborted) await never
    },
  }
  const notices: Notice[] = []
  const shown: string[] = []
  const pages: string[] = []
  const workplace = createWorkplace({
    fetch,
    clock,
    journal,
    keychain,
    page: (url) => url,
    practice: false,
    recipients: [practiceRecipient],
    signIn: { clientId: practiceSignInClient.clientId, name: practiceSignInClient.displayName, isOurs: true },
    vaultService: 'prextra-ews',
    address: 'technique@cdid.example',
    pages: () => signInPages(language),
    requested: () => undefined,
    version: '1.0.0',
  })
  const desktop: Desktop = {
    ...createIdleDesktop(clock),
    version: '1.0.0',
    openWorkplace: () => Promise.resolve(workplace),
    openPage: (url) => walk(url),
    copyText: (text) => {
      shown.push(text)
      return Promise.resolve()
    },
    choosePlace: (suggested) => Promise.resolve(savePlaceAt(join(folder, suggested), clock)),
    openConfirmation: () => Promise.resolve(new Uint8Array(readFileSync(join(folder, 'confirmation.json')))),
    awaited: () => readAwaited(openLedger(ledgerBeside(journal))).filter(({ practice }) => !practice),
    history: () => readHistory(openLedger(ledgerBeside(journal))),
    notify: (what) => notices.push(what),
  }
  const running = createAssistant({ desktop, writer: createWriter }, testBuild, { language }, (next) => {
    shown.push(JSON.stringify(next))
    const { page } = next.session
    if (page?.state === 'wanted' && assistant.opensWantedPages) void handlers.openPage({})
    if (page?.state === 'open' && page.code && assistant.answers) typing = type(page.code)
  })
  const { context } = running
  const handlers = patientHands(context, createHandlers(context))
  shown.push(JSON.stringify(running.view()))

  function person(): Person {
    const { account, consents } = assistant
    return { account, consent: consents ? 'accept' : 'cancel' }
  }

  async function type({ userCode, address }: PageCode): Promise<void> {
    await new PageWalker(browse).enterCode(address, userCode, person())
  }

  async function walk(url: string): Promise<void> {
    pages.push(new URL(url).searchParams.get('scope') ?? '')
    if (!assistant.answers) return
    const { answer, address } = await new PageWalker(browse).signIn(url, person())
    if (address === undefined) throw new Error(`the sign-in ended on a page: ${url}`)
    await globalThis.fetch(address, { method: 'POST', body: new URLSearchParams(answer) })
  }

  const assistant: OpenedAssistant = {
    notices,
    shown,
    pages,
    context,
    consents: true,
    answers: true,
    opensWantedPages: true,
    account: parts.account ?? luc,
    get session() {
      return factsOf(context.session)
    },
    async call(name, input) {
      const handle = handlers[name] as (given: unknown) => Promise<unknown>
      try {
        // Input is parsed first, as main does for the window.
        await handle(inputs[name].parse(input))
        return null
      } catch (error) {
        if (error instanceof ProblemError) return error.problem
        throw error
      }
    },
    kill: () => {
      ended.abort()
    },
  }
  return assistant
}
