import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownersOnly } from '#support/rights.ts'
import { type ReceptionFolder, handoff, newReceptionFolder } from '#support/reception-folder.ts'

/** The commands that a technician types for one customer, from the registration to the confirmation. */
let folder: ReceptionFolder
let file = ''
let config = ''
beforeEach(async () => {
  folder = await newReceptionFolder()
  file = await folder.sealed('a.age', handoff)
  config = folder.path('appsettings.json')
  await writeFile(config, '{\n  "Exchange": []\n}\n')
})
afterEach(() => folder.remove())

const records = () => readFile(folder.path('prextra-records.json'), 'utf8')
const env = () => ({ PREXTRA_IDENTITY: folder.identity, PREXTRA_CONFIG: config })
const run = (...args: readonly string[]) => folder.runWith({ env: env() }, ...args)
const contact = ['--contact', 'Ada Lefebvre <ada@acme.example>']
const register = (...more: readonly string[]) =>
  run('customer', 'add', '--environment', 'acme', '--tenant', handoff.tenantId, '--name', 'Acmé inc.', ...more)
const merge = (...more: readonly string[]) =>
  run('merge', file, '--environment', 'acme', '--unchecked', 'tried by hand', ...more)

describe('from a customer to a confirmation', () => {
  test('a customer is registered, a file merged and confirmed, and the list says what is next at each step', async () => {
    const next = async () => {
      const { stdout } = await run('list', '--json')
      return (JSON.parse(stdout) as { next: string; daysLeft: number | null }[]).map((line) => line.next)
    }
    expect((await register(...contact)).stdout).toBe(
      `acme is in the records, for tenant ${handoff.tenantId}.\nNext:\n  prextra-reception open FILE.age --environment acme\n`,
    )
    expect(await next()).toEqual(['receive'])
    expect((await run('confirm', file, '--environment', 'acme')).stderr).toMatch(/run “merge” first/)
    expect(await merge()).toMatchObject({ exitCode: 0, stderr: '' })
    // The merge was made with --unchecked, so the check is still to be done.
    expect(await next()).toEqual(['check'])
    expect(JSON.parse(await records())).toMatchObject({
      customers: [{ deliveries: [{ merged: { unchecked: 'tried by hand', config } }] }],
    })

    const confirmed = await run('confirm', file, '--environment', 'acme', '--out', folder.path('c.eml'))
    expect(confirmed).toMatchObject({ exitCode: 0, stderr: '' })
    expect(confirmed.stdout).toContain('Ada Lefebvre <ada@acme.example>')
    const mail = await readFile(folder.path('c.eml'), 'utf8')
    expect(mail).toMatch(/^To: Ada Lefebvre <ada@acme\.example>\r$/m)
    expect(mail).toMatch(/^X-Unsent: 1\r$/m)
    expect(mail).not.toContain('PLANTED')
    expect((await stat(folder.path('c.eml'))).mode & 0o777).toBe(ownersOnly)
    expect((await run('confirm', file, '--environment', 'acme', '--out', folder.path('c.eml'))).stderr).toMatch(
      /already exists/,
    )
    expect(await records()).not.toContain('PLANTED')
    expect(await records()).not.toContain('AGE-SECRET-KEY')
  })

  test('the confirmation goes to the contact of CDID’s records, never to the one that the file names', async () => {
    await register()
    await merge()
    const { exitCode, stderr } = await run('confirm', file, '--environment', 'acme')
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/no contact for “acme”.*--contact/)])
    await run('confirm', file, '--environment', 'acme', '--contact', 'it@acme.example', '--out', folder.path('c.eml'))
    expect(await readFile(folder.path('c.eml'), 'utf8')).toMatch(/^To: .*<?it@acme\.example>?\r$/m)
    expect(await records()).toContain('"email": "it@acme.example"')
  })

  test('a dry run shows the difference and writes nothing', async () => {
    await register()
    const before = [await readFile(config, 'utf8'), await records(), await readdir(folder.path('.'))]
    const { exitCode, stdout } = await merge('--dry-run')
    expect(exitCode).toBe(5)
    expect(stdout).toMatch(/\+ ClientSecret: ••••\n/)
    expect(stdout).toMatch(
      /Nothing was written\.\nNext:\n {2}prextra-reception merge .* --unchecked (['"])tried by hand\1\n$/,
    )
    expect([await readFile(config, 'utf8'), await records(), await readdir(folder.path('.'))]).toEqual(before)
  })

  test('the list is printed as a table and as a calendar', async () => {
    await register()
    await merge()
    const { stdout } = await run('list', '--language', 'fr')
    expect(stdout).toMatch(
      /^Client +Profil +Échéance +Reste +À faire +Billet\nacme +ews +1ᵉʳ.avril 2099 +\d+.j +vérifier.: check +C-1234\n\n.*EWS.*1ᵉʳ.avril 2027.*\nEnsuite.:\n {2}prextra-reception check FICHIER\.age --environment acme --language fr\n$/,
    )
    const { stdout: ics } = await run('list', '--ics')
    expect(ics).toMatch(/^BEGIN:VCALENDAR\r\n/)
    expect(ics).toContain('DTSTART;VALUE=DATE:20990401\r\n')
    expect(ics.match(/TRIGGER:-P(30|14|7)D/g)).toHaveLength(3)
    expect((await run('customer', 'list')).stdout).toMatch(/acme +Acmé inc\. +2222/)
  })
})

