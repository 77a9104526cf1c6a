import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryKeychain } from '#support/faults/memory-keychain.ts'
import { holds } from '#support/leaks.ts'
import type { FaultRule } from '#practice/faults/faults.ts'
import { smallCompany, type Seed } from '#practice/company/seed.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { createScenarioClock, type ScenarioClock } from './scenario-clock.ts'
import { openAssistant, type OpenedAssistant } from './opened-assistant.ts'

/** A company, the time, and a computer on which the assistant can be opened again and again. */
export interface Scenario {
  readonly tenant: Tenant
  readonly clock: ScenarioClock
  /** The faults that requests meet from now on. */
  readonly mocks: FaultRule[]
  /** The folder of the journal and the sealed file. */
  readonly folder: string
  /** Opens the assistant for an account. What it left on this computer before is still there. */
  start(account?: string): OpenedAssistant
  /** Returns the names of everything written or shown so far in which a secret or a token was found. */
  leaks(): readonly string[]
  /** The secrets and tokens that were sent in answers so far. */
  readonly heard: readonly string[]
  close(): void
}

export interface ScenarioOptions {
  readonly at?: string
  readonly seed?: Partial<Seed>
  /** Called with the time whenever it changes. */
  readonly moved: (now: Date) => void
}

export const today = '2026-11-23T14:00:00Z'

export function openScenario({ at = today, seed, moved }: ScenarioOptions): Scenario {
  const clock = createScenarioClock(at, moved)
  const mocks: FaultRule[] = []
  const tenant = createTenant({ clock, faults: { mocks }, seed: { ...smallCompany, ...seed } })
  const folder = mkdtempSync(join(tmpdir(), 'prextra-ews-'))
  const keychain = createMemoryKeychain()
  const heard: string[] = []
  const opened: OpenedAssistant[] = []
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const answer = await tenant.fetch(new Request(url, init))
    if (/\/(addPassword|token)$/.test(new URL(url).pathname)) heard.push(...secretsIn(await answer.clone().text()))
    return answer
  }
  return {
    tenant,
    clock,
    mocks,
    folder,
    heard,
    start(account) {
      const assistant = openAssistant({ fetch, browse: tenant.fetch, clock, folder, keychain, account })
      opened.push(assistant)
      return assistant
    },
    leaks() {
      const files = readdirSync(folder).map((name) => ({ name, content: readFileSync(join(folder, name)) }))
      const shown = opened.map(({ shown: texts }, place) => ({
        name: `start ${place + 1}`,
        content: Buffer.from(texts.join('\n')),
      }))
      return [...files, ...shown].flatMap(({ name, content }) =>
        heard.some((one) => holds(content, one)) ? [name] : [],
      )
    },
    close: () => {
      rmSync(folder, { recursive: true })
    },
  }
}

function secretsIn(text: string): readonly string[] {
  const found = text.matchAll(/"(?:secretText|access_token|refresh_token|id_token)":"([^"]+)"/g)
  return Array.from(found, ([, value = '']) => value)
}
