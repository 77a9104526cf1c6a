import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostNames } from '#practice/serving/tls.ts'
import { openRelay } from '#support/connect-relay.ts'
import { openLiveTenant, type LiveTenant } from '#support/live-tenant.ts'
import { handoff, sealTo } from '#support/reception-folder.ts'
import { receptionFile } from '#support/security/builds.ts'
import { isWholeRun } from '#support/share.ts'
import { luc, register, signIn, tenantId } from '#support/tenant-client.ts'

/** Reception's one file, as it is handed over. The quick cut leaves it out: it is not built there. */

let live: LiveTenant
let relay: Awaited<ReturnType<typeof openRelay>>
const folder = mkdtempSync(join(tmpdir(), 'prextra-reception-security-'))
let secret = ''

interface Ran {
  readonly exitCode: number | null
  readonly printed: string
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const around = { cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'en_CA.UTF-8', COLUMNS: '1000', ...env } }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [receptionFile, ...args], around, (_, stdout, stderr) => {
      resolve({ exitCode: child.exitCode, printed: stdout + stderr })
    })
  })
}

const of = ['a.age', '--identity', 'cdid.key', '--environment', 'erabliere']
const check = (env: Readonly<Record<string, string>>) =>
  run(['check', ...of, '--tenant', tenantId], { HTTPS_PROXY: relay.url, ...env })

beforeAll(async () => {
  if (!isWholeRun) return
  live = await openLiveTenant()
  relay = await openRelay(hostNames, live.port)
  const { appId, secretText } = await register(live.tenant, await signIn(live.tenant, luc))
  secret = secretText
  const key = await generateX25519Identity()
  writeFileSync(join(folder, 'cdid.key'), `${key}\n`, { mode: 0o600 })
  const facts = { ...handoff, tenantId, applicationId: appId, clientSecret: secretText }
  writeFileSync(join(folder, 'a.age'), await sealTo(await identityToRecipient(key), facts))
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  if (!isWholeRun) return
  await relay.close()
  await live.close()
})

test
  .runIf(isWholeRun)
  .for([
    { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    { node_tls_reject_unauthorized: '0' },
    { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' },
  ])('with %j nothing is sent to an untrusted server', async (env) => {
  const before = live.tenant.requests.length
  const { exitCode, printed } = await check(env)
  expect([exitCode, printed]).toEqual([4, expect.stringMatching(/certificate/i)])
  expect(live.tenant.requests).toHaveLength(before)
})

test.runIf(isWholeRun).for(['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'])(
  'the company’s authority in %s is trusted, and the check goes through',
  async (name) => {
    expect(await check({ [name]: live.caFile, NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toMatchObject({ exitCode: 0 })
  },
)

test.runIf(isWholeRun)('a backup is its owner’s alone, also of a configuration that others read', async () => {
  const config = join(folder, 'appsettings.json')
  writeFileSync(config, '{}')
  chmodSync(config, 0o644)
  const merged = await run(['merge', ...of, '--config', 'appsettings.json', '--new-list', '--yes'])
  expect(merged).toMatchObject({ exitCode: 0 })
  const backups = readdirSync(folder).filter((name) => name.endsWith('.bak'))
  expect(backups).toHaveLength(1)
  expect(statSync(join(folder, backups[0] ?? '')).mode & 0o777).toBe(0o600)
  // What reads the configuration still may.
  expect(statSync(config).mode & 0o777).toBe(0o644)
  expect(readFileSync(config, 'utf8')).toContain(secret)
})

test.runIf(isWholeRun)('undo puts the configuration back with the rights that it had', async () => {
  const config = join(folder, 'appsettings.json')
  const undone = await run(['undo', '--config', 'appsettings.json', '--identity', 'cdid.key', '--yes'])
  expect(undone).toMatchObject({ exitCode: 0 })
  expect(readFileSync(config, 'utf8')).not.toContain(secret)
  expect(statSync(config).mode & 0o777).toBe(0o644)
})

test.runIf(isWholeRun).for([['open', ...of.slice(0, 3)], ['check', ...of, '--tenant', tenantId], ['list']])(
  'nothing secret is printed by %s',
  async (args) => {
    const { printed } = await run(args)
    expect(printed).not.toContain(secret)
    expect(printed).not.toMatch(/AGE-SECRET-KEY|eyJ[\w-]{10}|\n\s+at /)
  },
)
