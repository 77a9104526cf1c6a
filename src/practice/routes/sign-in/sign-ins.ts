import { randomBytes, randomInt } from 'node:crypto'
import type { Clock } from '../../tenant/clock.ts'
import type { SeedUser } from '../../company/seed.ts'
import type { ClaimsRequest } from './claims.ts'
import type { SignInClient } from './clients.ts'
import type { AskedScopes } from './scopes.ts'
import type { Language } from './pages/language.ts'

/** What a sign-in asks for, wherever its answer goes. */
export interface SignInRequest {
  readonly client: SignInClient
  readonly scopes: AskedScopes
  /** 1 for the older addresses, which have no `/v2.0`. */
  readonly version: 1 | 2
  readonly forceConsent: boolean
  readonly loginHint: string | undefined
  readonly correlationId: string | null
  readonly claims: ClaimsRequest
  readonly accounts: readonly SeedUser[]
}

/** A valid authorize request. */
export interface AuthorizeRequest extends SignInRequest {
  readonly redirectUri: string
  readonly responseMode: 'form_post' | 'query'
  readonly state: string | undefined
  readonly nonce: string | undefined
  /** Undefined for a client that proves itself by a secret or a certificate. */
  readonly codeChallenge: string | undefined
  readonly wantsClientInfo: boolean
}

/** Who signed in, when (milliseconds since 1970), and by which methods. */
export interface Authentication {
  readonly account: SeedUser
  readonly at: number
  readonly methods: readonly ('pwd' | 'mfa')[]
}

/** What happens at the end of a sign-in. */
type Ending =
  | { readonly kind: 'code'; readonly request: AuthorizeRequest }
  | { readonly kind: 'device'; readonly device: IssuedDeviceCode }
  | {
      readonly kind: 'admin-consent'
      readonly redirectUri: string
      readonly state: string | undefined
      readonly version: 1 | 2
    }

export interface Transaction {
  readonly request: SignInRequest
  readonly ending: Ending
  readonly language: Language
  readonly expires: number
  authentication?: Authentication
}

export interface IssuedCode {
  readonly request: AuthorizeRequest
  readonly authentication: Authentication
  readonly expires: number
  redeemed: boolean
}

export interface IssuedDeviceCode {
  readonly userCode: string
  readonly request: SignInRequest
  readonly expires: number
  state: 'waiting' | 'declined' | 'redeemed' | Authentication
  /** The time between two polls, in milliseconds: longer each time that the device polls too soon. */
  intervalMs: number
  /** When the device last polled, in milliseconds since 1970; `null` before that. */
  polledAt: number | null
}

export interface IssuedRefreshToken {
  readonly clientId: string
  readonly authentication: Authentication
  readonly scopes: AskedScopes
  readonly isConfidential: boolean
  readonly expires: number
}

const minutes = 60_000
const days = 24 * 60 * minutes

/** The open sign-ins of one tenant, its browser sessions, and the codes and refresh tokens it has given out. */
export class SignIns {
  readonly clients: readonly SignInClient[]
  private readonly clock: Clock
  private readonly transactions = new Map<string, Transaction>()
  private readonly codes = new Map<string, IssuedCode>()
  private readonly deviceCodes = new Map<string, IssuedDeviceCode>()
  private readonly refreshTokens = new Map<string, IssuedRefreshToken>()
  private readonly sessions = new Map<string, readonly Authentication[]>()
  private readonly revocations = new Map<string, number>()

  constructor(clients: readonly SignInClient[], clock: Clock) {
    this.clients = clients
    this.clock = clock
  }

  reset(): void {
    const { transactions, codes, deviceCodes, refreshTokens, sessions, revocations } = this
    for (const kept of [transactions, codes, deviceCodes, refreshTokens, sessions, revocations]) kept.clear()
  }

  begin(wanted: Pick<Transaction, 'request' | 'ending' | 'language'>): string {
    return this.keep(this.transactions, { ...wanted, expires: this.after(10 * minutes) })
  }

