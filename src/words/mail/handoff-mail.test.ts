import { expect, test } from 'vitest'
import type { HandoffMailFacts } from '#core/session/writer.ts'
import { handoffMail } from './handoff-mail.ts'

const about: HandoffMailFacts = {
  practice: false,
  organization: 'Acmé inc.',
  contact: 'Ada Lefebvre',
  applicationId: '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943',
  expiresAt: '2027-04-01T04:00:00Z',
  provenAt: '2026-11-22T19:07:00Z',
  caseNumber: 'CD-114',
  fileName: 'prextra-acme.example-20261122-1407.age',
}

test.each(['fr', 'en'] as const)('%s: what is attached, and what the code is for', (language) => {
  const { subject, text } = handoffMail[language]
  const said = text(about)
  for (const fact of [about.fileName, about.applicationId, 'CD-114', 'Ada Lefebvre']) {
    expect(said).toContain(fact)
  }
  expect(said).toMatch(language === 'fr' ? /huit mots/ : /eight words/)
  expect(said).not.toMatch(/\n{3}|undefined|\bnull\b|\*\*| $/m)
  expect(subject(about)).toContain('CD-114')
  expect(subject(about)).not.toContain('[')
})

test.each(['fr', 'en'] as const)('%s: practice says so first, and nothing is claimed that was not', (language) => {
  const { subject, text } = handoffMail[language]
  const bare = { ...about, practice: true, caseNumber: null, provenAt: null }
  expect(subject(bare)).toMatch(language === 'fr' ? /^\[Exercice\] / : /^\[Practice\] /)
  expect(text(bare)).toMatch(language === 'fr' ? /CECI EST UN EXERCICE/ : /THIS IS A PRACTICE RUN/)
  expect(text(bare)).toMatch(language === 'fr' ? /non prouvé/ : /not proven/)
  expect(text(bare)).not.toMatch(/\n{3}|undefined|\bnull\b/)
})
