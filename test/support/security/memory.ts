import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Assistant } from '../assistant.ts'

/** A token signed by a tenant: its header and its claims are JSON in base64url. */
const signedToken = /eyJ[\w-]{10,}\.eyJ[\w-]{10,}/g

/** How often the secret, and how many signed tokens, are in memory. */
export interface Held {
  readonly secrets: number
  readonly tokens: number
}

/** Counts what all living objects of the main process hold: a heap snapshot, after the garbage was collected. */
export async function heldInHeap({ app }: Assistant, secret: string): Promise<Held> {
  const folder = mkdtempSync(join(tmpdir(), 'prextra-heap-'))
  const file = join(folder, 'main.heapsnapshot')
  try {
    await app.evaluate((_electron, path) => {
      // oxlint-disable-next-line typescript/no-deprecated -- Electron evaluates this without a require of its own
      const load = (name: string) => process.mainModule?.require(name) as unknown
      const v8 = load('node:v8') as { writeHeapSnapshot(to: string): void }
      v8.writeHeapSnapshot(path)
    }, file)
    const snapshot = readFileSync(file, 'latin1')
    const { strings } = JSON.parse(snapshot) as { readonly strings: readonly string[] }
    const count = (holds: (text: string) => boolean) => strings.filter(holds).length
    return {
      secrets: count((text) => text.includes(secret)),
      tokens: count((text) => text.search(signedToken) >= 0),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Counts how often the secret is in the raw memory of the main process, also where nothing points to it any more. */
export function countInMemory({ app }: Assistant, secret: string): number {
  const pid = app.process().pid
  const maps = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  const forms = [Buffer.from(secret), Buffer.from(secret, 'utf16le')]
  let found = 0
  try {
    for (const line of maps) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
      if (from === undefined || to === undefined) continue
      const bytes = readAt(memory, BigInt(`0x${from}`), Number(BigInt(`0x${to}`) - BigInt(`0x${from}`)))
      for (const form of forms) {
        for (let at = bytes.indexOf(form); at >= 0; at = bytes.indexOf(form, at + 1)) found += 1
      }
    }
  } finally {
    closeSync(memory)
  }
  return found
}

/** Reads a part of a process's memory; nothing of one that was given back meanwhile. */
function readAt(memory: number, position: bigint, length: number): Buffer {
  if (length > 512 * 1024 * 1024) return Buffer.alloc(0)
  const bytes = Buffer.alloc(length)
  try {
    return bytes.subarray(0, readSync(memory, bytes, 0, length, position))
  } catch {
    return Buffer.alloc(0)
  }
}
