import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { widthOf } from '#cdid/terminal/text-width.ts'
import { handoff } from '#support/reception-folder.ts'
import { readCalendar, unescaped, valueOf } from '#support/calendar-lines.ts'
import { savedMail } from '#support/saved-mail.ts'
import { inBothLanguages, type Row, type Technician } from '#support/reception-technician.ts'

/** What is written for people: mails, days, names in sentences, JSON, tables and calendars. */

const contact = ['--contact', 'Ada Lefebvre <ada@acme.example>'] as const

/** Registers a customer with a name, merges a file, and writes the confirmation. Returns its path. */
async function confirmed(technician: Technician, name: string, facts: object = {}): Promise<string> {
  const file = await technician.sealed('a.age', facts)
  await technician.run(
    'customer',
    'add',
    '--environment',
    'acme',
    '--tenant',
    handoff.tenantId,
    '--name',
    name,
    ...contact,
  )
  await technician.merged(file)
  const out = technician.path('c.eml')
  expect((await technician.run('confirm', file, '--environment', 'acme', '--out', out)).exitCode).toBe(0)
  return out
}

/** The same, and writes the mail that asks for a renewal of a secret that ends in ten days. */
async function renewal(technician: Technician, name: string): Promise<string> {
  await confirmed(technician, name, { secretExpiresAt: '2026-12-07T05:00:00Z' })
  const { exitCode } = await technician.run('list', '--due', '30', '--mail', '--out', technician.path('.'))
  expect(exitCode).toBe(0)
  return technician.path('prextra-renewal-33333333.eml')
}

const mails = (
  [
    ['the confirmation', confirmed],
    ['the renewal', renewal],
  ] as const
).flatMap(([name, written]): readonly Row[] => [
  [
    `${name} ends every line with CRLF, and has a date and an id`,
    async (technician) => {
      const mail = await readFile(await written(technician, 'Acmé inc.'), 'latin1')
      expect(mail).not.toMatch(/[^\r]\n|\r(?!\n)/)
      expect(mail).toMatch(/^Date: Fri, 27 Nov 2026 15:00:00 \+0000\r$/m)
      expect(mail).toMatch(/^Message-ID: <[^<>\s]+@[^<>\s]+>\r$/m)
    },
  ],
  [
    `${name} names no sender: whoever opens the draft sends it`,
    async (technician) => {
      const mail = await readFile(await written(technician, 'Acmé inc.'), 'latin1')
      expect(mail).not.toMatch(/^(From|Sender|Reply-To):/im)
      expect(mail).toMatch(/^X-Unsent: 1\r$/m)
      expect(mail).toMatch(/^To: Ada Lefebvre <ada@acme\.example>\r$/m)
    },
  ],
  [
    `${name} holds no secret`,
    async (technician) => {
      expect(savedMail(await written(technician, 'Acmé inc.'))).not.toContain('PLANTED')
    },
  ],
  [
    `${name} elides before a vowel`,
    async (technician) => {
      technician.says(
        subjectOf(await written(technician, 'Érablière du Nord')),
        'l’accès Outlook d’Érablière du Nord',
        'Outlook access for Érablière du Nord',
      )
    },
  ],
  [
    `${name} does not before a consonant, nor before an aspirated h`,
    async (technician) => {
      technician.says(
        subjectOf(await written(technician, 'Hangar Tremblay')),
        'l’accès Outlook de Hangar Tremblay',
        'Outlook access for Hangar Tremblay',
      )
    },
  ],
])

/** The subject of a saved mail as a person reads it (RFC 2047), read by Python's own mail library. */
function subjectOf(path: string): string {
  const script =
    'import email,email.policy,sys;print(email.message_from_binary_file(open(sys.argv[1],"rb"),policy=email.policy.default)["Subject"])'
  return execFileSync('python3', ['-c', script, path], { encoding: 'utf8' })
}

/** Runs `work` in a time zone. */
async function inZone<T>(zone: string, work: () => Promise<T>): Promise<T> {
  const before = process.env['TZ']
  process.env['TZ'] = zone
  try {
    return await work()
  } finally {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  }
}

/** In Québec it is still the 27th; in London, and in UTC, the 28th. */
const lateEvening = new Date('2026-11-28T02:30:00Z')

const days: readonly Row[] = [
  [
    'the key’s last day is the local one',
    async (technician) => {
      const said = await inZone('America/Toronto', () =>
        technician.runWith({ now: lateEvening }, 'keygen', '--out', technician.path('k'), '--unprotected'),
      )
      expect(said.text).toContain('"id": "cdid-20261127"')
      expect(said.text).toContain('"notAfter": "2028-11-27"')
    },
  ],
  [
    'the name of a backup has the local day and time',
    async (technician) => {
      const file = await technician.sealed('a.age')
      await inZone('America/Toronto', () =>
        technician.runWith(
          { now: lateEvening },
          'merge',
          file,
          '--environment',
          'acme',
          '--tenant',
          handoff.tenantId,
          '--unchecked',
          'x',
        ),
      )
      expect(await technician.backups()).toEqual(['appsettings.json.20261127-213000.bak'])
    },
  ],
  [
    'a day in a sentence is the reader’s',
    async (technician) => {
      const file = await technician.sealed('a.age', { secretExpiresAt: '2027-04-01T03:30:00Z' })
      const said = await inZone('America/Toronto', () => technician.run('open', file))
      technician.says(said, '31 mars 2027 à 23 h 30', 'March 31, 2027 at 11:30 p.m.')
    },
  ],
  [
    'the days that are left are counted in the reader’s zone',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age', { secretExpiresAt: '2026-12-01T05:00:00Z' }))
      const said = await inZone('America/Toronto', () => technician.runWith({ now: lateEvening }, 'list', '--json'))
      expect(JSON.parse(said.stdout)).toMatchObject([{ daysLeft: 4 }])
    },
  ],
]

