import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { delimiter } from 'node:path'
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { commands } from '#cdid/terminal/command-table.ts'
import { widthOf } from '#cdid/terminal/text-width.ts'
import { digestOf } from '#cdid/files/digest.ts'
import { handoff, sealTo, secret } from '#support/reception-folder.ts'
import { ownersOnly } from '#support/rights.ts'
import { inBothLanguages, merging, type Row, type Said, type Technician } from '#support/reception-technician.ts'

/** What a tool of this kind is asked for. */

const config = '{\n  "Exchange": []\n}\n'
const register = (technician: Technician, ...more: readonly string[]) =>
  technician.run('customer', 'add', '--environment', 'acme', '--tenant', handoff.tenantId, ...more)

/** Answers as Microsoft's hosts do to anybody, with this date. */
const answering = (date: string) => () => Promise.resolve(new Response(null, { status: 200, headers: { date } }))
const now = new Date('2026-11-27T15:00:00Z')

inBothLanguages('doctor', [
  [
    'says all is well, without writing anything',
    async (technician) => {
      await register(technician)
      const before = await technician.litter()
      const said = await technician.run('doctor', '--offline')
      expect([said.exitCode, await technician.litter()]).toEqual([0, before])
      technician.says(said, 'liste Exchange (entrées : 0)', 'list Exchange (entries: 0)')
      technician.says(said, '(clients : 1)', '(customers: 1)')
    },
  ],
  [
    'looks at the key',
    async (technician) => {
      technician.says(
        await technician.run('doctor', '--offline'),
        'Clé sans phrase de passe',
        'Key without a passphrase',
      )
      await rm(technician.folder.identity)
      const said = await technician.run('doctor', '--offline')
      expect(said.exitCode).toBe(1)
      technician.says(said, /cdid\.key » est introuvable/, /cdid\.key” was not found/)
    },
  ],
  [
    'looks at every key',
    async (technician) => {
      const second = technician.path('second.key')
      await writeFile(second, `${await generateX25519Identity()}\n`, { mode: 0o600 })
      const env = { PREXTRA_IDENTITY: [technician.folder.identity, second].join(delimiter) }
      const said = await technician.runWith({ env }, 'doctor', '--offline')
      expect([said.exitCode, said.text.includes(second)]).toEqual([0, true])
    },
  ],
  [
    'looks at the records',
    async (technician) => {
      await writeFile(technician.records, '{ "format": "prextra-reception-records", "version": 7 }')
      const said = await technician.run('doctor', '--offline')
      expect(said.exitCode).toBe(1)
      technician.says(said, 'n’a pas la forme attendue (à voir : version)', 'are not as expected (see: version)')
    },
  ],
  [
    'names a change that was not finished',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const records = await technician.readRecords()
      const [customer] = records.customers
      const { deliveries, removals, ...about } = customer ?? { deliveries: [], removals: [] }
      const intent = {
        id: crypto.randomUUID(),
        kind: 'remove',
        at: now.toISOString(),
        customer: about,
        config: technician.config,
        before: 'a'.repeat(64),
        after: 'b'.repeat(64),
        backup: technician.path('x.bak'),
        delivery: null,
        unchecked: null,
        undone: null,
      }
      await writeFile(technician.records, JSON.stringify({ ...records, intents: [intent] }))
      const said = await technician.run('doctor', '--offline')
      expect([said.exitCode, removals, deliveries.length]).toEqual([1, [], 1])
      technician.says(said, /Un changement pour acme .* n’est pas terminé/, /A change for acme .* is unfinished/)
    },
  ],
  [
    'looks at the configuration as .NET does',
    async (technician) => {
      await writeFile(technician.config, '{ "Exchange": [],\n"EXCHANGE": [] }')
      const said = await technician.run('doctor', '--offline')
      expect(said.exitCode).toBe(1)
      technician.says(said, '(ligne 2, colonne 1) est déjà', '(line 2, column 1) is already')
    },
  ],
  [
    'names a configuration that is read-only',
    async (technician) => {
      await chmod(technician.config, 0o444)
      technician.says(await technician.run('doctor', '--offline'), 'est en lecture seule', 'is read-only')
    },
  ],
  [
    'finds Microsoft reachable, and the clock right',
    async (technician) => {
      const fetch = answering(new Date().toUTCString())
      const said = await technician.runWith({ fetch }, 'doctor')
      expect(said.exitCode).toBe(0)
      technician.says(said, 'login.microsoftonline.com répond.', 'login.microsoftonline.com answers.')
      technician.says(said, 'L’horloge s’accorde', 'The clock agrees')
    },
  ],
  [
    'names a clock that is off',
    async (technician) => {
      const fetch = answering(new Date(Date.now() - 3_600_000).toUTCString())
      const said = await technician.runWith({ fetch }, 'doctor')
      expect(said.exitCode).toBe(1)
      technician.says(said, /a 60 min d’écart/, /is 60 min off/)
    },
  ],
  [
    'names a host that does not answer',
    async (technician) => {
      const fetch = () =>
        Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) }))
      const said = await technician.runWith({ fetch }, 'doctor')
      expect(said.exitCode).toBe(1)
      technician.says(
        said,
        'outlook.office365.com ne répond pas (ENOTFOUND)',
        'outlook.office365.com does not answer (ENOTFOUND)',
      )
    },
  ],
  [
    'names the variable of the proxy, and not what it holds',
    async (technician) => {
      const env = { HTTPS_PROXY: 'http://user:word@proxy:8080', NODE_USE_ENV_PROXY: '1' }
      const said = await technician.runWith({ env, fetch: answering(new Date().toUTCString()) }, 'doctor')
      technician.says(said, 'serveur mandataire (proxy) de HTTPS_PROXY', 'the proxy server of HTTPS_PROXY')
      expect(said.text).not.toContain('word@')
    },
  ],
])

