import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { luc, register, signIn, tenantId } from '#support/tenant-client.ts'
import { hostNames } from '#practice/serving/tls.ts'
import { openRelay } from '#support/connect-relay.ts'
import { type LiveTenant, openLiveTenant } from '#support/live-tenant.ts'
import { type ReceptionFolder, handoff, newReceptionFolder } from '#support/reception-folder.ts'
import { systemTrusts } from '#support/windows/started-node.ts'

/** `check` with the real adapters and Node's own fetch over TLS; a proxy sends Microsoft's host names to the practice tenant. */
let live: LiveTenant
let relay: Awaited<ReturnType<typeof openRelay>>
let granted: Awaited<ReturnType<typeof register>>
let folder: ReceptionFolder
let file = ''
let records = ''

beforeAll(async () => {
  live = await openLiveTenant()
  relay = await openRelay(hostNames, live.port)
  granted = await register(live.tenant, await signIn(live.tenant, luc))
})
afterAll(async () => {
  await relay.close()
  await live.close()
})

const facts = () => ({ ...handoff, tenantId, applicationId: granted.appId, clientSecret: granted.secretText })
beforeEach(async () => {
  folder = await newReceptionFolder()
  file = await folder.sealed('a.age', facts())
  records = folder.path('prextra-records.json')
  return () => folder.remove()
})

const trusting = () => ({ HTTPS_PROXY: relay.url, ...systemTrusts(live.caFile) })
const mailbox = ['--mailbox', 'accueil@erablieredunord.example']
const check = (env: Readonly<Record<string, string>>, ...more: readonly string[]) => {
  const args = ['check', file, '--identity', folder.identity, '--environment', 'erabliere', '--tenant', tenantId]
  return folder.runWith({ env }, ...args, ...more)
}

describe('check', () => {
  test('gets a token of the customer’s own tenant and opens the mailbox, through the proxy and the system’s certificates', async () => {
    const { exitCode, stdout, stderr } = await check(trusting(), ...mailbox)
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toBe(
      `✓ token obtained from tenant ${tenantId}, the one in the records
✓ permission full_access_as_app
✓ mailbox accueil@erablieredunord.example opened (no message read)
Next:
  prextra-reception merge ${file} --environment erabliere --identity ${folder.identity}
`,
    )
    expect(relay.asked).toContain('login.microsoftonline.com:443')
    expect(relay.asked).toContain('outlook.office365.com:443')
    const kept = await readFile(records, 'utf8')
    expect(JSON.parse(kept)).toMatchObject({
      customers: [
        {
          environment: 'erabliere',
          tenantId,
          mailbox: mailbox[1],
          deliveries: [{ token: { tenantId, roles: ['full_access_as_app'] }, mailbox: { address: mailbox[1] } }],
        },
      ],
    })
    expect(kept).not.toContain(granted.secretText)
    expect(kept).not.toMatch(/eyJ[\w-]{10}/)
    // The records now hold the environment, its tenant and the mailbox, so that a second check needs none of them.
    const again = await folder.runWith(
      { env: trusting() },
      'check',
      file,
      '--identity',
      folder.identity,
      '--environment',
      'erabliere',
      '--json',
    )
    expect(JSON.parse(again.stdout)).toMatchObject({ mailbox: { address: mailbox[1] }, problem: null })
  })

  test('trusts NODE_EXTRA_CA_CERTS, and without a mailbox says that none was tried', async () => {
    const { exitCode, stdout } = await check({ HTTPS_PROXY: relay.url, NODE_EXTRA_CA_CERTS: live.caFile })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^✓ token.*\n✓ permission.*\n– mailbox not tried: add --mailbox ADDRESS\nNext:\n/)
  })

  test('refuses a certificate of an unknown authority, and sends nothing', async () => {
    const before = live.tenant.requests.length
    const { exitCode, stdout } = await check({ HTTPS_PROXY: relay.url })
    expect(exitCode).toBe(4)
    expect(stdout).toMatch(/^✗ .*certificate/i)
    expect(live.tenant.requests).toHaveLength(before)
  })

  test('reports a proxy that cannot be reached as “not now”, not as a refusal by Microsoft', async () => {
    const { exitCode, stdout } = await check({ ...trusting(), HTTPS_PROXY: 'http://127.0.0.1:9' })
    expect([exitCode, stdout]).toEqual([4, expect.stringMatching(/^✗ .*login\.microsoftonline\.com/)])
  })

  test('reports a refused secret with Microsoft’s code, and a merge is refused after it', async () => {
    file = await folder.sealed('b.age', { ...facts(), clientSecret: 'not-the-secret' })
    const { exitCode, stdout } = await check(trusting(), ...mailbox)
    expect(exitCode).toBe(3)
    expect(stdout).toMatch(/^✗ .*AADSTS7000215/)
    await writeFile(folder.path('c.json'), '{}')
    const merge = ['merge', file, '--identity', folder.identity, '--environment', 'erabliere', '--tenant', tenantId]
    const refused = await folder.run(...merge, '--config', folder.path('c.json'))
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringMatching(/not checked.*--unchecked/)])
    expect(await readFile(folder.path('c.json'), 'utf8')).toBe('{}')
  })

  test('reports a mailbox that does not open, and keeps the token in the records', async () => {
    const { exitCode, stdout } = await check(trusting(), '--mailbox', 'nobody@erablieredunord.example')
    expect(exitCode).toBe(4)
    expect(stdout).toMatch(/^✓ token.*\n✓ permission.*\n✗ /)
    expect(JSON.parse(await readFile(records, 'utf8'))).toMatchObject({
      customers: [{ mailbox: null, deliveries: [{ token: { tenantId }, mailbox: null }] }],
    })
  })

  test('refuses a file of another tenant than the one in CDID’s records before anything is sent', async () => {
    const other = 'bbbbbbbb-0000-4000-8000-00000000000b'
    const before = live.tenant.requests.length
    const args = ['check', file, '--identity', folder.identity, '--environment', 'scierie', '--tenant', other]
    const { exitCode, stderr } = await folder.runWith({ env: trusting() }, ...args)
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/is from tenant 5d2c.*records say bbbb/)])
    expect(live.tenant.requests).toHaveLength(before)
  })

  test('allows a merge of the file that was checked, and not of another file with the same ids', async () => {
    await check(trusting())
    await writeFile(folder.path('c.json'), '{}')
    const merge = (sealed: string) =>
      folder.run(
        'merge',
        sealed,
        '--identity',
        folder.identity,
        '--environment',
        'erabliere',
        '--config',
        folder.path('c.json'),
        '--new-list',
      )
    expect((await merge(await folder.sealed('same-ids.age', facts()))).stderr).toMatch(/not checked/)
    expect(await merge(file)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await readFile(folder.path('c.json'), 'utf8')).toContain(granted.secretText)
    expect(JSON.parse(await readFile(records, 'utf8'))).toMatchObject({
      customers: [{ deliveries: [{ merged: { unchecked: null } }] }],
    })
  })
})
