import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect } from 'vitest'
import { createSeal } from '#adapters/seal/age.ts'
import type { Handoff } from '#core/handoff/document.ts'
import { startedNode } from './windows/started-node.ts'

/** The client secret of every test: unlike a real one, and easy to find where it must not be. */
export const secret = 'PLANTED-SECRET-"\\-é-0123456789'

/** What the assistant hands over in these tests, unless a test changes it. */
export const handoff: Handoff = {
  format: 'prextra-handoff',
  version: 1,
  id: '0b5a7a3e-5c0f-4b8e-9a39-6f6f1c1f2a10',
  createdAt: '2026-11-22T19:07:00Z',
  practice: false,
  profile: 'ews',
  cloud: 'public',
  environment: 'a-hint-only',
  applicationId: '11111111-0000-4000-8000-000000000001',
  tenantId: '22222222-0000-4000-8000-000000000002',
  clientSecret: secret,
  secretKeyId: '33333333-0000-4000-8000-000000000003',
  secretExpiresAt: '2099-04-01T04:00:00Z',
  organization: { name: 'Acmé inc.', domain: 'acme.example' },
  contact: { name: 'Ada Lefebvre', email: 'ada@acme.example' },
  caseNumber: 'C-1234',
  proof: { token: '2026-11-22T19:06:00Z', mailbox: null },
  assistant: '1.0.0',
}

/** Seals any content to a public key, as the application does. */
export async function sealTo(publicKey: string, content: unknown): Promise<Uint8Array> {
  const seal = createSeal({ now: () => new Date() })
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return seal(new TextEncoder().encode(text), [{ id: 'test', publicKey, notAfter: '2099-01-01' }])
}

/** What a run of the tool printed, and how it ended. */
export interface Ran {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** What a run has besides its arguments. */
export interface Surroundings {
  /** Added to the environment, which otherwise has PATH, a time zone, a locale and a console so wide that no line is broken. */
  readonly env?: Readonly<Record<string, string>>
  /** Standard input. */
  readonly input?: string | Uint8Array
}

/** A temporary folder with CDID's private key in it, where `prextra-reception` is run. */
export interface ReceptionFolder {
  /** The path of a file in this folder. */
  path(name: string): string
  /** The path of the private key. */
  readonly identity: string
  readonly publicKey: string
  /** Seals `content` to this folder's key, writes it as the file `name`, and resolves to its path. */
  sealed(name: string, content: unknown): Promise<string>
  /** Runs `node src/cdid/cli.ts` in this folder, and fails the test if the secret or a stack trace was printed. */
  run(...args: readonly string[]): Promise<Ran>
  /** The same with an environment or standard input of its own. */
  runWith(surroundings: Surroundings, ...args: readonly string[]): Promise<Ran>
  /** Removes the folder and what is in it. */
  remove(): Promise<void>
}

export const cli = join(import.meta.dirname, '../../src/cdid/cli.ts')

/** Makes the folder, in another one, and its key. */
export async function newReceptionFolder(inside = tmpdir()): Promise<ReceptionFolder> {
  const folder = await mkdtemp(join(inside, 'prextra-'))
  const path = (name: string) => join(folder, name)
  const key = await generateX25519Identity()
  const publicKey = await identityToRecipient(key)
  const identity = path('cdid.key')
  await writeFile(identity, `# created: 2026-11-22\r\n\n${key}\n`, { mode: 0o600 })
  return {
    path,
    identity,
    publicKey,
    sealed: async (name, content) => {
      await writeFile(path(name), await sealTo(publicKey, content))
      return path(name)
    },
    run: (...args) => withoutSecrets(runCli(folder, {}, args)),
    runWith: (surroundings, ...args) => withoutSecrets(runCli(folder, surroundings, args)),
    remove: () => rm(folder, { recursive: true }),
  }
}

async function withoutSecrets(running: Promise<Ran>): Promise<Ran> {
  const result = await running
  expectNoSecret(result.stdout + result.stderr)
  return result
}

/** Fails the test when what was printed holds the secret, a private key or a stack trace. */
export function expectNoSecret(printed: string): void {
  for (const form of [secret, JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('base64')]) {
    expect(printed).not.toContain(form)
  }
  expect(printed).not.toMatch(/PLANTED|AGE-SECRET-KEY|\n\s+at /)
}

function runCli(cwd: string, { env: more, input = '' }: Surroundings, args: readonly string[]): Promise<Ran> {
  const env = {
    ...startedNode,
    PATH: process.env['PATH'],
    TZ: 'America/Montreal',
    LC_ALL: 'en_CA.UTF-8',
    COLUMNS: '1000',
    ...more,
  }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...args], { cwd, env }, (_, stdout, stderr) => {
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr })
    })
    child.stdin?.end(input)
  })
}