const everyCommand = Object.keys(commands)

inBothLanguages('how it is told', [
  ...(['version', '--version'] as const).map((word): Row => [
    `${word} names the version and Node`,
    async (technician) => {
      const said = await technician.run(word)
      expect(said).toMatchObject({
        exitCode: 0,
        stdout: `prextra-reception ${packageJson.version} (Node ${process.versions.node})\n`,
      })
    },
  ]),
  ...(['/?', '--help', '-h', 'help'] as const).map((word): Row => [
    `${word} shows every command`,
    async (technician) => {
      const said = await technician.run(word)
      expect(said.exitCode).toBe(0)
      for (const command of everyCommand) expect(said.stdout).toContain(`prextra-reception ${command}`)
      technician.says(said, 'Codes de sortie : 0 fait', 'Exit codes: 0 done')
    },
  ]),
  ...everyCommand.flatMap((command): readonly Row[] => [
    [
      `${command} /? shows the help of ${command}`,
      async (technician) => {
        const said = await technician.run(command, '/?')
        expect([said.exitCode, said.stdout.startsWith(`prextra-reception ${command}`)]).toEqual([0, true])
      },
    ],
    [
      `a mistake in ${command} shows the help of ${command}`,
      async (technician) => {
        const said = await technician.run(command, '--no-such-option')
        expect(said.exitCode).toBe(2)
        technician.says(
          said,
          'L’option --no-such-option n’existe pas pour cette commande.',
          'This command has no option --no-such-option.',
        )
        expect(said.stderr).toContain(`\n\nprextra-reception ${command}`)
      },
    ],
  ]),
  [
    'a command that does not exist is named, and all are shown',
    async (technician) => {
      const said = await technician.run('mrege')
      expect(said.exitCode).toBe(2)
      technician.says(said, 'La commande « mrege » n’existe pas.', 'There is no command “mrege”.')
      expect(said.stderr).toContain('prextra-reception merge')
    },
  ],
  [
    'a missing option is named',
    async (technician) => {
      const said = await technician.run('check', await technician.sealed('a.age'))
      expect(said.exitCode).toBe(2)
      technician.says(said, 'Il manque l’option --environment.', 'The option --environment is missing.')
    },
  ],
])

/** Returns the command that comes next, which must be the last line. */
function nextOf(technician: Technician, said: Said): string {
  const lines = said.stdout.trimEnd().split('\n')
  technician.says(lines.at(-2) ?? '', 'Ensuite :', 'Next:')
  return (lines.at(-1) ?? '').trim()
}

