import { mapAnswer, type Answer } from '#core/answer.ts'
import { clouds, publicCloud, type Cloud, type CloudId } from '#core/access/cloud.ts'
import { profiles, type Probe } from '#core/access/profile.ts'
import type { Application } from '#core/directory.ts'
import type { GuideView, UnreadGuide } from '#core/guide/guide.ts'
import { noPolicyReading, type PolicyReading } from '#core/policy/reading.ts'
import type { Mail } from '#core/handoff/mail.ts'
import type { AwaitLine, DeliveredLine, MadeSecret, UnsentSecret } from '#core/ledger.ts'
import type { AppToken, Network, Recipient } from '#core/ports.ts'
import { ProblemError } from '#core/problem.ts'
import { Secret } from '#core/secret.ts'
import { createSessionContext, type SessionContext } from '#core/session/context.ts'
import type { Account, FileKind, Notice, SignIn, SignInPage, Workplace } from '#core/session/desktop.ts'
import type { KeptSecrets, Leftover, Losses, UnsentAnswer } from '#core/session/personal-data.ts'
import type { RememberedOrganization } from '#core/session/identity.ts'
import { newSession, type Session, type StageData } from '#core/session/session.ts'
import { vaultAccount } from '#core/vault-account.ts'
import { createWriter } from '#main/writer.ts'
import { appId, identity, keyId, secretEndsAt, servicePrincipalId } from './gallery/facts.ts'
import { answered } from './gallery/network.ts'
import { createIdleDesktop } from './idle-desktop.ts'
import { openMemoryTenant, ourApplication, problemOf, type MemoryTenant } from './memory-tenant.ts'
import { problem } from './proof-ports.ts'
import { factsOf, type SessionFacts } from './session-facts.ts'

const { tenantId, organization } = identity
export const microsoftPage = 'https://login.microsoftonline.com/authorize'
/** A page that opens in this computer's browser. */
export const browserPage: SignInPage = {
  url: microsoftPage,
  userCode: null,
  openForMs: 300_000,
  again: () => `${microsoftPage}?response_mode=query`,
}
/** A page on which a code is typed. */
export const codePage: SignInPage = {
  url: 'https://login.microsoft.com/device',
  userCode: 'H4KQ7PZ2M',
  openForMs: 900_000,
  again: () => 'https://login.microsoft.com/device',
}
export const pastedSecret = 'abC8Q~0123456789012345678901234567890123'
export const theSecret = new Secret('value of the secret in place')
export const theAccount = vaultAccount(tenantId, appId, keyId)

const account: Account = {
  tenantId,
  kind: 'member',
  homeDomain: null,
  otherScopes: [],
  roles: ['cloud-application-administrator'],
  name: identity.account.name,
  username: identity.account.username,
}
const recipient: Recipient = { id: 'cdid', publicKey: 'age1test', notAfter: '2030-01-01' }

export function tokenWith(...roles: readonly string[]): Answer<AppToken> {
  return { done: { token: new Secret('a token'), tenantId, roles } }
}

/** How Microsoft, the person and this computer answer; a test changes it before it acts. */
export interface Told {
  /** The answers to requests for a token, in order; the last one is given again and again. */
  tokens: readonly Answer<AppToken>[]
  mailbox: (address: string, probe: Probe) => Answer<null>
  signIn: SignIn['begin']
  allow: SignIn['allow']
  /** Whether the account has a user object in the tenant. */
  ownUser: Answer<{ readonly mail: string | null } | null>
  activeRoles: Answer<readonly string[] | null>
  /** What discovery says of an id or a domain. */
  tenantOf: (idOrDomain: string, signal: AbortSignal) => Promise<Answer<string | null>>
  /** The cloud in which discovery finds that tenant. */
  cloud: CloudId
  send: (mail: Mail) => Answer<null>
  /** What the journal says is waited for in the tenant. */
  awaited: AwaitLine | null
  /** The path that the save dialog answers to a suggested name; `null`: the dialog is cancelled. */
  choose: (suggested: string, kind: FileKind) => string | null
  /** Whether a file can be written where the person chose. */
  canWrite: boolean
  browserOpens: boolean
  clipboard: string
  confirmation: Uint8Array | null
  keptGuide: GuideView | UnreadGuide | null
  mayReplaceGuide: boolean
  unsent: readonly UnsentSecret[]
  /** What the person answers about those. */
  aboutUnsent: UnsentAnswer
  mayForget: boolean
  /** What cannot be deleted. */
  leftovers: readonly Leftover[]
  /** What is in the keychain. */
  secrets: KeptSecrets
  history: readonly DeliveredLine[]
  policy: PolicyReading
  /** The organizations that this computer remembers. */
  remembered: readonly RememberedOrganization[]
  /** What the look at one host shows. */
  look: Network['look']
  canListen: boolean
}

