import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const root = join(import.meta.dirname, '../../..')
/** Where `npm run test:msi` has packaged the real payload around files that stand in for Electron's. */
export const packaged = join(root, 'out/package-stand-in')
export const payload = join(packaged, 'win-unpacked')
export const executableName = 'assistant-outlook-prextra.exe'

/** An installer, and the folder whose files are in it. */
export interface Installer {
  readonly path: string
  readonly payload: string
}

/** Returns the installer of the real payload. */
export function realInstaller(): Installer {
  const found = readdirSync(packaged).filter((name) => name.endsWith('.msi'))
  const [name] = found
  if (found.length !== 1 || name === undefined) throw new Error(`there are ${found.length} installers in ${packaged}`)
  return { path: join(packaged, name), payload }
}

/** Makes the same installer around small files: its tables are of the same project, and need no payload. */
export function smallInstaller(): Installer & { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'prextra-msi-'))
  const files = [executableName, 'icudtl.dat', 'resources/app.asar', 'locales/fr.pak', ...policyFiles]
  for (const file of files) writeInto(join(folder, 'payload'), file, `In place of ${file}.\n`)
  const made = { payload: join(folder, 'payload'), path: makeVersion(join(folder, 'payload'), '1.2.3', folder) }
  return {
    ...made,
    remove() {
      rmSync(folder, { recursive: true })
    },
  }
}

export const policyFiles = [
  'policy/PrextraOutlookAssistant.admx',
  'policy/en-US/PrextraOutlookAssistant.adml',
  'policy/fr-CA/PrextraOutlookAssistant.adml',
]

/** Writes a file and the folders above it. */
export function writeInto(folder: string, file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), content)
}

/** Makes the installer of a version around a packaged folder. Returns its path. */
export function makeVersion(folder: string, version: string, output: string): string {
  const script = join('build', 'msi', 'other-version.mjs')
  execFileSync(process.execPath, [script, folder, version, output], { cwd: root, stdio: 'pipe' })
  const path = join(output, `${version}.msi`)
  if (!existsSync(path)) throw new Error(`${path} was not made`)
  return path
}

/** One row of a table, by the names of its columns. */
export type Row = Readonly<Record<string, string>>

/** Returns the names of an installer's tables. */
export function tableNames(path: string): readonly string[] {
  return execFileSync('msiinfo', ['tables', path], { encoding: 'utf8' }).split(/\r?\n/).filter(Boolean)
}

/** Returns the rows of one table; none when there is no such table. */
export function rowsOf(path: string, table: string): readonly Row[] {
  if (!tableNames(path).includes(table)) return []
  // It writes the icons of a table of icons into the folder where it runs.
  const text = execFileSync('msiinfo', ['export', path, table], { cwd: tmpdir(), encoding: 'utf8' })
  const [columns = '', , , ...rows] = text.split(/\r?\n/)
  const names = columns.split('\t')
  return rows
    .filter((row) => row !== '')
    .map((row) => {
      const values = row.split('\t')
      return Object.fromEntries(names.map((name, place) => [name, values[place] ?? '']))
    })
}

/** The long one of the two names that a file or folder has in an installer: `short|long`. */
export function longName(name = ''): string {
  return name.split('|').at(-1) ?? ''
}
