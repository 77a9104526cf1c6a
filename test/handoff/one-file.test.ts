import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { luc, register, signIn, tenantId } from '#support/tenant-client.ts'
import { hostNames } from '#practice/serving/tls.ts'
import { openRelay } from '#support/connect-relay.ts'
import { openLiveTenant } from '#support/live-tenant.ts'
import receptionMarkers from '../../build/reception-markers.json' with { type: 'json' }
import { handoff, sealTo } from '#support/reception-folder.ts'
import { startedNode, systemTrusts } from '#support/windows/started-node.ts'

/** Which of the texts that only reception's code contains are in `content`. */
const markersIn = (content: string) => receptionMarkers.filter((marker) => content.includes(marker))

const root = join(import.meta.dirname, '../..')

/** A folder outside the project that holds the one file and nothing else. */
let folder = ''
beforeAll(() => {
  execFileSync(process.execPath, ['build/reception.mjs'], { cwd: root, stdio: 'pipe' })
  folder = mkdtempSync(join(tmpdir(), 'prextra-one-file-'))
  cpSync(join(root, 'out/reception/prextra-reception.mjs'), join(folder, 'prextra-reception.mjs'))
}, 120_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  new Promise<{ exitCode: number | null; stdout: string; stderr: string }>((resolve) => {
    const around = { cwd: folder, env: { ...startedNode, LC_ALL: 'en_CA.UTF-8', COLUMNS: '1000', ...env } }
    const child = execFile(process.execPath, ['prextra-reception.mjs', ...args], around, (_, stdout, stderr) => {
      resolve({ exitCode: child.exitCode, stdout, stderr })
    })
  })

describe('reception in one file', () => {
  test('makes a key and opens a file sealed to it', async () => {
    const made = await run(['keygen', '--out', 'cdid.key', '--unprotected'])
    const [, publicKey = ''] = /(age1\w{58})/.exec(made.stdout) ?? []
    writeFileSync(join(folder, 'a.age'), await sealTo(publicKey, handoff))
    const opened = await run(['open', 'a.age', '--identity', 'cdid.key', '--json'])
    expect(opened).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(opened.stdout)).toMatchObject({ tenantId: handoff.tenantId, recipient: { publicKey } })
    expect(opened.stdout).not.toContain('PLANTED')
  })

  test('checks, merges and confirms', { timeout: 60_000 }, async () => {
    const live = await openLiveTenant()
    const relay = await openRelay(hostNames, live.port)
    try {
      const { appId, secretText } = await register(live.tenant, await signIn(live.tenant, luc))
      const made = await run(['keygen', '--out', 'other.key', '--unprotected'])
      const [, publicKey = ''] = /(age1\w{58})/.exec(made.stdout) ?? []
      const facts = { ...handoff, tenantId, applicationId: appId, clientSecret: secretText }
      writeFileSync(join(folder, 'b.age'), await sealTo(publicKey, facts))
      writeFileSync(join(folder, 'c.json'), '{}')
      const of = ['b.age', '--identity', 'other.key', '--environment', 'erabliere']
      const env = { HTTPS_PROXY: relay.url, ...systemTrusts(live.caFile) }
      const mailbox = ['--tenant', tenantId, '--mailbox', 'accueil@erablieredunord.example']
      expect(await run(['check', ...of, ...mailbox], env)).toMatchObject({ exitCode: 0, stderr: '' })
      expect(await run(['merge', ...of, '--config', 'c.json', '--new-list'])).toMatchObject({ exitCode: 0, stderr: '' })
      expect(readFileSync(join(folder, 'c.json'), 'utf8')).toContain(secretText)
      const confirmed = await run(['confirm', ...of, '--contact', 'Ada <ada@acme.example>', '--out', 'c.eml'])
      expect(confirmed).toMatchObject({ exitCode: 0, stderr: '' })
      expect(readFileSync(join(folder, 'c.eml'), 'utf8')).not.toContain(secretText)
    } finally {
      await relay.close()
      await live.close()
    }
  })

  test('npm installs it without fetching anything', { timeout: 60_000 }, () => {
    const npm = ['install', '--offline', '--no-audit', '--no-fund', '--install-links', '--prefix', join(folder, 'npm')]
    mkdirSync(join(folder, 'npm'))
    execFileSync('npm', [...npm, join(root, 'out/reception/package')], { stdio: 'pipe' })
    const bin = join(folder, 'npm/node_modules/.bin/prextra-reception')
    expect(execFileSync(bin, ['help', '--language', 'fr'], { encoding: 'utf8' })).toMatch(/^prextra-reception/)
  })
})

describe('the administrator’s application', () => {
  test('contains none of reception’s code, which the same search finds in the one file', () => {
    // A source map holds the whole of each source; it is kept beside a release, and is in no package.
    const files = readdirSync(join(root, 'out/app'), { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && !entry.name.endsWith('.map'),
    )
    expect(files.map(({ name }) => name)).toContain('index.cjs')
    const found = files.flatMap(({ parentPath, name }) => markersIn(readFileSync(join(parentPath, name), 'utf8')))
    expect(found).toEqual([])
    expect(markersIn(readFileSync(join(folder, 'prextra-reception.mjs'), 'utf8'))).toEqual(receptionMarkers)
  })
})
