import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { Keychain } from '#adapters/keychain/keychain.ts'
import type { World } from '#core/ports.ts'
import { ProblemError } from '#core/problem.ts'
import { profiles } from '#core/access/profile.ts'
import { isDelivered } from '#core/provision/tags.ts'
import type { Aim } from '#core/provision/step.ts'
import type { ApplicationSnapshot } from '#practice/tenant/state.ts'
import { openComputer, type Computer, type ComputerParts } from './computer.ts'
import { digest } from './invariants.ts'
import { createMemoryKeychain, secretIn } from './memory-keychain.ts'
import type { End, Observation, Sealing } from './observation.ts'
import { openAtReception } from './reception.ts'
import { openSite, type Site, type SiteOptions } from './site.ts'

export interface TrialOptions extends SiteOptions {
  readonly site?: Site
}

/** One cell while it runs: a site, its computers, and everything that the invariants look at in the end. */
export interface Trial {
  readonly site: Site
  /** Adds a computer, by default with a keychain in memory. `copies` returns the content of any other keychain. */
  computer(parts?: Partial<ComputerParts>, copies?: () => ReadonlyMap<string, string>): Computer
  /** Does one piece of work and keeps how it ended. */
  attempt(computer: Computer, work: () => Promise<unknown>, claims: (computer: Computer) => Claims): Promise<End>
  signIn(computer: Computer): Promise<End>
  /** Does the whole job, or the removal of everything, and keeps how it ended. */
  run(computer: Computer, aim?: Aim): Promise<End>
  /** Plans and hands over once more, minutes after a success, and keeps what that changed. */
  rest(computer: Computer, aim?: Aim): Promise<void>
  /** Ends all faults and repeats the work, each time some minutes later, until it succeeds. */
  converge(computer: Computer, aim?: Aim, restMs?: number): Promise<void>
  observe(inProduction?: number): Observation
}

/** The claims of a success that are not true. */
type Claims = Promise<readonly string[]>

const minuteMs = 60_000
const mostRecoveries = 3

export function openTrial(options: TrialOptions = {}): Trial {
  const site = options.site ?? openSite(options)
  const { tenant, clock } = site
  const ends: End[] = []
  const sealings: Sealing[] = []
  const computers: { readonly computer: Computer; readonly copies: () => ReadonlyMap<string, string> }[] = []
  const unhandled: unknown[] = []
  let recoveries: number | null = null
  let lastRun: End | null = null
  let again: Observation['again'] = null
  let wanted: Aim = 'present'

  const watched = (world: World): World => ({
    ...world,
    seal: (plain, recipients) => {
      const { secretKeyId } = JSON.parse(new TextDecoder().decode(plain)) as { secretKeyId: string }
      const marked = tenant.state.applications.some((application) => isDelivered(application, secretKeyId))
      sealings.push({ marked })
      return world.seal(plain, recipients)
    },
  })

  const trial: Trial = {
    site,
    computer(parts = {}, copies) {
      const keychain = createMemoryKeychain()
      const through = parts.through ?? ((world: World) => world)
      const computer = openComputer({
        fetch: site.fetch,
        browse: tenant.fetch,
        clock: site.localClock,
        ...(copies === undefined && { keychain }),
        ...parts,
        through: (world) => through(watched(world)),
      })
      computers.push({ computer, copies: copies ?? (() => entriesOf(parts.keychain ?? keychain)) })
      return computer
    },
    async attempt(computer, work, claims) {
      const waits = clock.waits.length
      const requests = tenant.requests.length
      let error: unknown = null
      try {
        await work()
      } catch (thrown) {
        error = thrown
      }
      await computer.settled()
      const lacking = error === null ? await claims(computer) : []
      const waitedMs = clock.waits.slice(waits).reduce((sum, ms) => sum + ms, 0)
      const end = { error, lacking, waitedMs, requests: tenant.requests.length - requests }
      ends.push(end)
      return end
    },
    signIn: (computer) => trial.attempt(computer, computer.signIn, () => Promise.resolve([])),
    async run(computer, aim = 'present') {
      wanted = aim
      const removing = aim === 'removed'
      lastRun = removing
        ? await trial.attempt(
            computer,
            () => remove(computer),
            () => Promise.resolve(stillThere(site)),
          )
        : await trial.attempt(
            computer,
            () => computer.job(aim),
            () => lackingOf(site, computer),
          )
      return lastRun
    },
    async converge(computer, aim = 'present', restMs = 10 * minuteMs) {
      site.mocks.length = 0
      for (let run = 0; run < mostRecoveries && lastRun?.error !== null; run += 1) {
        clock.forward(restMs)
        if (!computer.isSignedIn || isSignedOut(ends.at(-1)?.error)) await trial.signIn(computer)
        await trial.run(computer, aim)
        recoveries = run + 1
      }
      if (lastRun?.error !== null) recoveries = null
      else recoveries ??= 0
      if (recoveries !== null && aim !== 'removed') await trial.rest(computer, aim)
    },
    async rest(computer, aim = 'present') {
      recoveries ??= 0
      // After this time, every replica of Entra has received every change.
      clock.forward(10 * minuteMs)
      const { writes } = tenant
      const planned = await computer.look(aim)
      await computer.handOver(planned)
      again = { changes: planned.plan.changes.length, writes: tenant.writes - writes }
    },
    observe: (inProduction = 1) => ({
      aim: wanted,
      before: site.before,
      state: tenant.state,
      image: tenant.save(),
      inProduction,
      handOvers: computers.reduce((sum, { computer }) => sum + computer.handOvers, 0),
      copies: new Map(
        computers.flatMap(({ copies }) => [...copies()]).map(([account, text]) => [account, secretIn(text)]),
      ),
      ends,
      recoveries,
      again,
      sealings,
      unhandled,
      sinks: [...computers.flatMap(({ computer }) => sinksOf(computer)), errorSink(ends)],
      heard: site.heard,
      hosts: site.hosts,
      earlyCalls: tenant.failures,
    }),
  }
  return trial
}

