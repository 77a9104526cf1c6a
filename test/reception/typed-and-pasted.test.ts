import { readFile, writeFile } from 'node:fs/promises'
import { armor, Encrypter } from 'age-encryption'
import { expect } from 'vitest'
import { handoff } from '#support/reception-folder.ts'
import { inBothLanguages, merging, type Row, type Said, type Technician } from '#support/reception-technician.ts'

/** Kind 4: what people type and paste. */

const passphrase = 'érable-sirop-cabane'

/** Seals CDID's key with a passphrase, as `age -p` does but for the time it takes. */
async function protectedKey(technician: Technician, typed: string, name = 'protected.key'): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(typed)
  encrypter.setScryptWorkFactor(6)
  const file = technician.path(name)
  await writeFile(file, await encrypter.encrypt(await readFile(technician.folder.identity, 'utf8')))
  return file
}

/** Opens a file with the protected key and what a passphrase file holds. */
async function openWith(technician: Technician, typed: string, bytes: string | Uint8Array): Promise<Said> {
  const key = await protectedKey(technician, typed)
  const file = technician.path('passphrase')
  await writeFile(file, bytes)
  const env = { PREXTRA_PASSPHRASE_FILE: file }
  return technician.runWith({ env }, 'open', await technician.sealed('a.age'), '--identity', key)
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le')

const passphrases = (
  [
    ['in UTF-8', passphrase],
    ['in UTF-8 with a mark', `\uFEFF${passphrase}`],
    ['in UTF-16 with a mark, as PowerShell writes it', utf16(`\uFEFF${passphrase}\r\n`)],
    ['in UTF-16 without a mark', utf16(passphrase)],
    ['in windows-1252', Buffer.from(passphrase, 'latin1')],
    ['with CRLF', `${passphrase}\r\n`],
    ['with a blank at its end, as “echo” leaves one', `${passphrase} \r\n`],
  ] as const
).flatMap(([name, bytes]): readonly Row[] => [
  [
    `from a file, ${name}`,
    async (technician) => {
      expect(await openWith(technician, passphrase, bytes)).toMatchObject({ exitCode: 0, stderr: '' })
    },
  ],
  [
    `from standard input, ${name}`,
    async (technician) => {
      const key = await protectedKey(technician, passphrase)
      const file = await technician.sealed('a.age')
      const args = ['open', file, '--identity', key, '--passphrase-stdin']
      expect((await technician.runWith({ input: bytes }, ...args)).exitCode).toBe(0)
    },
  ],
])

const notTypeable = (
  [
    ['windows-1252', Buffer.from(passphrase, 'latin1')],
    ['zero bytes', utf16(passphrase)],
    ['a control character', `${passphrase}\u0007`],
    ['a character that cannot be seen', `${passphrase}\u200b`],
  ] as const
).map(([name, bytes]): Row => [
  `keygen refuses a passphrase with ${name}: nobody could type it`,
  async (technician) => {
    const out = ['keygen', '--out', technician.path('new.key'), '--passphrase-stdin']
    const said = await technician.runWith({ input: bytes }, ...out)
    expect(said.exitCode).toBe(1)
    technician.says(
      said,
      'La phrase de passe n’est pas un texte que l’on puisse taper',
      'The passphrase is not text that can be typed',
    )
    await expect(readFile(technician.path('new.key'))).rejects.toThrow('ENOENT')
  },
])

inBothLanguages('passphrases', [
  ...passphrases,
  ...notTypeable,
  [
    'a key that was made with a mark in its passphrase keeps opening',
    async (technician) => {
      expect((await openWith(technician, `\uFEFF${passphrase}`, `\uFEFF${passphrase}\n`)).exitCode).toBe(0)
    },
  ],
  [
    'a key that was made with a blank at its end keeps opening',
    async (technician) => {
      expect((await openWith(technician, `${passphrase} `, `${passphrase} \r\n`)).exitCode).toBe(0)
    },
  ],
  [
    'a wrong one is refused, and the key is named',
    async (technician) => {
      const said = await openWith(technician, passphrase, 'something else')
      expect(said.exitCode).toBe(1)
      technician.says(
        said,
        /La phrase de passe n’ouvre pas « .*protected\.key »/,
        /The passphrase does not open “.*protected\.key”/,
      )
    },
  ],
  [
    'keygen refuses one that is short',
    async (technician) => {
      const said = await technician.runWith(
        { input: 'short' },
        'keygen',
        '--out',
        technician.path('k'),
        '--passphrase-stdin',
      )
      technician.says(said, 'a moins de 12 caractères', 'has fewer than 12 characters')
    },
  ],
  [
    'keygen names a key that is given in the place of a passphrase',
    async (technician) => {
      const env = { PREXTRA_PASSPHRASE_FILE: technician.folder.identity }
      const said = await technician.runWith({ env }, 'keygen', '--out', technician.path('k'))
      expect(said.exitCode).toBe(1)
      technician.says(said, 'est une clé privée, pas une phrase de passe', 'is a private key, not a passphrase')
    },
  ],
  [
    'after a slip it is asked once more, before the control words',
    async (technician) => {
      const key = await protectedKey(technician, passphrase)
      const file = await technician.sealed('a.age')
      const said = await technician.runWith({ answers: ['slip', passphrase, ''] }, 'open', file, '--identity', key)
      expect([said.exitCode, said.asked.length]).toEqual([0, 3])
      technician.says(said.asked[1] ?? '', /^Phrase de passe de la clé/, /^Passphrase of the key/)
      technician.says(said.asked[2] ?? '', /^Code de contrôle/, /^Control code/)
      technician.says(
        said.stderr,
        'Ce n’est pas la bonne. Vérifiez la touche Verr. maj.',
        'That is not the right one. Check Caps Lock',
      )
    },
  ],
  [
    'a control code that cannot be one is refused before the passphrase is asked',
    async (technician) => {
      const key = await protectedKey(technician, passphrase)
      const args = ['open', await technician.sealed('a.age'), '--identity', key, '--control-code', 'two words']
      const said = await technician.runWith({ answers: [] }, ...args)
      expect([said.exitCode, said.asked]).toEqual([1, []])
    },
  ],
  [
    'after two slips it is refused',
    async (technician) => {
      const key = await protectedKey(technician, passphrase)
      const file = await technician.sealed('a.age')
      const said = await technician.runWith({ answers: ['slip', 'slip'] }, 'open', file, '--identity', key)
      expect([said.exitCode, said.asked.length]).toEqual([1, 2])
    },
  ],
  [
    'in a script that cannot be asked, how to give it is said',
    async (technician) => {
      const key = await protectedKey(technician, passphrase)
      const said = await technician.run('open', await technician.sealed('a.age'), '--identity', key)
      technician.says(said, 'PREXTRA_PASSPHRASE_FILE', 'PREXTRA_PASSPHRASE_FILE')
      expect(said.exitCode).toBe(1)
    },
  ],
])

const mailOf = (name: string, content: Uint8Array) =>
  [
    'From: ada@acme.example',
    'To: technique@cdid.com',
    'Subject: =?UTF-8?Q?Acc=C3=A8s?=',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Bonjour',
    '--b',
    `Content-Type: application/octet-stream; name="${name}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${name}"`,
    '',
    Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--b--',
    '',
  ].join('\r\n')

/** Ways in which a sealed file arrives, each made of its bytes. */
const arrivals = (
  [
    ['armor with a mark', (sealed) => `\uFEFF${armor.encode(sealed)}`],
    ['armor with CRLF', (sealed) => armor.encode(sealed).replaceAll('\n', '\r\n')],
    ['armor that a mail program quoted', (sealed) => armor.encode(sealed).replace(/^/gm, '> ')],
    ['armor with words before and after it', (sealed) => `Bonjour,\r\nvoici :\r\n\r\n${armor.encode(sealed)}\r\nMerci`],
    ['armor in UTF-16', (sealed) => utf16(`\uFEFF${armor.encode(sealed)}`)],
    ['the attachment of a saved mail', (sealed) => mailOf('prextra-acme.age', sealed)],
    [
      'armor in the text of a saved mail',
      (sealed) => `From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\n${armor.encode(sealed)}`,
    ],
  ] as readonly (readonly [string, (sealed: Uint8Array) => string | Uint8Array])[]
).map(([name, made]): Row => [
  `${name} is opened, with the same control code`,
  async (technician) => {
    const file = await technician.sealed('a.age')
    const { stdout } = await technician.run('open', file, '--json')
    const { controlCode } = JSON.parse(stdout) as { controlCode: { fr: readonly string[] } }
    await writeFile(technician.path('arrived'), made(await readFile(file)))
    const code = controlCode.fr.join(' ')
    const said = await technician.run('open', technician.path('arrived'), '--control-code', code)
    expect(said).toMatchObject({ exitCode: 0, stderr: '' })
  },
])

/** Files that are given in the place of a sealed one. */
const inItsPlace = (
  [
    ['a zip', [0x50, 0x4b, 3, 4, 0, 0], 'est une archive compressée', 'is a compressed archive'],
    [
      'winmail.dat',
      [0x78, 0x9f, 0x3e, 0x22, 1],
      'est une pièce jointe winmail.dat',
      'is Outlook’s winmail.dat attachment',
    ],
    ['an Outlook mail', [0xd0, 0xcf, 0x11, 0xe0, 1], 'est un courriel d’Outlook (.msg)', 'is an Outlook mail (.msg)'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'est un PDF', 'is a PDF'],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 13], 'est une image', 'is a picture'],
    ['a web page', Buffer.from('<!doctype html><p>'), 'est une page Web', 'is a web page'],
    [
      'a mail without a sealed file',
      mailOf('a.txt', Buffer.from('x')),
      'sans fichier scellé en pièce jointe',
      'without a sealed attachment',
    ],
    [
      'a mail with winmail.dat',
      mailOf('winmail.dat', Buffer.from([0x78, 0x9f, 0x3e, 0x22])),
      'winmail.dat',
      'winmail.dat',
    ],
    ['a configuration', '{ "Exchange": [] }', 'est une configuration', 'is a configuration'],
    ['CDID’s records', '{ "format": "prextra-reception-records" }', 'est le registre de CDID', 'is CDID’s records'],
    ['an empty file', '', 'n’est pas un fichier scellé', 'is not a sealed'],
  ] as const
).map(([name, content, fr, en]): Row => [
  `${name} in the place of a sealed file is named`,
  async (technician) => {
    await writeFile(technician.path('arrived'), typeof content === 'string' ? content : Buffer.from(content))
    const said = await technician.run('open', technician.path('arrived'))
    expect(said.exitCode).toBe(1)
    technician.says(said, fr, en)
  },
])

