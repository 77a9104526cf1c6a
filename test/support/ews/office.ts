import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryKeychain } from '#support/faults/memory-keychain.ts'
import { holds } from '#support/leaks.ts'
import type { FaultRule } from '#practice/faults/faults.ts'
import { smallCompany, type Seed } from '#practice/company/seed.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { createOfficeClock, type OfficeClock } from './office-clock.ts'
import { openSeat, type Seat } from './seat.ts'

/** A company, the time, and a computer with the assistant on it, which may be started again and again. */
export interface Office {
  readonly tenant: Tenant
  readonly clock: OfficeClock
  /** What goes wrong on the line from now on. */
  readonly mocks: FaultRule[]
  /** Where the journal and the sealed file lie. */
  readonly folder: string
  /** Starts the assistant for somebody; what an earlier start left on this computer is there. */
  start(account?: string): Seat
  /** Everything that was written, shown or told so far, in which a secret or a token was found. */
  leaks(): readonly string[]
  /** How many secrets and tokens have crossed the line. */
  readonly heard: readonly string[]
  leave(): void
}

export interface OfficeOptions {
  readonly at?: string
  readonly seed?: Partial<Seed>
  /** Told the time whenever it moves. */
  readonly moved: (now: Date) => void
}

export const today = '2026-11-23T14:00:00Z'

export function openOffice({ at = today, seed, moved }: OfficeOptions): Office {
  const clock = createOfficeClock(at, moved)
  const mocks: FaultRule[] = []
  const tenant = createTenant({ clock, faults: { mocks }, seed: { ...smallCompany, ...seed } })
  const folder = mkdtempSync(join(tmpdir(), 'prextra-ews-'))
  const keychain = createMemoryKeychain()
  const heard: string[] = []
  const seats: Seat[] = []
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
      const seat = openSeat({ fetch, browse: tenant.fetch, clock, folder, keychain, account })
      seats.push(seat)
      return seat
    },
    leaks() {
      const files = readdirSync(folder).map((name) => ({ name, content: readFileSync(join(folder, name)) }))
      const shown = seats.map(({ shown: texts }, place) => ({
        name: `start ${place + 1}`,
        content: Buffer.from(texts.join('\n')),
      }))
      return [...files, ...shown].flatMap(({ name, content }) =>
        heard.some((one) => holds(content, one)) ? [name] : [],
      )
    },
    leave: () => {
      rmSync(folder, { recursive: true })
    },
  }
}

function secretsIn(text: string): readonly string[] {
  const found = text.matchAll(/"(?:secretText|access_token|refresh_token|id_token)":"([^"]+)"/g)
  return Array.from(found, ([, value = '']) => value)
}
