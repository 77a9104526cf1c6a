import { describe, expect, it } from 'vitest'
import { publicCloud } from '#core/access/cloud.ts'
import { newGuide } from '#core/guide/guide.ts'
import { profiles } from '#core/access/profile.ts'
import type { DocumentName } from '#core/session/saved-document.ts'
import { newSession, type Session } from '#core/session/session.ts'
import type { DocumentFacts } from '#core/session/writer.ts'
import { appId, delivered, identity, nothingFound, now, plan, proofFailed, row, toDo } from '#support/gallery/facts.ts'
import {
  doneStage,
  guideStage,
  limitStage,
  networkStage,
  proofStage,
  removedStage,
  reviewStage,
  sessionAt,
} from '#support/gallery/sessions.ts'
import type { CdidFacts } from '#core/cdid-facts.ts'
import { unsuppliedFacts } from '#support/cdid-facts.ts'
import { documentOf } from './session-documents.ts'

const world: Omit<DocumentFacts, 'session'> & { readonly cdid: CdidFacts } = {
  cdid: unsuppliedFacts,
  cloud: publicCloud,
  recipients: [{ id: 'cdid-2026-1', publicKey: `age1${'q'.repeat(58)}`, notAfter: '2030-01-01' }],
  signInApplication: {
    clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
    name: 'Microsoft Graph Command Line Tools',
    isOurs: false,
  },
  now: new Date(now),
}
const limit = { group: 'g@nord.example', allowedMailbox: 'a@nord.example', blockedMailbox: 'b@nord.example' }
const gone = { kind: 'remove-application', applicationId: 'c1', appId, displayName: 'x', why: 'asked-for' } as const
const removal = { rows: [row(gone, 'done', now, 1, appId)] }
const entered = newGuide('present', profiles.ews, now, { applicationId: appId, tenantId: identity.tenantId })

const sessions: Readonly<Record<DocumentName, Session>> = {
  report: sessionAt(doneStage()),
  security: sessionAt(doneStage()),
  plan: sessionAt(reviewStage({ plan: toDo })),
  guide: sessionAt(guideStage(entered)),
  'allow-list-script': sessionAt(proofStage()),
  'scope-script': sessionAt(limitStage({ limit })),
  'withdraw-script': sessionAt(removedStage(plan([], nothingFound, 'removed'), removal)),
  'reminder-secret': sessionAt(doneStage({ plan: delivered })),
  'reminder-check': sessionAt(proofStage({ proof: proofFailed })),
  network: sessionAt(networkStage()),
}
/** The ids that a document holds. The result of a check of the connection names no tenant. */
function idsIn(name: DocumentName): readonly string[] {
  if (name === 'network') return ['graph.microsoft.com:443']
  return name === 'plan' ? [identity.tenantId] : [appId, identity.tenantId]
}

const names = Object.keys(sessions) as DocumentName[]

describe.each(['fr', 'en'] as const)('each document, of what main knows (%s)', (language) => {
  const made = (name: DocumentName, session: Session = sessions[name]) =>
    documentOf(name, { session, ...world }, language)

  it.each(names)('%s', (name) => {
    const ready = made(name)
    if (!ready) throw new Error('it was to be made')
    const mark = { fr: 'PRATIQUE-', en: 'PRACTICE-' }[language]
    expect(ready.fileName).toMatch(new RegExp(`^${mark}prextra-[a-z0-9.-]+\\.${ready.kind}$`))
    const text = ready.text.replaceAll('\r\n ', '')
    for (const id of idsIn(name)) expect(text).toContain(id)
    expect(text).not.toMatch(/\.\.(?!\.)\s|undefined/)
    expect(ready.text.startsWith('\uFEFF')).toBe(ready.kind === 'ps1')
    const real = made(name, { ...sessions[name], practice: false })
    expect(real?.fileName).toBe(ready.fileName.replace(mark, ''))
  })

  it('has a name of its own for each', () => {
    expect(new Set(names.map((name) => made(name)?.fileName)).size).toBe(names.length)
  })

  it.each(names)('%s: not where it would not be true, nor of nobody', (name) => {
    expect(made(name, newSession)).toBeNull()
    // In the guide nobody signs in, and nothing was read in a tenant.
    if (name !== 'guide') expect(made(name, sessions.guide)).toBeNull()
  })
})

it.each(['fr', 'en'] as const)('has no count of days in what is filed, which is read another day (%s)', (language) => {
  const counts = /dans \d+\s(?:jours?|mois)|\bin \d+\s(?:days?|months?)|aujourd’hui|demain|tomorrow|today/i
  for (const name of ['report', 'security', 'plan', 'guide'] as const) {
    expect(documentOf(name, { session: sessions[name], ...world }, language)?.text.match(counts)).toBeNull()
  }
})

it('lets no domain out of its folder', () => {
  const organization = { ...identity.organization, domain: '../../etc/Démo\\x' }
  const session = sessionAt(doneStage({ identity: { ...identity, organization } }))
  const ready = documentOf('report', { session, ...world }, 'fr')
  expect(ready?.fileName).toMatch(/^PRATIQUE-prextra-rapport-[a-z0-9.-]+-20261122\.pdf$/)
  expect(ready?.fileName).not.toContain('..')
})