const tenant = (technician: Technician) => (technician.language === 'fr' ? 'NOM --tenant GUID' : 'NAME --tenant GUID')
const anyFile = (technician: Technician) => (technician.language === 'fr' ? 'FICHIER.age' : 'FILE.age')

/** An argument as the shell wants it that the command is written for. */
const quoted = (text: string) => (process.platform === 'win32' ? `"${text}"` : `'${text}'`)

const nexts: readonly (readonly [string, (t: Technician) => Promise<Said>, (t: Technician) => string])[] = [
  [
    'keygen',
    (t) => t.run('keygen', '--out', t.path('k'), '--unprotected'),
    (t) => `customer add --environment ${tenant(t)} --identity ${t.path('k')}`,
  ],
  ['customer add', (t) => register(t), (t) => `open ${anyFile(t)} --environment acme`],
  [
    'customer list without customers',
    (t) => t.run('customer', 'list'),
    (t) => `customer add --environment ${tenant(t)}`,
  ],
  ['customer list', async (t) => (await register(t), t.run('customer', 'list')), () => 'list'],
  [
    'customer remove',
    async (t) => (await register(t), t.run('customer', 'remove', '--environment', 'acme')),
    () => 'customer list',
  ],
  [
    'open of a customer who is known',
    async (t) => (await register(t), t.run('open', await t.sealed('a.age'))),
    (t) => `check ${t.path('a.age')} --environment acme`,
  ],
  [
    'open of several',
    async (t) => t.run('open', await t.sealed('a.age'), await t.sealed('b.age')),
    (t) => `open ${t.path('a.age')}`,
  ],
  [
    'check that fails',
    async (t) => (await register(t), t.run('check', await t.sealed('a.age'), '--environment', 'acme')),
    (t) => `check ${t.path('a.age')} --environment acme`,
  ],
  ['merge', async (t) => t.merged(await t.sealed('a.age')), (t) => `confirm ${t.path('a.age')} --environment acme`],
  [
    'merge of what is there',
    async (t) => (await t.merged(await t.sealed('a.age')), t.merged(t.path('a.age'))),
    (t) => `confirm ${t.path('a.age')} --environment acme`,
  ],
  [
    'merge --dry-run',
    async (t) => t.run('merge', await t.sealed('a.age'), ...merging, '--dry-run'),
    (t) => `merge ${t.path('a.age')} --environment acme --tenant ${handoff.tenantId} --unchecked ${quoted('a test')}`,
  ],
  [
    'merge --dry-run without a check',
    async (t) => (await register(t), t.run('merge', await t.sealed('a.age'), '--environment', 'acme', '--dry-run')),
    (t) => `check ${t.path('a.age')} --environment acme`,
  ],
  [
    'merge that was declined',
    async (t) => t.runWith({ answers: ['n'] }, 'merge', await t.sealed('a.age'), ...merging),
    (t) => `merge ${t.path('a.age')} --environment acme --tenant ${handoff.tenantId} --unchecked ${quoted('a test')}`,
  ],
  [
    'merge --remove',
    async (t) => (await t.merged(await t.sealed('a.age')), t.run('merge', '--remove', '--environment', 'acme')),
    () => 'list',
  ],
  [
    'confirm',
    async (t) => (
      await t.merged(await t.sealed('a.age')),
      t.run('confirm', t.path('a.age'), '--environment', 'acme', '--contact', 'a@b.example', '--out', t.path('c.eml'))
    ),
    () => 'list',
  ],
  ['list without customers', (t) => t.run('list'), (t) => `customer add --environment ${tenant(t)}`],
  [
    'list with something to do',
    async (t) => (await t.merged(await t.sealed('a.age')), t.run('list')),
    (t) => `check ${anyFile(t)} --environment acme`,
  ],
  [
    'list of a customer whose file is awaited',
    async (t) => (await register(t), t.run('list')),
    (t) => `open ${anyFile(t)} --environment acme`,
  ],
  ['list --mail', async (t) => (await register(t), t.run('list', '--mail')), () => 'list'],
  ['undo', async (t) => (await t.merged(await t.sealed('a.age')), t.run('undo')), () => 'list'],
  ['undo --dry-run', async (t) => (await t.merged(await t.sealed('a.age')), t.run('undo', '--dry-run')), () => 'undo'],
  ['doctor', (t) => t.run('doctor', '--offline'), () => 'list'],
]