/** A customer whose name has an accent, a wide character and an emoji. */
const name = '日本食品 Érablière 🍁'
const named = async (technician: Technician) => {
  await technician.run(
    'customer',
    'add',
    '--environment',
    'érablière',
    '--tenant',
    handoff.tenantId,
    '--name',
    name,
    ...contact,
  )
}

const inAscii = (
  [
    ['list', ['list', '--json']],
    ['customer list', ['customer', 'list', '--json']],
    ['open', ['open', 'FILE', '--json']],
    ['doctor', ['doctor', '--offline', '--json']],
    ['version', ['version', '--json']],
  ] as const
).map(([command, args]): Row => [
  `${command} --json is ASCII, and reads back unchanged`,
  async (technician) => {
    await named(technician)
    const file = await technician.sealed('é.age', { organization: { name, domain: 'acme.example' } })
    const said = await technician.run(...args.map((arg) => (arg === 'FILE' ? file : arg)))
    expect(said.stdout).toMatch(/^[\n -~]+$/)
    const read = JSON.stringify(JSON.parse(said.stdout))
    if (command === 'open' || command.endsWith('list')) expect(read).toContain('🍁')
  },
])

const tables: readonly Row[] = [
  [
    'a table with wide characters has straight columns',
    async (technician) => {
      await named(technician)
      await technician.run(
        'customer',
        'add',
        '--environment',
        '日本',
        '--tenant',
        'aaaaaaaa-0000-4000-8000-00000000000a',
      )
      const said = await technician.runWith({}, 'list')
      const [heading = '', ...rows] = said.stdout.split('\n')
      const row = rows.find((line) => line.startsWith('日本')) ?? ''
      technician.says(row, '日本', '日本')
      const second = (line: string, cell: string) => widthOf(line.slice(0, line.indexOf(cell)))
      expect(second(row, '—')).toBe(second(heading, 'Prof'))
    },
  ],
  [
    'a table that is wider than the console becomes a block for each customer',
    async (technician) => {
      await named(technician)
      const said = await technician.run('customer', 'list')
      technician.says(said.stdout.split('\n')[0] ?? '', 'érablière', 'érablière')
      technician.says(said, `Locataire ${handoff.tenantId}`, `Tenant ${handoff.tenantId}`)
    },
  ],
]

const calendars: readonly Row[] = [
  [
    'list --ics overwrites its own file',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age'))
      const ics = ['list', '--ics', '--out', technician.path('due.ics')]
      expect((await technician.run(...ics)).exitCode).toBe(0)
      await technician.merged(
        await technician.sealed('b.age', { secretKeyId: '44444444-0000-4000-8000-000000000004', clientSecret: 'x' }),
        '--older',
      )
      expect((await technician.run(...ics)).exitCode).toBe(0)
      expect(await readFile(technician.path('due.ics'), 'utf8')).toContain('44444444-0000-4000-8000-000000000004@')
    },
  ],
  [
    'and no other',
    async (technician) => {
      await writeFile(technician.path('due.ics'), 'BEGIN:VCALENDAR\r\nPRODID:-//somebody//else//\r\n')
      const said = await technician.run('list', '--ics', '--out', technician.path('due.ics'))
      expect(said.exitCode).toBe(1)
      technician.says(said, 'existe déjà et n’a pas été touché', 'already exists and was not touched')
    },
  ],
  [
    'the calendar is the same in any time zone and on any day',
    async (technician) => {
      await technician.merged(await technician.sealed('a.age', { secretExpiresAt: '2027-04-01T03:30:00Z' }))
      const zones = ['America/Toronto', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']
      const written: string[] = []
      for (const zone of zones) {
        const said = await inZone(zone, () => technician.runWith({ now: lateEvening }, 'list', '--ics'))
        written.push(said.stdout)
      }
      expect(new Set(written).size).toBe(1)
      expect(written[0]).toContain('DTSTART;VALUE=DATE:20270331')
    },
  ],
  [
    'the calendar is one by RFC 5545, and elides',
    async (technician) => {
      await technician.run(
        'customer',
        'add',
        '--environment',
        'acme',
        '--tenant',
        handoff.tenantId,
        '--name',
        'Érablière',
      )
      await technician.merged(await technician.sealed('a.age'))
      const out = technician.path('due.ics')
      await technician.run('list', '--ics', '--out', out)
      const [event] = readCalendar(await readFile(out, 'utf8')).inside
      technician.says(
        event ? unescaped(valueOf(event, 'SUMMARY')) : '',
        'Secret Outlook d’Érablière : échéance',
        'Outlook secret of Érablière expires',
      )
    },
  ],
]

inBothLanguages('mails', mails)
inBothLanguages('days', days)
inBothLanguages('JSON, tables and calendars', [...inAscii, ...tables, ...calendars])
