import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keychain } from '#adapters/keychain/keychain.ts'
import type { Fetch } from '#adapters/microsoft/transport.ts'
import { inputs, type Input } from '#contract/calls.ts'
import type { Handlers } from '#main/handlers.ts'
import { ProblemError, type Problem } from '#core/problem.ts'
import type { SessionContext } from '#core/session/context.ts'
import type { Desktop, Notice } from '#core/session/desktop.ts'
import { savePlaceAt } from '#adapters/files/save-place.ts'
import { openLedger, readAwaited, readHistory } from '#adapters/files/run-journal.ts'
import { createAssistant } from '#main/assistant.ts'
import { createWorkplace } from '#main/workplace.ts'
import { createWriter } from '#main/writer.ts'
import { practiceRecipient } from '#practice/company/reception-key.ts'
import { luc } from '#support/tenant-client.ts'
import { practiceSignInClient } from '#practice/routes/sign-in/clients.ts'
import { PageWalker } from '../page-walker.ts'
import { createIdleDesktop, testBuild } from '../idle-desktop.ts'
import { factsOf, type SessionFacts } from '../session-facts.ts'
import type { ScenarioClock } from './scenario-clock.ts'

/** One start of the assistant, and the person before it: they see what the window is sent, and call what it may call. */
export interface OpenedAssistant {
  /** The problem it was answered with; `null`: it was done. */
  call<Name extends keyof Handlers>(name: Name, input: Input<Name>): Promise<Problem | null>
  readonly session: SessionFacts
  readonly context: SessionContext
  /** What the person was notified of. */
  readonly notices: readonly Notice[]
  /** Everything the window was sent, and all that was copied. */
  readonly shown: readonly string[]
  /** What the browser was opened for: the scopes on each page. */
  readonly pages: readonly string[]
  /** Whether the person says yes on Microsoft's pages. */
  consents: boolean
  /** Who answers Microsoft's pages. */
  account: string
  /** Whether anybody answers them at all. */
  answers: boolean
  /** Whether the person opens a page of Microsoft's that waits for a click. */
  opensWantedPages: boolean
  /** The process ends, whatever it was doing. */
  kill(): void
}

interface OpenedAssistantParts {
  readonly fetch: Fetch
  readonly browse: (request: Request) => Promise<Response>
  readonly clock: ScenarioClock
  readonly folder: string
  readonly keychain: Keychain
  /** Default: Luc, Global Administrator. */
  readonly account: string | undefined
}

export function openAssistant(parts: OpenedAssistantParts): OpenedAssistant {
  const { fetch, browse, folder, keychain } = parts
  const journal = join(folder, 'journal.jsonl')
  const ended = new AbortController()
  const never = new Promise<never>(() => undefined)
  const clock = {
    ...parts.clock,
    wait: async (ms: number, signal: AbortSignal) => {
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
    pages: () => ({ done: 'done', failed: 'failed' }),
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
    awaited: () => readAwaited(openLedger(journal)).filter(({ practice }) => !practice),
    history: () => readHistory(openLedger(journal)),
    notify: (what) => notices.push(what),
  }
  const running = createAssistant({ desktop, writer: createWriter }, testBuild, { language: 'fr' }, (next) => {
    shown.push(JSON.stringify(next))
    if (next.session.page?.state === 'wanted' && assistant.opensWantedPages) void handlers.openPage({})
  })
  const { handlers, context } = running
  shown.push(JSON.stringify(running.view()))

  async function walk(url: string): Promise<void> {
    pages.push(new URL(url).searchParams.get('scope') ?? '')
    const { account, consents, answers } = assistant
    if (!answers) return
    const person = { account, consent: consents ? 'accept' : 'cancel' } as const
    const { answer, address } = await new PageWalker(browse).signIn(url, person)
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
        // As the window's bridge does: nothing that does not parse comes any further.
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
