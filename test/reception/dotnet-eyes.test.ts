import { readFile, writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { handoff } from '#support/reception-folder.ts'
import { inBothLanguages, merging, type Row, type Said, type Technician } from '#support/reception-technician.ts'

/** Kind 2: the configuration is read with .NET's eyes. */

async function mergeInto(
  technician: Technician,
  content: string | Uint8Array,
  ...more: readonly string[]
): Promise<Said> {
  await writeFile(technician.config, content)
  return technician.run('merge', await technician.sealed('a.age'), ...merging, ...more)
}

/** A configuration that is refused: what it is, its text, and what is said of it in French and in English. */
type Refused = readonly [name: string, content: string | Uint8Array, fr: string, en: string, ...more: readonly string[]]

const entry = '{ "Environment": "b", "ApplicationId": "a", "ClientSecret": "s", "TenantId": "t" }'

const refused: readonly Refused[] = [
  [
    'a list item changed from outside, “Exchange:0:ClientSecret”',
    '{ "Exchange": [],\n  "Exchange:0:ClientSecret": "x" }',
    'la clé « Exchange:0:ClientSecret » (ligne 2, colonne 3) change la liste de l’extérieur',
    'the key “Exchange:0:ClientSecret” (line 2, column 3) changes the list from outside',
  ],
  [
    'a list written as an object with numbers for keys',
    `{\n  "Exchange": { "0": ${entry} } }`,
    'Exchange (ligne 2, colonne 15) doit être une liste [ ]',
    'Exchange (line 2, column 15) must be a list [ ]',
  ],
  [
    'two keys that differ in case',
    '{ "Exchange": [],\n "Log": 1, "LOG": 2 }',
    'la clé « LOG » (ligne 2, colonne 12) est déjà à la ligne 2, colonne 2',
    'the key “LOG” (line 2, column 12) is already at line 2, column 2',
  ],
  [
    'two keys that differ in case, deep in another part of the file',
    '{ "Exchange": [], "A": { "B": [ 1, {\n"c": 1,\n  "C": 2 } ] } }',
    'la clé « A:B:1:C » (ligne 3, colonne 3) est déjà à la ligne 2, colonne 1',
    'the key “A:B:1:C” (line 3, column 3) is already at line 2, column 1',
  ],
  [
    'one key written with a colon and as an object',
    '{ "Exchange": [], "A": { "B": 1 },\n"a:b": 2 }',
    'la clé « a:b » (ligne 2, colonne 1) est déjà à la ligne 1, colonne 26',
    'the key “a:b” (line 2, column 1) is already at line 1, column 26',
  ],
  [
    'an item of a list and a key with its number',
    '{ "Exchange": [], "A": [ 5 ],\n "A:0": 2 }',
    'la clé « A:0 » (ligne 2, colonne 2) est déjà à la ligne 1, colonne 26',
    'the key “A:0” (line 2, column 2) is already at line 1, column 26',
  ],
  [
    'the list twice, in two cases',
    '{ "Exchange": [],\n"exchange": [] }',
    'la clé « exchange » (ligne 2, colonne 1) est déjà à la ligne 1, colonne 3',
    'the key “exchange” (line 2, column 1) is already at line 1, column 3',
  ],
  [
    'more than 64 levels',
    `{ "Exchange": [],\n"A": ${'['.repeat(64)}${']'.repeat(64)} }`,
    'dépasse 64 niveaux à la ligne 2, colonne 69',
    'is nested deeper than 64 levels at line 2, column 69',
  ],
  [
    'a line separator in a comment',
    '{ "Exchange": [] // a\u2028b\n}',
    'n’est pas du JSON que .NET puisse lire à la ligne 1, colonne 22',
    'is not JSON that .NET can read at line 1, column 22',
  ],
  [
    'half of a surrogate pair',
    '{ "Exchange": [], "A": "\\ud800" }',
    'n’est pas du JSON que .NET puisse lire à la ligne 1',
    'is not JSON that .NET can read at line 1',
  ],
  [
    'JSON that is cut off',
    '{ "Exchange": [\n',
    'n’est pas du JSON que .NET puisse lire à la ligne 2',
    'is not JSON that .NET can read at line 2',
  ],
  [
    'an entry that is not an object',
    '{ "Exchange": [\n 1 ] }',
    'Exchange[0] (ligne 2, colonne 2) doit être un objet { }',
    'Exchange[0] (line 2, column 2) must be an object { }',
  ],
  [
    'a secret that is not text',
    '{ "Exchange": [ { "Environment": "b",\n"ClientSecret": 1 } ] }',
    'Exchange[0].ClientSecret (ligne 2, colonne 17) doit être un texte',
    'Exchange[0].ClientSecret (line 2, column 17) must be text',
  ],
  [
    'UTF-16 without a mark',
    Buffer.from('{ "Exchange": [] }', 'utf16le'),
    'est en UTF-16 sans marque d’ordre',
    'is in UTF-16 without a byte order mark',
  ],
  [
    'a file of zero bytes',
    Buffer.alloc(400),
    'contient des octets nuls, comme après une panne',
    'contains zero bytes, as after a failure',
  ],
  [
    'windows-1252',
    Buffer.from('{ "Exchange": [], "é": 1 }', 'latin1'),
    'sans doute en windows-1252 (ANSI)',
    'probably in windows-1252 (ANSI)',
  ],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), 'est en UTF-32', 'is in UTF-32'],
  [
    'a nested list, when --at names none',
    `{ "Prextra": { "Outlook": {\n "Exchange": [ ${entry} ] } } }`,
    'une liste de clients à Prextra:Outlook:Exchange (ligne 2, colonne 14) : ajoutez --at Prextra:Outlook:Exchange',
    'a list of customers at Prextra:Outlook:Exchange (line 2, column 14): add --at Prextra:Outlook:Exchange',
  ],
  [
    'no list at all, in a script',
    '{ "A": 1 }',
    'n’a pas de liste Exchange : vérifiez --at, ou ajoutez --new-list',
    'has no list Exchange: check --at, or add --new-list',
  ],
  [
    'a place written as a variable, Prextra__Exchange',
    '{ "A": 1 }',
    'La configuration n’a pas de liste « Prextra__Exchange » : écrivez --at Prextra:Exchange',
    'The configuration has no list “Prextra__Exchange”: write --at Prextra:Exchange',
    '--at',
    'Prextra__Exchange',
  ],
  [
    'a place written with dots, Prextra.Exchange',
    '{ "A": 1 }',
    'écrivez --at Prextra:Exchange',
    'write --at Prextra:Exchange',
    '--at',
    'Prextra.Exchange',
  ],
]

