import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { runTenant, startTenant, type TenantProcess } from '#support/tenant-process.ts'

const run = promisify(execFile)
const names = ['login.microsoftonline.com', 'graph.microsoft.com', 'outlook.office365.com']
let started: TenantProcess | undefined

afterEach(async () => {
  await started?.stop()
  started = undefined
})

const folder = () => mkdtempSync(join(tmpdir(), 'prextra-command-line-'))

function curl({ port, caFile }: TenantProcess, ...args: string[]) {
  return run('curl', ['-sS', '--cacert', caFile, '--connect-to', `::127.0.0.1:${port}`, ...args])
}

test('prints its address, the hosts lines and the variables that a client needs', async () => {
  started = await startTenant()
  for (const name of names) expect(started.greeting).toContain(`127.0.0.1 ${name}\n::1 ${name}\n`)
  for (const variable of ['NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE']) {
    expect(started.greeting).toContain(`export ${variable}='${started.caFile}'`)
  }
})

test('writes a certificate that every account can read, and no private key', async () => {
  const ca = join(folder(), 'made')
  started = await startTenant('--ca', ca)
  expect(started.caFile).toBe(join(ca, 'practice-ca.pem'))
  expect(statSync(started.caFile).mode & 0o777).toBe(0o644)
  expect(readdirSync(dirname(started.caFile))).toEqual(['practice-ca.pem'])
  const text = readFileSync(started.caFile, 'utf8')
  expect(text).toMatch(/^-----BEGIN CERTIFICATE-----/)
  expect(text).not.toContain('PRIVATE KEY')
})

test('makes a new authority for each run', async () => {
  started = await startTenant()
  const other = await startTenant()
  try {
    expect(readFileSync(other.caFile, 'utf8')).not.toBe(readFileSync(started.caFile, 'utf8'))
    await expect(curl({ ...started, caFile: other.caFile }, 'https://graph.microsoft.com/v1.0/me')).rejects.toThrow(
      /curl: \(60\)/,
    )
  } finally {
    await other.stop()
  }
})

test.each(['127.0.0.1', '[::1]'])('curl reaches every host name at %s', async (address) => {
  started = await startTenant()
  const { port, caFile } = started
  const answers = await Promise.all(
    names.map((name) =>
      run('curl', [
        '-sS',
        '-o',
        '/dev/null',
        '-w',
        '%{http_code} %{ssl_verify_result}',
        '--cacert',
        caFile,
        '--resolve',
        `${name}:${port}:${address}`,
        `https://${name}:${port}/`,
      ]),
    ),
  )
  for (const { stdout } of answers) expect(stdout).toMatch(/^\d{3} 0$/)
})

test('listens on loopback addresses only', async () => {
  started = await startTenant()
  const hexPort = started.port.toString(16).toUpperCase().padStart(4, '0')
  const listening = ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((table) => readFileSync(table, 'utf8').split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => local.endsWith(`:${hexPort}`) && state === '0A')
    .map(([, local = '']) => local.split(':')[0])
  expect(listening.sort()).toEqual(['00000000000000000000000001000000', '0100007F'])
})

test('an unknown name gets no certificate; a Host header that differs from the connection gets 421', async () => {
  started = await startTenant()
  await expect(curl(started, 'https://login.microsoftonline.us/')).rejects.toThrow(/curl: \(35\)/)
  const { stdout } = await curl(
    started,
    '-o',
    '/dev/null',
    '-w',
    '%{http_code}',
    '-H',
    'Host: graph.microsoft.com',
    'https://login.microsoftonline.com/common/discovery/v2.0/keys',
  )
  expect(stdout).toBe('421')
})

