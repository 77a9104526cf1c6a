import {
  errors,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  calculateJwkThumbprint,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose'
import type { Clock } from './clock.ts'

/** The key that a tenant signs its tokens with. */
export interface SigningKey {
  readonly kid: string
  readonly publicJwk: JWK
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
}

export type Verified =
  { readonly claims: JWTPayload } | { readonly refused: 'malformed' | 'signature' | 'expired' | 'audience' }

/** Signs and checks this tenant's tokens (RS256) by the tenant's clock. Unless it is given one, its key is made at the first use. */
export class TokenIssuer {
  private readonly clock: Clock
  private made: Promise<SigningKey> | undefined

  constructor(clock: Clock, key?: Promise<SigningKey>) {
    this.clock = clock
    this.made = key
  }

  async sign(claims: JWTPayload, lifetimeSeconds: number): Promise<string> {
    const { kid, privateKey } = await this.keys()
    const now = Math.floor(this.clock.now().getTime() / 1000)
    return new SignJWT({ ...claims, iat: now, nbf: now, exp: now + lifetimeSeconds })
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid })
      .sign(privateKey)
  }

  async verify(token: string, audiences: readonly string[]): Promise<Verified> {
    const { publicKey } = await this.keys()
    try {
      const { payload } = await jwtVerify(token, publicKey, {
        algorithms: ['RS256'],
        // Entra repeats the resource in `aud` as the client wrote it, and resources accept it with a slash at its end.
        audience: audiences.flatMap((audience) => [audience, `${audience}/`]),
        currentDate: this.clock.now(),
      })
      return { claims: payload }
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { refused: 'expired' }
      if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return { refused: 'audience' }
      if (error instanceof errors.JWSSignatureVerificationFailed) return { refused: 'signature' }
      if (error instanceof errors.JOSEError) return { refused: 'malformed' }
      throw error
    }
  }

  /** Returns the public keys, as `/discovery/v2.0/keys` shows them. */
  async jwks(): Promise<{ keys: JWK[] }> {
    const { publicJwk } = await this.keys()
    return { keys: [publicJwk] }
  }

  private keys(): Promise<SigningKey> {
    this.made ??= makeSigningKey()
    return this.made
  }
}

/** Makes a new key, which takes longer than most requests. */
export async function makeSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(jwk)
  return { kid, privateKey, publicKey, publicJwk: { ...jwk, use: 'sig', kid } }
}
