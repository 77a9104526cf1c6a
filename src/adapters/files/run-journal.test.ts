import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createJournal } from '#adapters/files/journal.ts'
import { createVirtualClock } from '#support/virtual-clock.ts'
import { createRunJournal, openLedger, readAwaited, readHistory } from './run-journal.ts'

const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'
const organization = { name: 'Nord', domain: 'nord.example' }
const delivered = {
  ...{
    practice: false,
    tenantId,
    organization,
    profile: 'ews' as const,
    expiresAt: '2027-04-01T05:00:00Z',
    deliveredAt: '2026-11-25T12:00:00Z',
  },
  ...{ appId: '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943', keyId: '6d0c1f7a-3b52-4e8e-9f41-2c5a7e9b0d13' },
}

it('reads again on another day what no number of requests has pushed out', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'prextra-journal-')), 'journal.jsonl')
  const requests = createJournal(path)
  const journal = createRunJournal(requests, openLedger(path), createVirtualClock('2026-11-25T12:00:00Z'))
  journal.note({ did: 'deliver', ...delivered })
  journal.note({
    ...{ did: 'await', practice: false, tenantId, organization, profile: 'ews', for: 'allow-list' },
    ...{ since: delivered.deliveredAt, until: delivered.expiresAt, mailbox: null, blockedMailbox: null },
  })
  journal.note({ did: 'begin', change: 'grant', tenantId })
  const line = { path: '/v1.0/applications', body: 'x'.repeat(200_000) }
  for (let request = 0; request < 40; request += 1) requests.record(line)
  expect(requests.lines().every((one) => (one as typeof line).path === line.path)).toBe(true)
  expect(readHistory(openLedger(path))).toMatchObject([{ keyId: delivered.keyId }])
  expect(readAwaited(openLedger(path))).toMatchObject([{ for: 'allow-list' }])
  expect(journal.awaited(tenantId)?.for).toBe('allow-list')
})
