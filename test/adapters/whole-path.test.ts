import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import keytar from 'keytar'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessInTenant } from '#core/access/access-in-tenant.ts'
import { secretIn } from '#support/faults/memory-keychain.ts'
import { deliverFromTenant } from '#support/deliver-from-tenant.ts'
import { prove } from '#core/access/prove.ts'
import { applyAndVerify } from '#support/applied.ts'
import { plan } from '#core/provision/run.ts'
import { practiceIdentity } from '#practice/company/reception-key.ts'
import { openBrowser, signInAs } from '#support/browser.ts'
import { openTestPlace } from '#support/workplace.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
})

test('from the sign-in to Prextra’s configuration, through the real adapters', async () => {
  const vaultService = `prextra-test-${crypto.randomUUID()}`
  const place = await openTestPlace({ vaultService })
  const { tenant, context, desired } = place
  const identity = await place.signInAs('Marie-Ève Tremblay', (url, account) => signInAs(browser, url, account))
  expect(identity).toMatchObject({
    tenantId: desired.tenantId,
    organization: { name: 'Érablière du Nord inc.', domain: 'erablieredunord.example' },
    account: { username: 'me.tremblay@erablieredunord.example' },
    kind: 'member',
    roles: ['cloud-application-administrator'],
  })

  const before = tenant.writes
  const first = await plan(context, desired)
  expect(first.plan.changes.map((change) => change.kind)).toEqual([
    'create-application',
    'create-service-principal',
    'create-secret',
    'grant',
  ])
  expect(tenant.writes).toBe(before)

  const { observed, plan: after } = await applyAndVerify(context, desired, first.plan.changes)
  expect(after.changes).toEqual([])
  expect(after.found).toMatchObject({ granted: ['full_access_as_app'], secret: { state: 'pending', held: true } })
  const [application] = tenant.state.applications
  expect(tenant.state.applications).toHaveLength(1)
  expect(application?.displayName).toBe('Prextra – Synchronisation Outlook')
  expect(observed.application?.redirectUris).toEqual(['https://login.microsoftonline.com/common/oauth2/nativeclient'])

  const keyId = after.found.secret?.keyId ?? ''
  const account = `${desired.tenantId}/${application?.appId ?? ''}/${keyId}`
  const clear = secretIn((await keytar.getPassword(vaultService, account)) ?? '')
  expect(clear).toMatch(/^[\w.~-]{3}8Q~[\w.~-]{34}$/)

  const proof = await prove(context, accessInTenant(context, desired, observed), {
    mailbox: 'accueil@erablieredunord.example',
    blockedMailbox: null,
  })
  expect(proof.mailbox).not.toBeNull()

  const { sealed } = await deliverFromTenant(context, desired, observed, { identity, proof })
  const folder = mkdtempSync(join(tmpdir(), 'prextra-test-'))
  const file = join(folder, 'sealed.age')
  const key = join(folder, 'key.txt')
  writeFileSync(file, sealed)
  writeFileSync(key, practiceIdentity)
  const opened = JSON.parse(execFileSync('age', ['-d', '-i', key, file], { encoding: 'utf8' })) as Record<
    string,
    unknown
  >
  expect(opened).toMatchObject({
    format: 'prextra-handoff',
    practice: true,
    applicationId: application?.appId,
    tenantId: desired.tenantId,
    clientSecret: clear,
    secretKeyId: keyId,
  })
  expect(tenant.state.applications[0]?.tags).toContain(`prextra-delivered:${keyId}`)

  const config = join(folder, 'appsettings.json')
  copyFileSync('test/support/appsettings.sample.json', config)
  execFileSync(process.execPath, [
    'src/cdid/cli.ts',
    'merge',
    file,
    '--identity',
    key,
    '--config',
    config,
    '--environment',
    'erabliere',
    '--tenant',
    desired.tenantId,
    '--practice',
    '--unchecked',
    'whole path',
  ])
  expect(readFileSync(config, 'utf8')).toContain(clear)
  await place.close()
})

test('a second run plans nothing and writes nothing', async () => {
  const place = await openTestPlace()
  const { tenant, context, desired } = place
  const identity = await place.signInAs()
  const first = await plan(context, desired)
  const { observed } = await applyAndVerify(context, desired, first.plan.changes)
  const proof = await prove(context, accessInTenant(context, desired, observed), {
    mailbox: 'accueil@erablieredunord.example',
    blockedMailbox: null,
  })
  const about = { identity, proof }
  await deliverFromTenant(context, desired, observed, about)
  const { writes } = tenant
  const second = await plan(context, desired)
  expect(second.plan.changes).toEqual([])
  await deliverFromTenant(context, desired, second.observed, about)
  expect(tenant.writes).toBe(writes)
  await place.close()
})

test('after a 503 on addPassword it is looked for, and not asked again', async () => {
  const url = 'https://graph.microsoft.com/v1.0/applications/*/addPassword'
  for (const effect of ['answer', 'answer-after-commit'] as const) {
    const place = await openTestPlace({
      faults: { mocks: [{ request: { url, method: 'POST', nth: 1 }, response: { statusCode: 503 }, effect }] },
    })
    const { tenant, context, desired } = place
    await place.signInAs()
    const first = await plan(context, desired)
    await expect(applyAndVerify(context, desired, first.plan.changes)).rejects.toMatchObject({
      problem: { code: 'answer-lost' },
    })
    const asked = tenant.requests.filter(({ path }) => path.endsWith('/addPassword'))
    expect(asked).toHaveLength(1)
    const looked = tenant.requests
      .slice(asked[0]?.n)
      .filter(({ method, path }) => method === 'GET' && /\/applications\//.test(path))
    expect(looked.length).toBeGreaterThan(0)
    expect(tenant.state.applications[0]?.passwordCredentials).toHaveLength(0)

    const again = await plan(context, desired)
    expect(again.plan.changes.map((change) => change.kind)).toEqual(['create-secret', 'grant'])
    await applyAndVerify(context, desired, again.plan.changes)
    expect(tenant.state.applications[0]?.passwordCredentials).toHaveLength(1)
    await place.close()
  }
})

test('what was not approved is not done', async () => {
  const place = await openTestPlace()
  await place.signInAs()
  const { writes } = place.tenant
  const first = await plan(place.context, place.desired)
  const approved = first.plan.changes.filter((change) => change.kind !== 'grant')
  await expect(applyAndVerify(place.context, place.desired, approved)).rejects.toMatchObject({
    problem: { code: 'plan-changed' },
  })
  expect(place.tenant.writes).toBe(writes)
  await place.close()
})
