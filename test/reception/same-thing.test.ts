import { readFileSync, writeFileSync } from 'node:fs'
import { link, mkdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { relative } from 'node:path'
import { expect, vi } from 'vitest'
import { withLock } from '#cdid/files/file-lock.ts'
import { whileFailing } from '#support/failing-disk.ts'
import { handoff, secret } from '#support/reception-folder.ts'
import { inBothLanguages, merging, type Row, type Technician, today } from '#support/reception-technician.ts'

/** Kind 3: the same thing has the same name, and the same name is the same thing. */

const lockOf = ({ config }: Technician) => `${config}.prextra-lock`
const startOfThis = () => {
  const text = readFileSync('/proc/self/stat', 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
const lock = (facts: object) =>
  JSON.stringify({
    token: crypto.randomUUID(),
    process: process.pid,
    startedAt: startOfThis(),
    host: hostname(),
    ...facts,
  })
const mergeA = async (technician: Technician, ...more: readonly string[]) =>
  technician.run('merge', await technician.sealed('a.age'), ...merging, ...more)

/** Other ways to write the path of the configuration. */
const paths = (
  [
    [
      'a symbolic link',
      async (technician: Technician) => {
        await symlink(technician.config, technician.path('link.json'))
        return technician.path('link.json')
      },
    ],
    [
      'a link to a link',
      async (technician: Technician) => {
        await symlink(technician.config, technician.path('one.json'))
        await symlink('one.json', technician.path('two.json'))
        return technician.path('two.json')
      },
    ],
    [
      'a linked folder',
      async (technician: Technician) => {
        await symlink(technician.path('.'), technician.path('share'))
        return technician.path('share/appsettings.json')
      },
    ],
    [
      'a path with dots',
      (technician: Technician) => Promise.resolve(`${technician.path('.')}/./none/../appsettings.json`),
    ],
    ['a relative path', (technician: Technician) => Promise.resolve(relative(process.cwd(), technician.config))],
  ] as const
).flatMap(([name, pathOf]): readonly Row[] => [
  [
    `${name}: the lock of the real file is respected`,
    async (technician) => {
      await writeFile(lockOf(technician), lock({}))
      const said = await mergeA(technician, '--config', await pathOf(technician))
      expect(said.exitCode).toBe(4)
    },
  ],
  [
    `${name}: backup, records and undo use the real file`,
    async (technician) => {
      expect((await mergeA(technician, '--config', await pathOf(technician))).exitCode).toBe(0)
      const [merged] = (await technician.readRecords()).customers[0]?.deliveries ?? []
      expect(merged?.merged?.config).toBe(technician.config)
      expect(await technician.backups()).toHaveLength(1)
      expect((await technician.run('undo')).exitCode).toBe(0)
      expect(await technician.readConfig()).toBe('{\n  "Exchange": []\n}\n')
    },
  ],
])

inBothLanguages('a file by any path', [
  ...paths,
  [
    'what the records hold of a path through a link, from before, can be undone',
    async (technician) => {
      await symlink(technician.config, technician.path('old.json'))
      await mergeA(technician)
      const records = await readFile(technician.records, 'utf8')
      const older = records.replace(`"config": "${technician.config}"`, `"config": "${technician.path('old.json')}"`)
      await writeFile(technician.records, older)
      expect((await technician.run('undo')).exitCode).toBe(0)
      expect(await technician.readConfig()).toBe('{\n  "Exchange": []\n}\n')
    },
  ],
  [
    'a configuration with a second name is refused',
    async (technician) => {
      await link(technician.config, technician.path('second.json'))
      const said = await mergeA(technician)
      expect([said.exitCode, await technician.readConfig()]).toEqual([1, '{\n  "Exchange": []\n}\n'])
      technician.says(said, /a plusieurs noms \(liens physiques\)/, /has several names \(hard links\)/)
    },
  ],
  [
    'doctor names a configuration with a second name',
    async (technician) => {
      await link(technician.config, technician.path('second.json'))
      technician.says(await technician.run('doctor', '--offline'), 'liens physiques', 'hard links')
    },
  ],
])

const silent = new Date(Date.now() - 3 * 60_000)

inBothLanguages('locks', [
  [
    'the lock of a process that has ended is taken over at once',
    async (technician) => {
      await writeFile(lockOf(technician), lock({ process: 2 ** 22 + 1, startedAt: null }))
      expect((await mergeA(technician)).exitCode).toBe(0)
    },
  ],
  [
    'the lock of a process whose number is another’s now is taken over',
    async (technician) => {
      await writeFile(lockOf(technician), lock({ startedAt: '1' }))
      expect((await mergeA(technician)).exitCode).toBe(0)
    },
  ],
  [
    'the lock of a process that runs is not, however old it is',
    async (technician) => {
      await writeFile(lockOf(technician), lock({}))
      await utimes(lockOf(technician), silent, silent)
      const said = await mergeA(technician)
      expect(said.exitCode).toBe(4)
      technician.says(said, `(processus ${process.pid} sur ${hostname()})`, `(process ${process.pid} on ${hostname()})`)
    },
  ],
  [
    'the lock of another computer is respected while it is refreshed',
    async (technician) => {
      await writeFile(lockOf(technician), lock({ host: 'SERVEUR-2', process: 7 }))
      const said = await mergeA(technician)
      expect([said.exitCode, await technician.readConfig()]).toEqual([4, '{\n  "Exchange": []\n}\n'])
      technician.says(said, '(processus 7 sur SERVEUR-2)', '(process 7 on SERVEUR-2)')
    },
  ],
  [
    'the lock of another computer is taken over after two minutes, and that is said',
    async (technician) => {
      await writeFile(lockOf(technician), lock({ host: 'SERVEUR-2', process: 7 }))
      await utimes(lockOf(technician), silent, silent)
      const said = await mergeA(technician)
      expect(said.exitCode).toBe(0)
      technician.says(
        said.stderr,
        'Le verrou du processus 7 sur SERVEUR-2 n’a pas été renouvelé depuis deux minutes : il est repris.',
        'The lock of process 7 on SERVEUR-2 was not refreshed for two minutes: it is taken over.',
      )
    },
  ],
  [
    'another computer of the same name is another computer',
    async (technician) => {
      await writeFile(lockOf(technician), lock({ process: 2 ** 22 + 1, machine: 'another' }))
      expect((await mergeA(technician)).exitCode).toBe(4)
    },
  ],
  [
    'a clock that is wrong here changes nothing: the file system’s counts',
    async (technician) => {
      await writeFile(lockOf(technician), lock({ host: 'SERVEUR-2', process: 7 }))
      const ahead = new Date(today.getTime() + 24 * 3_600_000)
      const file = await technician.sealed('a.age')
      expect((await technician.runWith({ now: ahead }, 'merge', file, ...merging)).exitCode).toBe(4)
    },
  ],
  [
    'a lock is written again every few seconds',
    async (technician) => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
      try {
        await withLock(technician.config, async () => {
          await utimes(lockOf(technician), silent, silent)
          vi.advanceTimersByTime(3_000)
          await vi.waitFor(async () => {
            expect((await stat(lockOf(technician))).mtimeMs).toBeGreaterThan(silent.getTime() + 60_000)
          })
        })
      } finally {
        vi.useRealTimers()
      }
    },
  ],
  [
    'every write looks at the lock again: who has lost it writes nothing more',
    async (technician) => {
      let taken = false
      const takeOver = (_count: number, path: string) => {
        if (path.endsWith('.appsettings.json.prextra.tmp') && !taken) {
          taken = true
          writeFileSync(lockOf(technician), lock({ host: 'SERVEUR-2', process: 7 }))
        }
        return false
      }
      const said = await whileFailing('rename', 'EIO', takeOver, () => mergeA(technician))
      expect([said.exitCode, await technician.readConfig()]).toEqual([4, '{\n  "Exchange": []\n}\n'])
      technician.says(said, 'SERVEUR-2', 'SERVEUR-2')
      expect(await technician.backups()).toEqual([])
    },
  ],
  [
    'doctor names a lock that was left',
    async (technician) => {
      await writeFile(lockOf(technician), lock({ process: 2 ** 22 + 1, startedAt: null }))
      const said = await technician.run('doctor', '--offline')
      technician.says(said, /Un verrou est resté .*, sans effet/, /A lock was left .* and stops nobody/)
    },
  ],
])

const add = (technician: Technician, environment: string, ...more: readonly string[]) =>
  technician.run('customer', 'add', '--environment', environment, '--tenant', handoff.tenantId, ...more)

/** Registers names as an older version may have kept them. */
async function keepNames(technician: Technician, ...names: readonly string[]): Promise<void> {
  await add(technician, 'to-be-replaced')
  const records = await technician.readRecords()
  const [customer] = records.customers
  const customers = names.map((environment) => ({ ...customer, environment }))
  await writeFile(technician.records, JSON.stringify({ ...records, customers }))
}

const composed = '\u00c9rabli\u00e8re'
const decomposed = composed.normalize('NFD')

inBothLanguages('names', [
  [
    'a name is compared without its case, and the entry keeps its own',
    async (technician) => {
      await writeFile(
        technician.config,
        `{ "Exchange": [ { "Environment": "Acme", "TenantId": "${handoff.tenantId}" } ] }`,
      )
      expect((await mergeA(technician)).exitCode).toBe(0)
      expect(await technician.readConfig()).toContain('"Environment": "Acme"')
    },
  ],
  [
    'the records keep the name that they have',
    async (technician) => {
      await add(technician, 'Acme')
      await add(technician, 'ACME', '--name', 'Acmé inc.')
      expect((await technician.readRecords()).customers.map(({ environment }) => environment)).toEqual(['Acme'])
    },
  ],
  [
    'an accent written as two characters is the same name',
    async (technician) => {
      await add(technician, composed)
      await add(technician, decomposed)
      expect((await technician.readRecords()).customers.map(({ environment }) => environment)).toEqual([composed])
    },
  ],
  [
    'two names that read alike are each reached by their exact spelling',
    async (technician) => {
      await keepNames(technician, composed, decomposed)
      for (const name of [composed, decomposed]) {
        expect((await add(technician, name, '--mailbox', `a${name.length}@acme.example`)).exitCode).toBe(0)
      }
      const kept = (await technician.readRecords()).customers.map(({ mailbox }) => mailbox)
      expect(kept).toEqual([`a${composed.length}@acme.example`, `a${decomposed.length}@acme.example`])
    },
  ],
  [
    'any other spelling of them is refused, and both are named',
    async (technician) => {
      await keepNames(technician, 'Acme', 'ACME')
      const said = await add(technician, 'acme')
      expect(said.exitCode).toBe(1)
      technician.says(
        said,
        'Plusieurs noms du registre se lisent ainsi (Acme, ACME)',
        'Several names in the records read like that (Acme, ACME)',
      )
    },
  ],
  [
    'doctor lists names that read alike',
    async (technician) => {
      await keepNames(technician, 'Acme', 'ACME', 'Scierie')
      const said = await technician.run('doctor', '--offline')
      technician.says(said, /se lisent de la même façon : .*Acme.*ACME/, /read alike: .*Acme.*ACME/)
      expect(said.text).not.toContain('Scierie')
    },
  ],
  ...(['\u200b', '\u00a0', '\u202e', '\u3164', '\u00ad', '\ufe0f'] as const).map((character): Row => {
    const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    return [
      `a name with ${code}, which cannot be seen, is refused, naming it`,
      async (technician) => {
        const said = await add(technician, `ac${character}me`)
        expect(said.exitCode).toBeGreaterThan(0)
        technician.says(
          said,
          `un caractère que l’on ne voit pas (${code})`,
          `a character that cannot be seen (${code})`,
        )
        await expect(readFile(technician.records)).rejects.toThrow('ENOENT')
      },
    ]
  }),
])

/** Merges a file that was sealed later, and then the older one. */
async function olderAfterNewer(technician: Technician, newer: object, ...more: readonly string[]) {
  const file = await technician.sealed('newer.age', {
    createdAt: '2026-11-23T10:00:00Z',
    clientSecret: `${secret}2`,
    ...newer,
  })
  await technician.merged(file)
  return mergeA(technician, ...more)
}

inBothLanguages('an older file after a newer one', [
  [
    'is refused, and both dates are said',
    async (technician) => {
      const said = await olderAfterNewer(technician, {})
      expect(said.exitCode).toBe(1)
      technician.says(
        said,
        /22 novembre 2026 .*est plus ancien que .*23 novembre 2026/,
        /November 22, 2026 .*is older than .*November 23, 2026/,
      )
    },
  ],
  [
    'goes on with --older',
    async (technician) => {
      expect((await olderAfterNewer(technician, {}, '--older')).exitCode).toBe(0)
    },
  ],
  [
    'does not go on with --replace, which keeps its meaning',
    async (technician) => {
      expect((await olderAfterNewer(technician, {}, '--replace')).exitCode).toBe(1)
    },
  ],
  [
    'is not compared with a file of another profile',
    async (technician) => {
      expect((await olderAfterNewer(technician, { profile: 'graph' })).exitCode).toBe(0)
    },
  ],
  [
    'is not compared with a merge that was undone',
    async (technician) => {
      await technician.merged(await technician.sealed('newer.age', { createdAt: '2026-11-23T10:00:00Z' }))
      expect((await technician.run('undo')).exitCode).toBe(0)
      expect((await mergeA(technician)).exitCode).toBe(0)
    },
  ],
  [
    'is not compared with what the records hold no date of',
    async (technician) => {
      await technician.merged(
        await technician.sealed('newer.age', { createdAt: '2026-11-23T10:00:00Z', clientSecret: `${secret}2` }),
      )
      const records = await readFile(technician.records, 'utf8')
      await writeFile(technician.records, records.replace(/\s+"createdAt": "[^"]+",/, ''))
      expect((await mergeA(technician)).exitCode).toBe(0)
    },
  ],
  [
    'a date in the future is said, and bounds nothing',
    async (technician) => {
      const future = await technician.sealed('future.age', {
        createdAt: '2027-01-01T00:00:00Z',
        clientSecret: `${secret}2`,
      })
      const said = await technician.merged(future)
      technician.says(
        said.stderr,
        'une horloge est fausse, et sa date ne compte pas',
        'a clock is wrong, and its date does not count',
      )
      expect((await mergeA(technician)).exitCode).toBe(0)
    },
  ],
  [
    'open says that a date is in the future',
    async (technician) => {
      const said = await technician.run('open', await technician.sealed('f.age', { createdAt: '2027-01-01T00:00:00Z' }))
      technician.says(said.stderr, 'une horloge est fausse', 'a clock is wrong')
    },
  ],
  [
    'the same file can be merged again into another configuration',
    async (technician) => {
      await mkdir(technician.path('second'))
      const other = technician.path('second/appsettings.json')
      await writeFile(other, '{ "Exchange": [] }')
      await mergeA(technician)
      expect((await mergeA(technician, '--config', other)).exitCode).toBe(0)
    },
  ],
])
