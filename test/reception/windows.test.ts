import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { expect, vi } from 'vitest'
import { writeProblem } from '#cdid/files/file-problem.ts'
import { makeFile, outputPath } from '#cdid/files/output-file.ts'
import { replaceFile } from '#cdid/files/replace-file.ts'
import {
  copyWindowsRights,
  isElevated,
  keepToOwner,
  othersWithAccess,
  type RunProgram,
} from '#cdid/files/windows-rights.ts'
import { ReceptionError, sentence } from '#cdid/reception-problem.ts'
import { whileFailing } from '#support/failing-disk.ts'
import { playWindows, windowsUser } from '#support/windows-tools.ts'
import { ownersOnly } from '#support/rights.ts'
import { handoff } from '#support/reception-folder.ts'
import { inBothLanguages, merging, type Technician } from '#support/reception-technician.ts'

/** Kind 5: Windows' rights and holds. Windows' own programs are played; only Windows can show what they do. */

const temporary = '.appsettings.json.prextra.tmp'
const config = '{\n  "Exchange": []\n}\n'

/** Returns what is said of an error, in the technician's language. */
async function said(technician: Technician, work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof ReceptionError ? sentence(error.problem, technician.language) : String(error)
}

inBothLanguages('files that another program holds', [
  [
    'a configuration that cannot be replaced: nothing is written, and another try may work',
    async (technician) => {
      const file = await technician.sealed('a.age')
      let renamed = 0
      const isReplacing = (_count: number, path: string) => path.endsWith(temporary) && ++renamed >= 2
      const ended = await whileFailing('rename', 'EBUSY', isReplacing, () => technician.run('merge', file, ...merging))
      expect([ended.exitCode, await technician.readConfig(), await technician.litter()]).toEqual([4, config, []])
      technician.says(
        ended,
        /est ouvert dans un autre programme : fermez-le, ou attendez, puis recommencez/,
        /is held by another program: close it there, or wait, then try again/,
      )
    },
  ],
  [
    'a configuration that cannot be read: the same',
    async (technician) => {
      const file = await technician.sealed('a.age')
      const isConfig = (_count: number, path: string) => path === technician.config
      const ended = await whileFailing('stat', 'EBUSY', isConfig, () => technician.run('merge', file, ...merging))
      expect(ended.exitCode).toBe(4)
      technician.says(ended, 'est ouvert dans un autre programme', 'is held by another program')
    },
  ],
  [
    'records that cannot be replaced: nothing is written',
    async (technician) => {
      const file = await technician.sealed('a.age')
      const isRecords = (_count: number, path: string) => path.endsWith('records.json.prextra.tmp')
      const ended = await whileFailing('rename', 'EBUSY', isRecords, () => technician.run('merge', file, ...merging))
      expect([ended.exitCode, await technician.readConfig(), await technician.litter()]).toEqual([4, config, []])
    },
  ],
  [
    'what Windows answers for a file that is open, EPERM on a rename, is called so',
    (technician) => {
      const error = Object.assign(new Error('no'), { code: 'EPERM', syscall: 'rename' })
      const { problem } = writeProblem(error, 'C:\\a.json', 'win32')
      technician.says(
        sentence(problem, technician.language),
        'est ouvert dans un autre programme',
        'is held by another program',
      )
      return Promise.resolve()
    },
  ],
  [
    'a folder without rights is not taken for a held file',
    (technician) => {
      const error = Object.assign(new Error('no'), { code: 'EPERM', syscall: 'open' })
      const { problem } = writeProblem(error, 'C:\\a.json', 'win32')
      technician.says(sentence(problem, technician.language), 'Vous n’avez pas le droit d’écrire', 'You may not write')
      return Promise.resolve()
    },
  ],
])

