import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProblemCode } from '#core/problem.ts'
import type { FaultRule } from '#practice/faults/faults.ts'
import { PageWalker } from '#support/page-walker.ts'
import { isWholeRun } from '#support/share.ts'
import { Technician } from '#support/technician.ts'
import { alex, marieEve, tenantId } from '#support/tenant-client.ts'
import { heading, press } from '#support/walk.ts'
import { identityWords } from '#words/screens/identity.ts'
import { signInWords } from '#words/screens/sign-in.ts'

/** The second way in: a code that is typed on Microsoft's page. */

const words = signInWords.fr
const mocks: FaultRule[] = []
let technician: Technician

beforeAll(async () => {
  technician = await Technician.open({ faults: { mocks } })
})
afterAll(() => technician.close())

/** From Microsoft's page in the browser to the code. Returns the code. */
async function askForCode(): Promise<string> {
  const { window, assistant } = technician
  await window.locator('fluent-accordion-item', { hasText: words.toCode.title }).locator('button').click()
  await press(window, words.toCode.go)
  await heading(window, words.byCode.heading).waitFor()
  await press(window, words.byCode.copy)
  await window.getByText(words.byCode.copied).first().waitFor()
  return assistant.app.evaluate(({ clipboard }) => clipboard.readText())
}

/** Microsoft refuses the first request like this one. */
function refuse(path: string, error: string, number: number): void {
  const body = {
    error,
    error_description: `AADSTS${number}: A reason.`,
    error_codes: [number],
    correlation_id: tenantId,
  }
  mocks.splice(0, mocks.length, {
    request: { method: 'POST', url: `https://login.microsoftonline.com/*/oauth2/v2.0/${path}*` },
    response: { statusCode: 400, headers: [{ name: 'x-ms-request-id', value: tenantId }], body },
  })
}

describe('typed on another computer', () => {
  const people = [
    ['as a guest', { named: tenantId }, alex, 'guest'],
    ['by their own organization', 'own', marieEve, 'member'],
  ] as const
  test.each(isWholeRun ? people : people.slice(0, 1))('%s', async (name, way, account, kind) => {
    mocks.length = 0
    await technician.start(way)
    const code = await askForCode()
    await technician.photograph(`code-${kind}`)
    const walker = new PageWalker(technician.world.live.tenant.fetch)
    await walker.enterCode('https://login.microsoftonline.com/common/oauth2/deviceauth', code, { account })
    expect(await technician.arrives(`code-${kind}-done`), name).toContain(identityWords.fr.kinds[kind].name)
  })
})

describe('refused', () => {
  const refusals: readonly (readonly [number, string, ProblemCode])[] = [
    [53003, 'invalid_grant', 'device-code-blocked'],
    [530003, 'invalid_grant', 'device-code-blocked'],
    [65004, 'access_denied', 'sign-in-declined'],
    [50105, 'access_denied', 'sign-in-not-assigned'],
    [50020, 'invalid_grant', 'wrong-account'],
    [500213, 'access_denied', 'cross-tenant-blocked'],
    [50057, 'invalid_grant', 'account-blocked'],
    [7000112, 'unauthorized_client', 'sign-in-app-disabled'],
    [70020, 'expired_token', 'sign-in-code-expired'],
  ]
  test.each(isWholeRun ? refusals : refusals.slice(0, 1))('AADSTS%i (%s) is %s', async (number, error, code) => {
    mocks.length = 0
    await technician.start('own')
    refuse('token', error, number)
    await askForCode()
    const next = code === 'sign-in-code-expired' ? words.newCode : words.toBrowser
    await technician.ends(`code-refused-${number}`, code, next)
  })

  test.runIf(isWholeRun)('when it is asked for', async () => {
    mocks.length = 0
    await technician.start('own')
    refuse('devicecode', 'unauthorized_client', 7000112)
    const item = technician.window.locator('fluent-accordion-item', { hasText: words.toCode.title })
    await item.locator('button').click()
    await press(technician.window, words.toCode.go)
    await technician.ends('code-not-given', 'sign-in-app-disabled', words.toBrowser)
  })

  test.runIf(isWholeRun)('by the person, who cancels', async () => {
    mocks.length = 0
    await technician.start('own')
    await askForCode()
    await press(technician.window, words.cancel)
    await technician.ends('code-cancelled', 'sign-in-cancelled', words.toBrowser)
  })
})