const refusing = refused.map(([name, content, fr, en, ...more]): Row => [
  `${name}: refused`,
  async (technician) => {
    const said = await mergeInto(technician, content, ...more)
    technician.says(said, fr, en)
    expect([said.exitCode, await technician.litter()]).toEqual([1, []])
    expect(await readFile(technician.config)).toEqual(Buffer.from(content as string))
  },
])

/** A place that cannot be one: used wrongly. */
const misplaced = ['Prextra/Exchange', '.', '..', 'Prextra : Exchange', ' Exchange', ':', 'Prextra::Exchange'].map(
  (place): Row => [
    `--at “${place}” is used wrongly, and how to write it is said`,
    async (technician) => {
      const said = await mergeInto(technician, '{}', '--at', place)
      expect([said.exitCode, await technician.readConfig()]).toEqual([2, '{}'])
      technician.says(said, /L’option --at s’écrit avec des deux-points/, /The option --at is written with colons/)
    },
  ],
)

/** What is read as .NET would, where another reader would not. */
const understood = (
  [
    ['a colon in the key of the list', '{ "Prextra:Exchange": [] }', 'Prextra:Exchange'],
    ['a colon on the way', '{ "A:B": { "Exchange": [] } }', 'A:B:Exchange'],
    ['another case', '{ "EXCHANGE": [] }', 'Exchange'],
    ['comments and trailing commas', '{ /* a */ "Exchange": [ ], // b\n }', 'Exchange'],
    ['64 levels', `{ "A": ${'['.repeat(63)}${']'.repeat(63)}, "Exchange": [] }`, 'Exchange'],
    ['an empty object under a key that comes again', '{ "A": {}, "a": {}, "Exchange": [] }', 'Exchange'],
    ['a JSON pointer', '{ "A": { "Exchange": [] } }', '/A/Exchange'],
    ['an item of a list', '{ "Servers": [ { "Exchange": [] } ] }', 'Servers:0:Exchange'],
  ] as const
).map(([name, content, place]): Row => [
  `${name}: understood as .NET does`,
  async (technician) => {
    const said = await mergeInto(technician, content, '--at', place)
    expect(said).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await technician.readConfig()).toContain('"Environment": "acme"')
  },
])