inBothLanguages('what arrives', [
  ...arrivals,
  ...inItsPlace,
  [
    'a mail with two sealed files is not guessed at',
    async (technician) => {
      const [one, two] = [await technician.sealed('a.age'), await technician.sealed('b.age')]
      const both = await Promise.all([one, two].map(async (file) => armor.encode(await readFile(file))))
      await writeFile(technician.path('arrived'), both.join('\n'))
      technician.says(
        await technician.run('open', technician.path('arrived')),
        'plusieurs fichiers scellés',
        'several sealed files',
      )
    },
  ],
  [
    'a sealed file in the place of the key is named',
    async (technician) => {
      const file = await technician.sealed('a.age')
      const other = technician.path('plain.json')
      await writeFile(other, '{ "Exchange": [] }')
      const said = await technician.run('open', file, '--identity', other)
      technician.says(
        said,
        'est une configuration, pas une clé privée age',
        'is a configuration, not an age private key',
      )
    },
  ],
  [
    'a public key in the place of the private one is named',
    async (technician) => {
      await writeFile(technician.path('public'), `${technician.folder.publicKey}\n`)
      const said = await technician.run(
        'open',
        await technician.sealed('a.age'),
        '--identity',
        technician.path('public'),
      )
      technician.says(said, 'est une clé publique, pas une clé privée', 'is a public key, not an age private key')
    },
  ],
  [
    'a configuration in the place of the records is named',
    async (technician) => {
      const said = await technician.run('list', '--records', technician.config)
      expect(said.exitCode).toBe(1)
      technician.says(said, 'est une configuration, pas le registre de CDID', 'is a configuration, not CDID’s records')
    },
  ],
  [
    'records with a mark are read',
    async (technician) => {
      await technician.run('customer', 'add', '--environment', 'acme', '--tenant', handoff.tenantId)
      await writeFile(technician.records, `\uFEFF${await readFile(technician.records, 'utf8')}`)
      expect((await technician.run('list')).text).toContain('acme')
    },
  ],
  [
    'records in UTF-16 are read',
    async (technician) => {
      await technician.run('customer', 'add', '--environment', 'acme', '--tenant', handoff.tenantId)
      await writeFile(technician.records, utf16(`\uFEFF${await readFile(technician.records, 'utf8')}`))
      expect((await technician.run('list')).text).toContain('acme')
    },
  ],
  ...(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY'] as const).map((variable): Row => [
    `${variable} without a scheme is named, and not what it holds`,
    async (technician) => {
      const args = ['check', await technician.sealed('a.age'), '--environment', 'acme', '--tenant', handoff.tenantId]
      const said = await technician.runWith({ env: { [variable]: 'user:word@proxy:8080' } }, ...args)
      expect(said.exitCode).toBe(1)
      technician.says(
        said,
        `La variable ${variable} n’est pas l’adresse`,
        `The variable ${variable} is not the address`,
      )
      expect(said.text).not.toContain('user:word')
    },
  ]),
])

