import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createJournal } from '#adapters/files/journal.ts'
import { createVirtualClock } from '#support/virtual-clock.ts'
import type { JournalLine } from '#core/ledger.ts'
import {
  createRunJournal,
  ledgerBeside,
  openLedger,
  readAwaited,
  readHistory,
  readSavedFile,
  readUnsent,
} from './run-journal.ts'

const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'
const organization = { name: 'Nord', domain: 'nord.example' }
const delivered = {
  practice: false,
  tenantId,
  organization,
  profile: 'ews' as const,
  cloud: 'public' as const,
  appId: '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943',
  keyId: '6d0c1f7a-3b52-4e8e-9f41-2c5a7e9b0d13',
  expiresAt: '2027-04-01T05:00:00Z',
  deliveredAt: '2026-11-25T12:00:00Z',
}
const waiting = {
  practice: false,
  tenantId,
  organization,
  profile: 'ews' as const,
  for: 'allow-list' as const,
  since: delivered.deliveredAt,
  until: delivered.expiresAt,
  mailbox: null,
  blockedMailbox: null,
}

function open() {
  const path = join(mkdtempSync(join(tmpdir(), 'prextra-journal-')), 'journal.jsonl')
  const requests = createJournal(path)
  const ledger = openLedger(ledgerBeside(path))
  return { requests, ledger, journal: createRunJournal(requests, ledger, createVirtualClock('2026-11-25T12:00:00Z')) }
}

test('a handoff and a wait are read on another day, however many requests were recorded since', () => {
  const { requests, ledger, journal } = open()
  journal.note({ did: 'deliver', ...delivered })
  journal.note({ did: 'await', ...waiting })
  journal.note({ did: 'begin', change: 'grant', tenantId })
  const line = { path: '/v1.0/applications', body: 'x'.repeat(200_000) }
  for (let request = 0; request < 40; request += 1) requests.record(line)
  expect(requests.lines().every((one) => (one as typeof line).path === line.path)).toBe(true)
  expect(readHistory(ledger)).toMatchObject([{ keyId: delivered.keyId }])
  expect(readAwaited(ledger)).toMatchObject([{ for: 'allow-list' }])
  expect(journal.awaited(tenantId)?.for).toBe('allow-list')
})

test('a wait ends with a proof in the same tenant', () => {
  const { ledger, journal } = open()
  journal.note({ did: 'await', ...waiting })
  journal.note({ did: 'prove', tenantId: '00000000-0000-4000-8000-000000000000' })
  expect(journal.awaited(tenantId)?.for).toBe('allow-list')
  journal.note({ did: 'prove', tenantId })
  expect(journal.awaited(tenantId)).toBeNull()
  expect(readAwaited(ledger)).toEqual([])
})

test('of several waits or handoffs in one tenant the newest counts', () => {
  const { ledger, journal } = open()
  journal.note({ did: 'await', ...waiting })
  journal.note({ did: 'await', ...waiting, for: 'limit' })
  journal.note({ did: 'deliver', ...delivered })
  journal.note({ did: 'deliver', ...delivered, keyId: delivered.appId })
  expect(readAwaited(ledger).map((line) => line.for)).toEqual(['limit'])
  expect(readHistory(ledger).map(({ keyId }) => keyId)).toEqual([delivered.appId])
})

test('the history holds no handoff of the practice tenant', () => {
  const { ledger, journal } = open()
  journal.note({ did: 'deliver', ...delivered, practice: true })
  expect(readHistory(ledger)).toEqual([])
})

test('a handoff from before there were profiles and clouds was one of EWS, in the public cloud', () => {
  const { ledger } = open()
  ledger.record({ did: 'deliver', ...delivered, profile: undefined, cloud: undefined })
  expect(readHistory(ledger)).toMatchObject([{ profile: 'ews', cloud: 'public' }])
})

test('the applications of a tenant are told newest first, each once, five at most', () => {
  const { journal } = open()
  const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`
  const end = (applicationId: string | null, tenant = tenantId) => {
    journal.note({ did: 'end', change: 'grant', tenantId: tenant, applicationId })
  }
  for (const digit of [1, 2, 3, 4, 5, 6, 2]) end(id(digit))
  end(null)
  end(id(7), '00000000-0000-4000-8000-000000000000')
  expect(journal.applications(tenantId)).toEqual([2, 6, 5, 4, 3].map(id))
})

test('lines that are something else are left out', () => {
  const { ledger, journal } = open()
  ledger.record({ did: 'await', tenantId: 'no id' })
  ledger.record({ did: 'deliver', tenantId })
  ledger.record({ did: 'something of a later version' })
  expect([readAwaited(ledger), readHistory(ledger), journal.awaited(tenantId)]).toEqual([[], [], null])
})

test('a secret that was made is unsent until it is handed over or removed, and in practice never', () => {
  const { tenantId: other } = { tenantId: '1f7d3a90-6b24-4c58-8e13-9a0c5d2b7f46' }
  const made = { practice: false, tenantId, organization, keyId: delivered.keyId }
  const unsentAfter = (...lines: readonly JournalLine[]) => {
    const { ledger, journal } = open()
    for (const line of lines) journal.note(line)
    return readUnsent(ledger).map(({ keyId, madeAt }) => [keyId, madeAt])
  }
  const make: JournalLine = { did: 'make', ...made }
  expect(unsentAfter(make)).toEqual([[made.keyId, '2026-11-25T12:00:00.000Z']])
  expect(unsentAfter(make, { did: 'deliver', ...delivered })).toEqual([])
  expect(unsentAfter(make, { did: 'remove', tenantId, keyId: made.keyId })).toEqual([])
  expect(unsentAfter(make, { did: 'remove', tenantId, keyId: null })).toEqual([])
  expect(unsentAfter(make, { did: 'remove', tenantId: other, keyId: null })).toHaveLength(1)
  expect(unsentAfter({ ...make, practice: true })).toEqual([])
  // One that was made after everything had been removed is new.
  expect(unsentAfter({ did: 'remove', tenantId, keyId: null }, make)).toHaveLength(1)
})

test('a row that is forgotten is not read again, and the next handoff of the same tenant is', () => {
  const { ledger, journal } = open()
  journal.note({ did: 'deliver', ...delivered })
  journal.note({ did: 'forget-row', keyId: delivered.keyId })
  expect(readHistory(ledger)).toEqual([])
  const keyId = '0a1b2c3d-4e5f-4678-9abc-def012345678'
  journal.note({ did: 'deliver', ...delivered, keyId })
  expect(readHistory(ledger)).toMatchObject([{ keyId }])
})

test('the place of a sealed file is that of its last save', () => {
  const { ledger, journal } = open()
  const { keyId } = delivered
  expect(readSavedFile(ledger, keyId)).toBeNull()
  journal.note({ did: 'save-file', keyId, path: '/saved/first.age' })
  journal.note({ did: 'save-file', keyId, path: '/saved/second.age' })
  expect(readSavedFile(ledger, keyId)).toBe('/saved/second.age')
})
