import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProblemCode } from '#core/problem.ts'
import { isWholeRun } from '#support/share.ts'
import { Technician, type WayIn } from '#support/technician.ts'
import { tenantId } from '#support/tenant-client.ts'
import { organizationWords } from '#words/screens/organization.ts'

/** Every way in and every refusal: those that Microsoft's page sends back, and those whose number the person enters. */

const words = organizationWords.fr

const ways: readonly (readonly [string, WayIn])[] = [
  ['own', 'own'],
  ['by-domain', { named: 'erablieredunord.example' }],
  ['by-id', { named: tenantId }],
]

/** What Microsoft answers, and what the assistant makes of it. */
const refusals: readonly (readonly [number, string, ProblemCode])[] = [
  [65004, 'access_denied', 'sign-in-declined'],
  [53003, 'interaction_required', 'conditional-access'],
  [53000, 'interaction_required', 'device-not-managed'],
  [530003, 'interaction_required', 'device-not-managed'],
  [50158, 'interaction_required', 'second-factor'],
  [50105, 'access_denied', 'sign-in-not-assigned'],
  [90094, 'consent_required', 'sign-in-needs-approval'],
  [50020, 'invalid_grant', 'wrong-account'],
  [50034, 'invalid_grant', 'wrong-account'],
  [500213, 'access_denied', 'cross-tenant-blocked'],
  [50057, 'invalid_grant', 'account-blocked'],
  [50058, 'login_required', 'signed-out'],
  [40008, 'server_error', 'identity-provider-failed'],
  [90002, 'invalid_request', 'tenant-unknown'],
  [90038, 'invalid_request', 'other-cloud'],
  [7000112, 'unauthorized_client', 'sign-in-app-disabled'],
  [50011, 'invalid_request', 'sign-in-misconfigured'],
  [90033, 'temporarily_unavailable', 'sign-in-busy'],
  [12345, 'invalid_grant', 'sign-in-refused'],
]
/** A whole `npm test` meets two of them. */
const chosen = isWholeRun ? refusals : refusals.filter((_one, place) => place % 10 === 0)

let technician: Technician

beforeAll(async () => {
  technician = await Technician.open()
})
afterAll(() => technician.close())

describe.each(ways)('%s', (name, way) => {
  test.each(chosen)('AADSTS%i (%s) that comes back is %s', async (number, error, code) => {
    const page = await technician.start(way)
    const shown = await technician.answer(page, { error, error_description: `AADSTS${number}: A reason. Trace ID: x` })
    expect(shown).toContain('Connexion non terminée')
    const isOtherCloud = code === 'other-cloud' && way === 'own'
    await technician.ends(`refused-${name}-${number}`, code, isOtherCloud ? words.find : words.signIn)
  })

  test('a delegated administrator whose customer has not authorized the application hands that over', async () => {
    const page = await technician.start(way)
    await technician.answer(page, { error: 'consent_required', error_description: 'AADSTS90099: A reason.' })
    await technician.ends(
      `refused-${name}-90099`,
      'sign-in-not-authorized',
      way === 'own' ? words.signIn : words.handOver,
    )
  })
})

describe('a number on Microsoft’s page that never comes back', () => {
  test.each([...chosen, [90099, 'consent_required', 'sign-in-not-authorized'] as const])(
    'AADSTS%i, entered (%s), is %s',
    async (number, _error, code) => {
      await technician.start('own')
      await technician.enter(`AADSTS${number}`)
      await technician.ends(`entered-${number}`, code, code === 'other-cloud' ? words.find : words.signIn)
    },
  )
})