const question = (technician: Technician, said: Said) => {
  technician.says(said.asked.at(-1) ?? '', 'Écrire? [o/N]', 'Write? [y/N]')
}

inBothLanguages('at a console nothing is written unasked', [
  [
    'merge asks, and takes yes in either language',
    async (technician) => {
      const file = await technician.sealed('a.age')
      const said = await technician.runWith(
        { answers: [technician.language === 'fr' ? 'oui' : 'yes'] },
        'merge',
        file,
        ...merging,
      )
      question(technician, said)
      expect(said.exitCode).toBe(0)
    },
  ],
  [
    'Enter alone is a no',
    async (technician) => {
      const said = await technician.runWith({ answers: [''] }, 'merge', await technician.sealed('a.age'), ...merging)
      expect([said.exitCode, await technician.litter()]).toEqual([1, []])
    },
  ],
  [
    'when something is redirected, so that nobody can be asked, nothing is written',
    async (technician) => {
      const said = await technician.runWith({ redirected: true }, 'merge', await technician.sealed('a.age'), ...merging)
      expect([said.exitCode, await technician.litter()]).toEqual([1, []])
      technician.says(said, /il faut une réponse.*ajoutez --yes/, /an answer is needed.*add --yes/)
    },
  ],
  [
    '--yes alone does without the question',
    async (technician) => {
      const file = await technician.sealed('a.age')
      const said = await technician.runWith({ answers: [] }, 'merge', file, ...merging, '--yes')
      expect([said.exitCode, said.asked]).toEqual([0, []])
    },
  ],
  [
    'undo asks',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const merged = await technician.readConfig()
      const said = await technician.runWith({ answers: ['n'] }, 'undo')
      question(technician, said)
      expect([said.exitCode, await technician.readConfig()]).toEqual([1, merged])
    },
  ],
  [
    'merge --remove asks',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const merged = await technician.readConfig()
      const said = await technician.runWith({ answers: ['n'] }, 'merge', '--remove', '--environment', 'acme')
      question(technician, said)
      expect([said.exitCode, await technician.readConfig()]).toEqual([1, merged])
    },
  ],
  [
    'customer remove asks',
    async (technician) => {
      await technician.run('customer', 'add', '--environment', 'acme', '--tenant', handoff.tenantId)
      const said = await technician.runWith({ answers: ['n'] }, 'customer', 'remove', '--environment', 'acme')
      question(technician, said)
      expect([said.exitCode, (await technician.readRecords()).customers.length]).toEqual([1, 1])
    },
  ],
  [
    'customer add --replace asks before it loses what is noted of the old tenant',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const other = 'bbbbbbbb-0000-4000-8000-00000000000b'
      const moving = ['customer', 'add', '--environment', 'acme', '--tenant', other, '--replace']
      const said = await technician.runWith({ answers: ['n'] }, ...moving)
      question(technician, said)
      technician.says(
        said,
        /tout ce qui est noté du premier serait perdu/,
        /all that is noted of the first would be lost/,
      )
      expect((await technician.readRecords()).customers).toMatchObject([{ tenantId: handoff.tenantId }])
      expect((await technician.runWith({ answers: ['y'] }, ...moving)).exitCode).toBe(0)
      expect((await technician.readRecords()).customers).toMatchObject([{ tenantId: other, deliveries: [] }])
    },
  ],
])
