import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clouds } from '#core/access/cloud.ts'
import { gccHighCompany } from '#practice/company/seeds/other-clouds.ts'
import { openRelay } from '#support/connect-relay.ts'
import { type LiveTenant, openLiveTenant } from '#support/live-tenant.ts'
import { handoff, newReceptionFolder, type ReceptionFolder } from '#support/reception-folder.ts'
import { luc, register, signIn, tenantId } from '#support/tenant-client.ts'
import { systemTrusts } from '#support/windows/started-node.ts'

const { login, exchange, graph } = clouds['gcc-high']
let live: LiveTenant
let relay: Awaited<ReturnType<typeof openRelay>>
let folder: ReceptionFolder
let granted: Awaited<ReturnType<typeof register>>

beforeAll(async () => {
  live = await openLiveTenant({ seed: gccHighCompany })
  relay = await openRelay(live.tenant.hosts, live.port)
  granted = await register(live.tenant, await signIn(live.tenant, luc))
  folder = await newReceptionFolder()
})
afterAll(async () => {
  await folder.remove()
  await relay.close()
  await live.close()
})

function run(...args: readonly string[]) {
  const env = { HTTPS_PROXY: relay.url, ...systemTrusts(live.caFile) }
  return folder.runWith({ env }, ...args, '--identity', folder.identity)
}

test('a file of another cloud is opened with its cloud, checked there alone, and its hosts are looked at from then on', async () => {
  const facts = {
    ...handoff,
    cloud: 'gcc-high',
    tenantId,
    applicationId: granted.appId,
    clientSecret: granted.secretText,
  }
  const file = await folder.sealed('a.age', facts)
  expect((await run('open', file)).stdout).toMatch(/^ *Microsoft cloud +US Government, GCC High$/m)

  const named = ['--environment', 'erabliere', '--tenant', tenantId]
  const checked = await run('check', file, ...named, '--mailbox', 'accueil@erablieredunord.example')
  expect([checked.exitCode, checked.stderr]).toEqual([0, ''])
  expect(new Set(relay.asked)).toEqual(new Set([`${login}:443`, `${exchange}:443`]))
  const kept = JSON.parse(await readFile(folder.path('prextra-records.json'), 'utf8')) as object
  expect(kept).toMatchObject({ customers: [{ deliveries: [{ cloud: 'gcc-high' }] }] })

  const { stdout } = await run('doctor')
  for (const host of [login, exchange, graph, clouds.public.login]) expect(stdout).toContain(host)
})

test('the same file without its cloud is of the public one, where Microsoft refuses the tenant', async () => {
  const facts = {
    ...handoff,
    cloud: undefined,
    tenantId,
    applicationId: granted.appId,
    clientSecret: granted.secretText,
  }
  const file = await folder.sealed('b.age', facts)
  const { exitCode, stdout } = await run('check', file, '--environment', 'other', '--tenant', tenantId)
  expect([exitCode, stdout]).toEqual([3, expect.stringContaining('AADSTS900382')])
})
