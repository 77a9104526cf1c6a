import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect } from 'vitest'
import { createSeal } from '#adapters/seal/age.ts'
import type { Handoff } from '#core/handoff/document.ts'

/** Shaped unlike a real one, and easy to look for wherever it must not be. */
export const secret = 'PLANTED-SECRET-"\\-é-0123456789'

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

export interface Desk {
  /** The path of a file of this folder. */
  path(name: string): string
  readonly identity: string
  readonly publicKey: string
  /** Writes a file, sealed to this desk's key, and answers its path. */
  sealed(name: string, content: unknown): Promise<string>
  /** Runs `node src/cdid/cli.ts` in this folder. Whatever it prints was looked through for the secret. */
  reception(...args: readonly string[]): Promise<{ exitCode: number; stdout: string; stderr: string }>
  /** The same with more of an environment, or with something on its standard input. */
  receptionIn(
    around: { readonly env?: Readonly<Record<string, string>>; readonly input?: string },
    ...args: readonly string[]
  ): Promise<{ exitCode: number; stdout: string; stderr: string }>
  leave(): Promise<void>
}

export const cli = join(import.meta.dirname, '../../src/cdid/cli.ts')

/** A new folder with CDID's key in it. */
export async function newDesk(): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'prextra-handoff-'))
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
    reception: (...args) => looked(run(folder, {}, [cli, ...args])),
    receptionIn: (around, ...args) => looked(run(folder, around, [cli, ...args])),
    leave: () => rm(folder, { recursive: true }),
  }
}

export interface Ran {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

async function looked(running: Promise<Ran>): Promise<Ran> {
  const result = await running
  const printed = result.stdout + result.stderr
  for (const form of [secret, JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('base64')]) {
    expect(printed).not.toContain(form)
  }
  expect(printed).not.toMatch(/PLANTED|AGE-SECRET-KEY|\n\s+at /)
  return result
}

function run(
  cwd: string,
  around: { readonly env?: Readonly<Record<string, string>>; readonly input?: string },
  args: readonly string[],
): Promise<Ran> {
  // Node's own environment only: the language comes from what a test says.
  const env = { PATH: process.env['PATH'], TZ: 'America/Montreal', LC_ALL: 'en_CA.UTF-8', ...around.env }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd, env }, (_, stdout, stderr) => {
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr })
    })
    child.stdin?.end(around.input ?? '')
  })
}