export interface MemorySession {
  readonly context: SessionContext
  readonly tenant: MemoryTenant
  readonly told: Told
  /** Every session that the window was shown, in order. */
  readonly shown: Session[]
  readonly pages: string[]
  /** How often whoever signed in was forgotten by leaving. */
  readonly signedOut: { times: number }
  readonly copied: string[]
  readonly notices: Notice[]
  readonly files: { readonly fileName: string; readonly bytes: Uint8Array }[]
  /** The text of each sealed document before it was sealed. */
  readonly sealed: string[]
  readonly sent: Mail[]
  /** The guides that were kept; `null`: the file was deleted. */
  readonly guidesKept: (GuideView | null)[]
  /** What the person was asked before everything is forgotten. */
  readonly asked: ({ readonly unsent: readonly MadeSecret[] } | { readonly losses: Losses })[]
  facts(): SessionFacts
  /** Resolves once `isSo` is true of the session; at once when it already is. */
  until(isSo: (session: Session) => boolean): Promise<void>
}

/** Opens the use cases on a tenant, a keychain and a computer in memory, in the real world's place, at a stage. */
export async function openMemorySession(
  at: StageData | null = null,
  given: Partial<Told> & { readonly tenant?: MemoryTenant; readonly practice?: boolean } = {},
): Promise<MemorySession> {
  const { tenant = openMemoryTenant(), practice = false, ...answers } = given
  const told: Told = {
    tokens: [tokenWith('full_access_as_app')],
    mailbox: () => ({ done: null }),
    signIn: async ({ way }, show) => {
      await show(way === 'browser' ? browserPage : codePage)
      return { done: account }
    },
    allow: () => Promise.resolve({ done: null }),
    ownUser: { done: { mail: identity.mailbox } },
    activeRoles: { done: null },
    tenantOf: () => Promise.resolve({ done: tenantId }),
    cloud: 'public',
    send: () => ({ done: null }),
    awaited: null,
    choose: (suggested) => suggested,
    canWrite: true,
    browserOpens: true,
    clipboard: '',
    confirmation: null,
    keptGuide: null,
    mayReplaceGuide: true,
    unsent: [],
    aboutUnsent: 'cancel',
    mayForget: false,
    leftovers: [],
    secrets: { count: 0, pending: [] },
    history: [],
    policy: noPolicyReading,
    remembered: [],
    look: (host) => Promise.resolve(answered(host, null)),
    canListen: true,
    ...answers,
  }
  const log: Omit<MemorySession, 'context' | 'facts' | 'until' | 'tenant' | 'told'> = {
    shown: [],
    pages: [],
    signedOut: { times: 0 },
    copied: [],
    notices: [],
    files: [],
    sealed: [],
    sent: [],
    guidesKept: [],
    asked: [],
  }
  const awaited = new Set<(session: Session) => void>()
  const { world } = tenant.context
  let ids = 0
  let tokens = 0
  const idle = createIdleDesktop(tenant.clock)
  const workplaceIn = (cloud: Cloud, isPractice: boolean): Workplace => ({
    world: {
      ...world,
      practice: isPractice,
      cloud,
      directory: {
        ...world.directory,
        ownUser: () => Promise.resolve(told.ownUser),
        activeRoles: () => Promise.resolve(told.activeRoles),
        organization: () => Promise.resolve({ done: { id: tenantId, ...organization } }),
      },
      tokens: {
        appOnly: () => {
          const answer = told.tokens[Math.min(tokens++, told.tokens.length - 1)]
          return answer ? Promise.resolve(answer) : Promise.reject(new Error('no token was told'))
        },
      },
      mailbox: { open: (probe, address) => Promise.resolve(told.mailbox(address, probe)) },
      discovery: {
        tenant: async (idOrDomain, signal) =>
          mapAnswer(await told.tenantOf(idOrDomain, signal), (id) =>
            id === null ? null : { tenantId: id, cloud: told.cloud },
          ),
      },
      network: {
        look: (host, signal) => told.look(host, signal),
        canListen: () => Promise.resolve(told.canListen),
      },
      outbox: {
        send: (mail) => {
          log.sent.push(mail)
          return Promise.resolve(told.send(mail))
        },
      },
      seal: (plain) => {
        log.sealed.push(new TextDecoder().decode(plain))
        return Promise.resolve(new TextEncoder().encode(`sealed ${String(log.sealed.length)}`))
      },
      recipients: [recipient],
      journal: { ...world.journal, awaited: () => told.awaited },
      newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    },
    signIn: {
      begin: (to, show, signal) => told.signIn(to, show, signal),
      allow: (scopes, choose, show, signal) => told.allow(scopes, choose, show, signal),
      explain: (number) => ({ ...problemOf('conditional-access'), microsoft: { code: `AADSTS${number}` } }),
      forget: () => {
        log.signedOut.times += 1
      },
      mailScopes: ['Mail.Send'],
    },
    signInApplication: { clientId: '7d1f0a52-3c84-4e6b-9b1d-2f8e5a60c374', name: 'Assistant', isOurs: true },
    inCloud: (id) => workplaceIn(clouds[id], isPractice),
    page: (url) => url,
    address: 'technique@cdid.example',
  })
  const context = createSessionContext(
    {
      writer: createWriter(() => 'fr'),
      desktop: {
        ...idle,
        openWorkplace: (isPractice) => Promise.resolve(workplaceIn(publicCloud, isPractice)),
        choosePlace: (suggested, kind) => {
          const fileName = told.choose(suggested, kind)
          if (fileName === null) return Promise.resolve(null)
          const write = (bytes: Uint8Array) => {
            if (!told.canWrite) return Promise.reject(new ProblemError(problem('file-not-written')))
            log.files.push({ fileName, bytes })
            return Promise.resolve()
          }
          return Promise.resolve({ fileName, path: `/saved/${fileName}`, write })
        },
        printPage: (html) => Promise.resolve(new TextEncoder().encode(`printed ${html}`)),
        openConfirmation: () => Promise.resolve(told.confirmation),
        mayReplaceGuide: () => Promise.resolve(told.mayReplaceGuide),
        unsent: () => told.unsent,
        askAboutUnsent: (unsent) => {
          log.asked.push({ unsent })
          return Promise.resolve(told.aboutUnsent)
        },
        mayForget: (losses) => {
          log.asked.push({ losses })
          return Promise.resolve(told.mayForget)
        },
        personalData: {
          secrets: () => Promise.resolve(told.secrets),
          forget: () => {
            Object.assign(told, {
              unsent: [],
              history: [],
              keptGuide: null,
              remembered: [],
              secrets: { count: 0, pending: [] },
            })
            return Promise.resolve(told.leftovers)
          },
        },
        openPage: (url) => {
          log.pages.push(url)
          return told.browserOpens ? Promise.resolve() : Promise.reject(new Error('there is no browser'))
        },
        copyText: (text) => {
          log.copied.push(text)
          return Promise.resolve()
        },
        clipboardText: () => Promise.resolve(told.clipboard),
        clearClipboard: () => {
          told.clipboard = ''
          return Promise.resolve()
        },
        notify: (notice) => {
          log.notices.push(notice)
        },
        policy: told.policy,
        awaited: () => (told.awaited ? [told.awaited] : []),
        history: () => told.history,
        organizationsFile: {
          read: () => told.remembered,
          write: (organizations) => {
            told.remembered = organizations
            return Promise.resolve(true)
          },
        },
        guideFile: {
          read: () => told.keptGuide,
          write: (guide) => {
            log.guidesKept.push(guide)
            told.keptGuide = guide
            return Promise.resolve(true)
          },
        },
      },
    },
    newSession,
    (session) => {
      log.shown.push(session)
      for (const look of [...awaited]) look(session)
    },
  )
  if (at) {
    await context.openWorkplace(practice)
    context.arriveAt(at)
    log.shown.splice(0)
  }
  const until = (isSo: (session: Session) => boolean) =>
    new Promise<void>((resolve) => {
      const look = (session: Session) => {
        if (!isSo(session)) return
        awaited.delete(look)
        resolve()
      }
      awaited.add(look)
      look(context.session)
    })
  return { ...log, context, tenant, told, until, facts: () => factsOf(context.session) }
}

/** A tenant where all is in place: the application, its consent, and a secret that this keychain holds. */
export function tenantInPlace(change: Partial<Application> = {}): MemoryTenant {
  const password = {
    keyId,
    displayName: 'Assistant Prextra · 1',
    startsAt: '2026-11-01T00:00:00Z',
    endsAt: secretEndsAt,
  }
  const application = ourApplication({ appId, passwords: [password], ...change })
  const tenant = openMemoryTenant({ applications: [application] })
  const principal = { id: servicePrincipalId, appId, createdAt: null, disabled: null }
  tenant.servicePrincipals.push(principal)
  const [{ resourceAppId, appRoleId }] = profiles.ews.permissions
  tenant.grants.set(principal.id, [{ id: 'grant', resourceId: `sp of ${resourceAppId}`, appRoleId }])
  tenant.vault.set(theAccount, theSecret)
  return tenant
}
