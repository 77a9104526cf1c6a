import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { generateHybridIdentity, generateX25519Identity } from 'age-encryption'
import { SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { makePassword } from '#practice/tenant/secrets.ts'
import { journey } from '#support/security/builds.ts'
import { inexactVersions, lockFileProblems, secretsIn } from '../../build/supply-chain.mjs'

const read = (path: string) => readFileSync(path, 'utf8')
const lock = read('package-lock.json')
const manifest = read('package.json')

describe('the lock file', () => {
  test('has every package from one registry, with its sha512', () => {
    expect(lockFileProblems(lock)).toEqual([])
  })

  test.for([
    ['another registry', { resolved: 'https://registry.elsewhere.example/zod/-/zod-4.6.7.tgz' }],
    ['a repository', { resolved: 'git+ssh://git@github.com/a/b.git#c' }],
    ['a folder', { resolved: 'file:../zod' }],
    ['a weaker digest', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
    ['no digest', { integrity: undefined }],
  ] as const)('with %s it would be found', ([, change]) => {
    const changed = JSON.parse(lock) as { packages: Record<string, object> }
    changed.packages['node_modules/zod'] = { ...changed.packages['node_modules/zod'], ...change }
    expect(lockFileProblems(JSON.stringify(changed))).toHaveLength(1)
  })

  test('of another version would be found', () => {
    expect(lockFileProblems(lock.replace('"lockfileVersion": 3', '"lockfileVersion": 1'))).toHaveLength(1)
  })
})

describe('the versions', () => {
  test('are exact', () => {
    expect(inexactVersions(manifest)).toEqual([])
  })

  test.for(['^1.2.3', '~1.2.3', '*', 'latest', '1.x', '>=1.2.3', 'github:a/b', 'file:../b'])(
    '%s would be found',
    (version) => {
      expect(inexactVersions(JSON.stringify({ dependencies: { a: version } }))).toEqual([`a ${version}`])
    },
  )

  test('no install script runs that was not allowed', () => {
    expect(read('.npmrc').split('\n')).toContain('strict-allow-scripts=true')
    const { allowScripts } = JSON.parse(manifest) as { allowScripts: Record<string, boolean> }
    expect(Object.values(allowScripts)).not.toContain(true)
  })
})

describe('secrets', () => {
  test('each kind is found where it is planted', async () => {
    const token = await new SignJWT({ sub: 'somebody', roles: ['full_access_as_app'] })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new Uint8Array(32))
    const password = makePassword({
      displayName: null,
      customKeyIdentifier: null,
      start: new Date(),
      end: new Date(),
      replicated: { visibleFrom: 0 } as never,
    })
    const planted = [password.secretText, await generateX25519Identity(), await generateHybridIdentity(), token]
    for (const secret of planted) expect(secretsIn(`const a = '${secret}'`)).toHaveLength(1)
    const pem = [
      '-----BEGIN PRIVATE',
      'KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n',
    ].join(' ')
    expect(secretsIn(pem)).toEqual(['a private key'])
  })

  test('none is in the repository but the practice key, and one that a test has made up', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
      .split('\0')
      .filter((file) => file !== '' && !/\.(png|ico|pdf|age|woff2|ttf|wasm|zip|gif|jpg|tgz)$/.test(file))
    expect(files.length).toBeGreaterThan(500)
    const found = files.flatMap((file) => secretsIn(read(file)).map((kind) => `${file}: ${kind}`))
    expect(found).toEqual([
      'src/practice/company/reception-key.ts: an identity of age',
      'test/support/memory-session.ts: a client secret of Entra',
    ])
  })

  test('none is in the packaged application', () => {
    const found = listPackage(journey.archive, { isPack: false })
      .map((path) => path.slice(1))
      .filter((path) => /\.\w+$/.test(path))
      .flatMap((path) =>
        secretsIn(extractFile(journey.archive, path).toString('utf8')).map((kind) => `${path}: ${kind}`),
      )
    expect(found).toEqual([])
  })
})

describe('the list of what is inside', () => {
  const components = () =>
    (
      JSON.parse(read(join(journey.folder, 'sbom.cdx.json'))) as {
        components: { name: string; version: string; purl: string; hashes?: unknown[] }[]
      }
    ).components

  test('names each package whose notice is shipped, with its version, and Electron', () => {
    const notices = read(join(journey.folder, 'THIRD-PARTY-NOTICES.txt'))
    const noticed = [...notices.matchAll(/^=+\n(\S+) (\S+) \(/gm)].map(
      ([, name, version]) => `${name ?? ''} ${version ?? ''}`,
    )
    expect(noticed.length).toBeGreaterThan(10)
    const listed = components().map(({ name, version }) => `${name} ${version}`)
    expect(noticed.filter((name) => !listed.includes(name))).toEqual([])
    expect(components().map(({ name }) => name)).toContain('electron')
  })

  test('has an address and a digest for each package of the registry', () => {
    const packages = components().filter(({ name }) => name !== 'electron')
    expect(packages.filter(({ purl }) => !purl.startsWith('pkg:npm/'))).toEqual([])
    expect(packages.filter(({ hashes }) => hashes === undefined).map(({ name }) => name)).toEqual([])
  })
})
