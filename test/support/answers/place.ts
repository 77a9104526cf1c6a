import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProfileId } from '#core/access/profile.ts'
import type { Language } from '#core/language.ts'
import type { FaultRule, Faults } from '#practice/faults/faults.ts'
import { smallCompany, type Seed } from '#practice/company/seed.ts'
import type { TenantImage } from '#practice/tenant/image.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { makeSigningKey } from '#practice/tenant/tokens.ts'
import { openAssistant, type OpenedAssistant } from '../ews/opened-assistant.ts'
import { createScenarioClock, type ScenarioClock } from '../ews/scenario-clock.ts'
import { createMemoryKeychain, type MemoryKeychain } from '../faults/memory-keychain.ts'
import { holds } from '../leaks.ts'

/** A company on the practice tenant, a computer, and the assistant opened on it: real handlers, core and adapters. */
export interface Place {
  readonly tenant: Tenant
  readonly clock: ScenarioClock
  readonly keychain: MemoryKeychain
  readonly assistant: OpenedAssistant
  readonly language: Language
  /** The faults that requests meet from now on. */
  readonly mocks: FaultRule[]
  /** What was sent and received so far, as it was on the wire. */
  readonly wire: Wire
  /** Lets time pass until the first time limit that is running is over. */
  passTimeLimit(): void
  /** Returns the names of everything written or shown so far in which a secret or a token was found. */
  leaks(): readonly string[]
  close(): void
}

/** The ids and times that support is told must be those of real requests and answers. */
export interface Wire {
  readonly clientRequestIds: Set<string>
  readonly requestIds: Set<string>
  /** The `Date` headers, ISO 8601. */
  readonly dates: Set<string>
}

/** A company at some point of the set-up, as it can be opened again and again. */
export interface Stored {
  readonly image: TenantImage
  readonly keychain: ReadonlyMap<string, string>
  readonly at: string
}

export interface PlaceOptions {
  readonly language: Language
  /** The time at Microsoft. */
  readonly at?: string
  /** How far the computer's clock is ahead of Microsoft's, in milliseconds. */
  readonly aheadMs?: number
  readonly seed?: Partial<Seed>
  /** What the practice tenant shows otherwise than it is. */
  readonly shows?: Pick<Faults, 'shownRestrictions' | 'expiredSecretAnswers' | 'lag'>
  /** The account that signs in; by default Luc, the Global Administrator. */
  readonly account?: string
  /** The company to go on with; by default a new one. */
  readonly stored?: Stored
  /** Takes the place of Microsoft's pages in the browser. */
  readonly browse?: (request: Request) => Promise<Response>
  /** Called with the computer's time whenever it changes. */
  readonly moved: (now: Date) => void
}

/** All tenants of these tests sign with one key: making one takes as long as most situations. */
const signingKey = makeSigningKey()

export const today = '2026-11-23T14:00:00Z'