describe('undo', () => {
  test('puts the configuration back byte for byte, and the file can be merged again', async () => {
    const before = await readFile(config, 'utf8')
    await register()
    await merge()
    const merged = await readFile(config, 'utf8')
    expect((await run('undo', '--dry-run')).stdout).toMatch(
      /^To undo: .*acme.*\nNothing was written\.\nNext:\n {2}prextra-reception undo\n$/,
    )
    expect(await readFile(config, 'utf8')).toBe(merged)
    expect(await run('undo')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await readFile(config, 'utf8')).toBe(before)
    expect((await run('undo')).stderr).toMatch(/nothing to undo/)
    await merge()
    expect(await readFile(config, 'utf8')).toBe(merged)
  })

  test('is refused when the configuration has changed since the merge', async () => {
    await register()
    await merge()
    const changed = (await readFile(config, 'utf8')).replace('{', '{ // a note')
    await writeFile(config, changed)
    const { exitCode, stderr } = await run('undo')
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/has changed since the last known change/)])
    expect(await readFile(config, 'utf8')).toBe(changed)
  })
})

describe('CDID’s records decide', () => {
  test('an environment that is not registered, and a tenant that differs from the records, are refused', async () => {
    expect((await merge()).stderr).toMatch(/“acme” is not in CDID’s records.*--tenant/)
    await register()
    const other = 'bbbbbbbb-0000-4000-8000-00000000000b'
    expect((await merge('--tenant', other)).stderr).toMatch(
      /records say that “acme” is of tenant 2222.*customer add --replace/,
    )
    expect((await run('customer', 'add', '--environment', 'ACME', '--tenant', other)).stderr).toMatch(/of tenant 2222/)
    expect((await run('customer', 'add', '--environment', 'acme', '--tenant', other, '--replace')).exitCode).toBe(0)
    expect((await merge()).stderr).toMatch(/is from tenant 2222.*records say bbbb/)
    expect(await readFile(config, 'utf8')).toBe('{\n  "Exchange": []\n}\n')
  })

  test('a file that names another customer’s environment or tenant changes nothing of that customer', async () => {
    const theirs = `{ "Exchange": [ { "Environment": "scierie", "ApplicationId": "x", "ClientSecret": "theirs", "TenantId": "bbbbbbbb-0000-4000-8000-00000000000b" } ] }`
    await writeFile(config, theirs)
    await register()
    await run('customer', 'add', '--environment', 'scierie', '--tenant', 'bbbbbbbb-0000-4000-8000-00000000000b')
    file = await folder.sealed('b.age', { ...handoff, environment: 'scierie' })
    await merge()
    expect(await readFile(config, 'utf8')).toContain('"ClientSecret": "theirs"')
    file = await folder.sealed('c.age', { ...handoff, tenantId: 'bbbbbbbb-0000-4000-8000-00000000000b' })
    expect((await merge()).exitCode).toBe(1)
    const scierie = ['merge', await folder.sealed('d.age', handoff), '--environment', 'scierie', '--unchecked', 'no']
    expect((await run(...scierie)).stderr).toMatch(/is from tenant 2222.*records say bbbb/)
    expect(await readFile(config, 'utf8')).toContain('"ClientSecret": "theirs"')
  })

  test('practice has records of its own, and neither kind is read as the other', async () => {
    await register()
    expect((await run('list', '--practice', '--json')).stdout).toBe('[]\n')
    const real = folder.path('prextra-records.json')
    expect((await run('list', '--practice', '--records', real)).stderr).toMatch(/real records/)
    await writeFile(folder.path('broken.json'), '{ "format": "prextra-reception-records", "version": 7 }')
    expect((await run('list', '--records', folder.path('broken.json'))).stderr).toMatch(
      /not as expected \(see: version\)/,
    )
  })

  test('a comparison of the control code is kept in the records', async () => {
    await register()
    const { stdout } = await run('open', file, '--json')
    const { controlCode } = JSON.parse(stdout) as { controlCode: { fr: string[] } }
    await run('open', file, '--environment', 'acme', '--control-code', controlCode.fr.join(' '))
    expect(JSON.parse(await records())).toMatchObject({
      customers: [{ deliveries: [{ codeAt: expect.stringMatching(/^\d{4}-/) as string, token: null }] }],
    })
  })
})

test('help shows the usage and the options of every command', async () => {
  const { stdout } = await folder.run('help', '--language', 'fr')
  expect(stdout).toContain('Codes de sortie\u00a0: 0 fait')
  for (const command of ['keygen', 'open', 'check', 'merge', 'confirm', 'list', 'undo', 'customer', 'completion']) {
    const { exitCode, stdout: told } = await folder.run('help', command, '--language', 'fr')
    expect(exitCode).toBe(0)
    expect(told).toMatch(new RegExp(`^prextra-reception ${command} `))
    for (const line of told.split('\n').filter((found) => found.startsWith('  --'))) {
      expect(line).toMatch(/^ {2}--[a-z-]+ +\S.*\S/)
    }
  }
})
