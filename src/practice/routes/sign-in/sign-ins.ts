import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { SeedUser } from '../../seed.ts'
import type { SignInClient } from './clients.ts'
import type { AskedScopes } from './scopes.ts'
import type { Language } from './words.ts'

/** One valid authorize request: all that the pages and the answer need. */
export interface AuthorizeRequest {
  readonly client: SignInClient
  readonly redirectUri: string
  readonly responseMode: 'form_post' | 'query'
  readonly state: string
  readonly nonce: string | undefined
  readonly scopes: AskedScopes
  readonly codeChallenge: string
  readonly wantsClientInfo: boolean
  readonly forceConsent: boolean
  readonly loginHint: string | undefined
  readonly correlationId: string | null
  readonly accounts: readonly SeedUser[]
}

export interface Transaction {
  readonly request: AuthorizeRequest
  readonly language: Language
  readonly expires: number
  account?: SeedUser
}

export interface IssuedCode {
  readonly request: AuthorizeRequest
  readonly account: SeedUser
  readonly expires: number
  redeemed: boolean
}

export interface IssuedRefreshToken {
  readonly clientId: string
  readonly account: SeedUser
  readonly resourceId: string
  readonly expires: number
}

const minutes = 60_000
const days = 24 * 60 * minutes

/** The sign-ins under way at one tenant: pages open in a browser, codes and refresh tokens given out. */
export class SignIns {
  readonly clients: readonly SignInClient[]
  private readonly clock: Clock
  private readonly transactions = new Map<string, Transaction>()
  private readonly codes = new Map<string, IssuedCode>()
  private readonly refreshTokens = new Map<string, IssuedRefreshToken>()

  constructor(clients: readonly SignInClient[], clock: Clock) {
    this.clients = clients
    this.clock = clock
  }

  reset(): void {
    this.transactions.clear()
    this.codes.clear()
    this.refreshTokens.clear()
  }

  begin(request: AuthorizeRequest, language: Language): string {
    return this.keep(this.transactions, { request, language, expires: this.after(10 * minutes) })
  }

  /** A page still open: undefined once it was answered, or after ten minutes. */
  pending(id: string): Transaction | undefined {
    const found = this.transactions.get(id)
    return found !== undefined && found.expires > this.clock.now().getTime() ? found : undefined
  }

  end(id: string): void {
    this.transactions.delete(id)
  }

  issueCode(request: AuthorizeRequest, account: SeedUser): string {
    return this.keep(this.codes, { request, account, expires: this.after(10 * minutes), redeemed: false })
  }

  code(text: string): IssuedCode | undefined {
    return this.codes.get(text)
  }

  issueRefreshToken(wish: Omit<IssuedRefreshToken, 'expires'>): string {
    return this.keep(this.refreshTokens, { ...wish, expires: this.after(90 * days) })
  }

  refreshToken(text: string): IssuedRefreshToken | undefined {
    return this.refreshTokens.get(text)
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
