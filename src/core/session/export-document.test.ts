import { expect, test } from 'vitest'
import { appId, identity, toDo } from '#support/gallery/facts.ts'
import { doneStage, reviewStage } from '#support/gallery/sessions.ts'
import { openMemorySession } from '#support/memory-session.ts'
import { endOf } from '#support/proof-ports.ts'
import { copyFact, saveDocument } from './export-document.ts'

test('a document that is printed is saved as a PDF, and listed by its name', async () => {
  const session = await openMemorySession(reviewStage({ plan: toDo }))
  session.told.choose = (suggested, kind) => {
    expect(kind).toBe('pdf')
    return suggested.replace(/^/, 'my ')
  }
  await saveDocument(session.context, { document: 'plan' })
  const [file] = session.files
  expect(new TextDecoder().decode(file?.bytes)).toMatch(/^printed <!doctype html>/)
  expect(file?.fileName).toMatch(/^my .*\.pdf$/)
  expect(session.facts().saved).toEqual([
    { document: 'plan', fileName: file?.fileName, savedAt: '2026-11-23T14:00:00.000Z' },
  ])
})

test('a document that is text is saved as it is', async () => {
  const session = await openMemorySession(doneStage())
  await saveDocument(session.context, { document: 'reminder-secret' })
  expect(new TextDecoder().decode(session.files[0]?.bytes)).toMatch(/^BEGIN:VCALENDAR/)
  expect(session.facts().saved).toMatchObject([{ document: 'reminder-secret' }])
})

test('a document that is not saved after all is not listed', async () => {
  const session = await openMemorySession(reviewStage({ plan: toDo }))
  session.told.choose = () => null
  await saveDocument(session.context, { document: 'plan' })
  expect(session.files).toEqual([])
  expect(session.facts().saved).toEqual([])
})

test('a document that would say what is not true here is refused', async () => {
  const session = await openMemorySession(reviewStage({ plan: toDo }))
  expect(await endOf(saveDocument(session.context, { document: 'report' }), 'saved')).toBe('out-of-order')
  expect(session.files).toEqual([])
})

test('a fact is copied whole, and one that is not known is refused', async () => {
  const session = await openMemorySession(reviewStage())
  await copyFact(session.context, { fact: 'tenantId' })
  await copyFact(session.context, { fact: 'applicationId' })
  expect(session.copied).toEqual([identity.tenantId, appId])
  expect(await endOf(copyFact(session.context, { fact: 'controlCode' }), 'copied')).toBe('out-of-order')
  expect(session.copied).toHaveLength(2)
})
