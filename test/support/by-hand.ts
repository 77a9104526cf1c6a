import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVault, type Keychain } from '#adapters/keychain/keychain.ts'
import type { Vault } from '#core/ports.ts'
import { ProblemError } from '#core/problem.ts'
import { newSession, type Session } from '#core/session/session.ts'
import type { Given } from '#contract/calls.ts'
import { createGuideFile } from '#adapters/files/guide-file.ts'
import { createHandlers } from '#main/handlers/index.ts'
import { openLedger, readHistory } from '#adapters/files/run-journal.ts'
import type { Shell, State } from '#main/shell.ts'
import { createWorkplace } from '#main/world.ts'
import { profiles, type ProfileId } from '#core/access/profile.ts'
import { practiceRecipient } from '#practice/company/reception-key.ts'
import { manifestJson } from '#words/portal/manifest.ts'
import { adminScopes, graph, luc, signIn } from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

/** What a shell has for the guide, where nobody does it by hand. */
export const withoutGuide: Pick<Shell, 'clipboardText' | 'clearClipboard' | 'guide' | 'mayReplaceGuide'> = {
  clipboardText: () => Promise.resolve(''),
  clearClipboard: () => Promise.resolve(),
  mayReplaceGuide: () => Promise.resolve(true),
  guide: { read: () => null, write: () => Promise.resolve(true) },
}

/** A person at the guide, without a window: the real handlers, a practice tenant that stands for a real one. */
export interface ByHand {
  readonly tenant: Tenant
  readonly handlers: ReturnType<typeof createHandlers<unknown>>
  readonly session: () => Session
  readonly folder: string
  /** The file that is kept, once it is. */
  readonly kept: () => Promise<string>
  /** All that was noted, the ledger in it. */
  readonly journal: () => string
  /** The file of what is read again on another day. */
  readonly ledger: string
  readonly keychain: Map<string, string>
  /** Of real tenants. */
  readonly vault: Vault
  readonly opened: string[]
  readonly printed: string[]
  /** Whose guide may be replaced was asked. */
  readonly asked: (string | null)[]
  /** What that is answered. */
  replaces: boolean
  clipboard: string
  online: boolean
  /** Whether a world can be opened. */
  opens: boolean
  /** What the next save dialog answers; `null`: cancelled. */
  saveTo: string | null
  confirmation: Uint8Array | null
  /** Closes the assistant and opens it again on the same computer. */
  again(): Promise<ByHand>
  enter(entries: Given<'enter'>): Promise<null>
  /** Once the session has come to this. */
  when(reached: () => boolean): Promise<void>
}

export interface Computer {
  readonly tenant: Tenant
  readonly folder: string
  readonly keychain: Map<string, string>
  /** The computer's, and the tenant's too where a test moves it. */
  readonly clock?: VirtualClock
  /** The keychain refuses to write. */
  readonly locked?: boolean
}

export function newComputer(more: Partial<Computer> = {}): Computer {
  return {
    tenant: createTenant(more.clock && { clock: more.clock }),
    folder: mkdtempSync(join(tmpdir(), 'prextra-by-hand-')),
    keychain: new Map(),
    ...more,
  }
}

