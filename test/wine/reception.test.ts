import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { windowsNode } from '../../build/windows-node.mjs'
import { handoff, sealTo, secret } from '#support/reception-folder.ts'
import { copyOnto, type Ended, newWine, type Wine } from '#support/wine/wine.ts'

/** `prextra-reception` on Windows' paths and processes, as far as Wine has them: the executable, and the one file on Windows' Node. */
const root = join(import.meta.dirname, '../..')
let wine: Wine
let programs: Readonly<Record<string, readonly string[]>> = {}

beforeAll(() => {
  execFileSync(process.execPath, ['build/reception.mjs', '--exe'], { cwd: root, stdio: 'pipe' })
  wine = newWine()
  const node = wine.install(windowsNode(), 'node.exe')
  const executable = wine.install(join(root, 'out/reception/prextra-reception.exe'), 'prextra-reception.exe')
  copyOnto(wine, join(root, 'out/reception/prextra-reception.mjs'), 'prextra-reception.mjs')
  programs = { exe: [executable], mjs: [node, 'C:\\prextra-reception.mjs'] }
}, 400_000)
afterAll(() => {
  wine.remove()
})

/** A folder of a technician whose name Windows' code pages do not agree on. */
const folderOf = (program: string) => `Érablière ${program}`

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  folder = folderOf(program),
): Ended {
  const [file = '', ...first] = programs[program] ?? []
  mkdirSync(wine.path(folder), { recursive: true })
  const ended = wine.run(file, [...first, ...args, '--language', 'en'], { folder, env: { COLUMNS: '1000', ...env } })
  expect(ended.stdout + ended.stderr).not.toMatch(/PLANTED|AGE-SECRET-KEY/)
  return ended
}

const listOf = (path: string) => readFileSync(wine.path(`acls/C__${path}`), 'utf16le')

describe.each(['exe', 'mjs'])('on Windows, the %s', (program) => {
  const path = (name: string) => wine.path(`${folderOf(program)}/${name}`)
  const windowsPath = (name: string) => `C:\\${folderOf(program)}\\${name}`
  const config = '\uFEFF{\r\n  "Exchange": [\r\n  ]\r\n}\r\n'
  const merging = ['--environment', 'acme', '--tenant', handoff.tenantId, '--unchecked', 'a trial']
  const where = ['--identity', 'cdid.key', '--config', 'appsettings.json']

  test('says what it is', () => {
    const { exitCode, stdout } = run(program, ['version'])
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(program === 'exe' ? /, exe\)/ : /\(Node 24[^,]*\)/)])
    expect(run(program, ['/?']).stdout).toContain('prextra-reception merge')
  })

  test('makes a key that only the user and SYSTEM may open, and prints its whole path', async () => {
    const made = run(program, ['keygen', '--out', 'cdid.key', '--unprotected'])
    expect([made.exitCode, made.stderr]).toEqual([0, ''])
    expect(made.stdout).toContain(`Private key written to ${windowsPath('cdid.key')}`)
    expect(listOf(`${folderOf(program)}_cdid.key`)).toMatch(/^D:PAI\(A;;FA;;;S-1-5-21-[\d-]+\)\(A;;FA;;;SY\)$/)
    const [publicKey = ''] = /age1\w{58}/.exec(made.stdout) ?? []
    writeFileSync(path('a.age'), await sealTo(publicKey, handoff))
    writeFileSync(path('b.age'), await sealTo(publicKey, handoff))
  })

  test('never writes into Windows’ own folder', () => {
    const { exitCode, stderr } = run(program, ['keygen', '--unprotected'], {}, 'windows/system32')
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/would be in Windows’ own folder/)])
  })

  test('opens *.age, which no shell of Windows’ expands', () => {
    const { exitCode, stdout } = run(program, ['open', '*.age', '--identity', 'cdid.key'])
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^a\.age\r?\n[^]*\nb\.age\r?\n/)])
  })

  test('merges with the rights of the configuration, and undoes it byte for byte', () => {
    writeFileSync(path('appsettings.json'), config)
    const merged = run(program, ['merge', 'a.age', ...where, ...merging])
    expect([merged.exitCode, merged.stderr]).toEqual([0, ''])
    expect(readFileSync(path('appsettings.json'), 'utf8')).toContain(JSON.stringify(secret))
    const temporary = `${folderOf(program)}_.appsettings.json.prextra.tmp`
    expect(listOf(temporary)).toMatch(/^D:AI\(A;ID;FA;;;SY\)/)
    const list = run(program, ['list', '--identity', 'cdid.key'])
    expect([list.exitCode, list.stdout]).toEqual([0, expect.stringContaining('acme')])
    const undone = run(program, ['undo', ...where])
    expect([undone.exitCode, undone.stderr]).toEqual([0, ''])
    expect(readFileSync(path('appsettings.json'), 'utf8')).toBe(config)
    expect(readdirSync(path('.')).filter((name) => /lock|\.tmp$/.test(name))).toEqual([])
  })

  test('finds Windows’ own programs well', () => {
    const { stdout } = run(program, ['doctor', '--offline', ...where])
    expect(stdout).toContain('icacls copies the rights of a file.')
    expect(stdout).toContain('An administrator’s session.')
  })
})

test('the executable does not obey NODE_OPTIONS, as Windows’ Node does', () => {
  writeFileSync(wine.path('hostile.cjs'), `require('node:fs').writeFileSync('C:\\\\obeyed', '')`)
  const NODE_OPTIONS = '--require=C:\\\\hostile.cjs'
  const obeyed = () => readdirSync(wine.path('.')).includes('obeyed')
  expect(run('exe', ['version'], { NODE_OPTIONS }).exitCode).toBe(0)
  expect(obeyed()).toBe(false)
  expect(run('mjs', ['version'], { NODE_OPTIONS }).exitCode).toBe(0)
  expect(obeyed()).toBe(true)
})
