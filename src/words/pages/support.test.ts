import { describe, expect, test } from 'vitest'
import { identity, problem } from '#support/gallery/facts.ts'
import { networkStage, proofStage, realSessionAt } from '#support/gallery/sessions.ts'
import { newSession } from '#core/session/session.ts'
import type { SupportFileFacts } from '#core/session/writer.ts'
import { supportFile, ticketText } from './support.ts'

const requestId = '2f9d6c1b-84aa-4a0e-b7c5-93f1d0e62a18'
const facts = (more: Partial<SupportFileFacts> = {}): SupportFileFacts => ({
  session: realSessionAt(proofStage(), {
    problem: problem('ews-blocked', { host: 'outlook.office365.com', status: 403 }),
  }),
  now: new Date('2026-11-22T19:07:31Z'),
  versions: [
    ['Assistant', '1.0.0'],
    ['Electron', '45.4.1'],
  ],
  requests: [
    {
      at: '2026-11-22T19:07:30Z',
      method: 'GET',
      path: `/v1.0/users/${identity.account.username}`,
      status: 403,
      requestId,
      ms: 12,
    },
    {
      at: '2026-11-22T19:07:29Z',
      method: 'POST',
      path: '/v1.0/applications',
      status: null,
      requestId: null,
      ms: 60_000,
    },
    {
      at: '2026-11-20T09:00:00Z',
      method: 'GET',
      path: 'login.microsoftonline.com/autre-client.example/v2.0/.well-known/openid-configuration',
      status: 200,
      requestId: null,
      ms: 40,
    },
    { did: 'begin', change: 'grant', tenantId: identity.tenantId },
    'no line at all',
  ],
  ...more,
})

describe('the file for support', () => {
  test.each(['fr', 'en'] as const)(
    'says what CDID asks for: versions, the step, the problem, requests with answers and ids (%s)',
    (language) => {
      const { fileName, text } = supportFile(facts(), false, language)
      expect(fileName).toBe(language === 'fr' ? 'prextra-soutien-20261122.txt' : 'prextra-support-20261122.txt')
      for (const said of ['Electron 45.4.1', 'A4 · ', 'ews-blocked', 'HTTP 403', requestId, '/v1.0/applications']) {
        expect(text).toContain(said)
      }
      expect(text).not.toMatch(/undefined|null|\[object/)
      expect(text).not.toContain('no line at all')
    },
  )

  test('says so where there is nothing: no problem, no request, no check of the connection', () => {
    const { text } = supportFile(facts({ session: newSession, requests: [] }), false, 'fr')
    for (const said of ['00 · Accueil', 'Aucun problème n’est affiché.', 'Aucune requête n’a été notée.']) {
      expect(text.replaceAll(/\u00a0/g, ' ')).toContain(said)
    }
  })

  test('holds the check of the connection that is on screen', () => {
    const { text } = supportFile(facts({ session: realSessionAt(networkStage()) }), false, 'fr')
    expect(text).toContain('login.microsoftonline.com')
  })

  test('names nobody when names are shortened, and can still be traced', () => {
    const { text } = supportFile(facts(), true, 'fr')
    const names = ['Tremblay', 'Érablière', 'erablieredunord', 'me.tremblay', 'autre-client', identity.tenantId]
    for (const name of names) {
      expect(text).not.toContain(name)
    }
    expect(supportFile(facts(), false, 'fr').text).toContain('Tremblay')
    for (const kept of [requestId, 'login.microsoftonline.com/au…nt.example/v2.0/']) expect(text).toContain(kept)
  })

  test('writes a colon as its language does', () => {
    expect(supportFile(facts(), false, 'en').text).toMatch(/^Step: A4/m)
    expect(supportFile(facts(), false, 'fr').text).toMatch(/^Étape\u00a0: A4/m)
  })

  test('a ticket gets the head of it', () => {
    const text = ticketText(facts(), 'fr')
    expect(text).toContain('A4 · Preuve')
    expect(text).toContain('ews-blocked')
    expect(text).not.toContain('/v1.0/')
  })
})
