import {
  adminScopes,
  authorizeAddress,
  newProof,
  postToken,
  redirectUri,
  signInClientId,
  tenantId,
} from '#support/tenant-client.ts'
import type { Tenant } from '#practice/tenant/tenant.ts'
import { PageWalker, type Person, type Walked } from './page-walker.ts'

export interface Opened extends Walked {
  readonly verifier: string
}

type Answer = Readonly<Record<string, unknown>>

/** Somebody with one browser at one tenant, through the client that signs people in. */
export class Visitor {
  readonly walker: PageWalker
  private readonly tenant: Tenant

  constructor(tenant: Tenant) {
    this.tenant = tenant
    this.walker = new PageWalker(tenant.fetch)
  }

  async open(person: Person, change: Readonly<Record<string, string | undefined>> = {}): Promise<Opened> {
    const { verifier, challenge } = newProof()
    const address = authorizeAddress({ verifier, challenge }, change, tenantId)
    return { verifier, ...(await this.walker.signIn(address, person)) }
  }

  redeem({ answer, verifier }: Opened, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.ask({
      grant_type: 'authorization_code',
      code: answer.code ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...more,
    })
  }

  refresh(token: unknown, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.ask({ grant_type: 'refresh_token', refresh_token: String(token), ...more })
  }

  private async ask(fields: Readonly<Record<string, string>>): Promise<Answer> {
    const response = await postToken(this.tenant, { client_id: signInClientId, scope: adminScopes, ...fields })
    return (await response.json()) as Answer
  }
}