test('logs one line for each request, without query values, bodies and tokens', async () => {
  const log = join(folder(), 'tenant.jsonl')
  started = await startTenant('--log', log)
  const secret = 'sEcReT-canary'
  await curl(started, '-H', `Authorization: Bearer ${secret}`, `https://graph.microsoft.com/v1.0/me?$select=${secret}`)
  await curl(
    started,
    '-d',
    `grant_type=client_credentials&client_secret=${secret}`,
    'https://login.microsoftonline.com/common/oauth2/v2.0/token',
  )
  const text = readFileSync(log, 'utf8')
  expect(text).not.toContain(secret)
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines).toMatchObject([
    { method: 'GET', host: 'graph.microsoft.com', path: '/v1.0/me', query: ['$select'], status: 401 },
    { method: 'POST', host: 'login.microsoftonline.com', path: '/common/oauth2/v2.0/token', query: [], status: 400 },
  ])
  expect(statSync(log).mode & 0o777).toBe(0o600)
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s stops it with 0, and its state is there for its owner',
  async (signal) => {
    const state = join(folder(), 'state.json')
    started = await startTenant('--state', state)
    expect(await started.stop(signal)).toBe(0)
    started = undefined
    expect(statSync(state).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({ format: 'practice-tenant/1' })
    started = await startTenant('--state', state, '--seed', 'no-such-seed')
    const { stdout } = await curl(
      started,
      'https://login.microsoftonline.com/erablieredunord.example/.well-known/openid-configuration',
    )
    expect(JSON.parse(stdout)).toHaveProperty('issuer')
  },
)

test.each(['small', 'strict', 'locked', 'large'])('knows the company “%s” by name', async (name) => {
  started = await startTenant('--seed', name)
  const { stdout } = await curl(
    started,
    'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  )
  expect(JSON.parse(stdout)).toMatchObject({ issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' })
})

test('applies a faults file to requests over TLS', async () => {
  const faults = join(folder(), 'faults.json')
  const at = 'https://graph.microsoft.com/v1.0/me'
  writeFileSync(
    faults,
    JSON.stringify({
      mocks: [
        { request: { url: at, nth: 1 }, response: { statusCode: 429, headers: [{ name: 'Retry-After', value: '7' }] } },
        { request: { url: `${at}/drive` }, effect: 'reset-before-commit' },
      ],
    }),
  )
  started = await startTenant('--faults', faults)
  const { stdout } = await curl(started, '-i', at)
  expect(stdout).toMatch(/^HTTP\/1\.1 429 /)
  expect(stdout.toLowerCase()).toContain('retry-after: 7')
  await expect(curl(started, `${at}/drive`)).rejects.toThrow(/curl: \((52|56|35)\)/)
})

test('reports a port in use in one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  expect(await runTenant('--port', String(port))).toEqual({
    code: 1,
    out: '',
    err: `Port ${port} is taken by another program: stop it, or choose another with --port.\n`,
  })
  other.close()
})

const notJson = join(folder(), 'not.json')
writeFileSync(notJson, '{')
const notSeed = join(folder(), 'not-seed.json')
writeFileSync(notSeed, '{"tenantId":"x"}')

test.each<[string, readonly string[], 1 | 2, string]>([
  ['an option nobody knows', ['--bogus'], 2, "Unknown option '--bogus'."],
  ['a port that is none', ['--port', 'abc'], 2, "--port takes a number from 0 to 65535, not 'abc'."],
  ['a seed that is not there', ['--seed', '/nowhere'], 1, "The seed file '/nowhere' cannot be read (ENOENT)."],
  ['a seed that is no JSON', ['--seed', notJson], 1, `The seed file '${notJson}' is not JSON.`],
  ['faults that are not there', ['--faults', '/nowhere'], 1, "The faults file '/nowhere' cannot be read (ENOENT)."],
  [
    'a log in no folder',
    ['--port', '0', '--log', '/nowhere/log'],
    1,
    "The log '/nowhere/log' cannot be written (ENOENT).",
  ],
  ['a state that is no JSON', ['--state', notJson], 1, `The state file '${notJson}' is not JSON.`],
])('%s is said in one sentence', async (_, args, code, sentence) => {
  const ended = await runTenant(...args)
  expect(ended.code).toBe(code)
  expect(ended.err.split('\n')[0]).toBe(sentence)
  expect(ended.err.includes('--port')).toBe(code === 2)
  expect(ended.err).not.toContain('    at ')
})

test('reports what a seed file lacks', async () => {
  const { code, err } = await runTenant('--seed', notSeed)
  expect(code).toBe(1)
  expect(err.startsWith(`${notSeed}: The seed is not right: `)).toBe(true)
  expect(err).toMatch(/\.\n$/)
})

test('--help names every option', async () => {
  const { code, out } = await runTenant('--help')
  expect(code).toBe(0)
  for (const option of ['--port', '--seed', '--faults', '--log', '--state', '--ca']) expect(out).toContain(option)
  expect(existsSync('/nowhere')).toBe(false)
})