export function openPlace(options: PlaceOptions): Place {
  const { language, seed, stored, aheadMs = 0, moved } = options
  const local = createScenarioClock(options.at ?? stored?.at ?? today, (now) => {
    moved(new Date(now.getTime() + aheadMs))
  })
  const alarms = new Set<{ readonly at: number; readonly ring: () => void }>()
  const alarm: ScenarioClock['alarm'] = (ms, ring) => {
    const set = { at: local.now().getTime() + ms, ring }
    alarms.add(set)
    return () => {
      alarms.delete(set)
    }
  }
  const passTimeLimit = (): void => {
    const [first] = [...alarms].sort((a, b) => a.at - b.at)
    if (!first) throw new Error('nothing has a time limit, so nothing would ever end this')
    alarms.delete(first)
    local.set(new Date(Math.max(first.at, local.now().getTime())))
    first.ring()
  }
  const clock: ScenarioClock = { ...local, alarm }
  /** Lets time pass, but for what is left of it once a time limit is over. */
  const pass = (ms: number): Promise<void> => {
    const until = local.now().getTime() + ms
    if ([...alarms].some(({ at }) => at < until)) passTimeLimit()
    else local.set(new Date(until))
    return Promise.resolve()
  }
  const mocks: FaultRule[] = []
  const tenant = createTenant({
    clock,
    faults: { ...options.shows, mocks, hung: passTimeLimit, wait: pass },
    signingKey,
    ...(stored ? { image: stored.image } : { seed: { ...smallCompany, ...seed } }),
  })
  const folder = mkdtempSync(join(tmpdir(), 'prextra-answers-'))
  const keychain = createMemoryKeychain(new Map(stored?.keychain))
  const heard: string[] = []
  const wire: Wire = { clientRequestIds: new Set(), requestIds: new Set(), dates: new Set() }

  async function fetch(url: string, init: RequestInit): Promise<Response> {
    const request = new Request(url, init)
    wire.clientRequestIds.add(request.headers.get('client-request-id') ?? '')
    const answer = await tenant.fetch(request)
    wire.requestIds.add(answer.headers.get('request-id') ?? answer.headers.get('x-ms-request-id') ?? '')
    // A part of a batch has an id of its own, in its error.
    const text = request.url.endsWith('/$batch')
      ? await answer
          .clone()
          .text()
          .catch(() => '')
      : ''
    for (const [, id = ''] of text.matchAll(/"request-id":"([^"]+)"/g)) wire.requestIds.add(id)
    const date = Date.parse(answer.headers.get('date') ?? '')
    if (!Number.isNaN(date)) wire.dates.add(new Date(date).toISOString())
    // `fetch` rejects a redirect that its caller does not want to follow.
    if (answer.status >= 300 && answer.status < 400) {
      throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') })
    }
    if (/\/(addPassword|token)$/.test(new URL(url).pathname)) heard.push(...secretsIn(await answer.clone().text()))
    return answer
  }

  const assistant = openAssistant({
    fetch,
    folder,
    keychain,
    language,
    browse: options.browse ?? tenant.fetch,
    clock: { ...clock, now: () => new Date(clock.now().getTime() + aheadMs) },
    account: options.account,
  })
  return {
    tenant,
    clock,
    keychain,
    assistant,
    language,
    mocks,
    wire,
    passTimeLimit,
    leaks() {
      const files = readdirSync(folder).map((name) => ({ name, content: readFileSync(join(folder, name)) }))
      const shown = { name: 'the window', content: Buffer.from(assistant.shown.join('\n')) }
      return [...files, shown].flatMap(({ name, content }) => (heard.some((one) => holds(content, one)) ? [name] : []))
    },
    close() {
      rmSync(folder, { recursive: true })
    },
  }
}

function secretsIn(text: string): readonly string[] {
  const found = text.matchAll(/"(?:secretText|access_token|refresh_token|id_token)":"([^"]+)"/g)
  return Array.from(found, ([, value = '']) => value)
}

const finished = new Map<ProfileId, Promise<Stored>>()

/** Returns the usual company after a whole set-up, with the copy of its secret on this computer. It is made once a worker. */
export function afterSetUp(profile: ProfileId, moved: PlaceOptions['moved']): Promise<Stored> {
  const made = finished.get(profile) ?? setUp(profile, moved)
  finished.set(profile, made)
  return made
}

async function setUp(profile: ProfileId, moved: PlaceOptions['moved']): Promise<Stored> {
  const place = openPlace({ language: 'fr', moved })
  const { assistant, tenant, keychain, clock } = place
  try {
    await assistant.call('start', { way: 'automatic' })
    await assistant.call('acceptIdentity', {})
    await assistant.call('plan', { secretEndsAt: null, aim: null, adopt: null, restore: null, profile })
    const problem = await assistant.call('approve', { planId: assistant.session.plan?.id ?? randomUUID(), typed: null })
    if (problem) throw new Error(`the set-up ended with ${problem.code}`)
    return { image: tenant.save(), keychain: keychain.entries, at: clock.now().toISOString() }
  } finally {
    place.close()
  }
}
