import { expect, test } from 'vitest'
import { doneStage } from '#support/gallery/sessions.ts'
import { appId, identity, keyId, secretEndsAt } from '#support/gallery/facts.ts'
import { openMemorySession } from '#support/memory-session.ts'
import type { DeliveredLine } from '../ledger.ts'
import { saveDocument } from './export-document.ts'
import { forgetRow, historyStage, showFile } from './history-stage.ts'

const line: DeliveredLine = {
  practice: false,
  tenantId: identity.tenantId,
  organization: identity.organization,
  appId,
  keyId,
  expiresAt: secretEndsAt,
  deliveredAt: '2026-11-20T00:00:00Z',
  profile: 'ews',
  cloud: 'public',
}

test('only what is still there is offered: the file where it was saved, the report of which the facts are kept', () => {
  const desktop = { history: () => [line], savedFile: () => null, reports: { keep: () => undefined, find: () => null } }
  expect(historyStage(desktop).kept).toEqual({ files: [], reports: [] })
  const found = { keep: () => undefined, find: () => doneStage() }
  const kept = historyStage({ ...desktop, savedFile: () => '/saved/a.age', reports: found }).kept
  expect(kept).toEqual({ files: [keyId], reports: [keyId] })
})

test('a row is forgotten in the ledger alone', async () => {
  const session = await openMemorySession(historyStage(noDesktop), { history: [line] })
  forgetRow(session.context, { keyId })
  expect(session.tenant.journal).toEqual([{ did: 'forget-row', keyId }])
  expect(session.tenant.writes()).toEqual([])
})

test('a file that is not there is not shown, and no report is made of facts that are not kept', async () => {
  const session = await openMemorySession(historyStage(noDesktop), { history: [line] })
  expect(() => {
    showFile(session.context, { keyId })
  }).toThrow(expect.objectContaining({ problem: session.context.problem('bad-input').problem }))
  await expect(saveDocument(session.context, { document: 'report', keyId })).rejects.toMatchObject({
    problem: { code: 'out-of-order' },
  })
})

const noDesktop = { history: () => [line], savedFile: () => null, reports: { keep: () => undefined, find: () => null } }
