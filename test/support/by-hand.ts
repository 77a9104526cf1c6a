import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVault, type Keychain } from '#adapters/keychain/keychain.ts'
import type { Vault } from '#core/ports.ts'
import { ProblemError } from '#core/problem.ts'
import type { Desktop } from '#core/session/desktop.ts'
import type { Given, View } from '#contract/calls.ts'
import { createGuideFile } from '#adapters/files/guide-file.ts'
import { savePlaceAt } from '#adapters/files/save-place.ts'
import { ledgerBeside, openLedger, readHistory } from '#adapters/files/run-journal.ts'
import { createAssistant } from '#main/assistant.ts'
import { createHandlers, type Handlers } from '#main/handlers.ts'
import { createWorkplace } from '#main/workplace.ts'
import { createWriter } from '#main/writer.ts'
import { profiles, type ProfileId } from '#core/access/profile.ts'
import { practiceRecipient } from '#practice/company/reception-key.ts'
import { manifestJson } from '#words/portal/manifest.ts'
import { adminScopes, graph, luc, signIn } from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { createIdleDesktop, testBuild } from './idle-desktop.ts'
import { factsOf, type SessionFacts } from './session-facts.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

/** A person at the guide, without a window: the real handlers, a practice tenant that stands for a real one. */
export interface ByHand {
  readonly tenant: Tenant
  readonly handlers: Handlers
  readonly session: () => SessionFacts
  /** Returns the fix that the view names for the refusal that is shown. */
  readonly fix: () => View['fix']
  readonly folder: string
  /** Resolves to the text of the kept guide's file once writing it is over. */
  readonly kept: () => Promise<string>
  /** All that was noted, the ledger in it. */
  readonly journal: () => string
  /** The path of the ledger, which is read when the assistant opens. */
  readonly ledger: string
  readonly keychain: Map<string, string>
  /** The keychain of real tenants. */
  readonly vault: Vault
  readonly practiceVault: Vault
  readonly opened: string[]
  readonly printed: string[]
  /** The organizations whose kept guide the person was asked to replace. */
  readonly asked: (string | null)[]
  /** Whether the person answers yes to that question. */
  replaces: boolean
  clipboard: string
  online: boolean
  /** Whether opening a world succeeds. */
  opens: boolean
  /** The path that the next save dialog answers; `null` when it is cancelled. */
  saveTo: string | null
  confirmation: Uint8Array | null
  /** Closes the assistant, and resolves to it opened again on the same computer. */
  again(): Promise<ByHand>
  enter(entries: Given<'enter'>): Promise<void>
  /** Resolves once `reached` is true. */
  when(reached: () => boolean): Promise<void>
}

export interface Computer {
  readonly tenant: Tenant
  readonly folder: string
  readonly keychain: Map<string, string>
  /** The clock of the computer, and of the tenant as well when a test passes one. */
  readonly clock?: VirtualClock
  /** Whether the keychain refuses to write. */
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
  const watchers: (() => void)[] = []
  const desktop: Desktop = {
    ...createIdleDesktop(clock),
    openWorkplace: async (practice) => {
      await Promise.resolve()
      if (!person.opens) throw new ProblemError({ code: 'live-unavailable', at: clock.now().toISOString() })
      return createWorkplace({
        fetch: (url, init) =>
          person.online ? tenant.fetch(new Request(url, init)) : Promise.reject(new Error('ENOTFOUND')),
        page: (url) => url,
        practice,
        recipients: [practiceRecipient],
        address: 'technique@cdid.example',
        signIn: { clientId: 'b3f0a6c2-58d7-4e19-9c4b-1d7e2f80a365', name: 'test', isOurs: false },
        vaultService: practice ? 'practice' : 'real',
        keychain: keychainOf(computer),
        clock,
        journal,
        pages: () => ({ done: '', failed: '', foreign: '' }),
        requested: () => undefined,
        version: '0.0.0-test',
      })
    },
    openPage: (url) => Promise.resolve(void person.opened.push(url)),
    choosePlace: () => Promise.resolve(person.saveTo === null ? null : savePlaceAt(person.saveTo, clock)),
    openConfirmation: () => Promise.resolve(person.confirmation),
    mayReplaceGuide: (organization) => {
      person.asked.push(organization)
      return Promise.resolve(person.replaces)
    },
    history: () => readHistory(openLedger(ledgerBeside(journal))),
    clipboardText: () => Promise.resolve(person.clipboard),
    clearClipboard: () => Promise.resolve(void (person.clipboard = '')),
    guideFile: createGuideFile(file),
    printPage: (html) => {
      person.printed.push(html)
      return Promise.resolve(new TextEncoder().encode('%PDF'))
    },
  }
  const assistant = createAssistant({ desktop, writer: createWriter }, testBuild, { language: 'fr' }, () => {
    for (const look of watchers) look()
  })
  const { context } = assistant
  const handlers = createHandlers(context)
  const person: ByHand = {
    vault: createVault('real', clock, randomUUID, keychainOf(computer)),
    practiceVault: createVault('practice', clock, randomUUID, keychainOf(computer)),
    tenant,
    handlers,
    folder,
    ledger,
    keychain,
    opened: [],
    printed: [],
    asked: [],
    replaces: true,
    clipboard: '',
    online: true,
    opens: true,
    saveTo: null,
    confirmation: null,
    session: () => factsOf(context.session),
    fix: () => assistant.view().fix,
    kept: async () => {
      await context.settled()
      return readFileSync(file, 'utf8')
    },
    journal: () => [journal, ledger].map((path) => readFileSync(path, { encoding: 'utf8', flag: 'a+' })).join(''),
    again: async () => {
      await context.settled()
      return openByHand(computer)
    },
    enter: (entries) => handlers.enter(entries),
    when: (reached) =>
      new Promise((resolve) => {
        watchers.push(() => {
          if (reached()) resolve()
        })
      }),
  }
  return person
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
    // As on Windows, where the search finds every service whose name begins so.
    findCredentials: (service) =>
      Promise.resolve(
        [...keychain]
          .filter(([name]) => name.startsWith(service))
          .map(([name, password]) => ({ account: name.slice(name.indexOf(' ') + 1), password })),
      ),
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