function entriesOf(keychain: Keychain): ReadonlyMap<string, string> {
  return 'entries' in keychain ? (keychain.entries as ReadonlyMap<string, string>) : new Map()
}

/** Removes everything. `nothing-to-remove` is a success, as a removal interrupted after its last write meets it. */
async function remove(computer: Computer): Promise<void> {
  try {
    await computer.make('removed')
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'nothing-to-remove') throw error
  }
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ProblemError && ['signed-out', 'sign-in-needs-approval'].includes(error.problem.code)
}

function stillThere({ tenant }: Site): readonly string[] {
  return tenant.state.applications.filter(isPrextra).map(({ appId }) => `${appId} is still there`)
}

/** Whether an application is ours: by its unique name or, where Graph refuses an upsert, by its tag alone. */
function isPrextra({ uniqueName, tags }: ApplicationSnapshot): boolean {
  return uniqueName === profiles.ews.uniqueName || tags.includes(profiles.ews.tag)
}

/** Returns the claims of a success that are not true, from the tenant itself and the sealed file as CDID opens it. */
export async function lackingOf({ tenant }: Site, { sealedFile }: Computer): Promise<readonly string[]> {
  const { state } = tenant
  const application = state.applications.find(isPrextra)
  if (!application) return ['the application']
  const { appId, tags, properties, passwordCredentials } = application
  const lacking: string[] = []
  if (!tags.includes(profiles.ews.tag)) lacking.push('our tag')
  const manifest = JSON.stringify(properties)
  for (const uri of profiles.ews.redirectUris) if (!manifest.includes(uri)) lacking.push(uri)
  const principal = state.servicePrincipals.find((one) => one.appId === appId)
  if (!principal) lacking.push('the service principal')
  for (const { appRoleId, value } of profiles.ews.permissions) {
    if (!manifest.includes(appRoleId)) lacking.push(`${value} in the manifest`)
    const granted = state.appRoleAssignments.filter(
      (one) => one.principalId === principal?.id && one.appRoleId === appRoleId,
    )
    if (granted.length !== 1) lacking.push(`one grant of ${value}`)
  }
  const { facts, secret } = await openAtReception(sealedFile)
  if (facts.applicationId !== appId) lacking.push('the sealed application')
  if (!isDelivered({ tags }, facts.secretKeyId)) lacking.push('the mark of the sealed secret')
  if (!passwordCredentials.some(({ keyId }) => keyId === facts.secretKeyId)) lacking.push('the sealed secret')
  const stored = tenant.save().applications.flatMap(({ passwords }) => passwords)
  if (stored.find(({ keyId }) => keyId === facts.secretKeyId)?.hash !== digest(secret.reveal())) {
    lacking.push('the sealed secret’s value')
  }
  return lacking
}

function sinksOf(computer: Computer): Observation['sinks'] {
  const { folder, events, plans } = computer
  const found = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []
  const files = found.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name))
  return [
    ...files.map((file) => ({ name: file, content: readFileSync(file) })),
    { name: 'the events', content: Buffer.from(JSON.stringify(events)) },
    { name: 'the plans', content: Buffer.from(JSON.stringify(plans)) },
  ]
}

function errorSink(ends: readonly End[]): Observation['sinks'][number] {
  const messages = ends.flatMap(({ error }) =>
    error === null ? [] : [inspect(error, { depth: 8 }), JSON.stringify(error), `${error as Error}`],
  )
  return { name: 'the errors', content: Buffer.from(messages.join('\n')) }
}
