import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const wine64 = '/usr/lib/wine/wine64'

/** What a Windows program printed, and how it ended. */
export interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A Windows of its own under Wine, as far as Wine is one. */
export interface Wine {
  /** The path in Linux of a file on drive C. */
  path(name: string): string
  /** Copies a Windows program onto drive C, so that Node 24 in it runs under Wine. Returns its path in Windows. */
  install(executable: string, name: string): string
  /** Runs a Windows program in a folder of drive C. */
  run(program: string, args: readonly string[], options?: RunOptions): Ended
  remove(): void
}

export interface RunOptions {
  /** The folder of drive C in which it runs. */
  readonly folder?: string
  /** How long it may take, in milliseconds. */
  readonly timeout?: number
  readonly env?: Readonly<Record<string, string>>
}

/** Makes a new prefix, with stand-ins for icacls and whoami in it. */
export function newWine(): Wine {
  const folder = mkdtempSync(join(tmpdir(), 'prextra-wine-'))
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    WINEPREFIX: folder,
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'winemenubuilder.exe=d',
    LC_ALL: 'C.UTF-8',
  }
  const wine = (...args: readonly string[]) =>
    execFileSync(wine64, [...args], { env, stdio: 'ignore', timeout: 120_000 })
  wine('wineboot', '-i')
  wine('winecfg', '-v', 'win10')
  const path = (name: string) => join(folder, 'drive_c', name)
  for (const name of ['icacls', 'whoami']) {
    const source = join(import.meta.dirname, 'windows-programs.c')
    const made = path(`windows/system32/${name}.exe`)
    rmSync(made, { force: true })
    execFileSync('x86_64-w64-mingw32-gcc', ['-municode', '-Os', '-o', made, source, '-ladvapi32'])
    wine('reg', 'add', 'HKCU\\Software\\Wine\\DllOverrides', '/v', `${name}.exe`, '/d', 'native', '/f')
  }
  return {
    path,
    install: (executable, name) => {
      // Wine 8 lacks the placeholders that V8 asks Windows for; without that function it does without them.
      const content = readFileSync(executable)
      const at = content.indexOf('VirtualAlloc2\0')
      if (at >= 0) content.write('VirtualAllocX', at, 'latin1')
      writeFileSync(path(name), content)
      return `C:\\${name.replaceAll('/', '\\')}`
    },
    run: (program, args, { folder: cwd = '', env: more = {}, timeout = 120_000 } = {}) => {
      // A pipe of Linux is no handle to a Windows program: what it prints goes to files.
      const outputs = ['stdout', 'stderr'].map((name) => path(name))
      const [out = 0, err = 0] = outputs.map((file) => openSync(file, 'w'))
      const { status } = spawnSync(wine64, [program, ...args], {
        cwd: path(cwd),
        env: { ...env, ...more },
        stdio: ['ignore', out, err],
        timeout,
        // A program that hangs in Wine does not hear a request to end.
        killSignal: 'SIGKILL',
      })
      closeSync(out)
      closeSync(err)
      const [stdout = '', stderr = ''] = outputs.map((file) => readFileSync(file, 'utf8'))
      return { exitCode: status, stdout, stderr }
    },
    remove: () => {
      spawnSync('/usr/lib/wine/wineserver64', ['-k'], { env })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Compiles a program or a library of Windows onto drive C. */
export function compileOnto(wine: Wine, source: string, name: string, ...flags: readonly string[]): void {
  const made = wine.path(name)
  mkdirSync(join(made, '..'), { recursive: true })
  rmSync(made, { force: true })
  execFileSync('x86_64-w64-mingw32-gcc', [...flags, '-Os', '-o', made, join(import.meta.dirname, source), '-ladvapi32'])
}

/** Copies a file onto drive C. */
export function copyOnto(wine: Wine, file: string, name: string): void {
  mkdirSync(join(wine.path(name), '..'), { recursive: true })
  copyFileSync(file, wine.path(name))
}
