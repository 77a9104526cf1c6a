import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import type { Keychain } from '#adapters/keychain/keychain.ts'
import type { Fetch } from '#adapters/microsoft/transport.ts'
import { deliverFromTenant } from '../deliver-from-tenant.ts'
import { accessInTenant } from '#core/access/access-in-tenant.ts'
import type { Delivery } from '#core/handoff/deliver.ts'
import { send, type Sent } from '#core/handoff/send.ts'
import type { Plan } from '#core/provision/plan.ts'
import type { Clock, World } from '#core/ports.ts'
import { ProblemError } from '#core/problem.ts'
import { defaultSecretEnd, profiles } from '#core/access/profile.ts'
import { prove } from '#core/access/prove.ts'
import { proveBeside } from '#core/access/prove-beside.ts'
import type { RunEvent } from '#core/provision/run-event.ts'
import { apply, plan, verify, type Planned } from '#core/provision/run.ts'
import type { Identity } from '#core/session/identity.ts'
import { defaultOptions, type Aim, type RunContext, type DesiredState } from '#core/provision/step.ts'
import type { SignInPage, Workplace } from '#core/session/desktop.ts'
import { readIdentity } from '#core/session/sign-in.ts'
import { createWorkplace } from '#main/workplace.ts'
import { PageWalker } from '../page-walker.ts'

/** Sends a request of the person's browser to the tenant. */
type Send = (request: Request) => Promise<Response>

export interface ComputerParts {
  readonly fetch: Fetch
  readonly browse: Send
  readonly clock: Clock
  /** The keychain; by default the operating system's. */
  readonly keychain?: Keychain
  readonly vaultService?: string
  /** The lifetime of the secret in days, when it is not the usual one. */
  readonly secretDays?: number
  /** The id of the account that signs in, when it is not that of Marie-Ève Tremblay, a Cloud Application Administrator. */
  readonly account?: string
  /** What this person asks of every plan beside the usual options. */
  readonly options?: Partial<DesiredState>
  /** The folder of the journal and the sealed file. */
  readonly folder?: string
  /** Wraps the ports between core and the adapters, to watch them or to plant a mistake. */
  readonly through?: (world: World) => World
}

/** One computer with the assistant on it, and a person who approves what is planned. */
export interface Computer {
  readonly folder: string
  readonly journal: string
  readonly sealedFile: string
  readonly keychain: Keychain | undefined
  readonly events: RunEvent[]
  /** Every plan that was shown. */
  readonly plans: Plan[]
  readonly world: World
  /** Stops the work under way, as the person's Stop button does. */
  stop(): void
  readonly signIn: () => Promise<void>
  readonly isSignedIn: boolean
  /** How often handing over was begun. */
  readonly handOvers: number
  look(aim?: Aim): Promise<Planned>
  /** Plans, approves the whole plan, applies it, and waits until reads agree that it is made. */
  make(aim?: Aim): Promise<Planned>
  /** Does the whole job: applies the plan, proves, seals and saves. */
  job(aim?: Aim): Promise<Delivery>
  handOver(made: Planned): Promise<Delivery>
  /** Grants more rights to the sign-in, as a person does on Microsoft's page. */
  allow(scopes: readonly string[]): Promise<void>
  /** Sends a mail from the account's own mailbox, which needs the right `Mail.Send`. */
  mail(): Promise<Sent>
  /** Resolves when all work that went on after a stop is over. */
  settled(): Promise<void>
  readonly context: RunContext
  readonly desired: (aim?: Aim) => DesiredState
}

export const mailbox = 'accueil@erablieredunord.example'
const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'
const signInClientId = 'b3f0a6c2-58d7-4e19-9c4b-1d7e2f80a365'
/** The id of Marie-Ève Tremblay's account. */
const administrator = '0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90'
const practiceRecipient = {
  id: 'practice',
  publicKey: 'age103lcwunenwjygl805x0qkg8q5sjk5gvsvr6az9wexlggj6k8wsas0wscaf',
  notAfter: '2099-12-31',
}