  /** Returns an open sign-in, or undefined when it has ended or is older than ten minutes. */
  pending(id: string): Transaction | undefined {
    const found = this.transactions.get(id)
    return found !== undefined && !this.isPast(found.expires) ? found : undefined
  }

  end(id: string): void {
    this.transactions.delete(id)
  }

  authenticate(account: SeedUser, methods: Authentication['methods'] = ['pwd']): Authentication {
    return { account, at: this.clock.now().getTime(), methods }
  }

  issueCode(request: AuthorizeRequest, authentication: Authentication): string {
    return this.keep(this.codes, { request, authentication, expires: this.after(10 * minutes), redeemed: false })
  }

  code(text: string): IssuedCode | undefined {
    return this.codes.get(text)
  }

  /** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code: 15 minutes. */
  issueDeviceCode(request: SignInRequest): { deviceCode: string; userCode: string } {
    const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
    const userCode = Array.from({ length: 9 }, () => letters.charAt(randomInt(letters.length))).join('')
    const issued: IssuedDeviceCode = {
      userCode,
      request,
      expires: this.after(15 * minutes),
      state: 'waiting',
      intervalMs: 5_000,
      polledAt: null,
    }
    return { deviceCode: this.keep(this.deviceCodes, issued), userCode }
  }

  deviceCode(text: string): IssuedDeviceCode | undefined {
    return this.deviceCodes.get(text)
  }

  /** Finds a device code by what a person types. Case, blanks and hyphens do not matter. */
  deviceCodeOf(userCode: string): IssuedDeviceCode | undefined {
    const typed = userCode.replaceAll(/[\s-]/g, '').toUpperCase()
    for (const issued of this.deviceCodes.values()) {
      if (issued.userCode === typed && issued.state === 'waiting' && !this.isPast(issued.expires)) return issued
    }
    return undefined
  }

  /** Notes a poll of a device. Returns whether it came too soon, by more than a second, after the one before. */
  polledTooSoon(device: IssuedDeviceCode): boolean {
    const now = this.clock.now().getTime()
    const isTooSoon = device.polledAt !== null && now - device.polledAt < device.intervalMs - 1_000
    device.polledAt = now
    if (isTooSoon) device.intervalMs += 5_000
    return isTooSoon
  }

  issueRefreshToken(wanted: Omit<IssuedRefreshToken, 'expires'>): string {
    return this.keep(this.refreshTokens, { ...wanted, expires: this.after(90 * days) })
  }

  refreshToken(text: string): IssuedRefreshToken | undefined {
    return this.refreshTokens.get(text)
  }

  /** Returns the accounts that are signed in with a browser; the last one comes first. */
  session(id: string | undefined): readonly Authentication[] {
    const found = (id === undefined ? undefined : this.sessions.get(id)) ?? []
    return found.filter((one) => one.at >= this.revokedAt(one.account.id))
  }

  /** Adds an account to a browser's session and returns the session's name. */
  join(id: string | undefined, authentication: Authentication): string {
    const others = this.session(id).filter((other) => other.account.id !== authentication.account.id)
    const name = id !== undefined && this.sessions.has(id) ? id : `1.${randomBytes(32).toString('base64url')}`
    this.sessions.set(name, [authentication, ...others])
    return name
  }

  leave(id: string | undefined): void {
    if (id !== undefined) this.sessions.delete(id)
  }

  /** Does what "Revoke sessions" or a new password does: earlier sign-ins of the account are no longer accepted. */
  revoke(accountId: string): void {
    this.revocations.set(accountId, this.clock.now().getTime())
  }

  /** Returns when the account's sessions were revoked, in milliseconds since 1970; 0 when never. */
  revokedAt(accountId: string): number {
    return this.revocations.get(accountId) ?? 0
  }

  isPast(instant: number): boolean {
    return instant <= this.clock.now().getTime()
  }

  private after(milliseconds: number): number {
    return this.clock.now().getTime() + milliseconds
  }

  private keep<T>(where: Map<string, T>, what: T): string {
    const id = `1.${randomBytes(48).toString('base64url')}`
    where.set(id, what)
    return id
  }
}