inBothLanguages('every command ends with the next one', [
  ...nexts.map(([name, run, next]): Row => [
    name,
    async (technician) => {
      expect(nextOf(technician, await run(technician))).toBe(`prextra-reception ${next(technician)}`)
    },
  ]),
  [
    'with the options that it needs as well, quoted for a shell',
    async (technician) => {
      const records = technician.path('the records.json')
      const said = await register(technician, '--records', records, '--practice')
      expect(nextOf(technician, said)).toBe(
        `prextra-reception open ${anyFile(technician)} --environment acme --records ${quoted(records)} --practice`,
      )
    },
  ],
  [
    'no line is wider than 80 columns, in the help of every command',
    async (technician) => {
      for (const command of everyCommand) {
        const { stdout } = await technician.run('help', command)
        for (const line of stdout.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(80)
      }
    },
  ],
])

inBothLanguages('merge --dry-run', [
  [
    'needs no check, and writes nothing',
    async (technician) => {
      await register(technician)
      const records = await readFile(technician.records, 'utf8')
      const said = await technician.run('merge', await technician.sealed('a.age'), '--environment', 'acme', '--dry-run')
      expect([said.exitCode, await technician.readConfig(), await technician.litter()]).toEqual([5, config, []])
      expect(await readFile(technician.records, 'utf8')).toBe(records)
    },
  ],
  [
    'shows place, line, secret id and end, and no secret',
    async (technician) => {
      const said = await technician.run('merge', await technician.sealed('a.age'), ...merging, '--dry-run')
      technician.says(said, '(Exchange, ligne 2)', '(Exchange, line 2)')
      technician.says(
        said,
        `Secret ${handoff.secretKeyId}, échéance 1ᵉʳ avril 2099`,
        `Secret ${handoff.secretKeyId}, expires April 1, 2099`,
      )
      expect(said.text).toContain('+ ClientSecret: ••••')
    },
  ],
  [
    'shows the line of an entry that is updated',
    async (technician) => {
      await writeFile(
        technician.config,
        `{ "Exchange": [\n\n{ "Environment": "acme", "TenantId": "${handoff.tenantId}" } ] }`,
      )
      const said = await technician.run('merge', await technician.sealed('a.age'), ...merging, '--dry-run')
      technician.says(
        said,
        /À mettre à jour pour acme .*\(Exchange, ligne 3\)/,
        /To update for acme .*\(Exchange, line 3\)/,
      )
    },
  ],
  [
    'says that a secret ends in days',
    async (technician) => {
      const file = await technician.sealed('a.age', { secretExpiresAt: '2026-12-02T15:00:00Z' })
      technician.says(
        await technician.run('merge', file, ...merging, '--dry-run'),
        '(dans 5 jours) : bientôt!',
        '(in 5 days): soon!',
      )
    },
  ],
  [
    'ends with 0 when nothing would change',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const said = await technician.run('merge', technician.path('a.age'), ...merging, '--dry-run')
      expect(said.exitCode).toBe(0)
      technician.says(said, 'Rien à changer', 'Nothing to change')
    },
  ],
  [
    'of a removal ends with 5',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const merged = await technician.readConfig()
      const said = await technician.run('merge', '--remove', '--environment', 'acme', '--dry-run')
      expect([said.exitCode, await technician.readConfig()]).toEqual([5, merged])
      technician.says(said, 'À retirer pour acme', 'To remove for acme')
    },
  ],
])

/** Makes a second key, with a passphrase, and a file sealed to it. */
async function secondKey(technician: Technician, passphrase: string, name = 'second') {
  const identity = await generateX25519Identity()
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(6)
  const key = technician.path(`${name}.key`)
  await writeFile(key, await encrypter.encrypt(`${identity}\n`))
  const file = technician.path(`${name}.age`)
  await writeFile(file, await sealTo(await identityToRecipient(identity), handoff))
  return { key, file }
}