inBothLanguages('rights', [
  [
    'are copied to the new file before the secret’s bytes are in it',
    async (technician) => {
      const seen: string[] = []
      const options = { like: technician.config, temporary, beforeReplacing: () => Promise.resolve() }
      await replaceFile(technician.config, Buffer.from('new'), options, async (from, to) => {
        seen.push(from, await readFile(to, 'utf8'))
      })
      expect([seen, await technician.readConfig()]).toEqual([[technician.config, ''], 'new'])
    },
  ],
  [
    'that cannot be copied stop the write, and nothing is left',
    async (technician) => {
      const options = { like: technician.config, temporary, beforeReplacing: () => Promise.resolve() }
      const refusing: RunProgram = () => Promise.reject(Object.assign(new Error('Accès refusé.'), { code: 5 }))
      const writing = replaceFile(technician.config, Buffer.from('new'), options, (from, to) =>
        copyWindowsRights(from, to, refusing),
      )
      const text = await said(technician, writing)
      technician.says(
        text,
        /Windows a refusé de régler les droits .*\(icacls 5\)/,
        /Windows refused to set the rights .*\(icacls 5\)/,
      )
      expect([await technician.readConfig(), await technician.litter()]).toEqual([config, []])
    },
  ],
  [
    'of the configuration stay, and its backup is its owner’s alone',
    async (technician) => {
      await chmod(technician.config, 0o640)
      await technician.merged(await technician.sealed('a.age'))
      const [backup = ''] = await technician.backups()
      const rightsOf = async (path: string) => (await stat(path)).mode & 0o777
      expect([await rightsOf(technician.config), await rightsOf(technician.path(backup))]).toEqual([0o640, 0o600])
    },
  ],
  [
    'of the records stay, and the audit file has them',
    async (technician) => {
      await technician.run('customer', 'add', '--environment', 'acme', '--tenant', handoff.tenantId)
      await chmod(technician.records, 0o660)
      await writeFile(technician.path('prextra-records.audit.jsonl'), '')
      await technician.merged(await technician.sealed('a.age'))
      for (const name of ['prextra-records.json', 'prextra-records.audit.jsonl']) {
        expect((await stat(technician.path(name))).mode & 0o777).toBe(0o660)
      }
    },
  ],
  [
    'of a private key: the running user and SYSTEM, by SID, with inheritance off, and read back',
    async () => {
      const { run, calls } = playWindows([`k\r\nD:PAI(A;;FA;;;SY)(A;;FA;;;${windowsUser})\r\n`])
      await keepToOwner('C:\\k', run)
      const grant = calls.find((call) => call.includes('/grant:r')) ?? []
      expect(grant.slice(1)).toEqual(['C:/k', '/inheritance:r', '/grant:r', `*${windowsUser}:F`, '*S-1-5-18:F', '/q'])
      expect(calls.some((call) => call.includes('/save'))).toBe(true)
      expect(calls.flat().join()).not.toMatch(/Administrat|Users|Utilisateurs|Système/)
    },
  ],
  [
    'of a private key that are not so when they are read back are refused',
    async (technician) => {
      const { run } = playWindows([`k\r\nD:PAI(A;;FA;;;SY)(A;;FA;;;BU)(A;;FA;;;${windowsUser})\r\n`])
      const text = await said(technician, keepToOwner('C:\\k', run))
      technician.says(
        text,
        /Windows a refusé de régler les droits de « C:\\k »/,
        /Windows refused to set the rights of “C:\\k”/,
      )
    },
  ],
  [
    'that are inherited all the same are refused',
    async (technician) => {
      const { run } = playWindows([`k\r\nD:AI(A;;FA;;;SY)(A;;FA;;;${windowsUser})\r\n`])
      expect(await said(technician, keepToOwner('C:\\k', run))).toContain('icacls')
    },
  ],
  [
    'of a private key come before its content, and without them there is no key',
    async (technician) => {
      const seen: string[] = []
      await makeFile(technician.path('k'), 'the key', {
        prepare: async (made) => void seen.push(await readFile(made, 'utf8')),
      })
      expect(seen).toEqual([''])
      const refusing: RunProgram = () => Promise.reject(Object.assign(new Error('no'), { code: 5 }))
      const making = makeFile(technician.path('k2'), 'the key', { prepare: (made) => keepToOwner(made, refusing) })
      technician.says(await said(technician, making), 'Windows a refusé', 'Windows refused')
      await expect(stat(technician.path('k2'))).rejects.toThrow('ENOENT')
    },
  ],
  [
    'when SYSTEM itself runs the tool are SYSTEM’s alone',
    async () => {
      const { run, calls } = playWindows(['k\r\nD:PAI(A;;FA;;;SY)\r\n'], 'S-1-5-18')
      await keepToOwner('C:\\k', run)
      expect(calls.find((call) => call.includes('/grant:r'))).toContain('*S-1-5-18:F')
    },
  ],
  [
    'programs of Windows are run by their full path',
    async () => {
      vi.stubEnv('SystemRoot', '/windows')
      const { run, calls } = playWindows([`k\r\nD:PAI(A;;FA;;;SY)(A;;FA;;;${windowsUser})\r\n`])
      await othersWithAccess('C:\\k', run)
      vi.unstubAllEnvs()
      expect(calls.map(([program]) => program)).toEqual([
        '/windows/System32/whoami.exe',
        '/windows/System32/icacls.exe',
      ])
    },
  ],
  [
    'of an administrator are told by the integrity level, in any language',
    async () => {
      const level =
        (sid: string): RunProgram =>
        () =>
          Promise.resolve({ stdout: `"Étiquette","Label","${sid}",""\r\n` })
      expect([await isElevated(level('S-1-16-12288')), await isElevated(level('S-1-16-8192'))]).toEqual([true, false])
    },
  ],
  [
    'of others to read the key are named by doctor',
    async (technician) => {
      await chmod(technician.folder.identity, 0o644)
      const ended = await technician.run('doctor', '--offline')
      expect(ended.exitCode).toBe(1)
      technician.says(ended, 'D’autres comptes peuvent lire la clé', 'Other accounts can read the key')
    },
  ],
])

inBothLanguages('paths', [
  [
    'keygen prints the absolute path of the key, which only its owner may read',
    async (technician) => {
      const out = technician.path('x/../new.key')
      const ended = await technician.run('keygen', '--out', out, '--unprotected')
      technician.says(
        ended,
        `Clé privée écrite dans ${technician.path('new.key')}`,
        `Private key written to ${technician.path('new.key')}`,
      )
      expect((await stat(technician.path('new.key'))).mode & 0o777).toBe(ownersOnly)
    },
  ],
  [
    'confirm prints the absolute path of the mail',
    async (technician) => {
      const file = await technician.sealed('a.age')
      await technician.merged(file)
      const out = ['--contact', 'ada@acme.example', '--out', technician.path('x/../c.eml')]
      const ended = await technician.run('confirm', file, '--environment', 'acme', ...out)
      technician.says(
        ended,
        `Courriel prêt dans ${technician.path('c.eml')}`,
        `E-mail ready in ${technician.path('c.eml')}`,
      )
    },
  ],
  [
    'nothing is written into Windows’ own folder',
    async (technician) => {
      const making = Promise.resolve().then(() => outputPath('C:\\Windows\\System32\\k', 'win32', 'C:\\Windows'))
      technician.says(
        await said(technician, making),
        'serait dans le dossier de Windows',
        'would be in Windows’ own folder',
      )
    },
  ],
])
