import { mkdirSync, readFileSync } from 'node:fs'
import { mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { expect } from 'vitest'
import { digestOf } from '#cdid/files/digest.ts'
import { type FileCall, whileFailing } from '#support/failing-disk.ts'
import { secret } from '#support/reception-folder.ts'
import {
  inBothLanguages,
  merging,
  type RecordsContent,
  type Row,
  type Technician,
} from '#support/reception-technician.ts'

/** Kind 1: nothing is half done. */

const temporary = '.appsettings.json.prextra.tmp'
const config = '{\n  "Exchange": []\n}\n'
const digest = (text: string) => digestOf(Buffer.from(text))

/** Merges, and returns the records as they are on the disk just before the configuration is replaced. */
async function mergedWithIntent(technician: Technician): Promise<string> {
  let records = ''
  const look = (_count: number, path: string) => {
    if (path.endsWith(temporary)) records = readFileSync(technician.records, 'utf8')
    return false
  }
  const file = await technician.sealed('a.age')
  await whileFailing('rename', 'EIO', look, () => technician.merged(file))
  return records
}

/** A lock that another command of this computer, which runs, holds. */
const heldLock = () =>
  JSON.stringify({ token: crypto.randomUUID(), process: process.pid, startedAt: null, host: hostname() })

/** Runs a merge again and again, with an error at each call of one kind in turn, until it meets none. */
async function failEverywhere(technician: Technician, call: FileCall, code: string): Promise<number> {
  const file = await technician.sealed('a.age')
  for (let at = 1; ; at++) {
    const met: number[] = []
    const said = await whileFailing(
      call,
      code,
      (count) => {
        if (count === at) met.push(count)
        return count === at
      },
      () => technician.run('merge', file, ...merging),
    )
    const isWritten = (await technician.readConfig()) !== config
    if (!isWritten) {
      expect(said.exitCode, `${call} ${at}`).toBeGreaterThan(0)
      expect(await technician.backups(), `${call} ${at}`).toEqual([])
    }
    // The next command settles what the failure left, and tells whether there is a secret in use.
    await technician.run('list')
    const { customers, intents } = await technician.readRecords().catch(() => ({ customers: [], intents: [] }))
    const isKnown = customers.some(({ deliveries }) => deliveries.some(({ merged }) => merged !== null))
    expect([isKnown, intents], `${call} ${at}`).toEqual([isWritten, []])
    expect((await technician.litter()).filter((name) => !name.endsWith('.bak'))).toEqual([])
    if (met.length === 0) return at - 1
    if (isWritten) {
      await technician.run('undo', '--yes')
      for (const name of await technician.backups()) await unlink(technician.path(name))
      expect(await technician.readConfig()).toBe(config)
    }
  }
}

inBothLanguages('nothing is half done', [
  [
    'the records hold the intent, with digests and the backup, before the configuration is replaced',
    async (technician) => {
      const { intents } = JSON.parse(await mergedWithIntent(technician)) as RecordsContent
      const after = await technician.readConfig()
      const [backup = ''] = await technician.backups()
      expect(intents).toMatchObject([
        { kind: 'merge', before: digest(config), after: digest(after), backup: technician.path(backup) },
      ])
      expect(await readFile(technician.path(backup), 'utf8')).toBe(config)
    },
  ],
  [
    'the intent is completed afterwards, with the digests of the configuration and of its backup',
    async (technician) => {
      await mergedWithIntent(technician)
      const { customers, intents } = await technician.readRecords()
      expect(intents).toEqual([])
      expect(customers[0]?.deliveries[0]?.merged).toMatchObject({
        written: digest(await technician.readConfig()),
        backupDigest: digest(config),
      })
    },
  ],
  [
    'the next run finishes what had happened, and says to restart the service',
    async (technician) => {
      await writeFile(technician.records, await mergedWithIntent(technician))
      const said = await technician.run('list')
      technician.says(
        said,
        /Une commande interrompue avait changé .* : le registre est maintenant complet\. Redémarrez le service/,
        /An interrupted command had changed .*: the records are complete now\. Restart the Prextra Server service/,
      )
      expect((await technician.readRecords()).customers[0]?.deliveries[0]?.merged?.config).toBe(technician.config)
      expect((await technician.run('undo')).exitCode).toBe(0)
      expect(await technician.readConfig()).toBe(config)
    },
  ],
  [
    'the next run withdraws what had not happened, and clears what is left of it',
    async (technician) => {
      await writeFile(technician.records, await mergedWithIntent(technician))
      await writeFile(technician.config, config)
      await writeFile(technician.path(temporary), 'half')
      const said = await technician.run('list')
      technician.says(
        said,
        /n’avait rien changé dans .* : elle est effacée/,
        /had changed nothing in .*: it is cleared/,
      )
      expect([await technician.litter(), (await technician.readRecords()).intents]).toEqual([[], []])
    },
  ],
  [
    'a configuration that somebody else has changed since is not guessed about, and the backup stays',
    async (technician) => {
      await writeFile(technician.records, await mergedWithIntent(technician))
      await writeFile(technician.config, '{ "Exchange": [], "More": 1 }')
      const said = await technician.run('list')
      technician.says(
        said,
        /a changé depuis\. Comparez avec .*\.bak, puis relancez/,
        /has changed since\. Compare it with .*\.bak, then run/,
      )
      expect([await technician.backups(), (await technician.readRecords()).intents]).toEqual([[expect.anything()], []])
    },
  ],
  ...(['writeFile', 'sync', 'rename'] as const).map((call): Row => [
    `settling that fails at any ${call} is done by the run after it`,
    async (technician) => {
      const records = await mergedWithIntent(technician)
      for (let at = 1, met = [0]; met.length > 0; at++) {
        met = []
        await writeFile(technician.records, records)
        const isMeant = (count: number) => count === at && met.push(count) > 0
        await whileFailing(call, 'EIO', isMeant, () => technician.run('list'))
        await technician.run('list')
        const { customers, intents } = await technician.readRecords()
        expect([customers[0]?.deliveries[0]?.merged?.config, intents], `${call} ${at}`).toEqual([technician.config, []])
      }
    },
  ]),
  [
    'an intent whose configuration cannot be read just now is left for later',
    async (technician) => {
      await writeFile(technician.records, await mergedWithIntent(technician))
      const isConfig = (_count: number, path: string) => path === technician.config
      await whileFailing('stat', 'EBUSY', isConfig, () => technician.run('list'))
      expect((await technician.readRecords()).intents).toHaveLength(1)
      await technician.run('list')
      expect((await technician.readRecords()).customers[0]?.deliveries[0]?.merged).not.toBeNull()
    },
  ],
  [
    'a failure after which the configuration cannot be read keeps the intent and the backup',
    async (technician) => {
      const file = await technician.sealed('a.age')
      let renamed = 0
      const isReplacing = (_count: number, path: string) => path.endsWith(temporary) && ++renamed >= 2
      const isHeld = (_count: number, path: string) => path === technician.config && renamed >= 2
      const merge = () => technician.run('merge', file, ...merging)
      const said = await whileFailing('stat', 'EBUSY', isHeld, () => whileFailing('rename', 'EIO', isReplacing, merge))
      expect(said.exitCode).toBe(1)
      expect([await technician.backups(), (await technician.readRecords()).intents]).toEqual([
        [expect.anything()],
        [expect.anything()],
      ])
      await technician.run('list')
      expect([await technician.backups(), (await technician.readRecords()).intents]).toEqual([[], []])
    },
  ],
  [
    'records in a folder that does not exist: nothing is written',
    async (technician) => {
      const file = await technician.sealed('a.age')
      const said = await technician.run('merge', file, ...merging, '--records', technician.path('none/records.json'))
      expect(said.exitCode).toBe(1)
      technician.says(
        said,
        /Le dossier de « .*none[\\/]records\.json » n’existe pas/,
        /folder of “.*none[\\/]records\.json” does not exist/,
      )
      expect([await technician.readConfig(), await technician.litter()]).toEqual([config, []])
    },
  ],
  [
    'a disk that is full at any write: nothing, or everything once the next run has settled it',
    async (technician) => {
      expect(await failEverywhere(technician, 'writeFile', 'ENOSPC')).toBeGreaterThan(8)
    },
  ],
  [
    'a disk that fails at any flush: the same',
    async (technician) => {
      // Windows has no flush of a folder.
      const least = process.platform === 'win32' ? 5 : 8
      expect(await failEverywhere(technician, 'sync', 'EIO')).toBeGreaterThan(least)
    },
  ],
  [
    'a file that may not be replaced, at any replacement: the same',
    async (technician) => {
      expect(await failEverywhere(technician, 'rename', 'EACCES')).toBeGreaterThan(3)
    },
  ],
  [
    'a full disk is called one',
    async (technician) => {
      const file = await technician.sealed('a.age')
      const merge = () => technician.run('merge', file, ...merging)
      const said = await whileFailing('writeFile', 'ENOSPC', () => true, merge)
      expect(said.exitCode).toBe(1)
      technician.says(said, /Le disque de « .* » est plein/, /The disk of “.*” is full/)
    },
  ],
  [
    'locked records: nothing is written, and another try may work',
    async (technician) => {
      await writeFile(`${technician.records}.prextra-lock`, heldLock())
      const said = await technician.run('merge', await technician.sealed('a.age'), ...merging)
      expect(said.exitCode).toBe(4)
      technician.says(
        said,
        /Une autre commande prextra-reception travaille déjà/,
        /Another prextra-reception is already at work/,
      )
      expect([await technician.readConfig(), await technician.backups()]).toEqual([config, []])
    },
  ],
  [
    'records that were not completed are said so, and the same command completes them',
    async (technician) => {
      const file = await technician.sealed('a.age')
      let renamed = 0
      const isLast = (_count: number, path: string) => path.endsWith('records.json.prextra.tmp') && ++renamed > 1
      const said = await whileFailing('rename', 'EACCES', isLast, () => technician.run('merge', file, ...merging))
      expect(said.exitCode).toBe(4)
      technician.says(
        said,
        /a été changé, mais le registre .* n’a pas pu être complété .*redémarrez ensuite le service/,
        /was changed, but the records .* could not be completed .*restart the service/,
      )
      expect((await technician.run('merge', file, ...merging)).exitCode).toBe(0)
      const { customers, intents } = await technician.readRecords()
      expect([customers[0]?.deliveries[0]?.merged?.written, intents]).toEqual([
        digest(await technician.readConfig()),
        [],
      ])
    },
  ],
  [
    'an audit file that cannot be written: nothing is',
    async (technician) => {
      mkdirSync(technician.path('prextra-records.audit.jsonl'))
      const said = await technician.run('merge', await technician.sealed('a.age'), ...merging)
      expect(said.exitCode).toBe(1)
      technician.says(said, 'prextra-records.audit.jsonl', 'prextra-records.audit.jsonl')
      expect([await technician.readConfig(), await technician.litter()]).toEqual([config, []])
    },
  ],
  [
    'undo refuses a backup that was emptied',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const merged = await technician.readConfig()
      const [backup = ''] = await technician.backups()
      await writeFile(technician.path(backup), '')
      const said = await technician.run('undo', '--yes')
      expect([said.exitCode, await technician.readConfig()]).toEqual([1, merged])
      technician.says(said, /n’est plus celle qui a été faite/, /is not the one that was made/)
    },
  ],
  [
    'undo refuses a backup that was changed',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const [backup = ''] = await technician.backups()
      await writeFile(technician.path(backup), config.replace('[]', '[ ]'))
      expect((await technician.run('undo', '--yes')).exitCode).toBe(1)
    },
  ],
  [
    'undo is refused when the configuration has changed since',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const changed = `${await technician.readConfig()}\n`
      await writeFile(technician.config, changed)
      const said = await technician.run('undo')
      expect([said.exitCode, await technician.readConfig()]).toEqual([1, changed])
      technician.says(said, /a changé depuis le dernier changement connu/, /has changed since the last known change/)
    },
  ],
  [
    'records that predate digests: the difference is shown, without secrets, and approved',
    async (technician) => {
      await predating(technician)
      const merged = await technician.readConfig()
      const declined = await technician.runWith({ answers: ['n'] }, 'undo')
      technician.says(
        declined,
        /ne connaît pas l’empreinte.*- Exchange:0:Environment: acme.*- Exchange:0:ClientSecret: ••••/,
        /do not know the digest.*- Exchange:0:Environment: acme.*- Exchange:0:ClientSecret: ••••/,
      )
      expect(await technician.readConfig()).toBe(merged)
      expect((await technician.runWith({ answers: ['y'] }, 'undo')).exitCode).toBe(0)
      expect(await technician.readConfig()).toBe(config)
    },
  ],
  [
    'records that predate digests: a script must say --yes',
    async (technician) => {
      await predating(technician)
      const merged = await technician.readConfig()
      const said = await technician.run('undo')
      expect([said.exitCode, await technician.readConfig()]).toEqual([1, merged])
      technician.says(said, /il faut une réponse.*--yes/, /an answer is needed.*--yes/)
      expect((await technician.run('undo', '--yes')).exitCode).toBe(0)
      expect(await technician.readConfig()).toBe(config)
    },
  ],
  [
    'records that predate digests: a backup that is not a configuration is refused',
    async (technician) => {
      await predating(technician)
      const merged = await technician.readConfig()
      const [backup = ''] = await technician.backups()
      for (const content of ['', '{', await readFile(technician.records)]) {
        await writeFile(technician.path(backup), content)
        expect((await technician.run('undo', '--yes')).exitCode).toBe(1)
        expect(await technician.readConfig()).toBe(merged)
      }
    },
  ],
  [
    'what fails leaves no backup behind',
    async (technician) => {
      const file = await technician.sealed('a.age')
      let renamed = 0
      const isReplacing = (_count: number, path: string) => path.endsWith(temporary) && ++renamed >= 2
      const said = await whileFailing('rename', 'EACCES', isReplacing, () => technician.run('merge', file, ...merging))
      expect([said.exitCode, await technician.readConfig(), await technician.litter()]).toEqual([1, config, []])
      technician.says(said, /Vous n’avez pas le droit d’écrire/, /You may not write/)
    },
  ],
  [
    'a backup that undo needs is neither pruned nor aged out',
    async (technician) => {
      const contents = [config]
      for (let number = 1; number <= 8; number++) {
        await technician.merged(
          await technician.sealed(`${number}.age`, { clientSecret: `${secret}${number}` }),
          '--older',
        )
        contents.push(await technician.readConfig())
      }
      expect(await technician.backups()).toHaveLength(8)
      for (const content of contents.toReversed().slice(1)) {
        expect((await technician.run('undo')).exitCode).toBe(0)
        expect(await technician.readConfig()).toBe(content)
      }
    },
  ],
  [
    'of the backups that undo cannot reach, the newest five are kept',
    async (technician) => {
      for (let number = 1; number <= 8; number++) {
        await technician.merged(await technician.sealed(`${number}.age`, { clientSecret: `${secret}${number}` }))
        await writeFile(technician.config, `${await technician.readConfig()} `)
      }
      // Each edit by hand cuts off what was before it.
      expect(await technician.backups()).toHaveLength(5)
    },
  ],
  [
    'confirm with locked records leaves no mail, and the second try passes',
    async (technician) => {
      const file = await technician.sealed('a.age')
      await technician.merged(file)
      const confirm = () =>
        technician.run(
          'confirm',
          file,
          '--environment',
          'acme',
          '--contact',
          'ada@acme.example',
          '--out',
          technician.path('c.eml'),
        )
      await writeFile(`${technician.records}.prextra-lock`, heldLock())
      expect((await confirm()).exitCode).toBe(4)
      await expect(readFile(technician.path('c.eml'))).rejects.toThrow('ENOENT')
      await unlink(`${technician.records}.prextra-lock`)
      expect((await confirm()).exitCode).toBe(0)
      expect((await technician.readRecords()).customers[0]?.deliveries[0]?.confirmedAt).not.toBeNull()
    },
  ],
  [
    'confirm never replaces a file that is not its own draft',
    async (technician) => {
      const file = await technician.sealed('a.age')
      await technician.merged(file)
      await mkdir(technician.path('mails'))
      await writeFile(technician.path('mails/c.eml'), 'mine')
      const out = ['--contact', 'ada@acme.example', '--out', technician.path('mails/c.eml')]
      const said = await technician.run('confirm', file, '--environment', 'acme', ...out)
      expect([said.exitCode, await readFile(technician.path('mails/c.eml'), 'utf8')]).toEqual([1, 'mine'])
      technician.says(said, /existe déjà et n’a pas été touché/, /already exists and was not touched/)
    },
  ],
  [
    'a merge that is declined writes nothing, not even a lock',
    async (technician) => {
      const said = await technician.runWith({ answers: ['n'] }, 'merge', await technician.sealed('a.age'), ...merging)
      expect([said.exitCode, await technician.readConfig(), await technician.litter()]).toEqual([1, config, []])
      technician.says(said, 'Rien n’a été écrit.', 'Nothing was written.')
    },
  ],
])

/** Merges, and takes the digest of the backup out of the records, as an older version wrote them. */
async function predating(technician: Technician): Promise<void> {
  await technician.merged(await technician.sealed('a.age'))
  const records = await readFile(technician.records, 'utf8')
  await writeFile(technician.records, records.replace(/,\s+"backupDigest": "[0-9a-f]+"/, ''))
}
