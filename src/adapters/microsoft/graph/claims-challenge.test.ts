import { expect, test } from 'vitest'
import { claimsChallenge, claimsToBring } from './claims-challenge.ts'

const claims = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64')
const challenge = (value: object) =>
  new Headers({
    'www-authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${claims(value)}"`,
  })
const atAddress = {
  access_token: { nbf: { essential: true, value: '1610563006' }, xms_rp_ipaddr: { value: '1.2.3.4' } },
}
const sinceThen = { access_token: { nbf: { essential: true, value: '1610563006' } } }
const said = (code: string) =>
  `Continuous access evaluation resulted in challenge with result: InteractionRequired and code: ${code}`

test.each([
  ['names the address of this network', challenge(atAddress), '', 'location-blocked'],
  ['says so in its message', new Headers(), said('LocationConditionEvaluationSatisfied'), 'location-blocked'],
  ['asks for a newer token', challenge(sinceThen), said('TokenCreatedWithOutdatedPolicies'), null],
  ['is none', new Headers({ 'www-authenticate': 'Bearer error="invalid_token"' }), 'Access token has expired.', null],
  [
    'has claims that nobody can read',
    new Headers({ 'www-authenticate': 'Bearer error="insufficient_claims"' }),
    '',
    null,
  ],
])('a challenge that %s', (_name, headers, message, code) => {
  expect(claimsChallenge(headers, message)).toBe(code)
})

const brings = (headers: Headers, { status = 401, text = '' } = {}) => claimsToBring({ status, headers, text })

test('the claims of a challenge that a new sign-in meets are those that Graph named', () => {
  expect(brings(challenge(sinceThen))).toBe(JSON.stringify(sinceThen))
})

test.each([
  ['the place, which a sign-in does not change', brings(challenge(atAddress))],
  ['the place by the message', brings(challenge(sinceThen), { text: said('LocationConditionEvaluationSatisfied') })],
  ['nothing, in another status', brings(challenge(sinceThen), { status: 403 })],
  [
    'nothing, for a token that has expired',
    brings(new Headers({ 'www-authenticate': 'Bearer error="invalid_token"' })),
  ],
  ['claims that are no object', brings(challenge([1]))],
  [
    'claims that nobody can read',
    brings(new Headers({ 'www-authenticate': 'Bearer error="insufficient_claims", claims="e30tIQ"' })),
  ],
])('no claims are brought where the challenge is for %s', (_name, claims) => {
  expect(claims).toBeNull()
})
