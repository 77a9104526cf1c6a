import { describe, expect, it } from 'vitest'
import { publicCloud } from '#core/access/cloud.ts'
import { newGuide } from '#core/guide/guide.ts'
import { profiles } from '#core/access/profile.ts'
import type { Session } from '#core/session/session.ts'
import type { DocumentName } from '#core/session/exports.ts'
import {
  all,
  appId,
  at,
  blocked,
  delivered,
  identity,
  inPlace,
  nothingFound,
  now,
  plan,
  proofFailed,
  proofPassed,
  row,
} from '#support/gallery/facts.ts'
import { documentOf, type DocumentFacts } from './saved-documents.ts'

const place = {
  world: {
    cloud: publicCloud,
    recipients: [{ id: 'cdid-2026-1', publicKey: `age1${'q'.repeat(58)}`, notAfter: '2030-01-01' }],
  },
  signInApplication: { clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e', name: 'Microsoft Graph Command Line Tools' },
} as unknown as DocumentFacts['place']
const limit = { group: 'g@nord.example', allowedMailbox: 'a@nord.example', blockedMailbox: 'b@nord.example' }
const gone = { kind: 'remove-application', applicationId: 'c1', appId, displayName: 'x', why: 'asked-for' } as const

const entered = newGuide('present', profiles.ews, now, { applicationId: appId, tenantId: identity.tenantId })

const sessions: Readonly<Record<DocumentName, Session>> = {
  report: at('done', { plan: inPlace, proof: proofPassed }),
  security: at('done', { plan: inPlace }),
  plan: at('review', { plan: plan(all, nothingFound) }),
  guide: at('guide', { guide: entered }),
  'allow-list-script': at('proof', { plan: inPlace }),
  'scope-script': at('limit', { plan: inPlace, limit }),
  'withdraw-script': at('removed', {
    plan: plan([], nothingFound, 'removed'),
    run: { rows: [row(gone, 'done', now, 1, appId)], confirming: null },
  }),
  'reminder-secret': at('done', { plan: delivered }),
  'reminder-check': at('proof', { plan: inPlace, proof: { ...proofFailed, problem: blocked } }),
}
const names = Object.keys(sessions) as DocumentName[]

describe.each(['fr', 'en'] as const)('each document, of what main knows (%s)', (language) => {
  const made = (name: DocumentName, session: Session = sessions[name]) =>
    documentOf(name, { session, place, now: new Date(now) }, language)

  it.each(names)('%s', (name) => {
    const ready = made(name)
    if (!ready) throw new Error('it was to be made')
    expect(ready.fileName).toMatch(new RegExp(`^PRATIQUE-prextra-[a-z0-9.-]+\\.${ready.kind}$`))
    const text = ready.text.replaceAll('\r\n ', '')
    for (const id of name === 'plan' ? [identity.tenantId] : [appId, identity.tenantId]) expect(text).toContain(id)
    expect(text).not.toMatch(/\.\.(?!\.)\s|undefined/)
    expect(ready.text.startsWith('\uFEFF')).toBe(ready.kind === 'ps1')
    const real = made(name, { ...sessions[name], practice: false })
    expect(real?.fileName).toBe(ready.fileName.replace('PRATIQUE-', ''))
  })

  it('has a name of its own for each', () => {
    expect(new Set(names.map((name) => made(name)?.fileName)).size).toBe(names.length)
  })

  it.each(names)('%s: not where it would not be true, nor of nobody', (name) => {
    expect(made(name, { ...sessions[name], at: 'welcome' })).toBeNull()
    // By hand, nobody signs in.
    if (name !== 'guide') expect(made(name, { ...sessions[name], identity: null })).toBeNull()
  })
})

it('lets no domain out of its folder', () => {
  const organization = { ...identity.organization, domain: '../../etc/Démo\\x' }
  const session = { ...sessions.report, identity: { ...identity, organization } }
  const ready = documentOf('report', { session, place, now: new Date(now) }, 'fr')
  expect(ready?.fileName).toMatch(/^PRATIQUE-prextra-rapport-[a-z0-9.-]+-20261122\.pdf$/)
  expect(ready?.fileName).not.toContain('..')
})
