import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { measureVariable } from '#support/measure-at-exit.mjs'
import { sealTo } from '#support/reception-folder.ts'
import { bundleReception } from '../../build/reception-bundle.mjs'

/** What a process took, from its start to its end. */
export interface Taken {
  /** Seconds of processor time: time on the clock would measure what else the machine does. */
  readonly s: number
  /** The largest resident set, in MB of a million bytes. */
  readonly mb: number
}

/** Builds `prextra-reception` as it is shipped, and resolves to its one file. */
export async function buildReception(): Promise<string> {
  const folder = join('out', 'bench', 'reception')
  await bundleReception({ folder, name: 'prextra-reception.mjs', format: 'es', bundled: join(folder, 'bundled.json') })
  return join(folder, 'prextra-reception.mjs')
}

/** Runs a script of Node's with these arguments. Rejects, with what it said, unless it ends well. */
export async function measureProcess(script: string, args: readonly string[], folder: string): Promise<Taken> {
  const measure = join(folder, 'taken.json')
  const preload = new URL('../support/measure-at-exit.mjs', import.meta.url).href
  const env = { PATH: process.env['PATH'], LC_ALL: 'en_CA.UTF-8', [measureVariable]: measure }
  const child = spawn(process.execPath, ['--import', preload, script, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (data: Buffer) => (said += data.toString()))
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(`${args[0] ?? script} ended with ${String(code)}: ${said}`)
  const { kilobytes, ownMs } = JSON.parse(await readFile(measure, 'utf8')) as { kilobytes: number; ownMs: number }
  return { s: ownMs / 1000, mb: (kilobytes * 1024) / 1e6 }
}

/** Makes CDID's key in a folder, and seals a file to it. Resolves to the options that name both. */
export async function sealedFile(
  folder: string,
  content: unknown,
): Promise<{ readonly file: string; readonly identity: string }> {
  await mkdir(folder, { recursive: true })
  const key = await generateX25519Identity()
  const identity = join(folder, 'cdid.key')
  const file = join(folder, 'prextra-acme.age')
  await writeFile(identity, `${key}\n`, { mode: 0o600 })
  await writeFile(file, await sealTo(await identityToRecipient(key), content))
  return { file, identity }
}
