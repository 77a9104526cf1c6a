import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { handoff } from '#support/reception-folder.ts'
import type { Measured } from './figures.ts'
import { buildReception, measureProcess, type Taken } from './reception-process.ts'

/** The calendar of 10,000 customers by the `prextra-reception` that is shipped. */
export async function measureCalendar(): Promise<Measured> {
  const { s } = await calendarOf(10_000, await buildReception())
  return { ics10000: { s } }
}

/** What `list --ics` of so many customers takes; `script` is the tool. Rejects when an event is missing. */
export async function calendarOf(customers: number, script: string): Promise<Taken> {
  const folder = await mkdtemp(join(tmpdir(), 'prextra-bench-ics-'))
  try {
    const [records, out] = [join(folder, 'prextra-records.json'), join(folder, 'ends.ics')]
    await writeFile(records, JSON.stringify(recordsOf(customers)), { mode: 0o600 })
    const taken = await measureProcess(script, ['list', '--ics', '--records', records, '--out', out], folder)
    const events = (await readFile(out, 'utf8')).split('BEGIN:VEVENT').length - 1
    if (events !== customers) throw new Error(`${events} events for ${customers} customers`)
    return taken
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The records of customers who have each received and merged one file; the secrets end on 300 different days. */
function recordsOf(customers: number): object {
  const guid = (number: number, group: string) => `${group}-0000-4000-8000-${String(number).padStart(12, '0')}`
  const at = '2026-11-22T19:07:00Z'
  const digest = (number: number) => number.toString(16).padStart(64, '0')
  const customerOf = (number: number) => ({
    environment: `client-${number}`,
    tenantId: guid(number, 'bbbbbbbb'),
    name: `Érablière du rang ${number} inc.`,
    contact: { name: 'Ada Lefebvre', email: `ada@client-${number}.example` },
    mailbox: `accueil@client-${number}.example`,
    addedAt: at,
    deliveries: [
      {
        digest: digest(number),
        id: guid(number, '0b5a7a3e'),
        applicationId: guid(number, 'aaaaaaaa'),
        secretKeyId: guid(number, 'cccccccc'),
        secretExpiresAt: new Date(Date.UTC(2027, 3, 1 + (number % 300), 4)).toISOString(),
        profile: 'ews',
        cloud: 'public',
        createdAt: at,
        ticket: null,
        codeAt: at,
        token: { at, tenantId: guid(number, 'bbbbbbbb'), roles: ['full_access_as_app'] },
        mailbox: null,
        merged: {
          at,
          config: '/srv/cdid/appsettings.json',
          written: digest(number),
          backup: null,
          backupDigest: null,
          unchecked: null,
        },
        confirmedAt: at,
      },
    ],
  })
  const all = Array.from({ length: customers }, (_, number) => customerOf(number))
  return { format: 'prextra-reception-records', version: 1, practice: handoff.practice, customers: all }
}
