import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keyId } from '#support/gallery/facts.ts'
import { doneStage } from '#support/gallery/sessions.ts'
import { createReports } from './reports.ts'

const path = () => join(mkdtempSync(join(tmpdir(), 'prextra-reports-')), 'reports.jsonl')

test('what a report was made from is found on another day, the last one of a secret', () => {
  const file = path()
  createReports(file).keep(doneStage())
  const last = doneStage()
  createReports(file).keep({ ...last, handoff: { ...last.handoff, fileName: 'second.age' } })
  expect(createReports(file).find(keyId)?.handoff.fileName).toBe('second.age')
  expect(createReports(file).find('0a1b2c3d-4e5f-4678-9abc-def012345678')).toBeNull()
})

test('a file that is damaged or foreign offers no report', () => {
  const file = path()
  writeFileSync(file, `not json\n{"keyId":"${keyId}"}\n{"keyId":"${keyId}","facts":{"at":"welcome"}}\n`)
  expect(createReports(file).find(keyId)).toBeNull()
})