inBothLanguages('several keys, while one is replaced', [
  [
    'the key that opened the file is shown',
    async (technician) => {
      const { key, file } = await secondKey(technician, 'second passphrase')
      const keys = ['--identity', technician.folder.identity, '--identity', key]
      const said = await technician.runWith({ input: 'second passphrase' }, 'open', file, ...keys, '--passphrase-stdin')
      technician.says(said, `Ouvert avec la clé ${key}`, `Opened with key ${key}`)
    },
  ],
  [
    'two with passphrases, one a line',
    async (technician) => {
      const first = await secondKey(technician, 'first passphrase', 'first')
      const second = await secondKey(technician, 'second passphrase')
      const env = { PREXTRA_IDENTITY: [first.key, second.key].join(delimiter) }
      const input = 'first passphrase\nsecond passphrase\n'
      for (const file of [first.file, second.file]) {
        expect((await technician.runWith({ env, input }, 'open', file, '--passphrase-stdin')).exitCode).toBe(0)
      }
    },
  ],
  [
    'one without a passphrase is tried before one is asked',
    async (technician) => {
      const { key } = await secondKey(technician, 'second passphrase')
      const keys = ['--identity', key, '--identity', technician.folder.identity]
      const said = await technician.runWith({ answers: [''] }, 'open', await technician.sealed('a.age'), ...keys)
      expect([said.exitCode, said.asked.length]).toEqual([0, 1])
    },
  ],
  [
    'several in PREXTRA_IDENTITY: the records are beside the first one',
    async (technician) => {
      await register(technician)
      const { key } = await secondKey(technician, 'second passphrase')
      const env = { PREXTRA_IDENTITY: [technician.folder.identity, key].join(delimiter) }
      expect((await technician.runWith({ env }, 'list')).text).toContain('acme')
    },
  ],
  [
    'several files need each passphrase once',
    async (technician) => {
      const { key, file } = await secondKey(technician, 'second passphrase')
      const said = await technician.runWith({ answers: ['second passphrase'] }, 'open', file, file, '--identity', key)
      expect([said.exitCode, said.asked.length]).toEqual([0, 1])
    },
  ],
])

inBothLanguages('taking out', [
  [
    'merge --remove takes the entry out, with a backup of its own',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const merged = await technician.readConfig()
      const said = await technician.run('merge', '--remove', '--environment', 'acme')
      expect([said.exitCode, await technician.readConfig()]).toEqual([0, expect.not.stringContaining('acme')])
      technician.says(said, 'Entrée retirée de', 'Entry removed from')
      technician.says(said, 'Redémarrez le service', 'Restart the Prextra Server service')
      const removal = (await technician.backups()).find((name) => name.endsWith('-2.bak')) ?? ''
      expect(await readFile(technician.path(removal), 'utf8')).toBe(merged)
    },
  ],
  [
    'undo puts the entry back, and then takes the merge out',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const merged = await technician.readConfig()
      await technician.run('merge', '--remove', '--environment', 'acme')
      technician.says(await technician.run('undo'), 'À défaire : le dernier retrait', 'To undo: the last removal')
      expect(await technician.readConfig()).toBe(merged)
      expect((await technician.readRecords()).customers[0]?.deliveries[0]?.merged?.removedAt).toBeNull()
      expect((await technician.run('undo')).exitCode).toBe(0)
      expect(await technician.readConfig()).toBe(config)
    },
  ],
  [
    'an entry of another tenant is not taken out',
    async (technician) => {
      await register(technician)
      const other = '{ "Exchange": [ { "Environment": "acme", "TenantId": "bbbbbbbb-0000-4000-8000-00000000000b" } ] }'
      await writeFile(technician.config, other)
      const said = await technician.run('merge', '--remove', '--environment', 'acme')
      expect([said.exitCode, await technician.readConfig()]).toEqual([1, other])
    },
  ],
  [
    'an entry that is gone already brings the records up to date',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      await writeFile(technician.config, config)
      const said = await technician.run('merge', '--remove', '--environment', 'acme')
      technician.says(said, 'Rien à retirer', 'Nothing to remove')
      expect((await technician.readRecords()).customers[0]?.deliveries[0]?.merged?.removedAt).not.toBeNull()
      expect((await technician.run('customer', 'remove', '--environment', 'acme')).exitCode).toBe(0)
    },
  ],
  [
    'customer remove is refused while the entry is in a configuration',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const said = await technician.run('customer', 'remove', '--environment', 'acme')
      expect([said.exitCode, (await technician.readRecords()).customers.length]).toEqual([1, 1])
      technician.says(said, /est encore dans .*merge --remove.*--merged/, /is still in .*merge --remove.*--merged/)
    },
  ],
  [
    'customer remove --merged does it all the same',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const said = await technician.run('customer', 'remove', '--environment', 'acme', '--merged')
      expect([said.exitCode, (await technician.readRecords()).customers]).toEqual([0, []])
      technician.says(said, 'acme n’est plus au registre.', 'acme is no longer in the records.')
    },
  ],
  [
    'customer remove of somebody unknown is refused',
    async (technician) => {
      const said = await technician.run('customer', 'remove', '--environment', 'acme')
      expect(said.exitCode).toBe(1)
      technician.says(said, 'n’est pas au registre', 'is not in CDID’s records')
    },
  ],
])

