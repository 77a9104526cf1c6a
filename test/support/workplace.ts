import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultSecretEnd, profiles } from '#core/access/profile.ts'
import type { RunEvent } from '#core/provision/run-event.ts'
import type { Identity } from '#core/session/identity.ts'
import { defaultOptions, type RunContext, type DesiredState } from '#core/provision/step.ts'
import type { Workplace } from '#core/session/desktop.ts'
import { readIdentity } from '#core/session/sign-in.ts'
import { createWorkplace } from '#main/workplace.ts'
import type { Faults } from '#practice/faults/faults.ts'
import { practiceRecipient } from '#practice/company/reception-key.ts'
import { practiceSignInClient } from '#practice/routes/sign-in/clients.ts'
import type { Seed } from '#practice/company/seed.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { marieEve } from './tenant-client.ts'
import { visitPages, type Visit } from './page-walker.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

/** The real core and the real adapters, on a practice tenant and a clock that only waiting moves. */
export interface TestPlace extends Workplace {
  readonly tenant: Tenant
  readonly clock: VirtualClock
  readonly journal: string
  readonly events: RunEvent[]
  readonly context: RunContext
  readonly desired: DesiredState
  /**
   * Signs an account in (default: Marie-Ève Tremblay), by default to its own organization; `visit` is what goes through
   * Microsoft's pages.
   */
  signInAs(account?: string, visit?: Visit, tenantId?: string | null): Promise<Identity>
  close(): Promise<void>
}

export async function openTestPlace(
  options: { readonly faults?: Faults; readonly seed?: Seed; readonly vaultService?: string } = {},
): Promise<TestPlace> {
  const clock = createVirtualClock()
  const { faults, seed } = options
  const tenant = createTenant({ clock, ...(faults && { faults }), ...(seed && { seed }) })
  const served = await tenant.serve()
  const journal = join(mkdtempSync(join(tmpdir(), 'prextra-test-')), 'journal.jsonl')
  const workplace = createWorkplace({
    fetch: (url, init) => tenant.fetch(new Request(url, init)),
    page: (url) => served.origin + new URL(url).pathname + new URL(url).search,
    practice: true,
    recipients: [practiceRecipient],
    address: 'technique@cdid.example',
    signIn: { clientId: practiceSignInClient.clientId, name: practiceSignInClient.displayName, isOurs: true },
    vaultService: options.vaultService ?? `prextra-test-${crypto.randomUUID()}`,
    clock,
    journal,
    pages: () => ({
      done: '<h1>Connexion terminée</h1>',
      failed: '<h1>Connexion non terminée</h1>',
      foreign: '<h1>Réponse d’une autre connexion</h1>',
    }),
    requested: () => undefined,
    version: '0.0.0-test',
  })
  const events: RunEvent[] = []
  const context: RunContext = {
    world: workplace.world,
    signal: new AbortController().signal,
    emit: (event) => events.push(event),
    finish: () => undefined,
  }
  const desired: DesiredState = {
    ...defaultOptions,
    profile: profiles.ews,
    tenantId: '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24',
    secretEndsAt: defaultSecretEnd(profiles.ews, clock.now()),
    signInEntry: practiceSignInClient.clientId,
    asOf: clock.now().toISOString(),
  }
  return {
    ...workplace,
    tenant,
    clock,
    journal,
    events,
    context,
    desired,
    close: served.close,
    async signInAs(account = marieEve, visit = visitPages, tenantId = null) {
      let visited: Promise<unknown> = Promise.resolve()
      const answer = await workplace.signIn.begin(
        { tenantId, way: 'browser' },
        ({ url }) => {
          visited = visit(workplace.page(url), account)
          return Promise.resolve()
        },
        context.signal,
      )
      await visited
      if (!('done' in answer)) throw new Error(`sign-in ended with ${JSON.stringify(answer)}`)
      return readIdentity(
        context,
        answer.done,
        tenantId === null ? null : { domain: null, tenantId, cloud: 'public', movedFrom: null },
      )
    },
  }
}