export function openByHand(computer: Computer = newComputer()): ByHand {
  const { tenant, folder, keychain } = computer
  const journal = join(folder, 'journal.jsonl')
  const ledger = join(folder, 'ledger.jsonl')
  const file = join(folder, 'guide.json')
  const clock = computer.clock ?? createVirtualClock()
  let state: State = { session: newSession, language: 'fr', screenShare: false }
  const awaited: (() => void)[] = []
  const place: ByHand = {
    vault: createVault('real', clock, randomUUID, keychainOf(computer)),
    tenant,
    folder,
    keychain,
    opened: [],
    printed: [],
    asked: [],
    clipboard: '',
    online: true,
    opens: true,
    replaces: true,
    saveTo: null,
    confirmation: null,
    session: () => state.session,
    kept: async () => {
      await place.handlers.settled()
      return readFileSync(file, 'utf8')
    },
    ledger,
    journal: () => [journal, ledger].map((path) => readFileSync(path, { encoding: 'utf8', flag: 'a+' })).join(''),
    again: async () => {
      await place.handlers.settled()
      const opened = openByHand(computer)
      await opened.handlers.look()
      return opened
    },
    when: (reached) =>
      new Promise((resolve) => {
        awaited.push(() => {
          if (reached()) resolve()
        })
      }),
    enter: (entries) => place.handlers.enter(entries),
    handlers: undefined as never,
  }
  const shell: Shell = {
    clock,
    version: '0.0.0-test',
    openWorkplace: async (practice) => {
      await Promise.resolve()
      if (!place.opens) throw new ProblemError({ code: 'live-unavailable', at: clock.now().toISOString() })
      return createWorkplace({
        fetch: (url, init) =>
          place.online ? tenant.fetch(new Request(url, init)) : Promise.reject(new Error('ENOTFOUND')),
        page: (url) => url,
        practice,
        recipients: [practiceRecipient],
        address: 'technique@cdid.example',
        signIn: { clientId: 'b3f0a6c2-58d7-4e19-9c4b-1d7e2f80a365', name: 'test' },
        vaultService: practice ? 'practice' : 'real',
        keychain: keychainOf(computer),
        clock,
        journal,
        pages: () => ({ done: '', failed: '' }),
        requested: () => undefined,
        version: '0.0.0-test',
      })
    },
    openPage: (url) => Promise.resolve(void place.opened.push(url)),
    chooseFile: () => Promise.resolve(place.saveTo),
    openConfirmation: () => Promise.resolve(place.confirmation),
    mayReplaceGuide: (organization) => {
      place.asked.push(organization)
      return Promise.resolve(place.replaces)
    },
    awaited: () => [],
    history: () => readHistory(openLedger(journal)),
    copyText: () => Promise.resolve(),
    clipboardText: () => Promise.resolve(place.clipboard),
    clearClipboard: () => Promise.resolve(void (place.clipboard = '')),
    guide: createGuideFile(file),
    printPage: (html) => {
      place.printed.push(html)
      return Promise.resolve(new TextEncoder().encode('%PDF'))
    },
    copyOf: () => null,
    showJournal: () => undefined,
    comeForward: () => undefined,
    tell: () => undefined,
    close: () => undefined,
    ownSignInClient: () => null,
  }
  const handlers = createHandlers(shell, state, (next) => {
    state = next
    for (const look of awaited) look()
    return next
  })
  return Object.assign(place, { handlers })
}

function keychainOf({ keychain, locked = false }: Computer): Keychain {
  return {
    getPassword: (service, account) => Promise.resolve(keychain.get(`${service} ${account}`) ?? null),
    setPassword: (service, account, text) => {
      if (locked) return Promise.reject(new Error('locked'))
      keychain.set(`${service} ${account}`, text)
      return Promise.resolve()
    },
    deletePassword: (service, account) => Promise.resolve(keychain.delete(`${service} ${account}`)),
  }
}

/** An administrator at the portal, whose gestures make their objects through Graph. */
export interface Portal {
  register(): Promise<{ readonly id: string; readonly appId: string }>
  addPermission(id: string, profile?: ProfileId): Promise<void>
  consent(appId: string, profile?: ProfileId): Promise<void>
  addSecret(id: string): Promise<{ readonly keyId: string; readonly value: string; readonly endsOn: string }>
  deleteSecret(id: string, keyId: string): Promise<void>
}

export async function openPortal(tenant: Tenant): Promise<Portal> {
  const token = await signIn(tenant, luc, `${adminScopes} AppRoleAssignment.ReadWrite.All`)
  const call = async (method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>> => {
    const answered = await graph(tenant, token, method, path, body)
    if (answered.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answered.body)}`)
    return answered.body
  }
  return {
    async register() {
      const made = await call('POST', '/applications', {
        displayName: 'Prextra – Synchronisation Outlook',
        signInAudience: 'AzureADMyOrg',
        publicClient: { redirectUris: ['https://login.microsoftonline.com/common/oauth2/nativeclient'] },
      })
      await call('POST', '/servicePrincipals', { appId: made.appId })
      return { id: String(made.id), appId: String(made.appId) }
    },
    async addPermission(id, profile = 'ews') {
      const requiredResourceAccess = JSON.parse(`[${manifestJson(profiles[profile])}]`) as unknown
      await call('PATCH', `/applications/${id}`, { requiredResourceAccess })
    },
    async consent(appId, profile = 'ews') {
      const principal = await call('GET', `/servicePrincipals(appId='${appId}')`)
      for (const { resourceAppId, appRoleId } of profiles[profile].permissions) {
        const resource = await call('GET', `/servicePrincipals(appId='${resourceAppId}')`)
        await call('POST', `/servicePrincipals/${String(resource.id)}/appRoleAssignedTo`, {
          principalId: principal.id,
          resourceId: resource.id,
          appRoleId,
        })
      }
    },
    async addSecret(id) {
      const made = await call('POST', `/applications/${id}/addPassword`, {
        passwordCredential: { displayName: 'Prextra' },
      })
      return {
        keyId: String(made.keyId),
        value: String(made.secretText),
        endsOn: new Date(Date.parse(String(made.startDateTime)) + 90 * 86_400_000).toISOString().slice(0, 10),
      }
    },
    async deleteSecret(id, keyId) {
      await call('POST', `/applications/${id}/removePassword`, { keyId })
    },
  }
}