inBothLanguages('files, tickets and names', [
  [
    'open *.age opens every one, as Windows’ shells leave that to the program',
    async (technician) => {
      for (const name of ['b.age', 'a.age']) await technician.sealed(name)
      const said = await technician.run('open', technician.path('*.age'))
      expect([said.exitCode, said.stdout.match(/^\S+[\\/][ab]\.age$/gm)?.map((path) => path.slice(-5))]).toEqual([
        0,
        ['a.age', 'b.age'],
      ])
    },
  ],
  [
    'open *.age goes on after a file that is refused',
    async (technician) => {
      await writeFile(technician.path('a.age'), 'not sealed')
      await technician.sealed('b.age')
      const said = await technician.run('open', technician.path('*.age'), '--json')
      expect([said.exitCode, (JSON.parse(said.stdout) as object[]).length]).toEqual([1, 1])
    },
  ],
  [
    'a pattern that fits nothing is named',
    async (technician) => {
      const said = await technician.run('open', technician.path('*.age'))
      technician.says(said, '*.age » est introuvable', '*.age” was not found')
    },
  ],
  [
    'a file whose name has a star in it is itself',
    async (technician) => {
      const file = await technician.sealed('a[*].age')
      expect((await technician.run('open', file)).exitCode).toBe(0)
    },
  ],
  [
    'the ticket of the file is kept, and shown by list',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      technician.says(await technician.run('list'), /Billet.*C-1234/, /Ticket.*C-1234/)
    },
  ],
  [
    'a ticket that is typed replaces it',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'), '--ticket', 'CDID-77')
      expect((await technician.run('list', '--json')).text).toContain('"ticket": "CDID-77"')
    },
  ],
  [
    'PowerShell completes commands and options',
    async (technician) => {
      const { stdout } = await technician.run('completion', 'powershell')
      for (const command of everyCommand) expect(stdout).toContain(`'${command}' = @(`)
      expect(stdout).toContain("'--dry-run'")
    },
  ],
  [
    'and the names of the customers',
    async (technician) => {
      await register(technician)
      expect((await technician.run('completion', 'environments')).stdout).toBe('acme\n')
      expect((await technician.run('completion', 'powershell')).stdout).toContain('completion environments')
    },
  ],
])

/** Merges a file whose secret ends in so many days. */
const endingIn = async (technician: Technician, days: number) => {
  const secretExpiresAt = new Date(now.getTime() + days * 86_400_000).toISOString()
  await register(technician, '--contact', 'Ada <ada@acme.example>')
  await technician.merged(await technician.sealed('a.age', { secretExpiresAt }))
}
const mailing = (technician: Technician) =>
  technician.run('list', '--due', '30', '--mail', '--out', technician.path('mails'))