export function openComputer(parts: ComputerParts): Computer {
  const { fetch, browse, clock, keychain, account = administrator, through = (given: World) => given } = parts
  const folder = parts.folder ?? mkdtempSync(join(tmpdir(), 'prextra-faults-'))
  const journal = join(folder, 'journal.jsonl')
  const sealedFile = join(folder, 'PRATIQUE-sealed.age')
  const workplace = createWorkplace({
    fetch,
    clock,
    journal,
    page: (url) => url,
    practice: true,
    recipients: [practiceRecipient],
    address: 'technique@cdid.example',
    signIn: { clientId: signInClientId, name: 'Prextra Assistant', isOurs: true },
    vaultService: parts.vaultService ?? 'prextra-faults',
    ...(keychain && { keychain }),
    pages: () => ({ done: 'done', failed: 'failed', foreign: 'foreign' }),
    requested: () => undefined,
    version: '0.0.0-test',
  })
  const world = through(workplace.world)
  const events: RunEvent[] = []
  const plans: Plan[] = []
  const unfinished = new Set<Promise<unknown>>()
  let secretEndsAt = ''
  let under = new AbortController()
  let identity: Identity | null = null
  let handOvers = 0

  const settled = async () => {
    await Promise.allSettled(unfinished)
  }
  const context = (): RunContext => ({
    world,
    signal: under.signal,
    emit: (event) => events.push(event),
    finish: (work) => {
      const ending = work.finally(() => unfinished.delete(ending))
      unfinished.add(ending)
    },
  })
  const desired = (aim: Aim = 'present'): DesiredState => ({
    ...defaultOptions,
    ...parts.options,
    aim,
    tenantId,
    secretEndsAt,
    profile: profiles.ews,
    signInEntry: signInClientId,
    asOf: world.clock.now().toISOString(),
  })
  /** Does one piece of work for the person, once the last one is over, with a new signal that can stop it. */
  async function doWork<T>(work: () => Promise<T>): Promise<T> {
    await settled()
    under = new AbortController()
    return work()
  }
  async function look(aim?: Aim): Promise<Planned> {
    const made = await plan(context(), desired(aim))
    plans.push(made.plan)
    return made
  }
  /** Applies the whole plan. `stable` resolves once reads agree on it, which goes on whatever becomes of the proof. */
  async function applyAll(aim?: Aim): Promise<{ readonly made: Planned; readonly stable: Promise<Planned> }> {
    const { plan: shown } = await look(aim)
    const wanted = desired(aim)
    const made = await apply(context(), wanted, shown.changes)
    plans.push(made.plan)
    const isPlanAgain = wanted.restore !== null
    const stable = isPlanAgain ? Promise.resolve(made) : verify(context(), wanted, shown.changes)
    unfinished.add(stable)
    stable.catch(() => undefined).finally(() => unfinished.delete(stable))
    return { made, stable }
  }
  async function make(aim?: Aim): Promise<Planned> {
    const { stable } = await applyAll(aim)
    return stable
  }
  function handOver(made: Planned): Promise<Delivery> {
    return handOverOnce(made, verify(context(), desired(), []))
  }
  /** Proves while reads go on, and seals only what they agree on. */
  async function handOverOnce({ observed: left }: Planned, stable: Promise<Planned>): Promise<Delivery> {
    stable.catch(() => undefined)
    if (!identity) throw new Error('nobody has signed in')
    handOvers += 1
    const access = accessInTenant(context(), desired(), left)
    const proof = await proveBeside(
      context(),
      () => prove(context(), access, { mailbox, blockedMailbox: null }),
      stable.catch(() => undefined),
    )
    const { observed } = await stable
    const delivery = await deliverFromTenant(context(), desired(), observed, { identity, proof })
    await atomicWrite(sealedFile, delivery.sealed).catch(() => {
      throw new ProblemError({ code: 'file-not-written', at: world.clock.now().toISOString() })
    })
    return delivery
  }
  return {
    folder,
    journal,
    sealedFile,
    keychain,
    events,
    plans,
    world,
    desired,
    settled,
    get isSignedIn() {
      return identity !== null
    },
    get handOvers() {
      return handOvers
    },
    get context() {
      return context()
    },
    stop: () => {
      under.abort(new ProblemError({ code: 'stopped', at: world.clock.now().toISOString() }))
    },
    signIn: () =>
      doWork(async () => {
        identity = await enter(workplace, { browse, account }, context())
        const now = world.clock.now()
        secretEndsAt =
          parts.secretDays === undefined
            ? defaultSecretEnd(profiles.ews, now)
            : new Date(now.getTime() + parts.secretDays * 86_400_000).toISOString()
      }),
    look: (aim) => doWork(() => look(aim)),
    make: (aim) => doWork(() => make(aim)),
    handOver: (made) => doWork(() => handOver(made)),
    allow: (scopes) => doWork(() => allow(workplace, scopes, { browse, account }, context())),
    mail: () =>
      doWork(() =>
        send(context(), {
          to: [{ address: workplace.address }],
          subject: 'Prextra',
          text: 'Prextra',
          attachments: [],
        }),
      ),
    job: (aim) =>
      doWork(async () => {
        const { made, stable } = await applyAll(aim)
        return handOverOnce(made, stable)
      }),
  }
}

/** The person at the computer: their browser and their account. */
interface Person {
  readonly browse: Send
  readonly account: string
}

/** Signs in as the assistant does, with a browser that has no window. */
async function enter(workplace: Workplace, person: Person, context: RunContext): Promise<Identity> {
  let walked: Promise<unknown> = Promise.resolve()
  const answer = await workplace.signIn.begin(
    { tenantId: null, way: 'browser' },
    ({ url }) => {
      walked = walk(person, url)
      return Promise.resolve()
    },
    context.signal,
  )
  await walked
  if (!('done' in answer)) throw new ProblemError('no' in answer ? answer.no : answer.problem)
  return readIdentity(context, answer.done, null)
}

async function allow(
  { signIn }: Workplace,
  scopes: readonly string[],
  person: Person,
  { signal }: RunContext,
): Promise<void> {
  let walked: Promise<unknown> = Promise.resolve()
  const show = ({ url }: SignInPage) => {
    walked = walk(person, url)
    return Promise.resolve()
  }
  const answer = await signIn.allow(scopes, () => Promise.resolve('browser'), show, signal)
  await walked
  if (!('done' in answer)) throw new ProblemError('no' in answer ? answer.no : answer.problem)
}

async function walk({ browse, account }: Person, url: string): Promise<void> {
  const { answer, address } = await new PageWalker(browse).signIn(url, { account })
  if (address === undefined) throw new Error(`the sign-in ended on a page: ${url}`)
  await fetch(address, { method: 'POST', body: new URLSearchParams(answer) })
}