/** Files that are given in the place of a configuration. */
const others = (
  [
    ['CDID’s records', 'le registre de CDID', 'CDID’s records', (t: Technician) => t.records],
    ['a sealed file', 'un fichier scellé', 'a sealed file', (t: Technician) => t.path('a.age')],
    ['a key', 'une clé privée', 'a private key', (t: Technician) => t.folder.identity],
    [
      'the audit file',
      'le journal d’audit',
      'the audit file',
      (t: Technician) => t.path('prextra-records.audit.jsonl'),
    ],
    [
      'a build file of .NET’s',
      'un fichier de compilation',
      'a .NET build file',
      (t: Technician) => t.path('deps.json'),
    ],
    ['a confirmation', 'une confirmation de CDID', 'a confirmation from CDID', (t: Technician) => t.path('c.json')],
  ] as const
).map(([name, fr, en, path]): Row => [
  `${name} in the place of the configuration is named`,
  async (technician) => {
    await technician.run('customer', 'add', '--environment', 'acme', '--tenant', handoff.tenantId)
    await writeFile(technician.path('deps.json'), '{ "runtimeTarget": {}, "targets": {} }')
    await writeFile(technician.path('c.json'), '{ "id": 1, "keyId": 2, "at": 3, "mac": 4 }')
    const file = await technician.sealed('a.age')
    const said = await technician.run('merge', file, ...merging, '--new-list', '--config', path(technician))
    expect(said.exitCode).toBe(1)
    technician.says(said, `est ${fr}`, `is ${en}`)
    technician.says(said, 'pas une configuration', 'not a configuration')
  },
])

inBothLanguages('read as .NET reads', [...refusing, ...misplaced, ...understood, ...others])

inBothLanguages('no list is made in silence', [
  [
    'making one is said and asked; without a yes nothing is written',
    async (technician) => {
      await writeFile(technician.config, '{ "A": 1 }')
      const file = await technician.sealed('a.age')
      const said = await technician.runWith({ answers: ['n'] }, 'merge', file, ...merging)
      technician.says(
        said,
        'La liste Exchange n’existe pas : elle serait créée.',
        'There is no list Exchange: it would be created.',
      )
      technician.says(said.asked.join(), 'Créer cette nouvelle liste?', 'Create this new list?')
      expect([said.exitCode, await technician.readConfig()]).toEqual([1, '{ "A": 1 }'])
    },
  ],
  [
    'with a yes to both questions it is made',
    async (technician) => {
      await writeFile(technician.config, '{ "A": 1 }')
      const file = await technician.sealed('a.age')
      const said = await technician.runWith({ answers: ['o', 'y'] }, 'merge', file, ...merging)
      expect([said.exitCode, said.asked.length]).toEqual([0, 2])
      expect(await technician.readConfig()).toContain('"Exchange": [')
    },
  ],
  [
    '--yes alone does not make one',
    async (technician) => {
      const said = await mergeInto(technician, '{ "A": 1 }', '--yes')
      expect([said.exitCode, await technician.readConfig()]).toEqual([1, '{ "A": 1 }'])
    },
  ],
  [
    '--new-list makes it in a script, and says so',
    async (technician) => {
      const said = await mergeInto(technician, '{ "A": 1 }', '--new-list')
      technician.says(said, 'elle serait créée', 'it would be created')
      expect([said.exitCode, await technician.readConfig()]).toEqual([0, expect.stringContaining('"Exchange"')])
    },
  ],
  [
    'a dry run says that the list would be made',
    async (technician) => {
      const said = await mergeInto(technician, '{ "A": 1 }', '--dry-run')
      technician.says(said, 'La liste Exchange n’existe pas', 'There is no list Exchange')
      expect([said.exitCode, await technician.readConfig()]).toEqual([5, '{ "A": 1 }'])
    },
  ],
  [
    '{} is a configuration',
    async (technician) => {
      expect((await mergeInto(technician, '{}', '--new-list')).exitCode).toBe(0)
      expect(await technician.readConfig()).toContain('"Environment"')
    },
  ],
  [
    '--new-list makes a list although there is one elsewhere',
    async (technician) => {
      expect((await mergeInto(technician, `{ "Old": [ ${entry} ] }`, '--new-list')).exitCode).toBe(0)
    },
  ],
])