inBothLanguages('renewal mails', [
  [
    'list --due 30 --mail writes one for each secret that ends within 30 days',
    async (technician) => {
      await endingIn(technician, 20)
      await mkdir(technician.path('mails'))
      const said = await mailing(technician)
      technician.says(said, 'Courriel prêt pour acme', 'E-mail ready for acme')
      const mail = await readFile(technician.path('mails/prextra-renewal-33333333.eml'), 'utf8')
      expect([said.exitCode, mail]).toEqual([0, expect.stringContaining('ada@acme.example')])
    },
  ],
  [
    'a second run writes none again',
    async (technician) => {
      await endingIn(technician, 20)
      await mkdir(technician.path('mails'))
      await mailing(technician)
      const { mtimeMs } = await stat(technician.path('mails/prextra-renewal-33333333.eml'))
      technician.says(await mailing(technician), 'Courriel déjà fait pour acme', 'E-mail already made for acme')
      expect((await stat(technician.path('mails/prextra-renewal-33333333.eml'))).mtimeMs).toBe(mtimeMs)
    },
  ],
  [
    'a secret that lasts is not written about',
    async (technician) => {
      await endingIn(technician, 45)
      technician.says(await mailing(technician), 'Aucun secret n’arrive à échéance', 'No secret expires')
    },
  ],
  [
    'a customer without a contact is named',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age', { secretExpiresAt: '2026-12-07T15:00:00Z' }))
      const said = await mailing(technician)
      expect(said.exitCode).toBe(1)
      technician.says(said, 'acme n’a pas de personne-ressource', 'acme has no contact')
    },
  ],
  [
    'a folder that does not exist is named',
    async (technician) => {
      await endingIn(technician, 20)
      const said = await mailing(technician)
      expect(said.exitCode).toBe(1)
      technician.says(said, /Le dossier de « .*mails[\\/]prextra-renewal/, /The folder of “.*mails[\\/]prextra-renewal/)
    },
  ],
])

const auditOf = async (technician: Technician) =>
  (await readFile(technician.path('prextra-records.audit.jsonl'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)

inBothLanguages('the audit file', [
  [
    'says who did what, when, with digests: an intent before a write and its result after',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const [intent, done] = await auditOf(technician)
      const after = digestOf(Buffer.from(await technician.readConfig()))
      const about = {
        at: now.toISOString(),
        did: 'merge',
        file: technician.config,
        before: digestOf(Buffer.from(config)),
        after,
        environment: 'acme',
      }
      expect(intent).toMatchObject({ ...about, phase: 'intent', user: expect.stringMatching(/./) as string })
      expect(done).toMatchObject({ ...about, phase: 'done', id: intent?.['id'] })
    },
  ],
  [
    'holds no secret',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const text = await readFile(technician.path('prextra-records.audit.jsonl'), 'utf8')
      expect(text).not.toContain(secret.slice(0, 8))
    },
  ],
  [
    'is only appended to',
    async (technician) => {
      await register(technician)
      const before = await readFile(technician.path('prextra-records.audit.jsonl'), 'utf8')
      await technician.merged(await technician.sealed('a.age'))
      await technician.run('undo')
      const after = await readFile(technician.path('prextra-records.audit.jsonl'), 'utf8')
      expect(after.startsWith(before)).toBe(true)
      const did = (await auditOf(technician)).map((line) => `${line['did']} ${line['phase']}`)
      expect(did).toEqual(['customer add', 'merge', 'undo'].flatMap((what) => [`${what} intent`, `${what} done`]))
    },
  ],
  [
    'gets the result that a killed run left out, told from the digest',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const path = technician.path('prextra-records.audit.jsonl')
      const [intent = ''] = (await readFile(path, 'utf8')).split('\n')
      await writeFile(path, `${intent}\n{"at":"half a li`)
      await register(technician, '--name', 'Acmé')
      const phases = (await readFile(path, 'utf8')).split('\n').filter((line) => line.includes('"did":"merge"'))
      expect(phases.map((line) => (JSON.parse(line) as { phase: string }).phase)).toEqual(['intent', 'done'])
    },
  ],
  [
    'that cannot be written: nothing is, not even a customer',
    async (technician) => {
      await mkdir(technician.path('prextra-records.audit.jsonl'))
      const said = await register(technician)
      expect(said.exitCode).toBe(1)
      await expect(readFile(technician.records)).rejects.toThrow('ENOENT')
    },
  ],
  [
    'is readable by its owner alone when it is new',
    async (technician) => {
      await register(technician)
      expect((await stat(technician.path('prextra-records.audit.jsonl'))).mode & 0o777).toBe(ownersOnly)
    },
  ],
])