/** Other files, and variables, that .NET lays over the list. */
const overlays = (
  [
    ['the list', '{\n "Exchange": [] }', 2],
    ['an item, with colons and in another case', '{ "exchange:0:ClientSecret": "x" }', 1],
    ['a numbered list', '{\n\n"Exchange": { "0": {} } }', 3],
  ] as const
).map(([name, content, line]): Row => [
  `appsettings.Production.json that holds ${name} is warned of`,
  async (technician) => {
    await writeFile(technician.path('appsettings.Production.json'), content)
    const said = await mergeInto(technician, '{ "Exchange": [] }')
    expect(said.exitCode).toBe(0)
    technician.says(
      said.stderr,
      `appsettings.Production.json (ligne ${line}) contient aussi la liste. .NET superpose les deux`,
      `appsettings.Production.json (line ${line}) contains the list as well. .NET lays one over the other`,
    )
  },
])

inBothLanguages('what is laid over the list', [
  ...overlays,
  [
    'appsettings.json is warned of when appsettings.Production.json is changed',
    async (technician) => {
      const production = technician.path('appsettings.Production.json')
      await writeFile(production, '{ "Exchange": [] }')
      const said = await technician.run('merge', await technician.sealed('a.age'), ...merging, '--config', production)
      technician.says(said.stderr, 'appsettings.json (ligne 2) contient aussi', 'appsettings.json (line 2) contains')
    },
  ],
  [
    'a sibling without the list is not',
    async (technician) => {
      await writeFile(technician.path('appsettings.Production.json'), '{ "Log": 1 }')
      expect(await mergeInto(technician, '{ "Exchange": [] }')).toMatchObject({ exitCode: 0, stderr: '' })
    },
  ],
  [
    'doctor names a sibling with the list, and a list elsewhere',
    async (technician) => {
      await writeFile(technician.path('appsettings.Production.json'), '{ "Exchange": [] }')
      await writeFile(technician.config, `{ "Prextra": { "Exchange": [ ${entry} ] } }`)
      const said = await technician.run('doctor', '--offline')
      expect(said.exitCode).toBe(1)
      technician.says(said, 'contient aussi la liste', 'contains the list as well')
      technician.says(
        said,
        'à Prextra:Exchange : ajoutez --at Prextra:Exchange',
        'at Prextra:Exchange: add --at Prextra:Exchange',
      )
    },
  ],
  [
    'doctor names the variables of the list, and never what they hold',
    async (technician) => {
      const env = { Exchange__0__ClientSecret: 'a-value-of-a-variable', EXCHANGE__1__TENANTID: 'another-value' }
      const said = await technician.runWith({ env }, 'doctor', '--offline')
      technician.says(
        said,
        'La variable Exchange__0__ClientSecret remplace',
        'The variable Exchange__0__ClientSecret replaces',
      )
      expect(said.text).toContain('EXCHANGE__1__TENANTID')
      expect(said.text).not.toMatch(/a-value-of-a-variable|another-value/)
    },
  ],
])
