import { expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { appId, identity, servicePrincipalId, toDo } from '#support/gallery/facts.ts'
import {
  delegationStage,
  guideProofStage,
  guideStage,
  identityStage,
  limitStage,
  proofStage,
  reviewStage,
  signInStage,
} from '#support/gallery/sessions.ts'
import { openMemorySession, tenantInPlace, type MemorySession } from '#support/memory-session.ts'
import { endOf } from '#support/proof-ports.ts'
import { noEntries } from '../guide/entries.ts'
import { delegate, goToLimit, savePage, setLimit } from './delegate.ts'
import { goBack } from './leave.ts'
import { acceptIdentity } from './make-plan.ts'
import type { DelegatedStepName, StageData } from './session.ts'
import type { Limit } from './work-views.ts'

const limit: Limit = {
  group: 'prextra@nord.example',
  allowedMailbox: 'accueil@nord.example',
  blockedMailbox: 'direction@nord.example',
}
const atConsent = { ...filled, step: 'consent' as const }
const codeOf = (work: () => void) => endOf(Promise.resolve().then(work), 'done')

/** A session whose plan was read in a tenant where all is in place. */
async function openInPlace(tenant = tenantInPlace()): Promise<MemorySession> {
  const session = await openMemorySession(identityStage(), { tenant })
  await acceptIdentity(session.context)
  return session
}

const draftOf = ({ files }: MemorySession) => new TextDecoder().decode(files[0]?.bytes)

test.each<[DelegatedStepName, StageData]>([
  ['consent', reviewStage()],
  ['secrets', reviewStage()],
  ['allow-list', proofStage()],
  ['limit', limitStage({ limit })],
  ['consent', guideStage(atConsent)],
  ['allow-list', guideProofStage(filled)],
])('%s is handed on, and back leads to where it was left', async (step, stage) => {
  const session = await openMemorySession(stage)
  const before = session.context.session
  delegate(session.context, { step })
  expect(session.facts()).toMatchObject({ at: 'delegation', busy: false, delegation: { step, savedPage: null } })
  await goBack(session.context)
  expect(session.context.session).toEqual(before)
})

test.each<[DelegatedStepName, string, StageData]>([
  ['limit', 'a limit that was not entered', limitStage()],
  ['limit', 'the guide', guideStage(atConsent)],
  ['allow-list', 'the guide before its proof', guideStage(atConsent)],
  ['consent', 'another step of the guide', guideStage(filled)],
  ['consent', 'the organization', identityStage()],
  ['secrets', 'a plan without an application', reviewStage({ plan: toDo })],
  ['secrets', 'the proof', proofStage()],
])('%s is not handed on from %s', async (step, _where, stage) => {
  const session = await openMemorySession(stage)
  expect(await codeOf(() => delegate(session.context, { step }))).toBe('out-of-order')
  expect(session.facts().at).toBe(stage.at)
})

test('the page for the colleague is saved as a draft, in the language that they read', async () => {
  for (const [language, word] of [
    ['fr', 'lang=3D"fr'],
    ['en', 'lang=3D"en'],
  ] as const) {
    const session = await openInPlace()
    delegate(session.context, { step: 'consent' })
    await savePage(session.context, { language })
    expect(session.files.map(({ fileName }) => fileName)).toEqual(['prextra-consent-2026-11-23.eml'])
    expect(draftOf(session)).toContain(word)
    expect(session.facts()).toMatchObject({
      at: 'delegation',
      busy: false,
      delegation: {
        step: 'consent',
        savedPage: { fileName: 'prextra-consent-2026-11-23.eml', savedAt: '2026-11-23T14:00:00.000Z' },
      },
    })
  }
})

test('the colleague is told of a service principal that is disabled', async () => {
  const tenant = tenantInPlace()
  tenant.servicePrincipals.pop()
  tenant.servicePrincipals.push({ id: servicePrincipalId, appId, createdAt: null, disabled: { by: 'administrator' } })
  const session = await openInPlace(tenant)
  delegate(session.context, { step: 'consent' })
  await savePage(session.context, { language: 'en' })
  expect(draftOf(session).replace(/=\r?\n/g, '')).toContain('The enterprise application is disabled in this tenant')
})

test('a page that is not saved after all leaves everything as it was', async () => {
  const session = await openInPlace()
  session.told.choose = () => null
  delegate(session.context, { step: 'consent' })
  const before = session.context.session
  await savePage(session.context, { language: 'fr' })
  expect(session.context.session).toEqual(before)
})

test('the page of a limit has its group and its mailboxes, and the script for them', async () => {
  const session = await openInPlace()
  goToLimit(session.context)
  setLimit(session.context, limit)
  delegate(session.context, { step: 'limit' })
  await savePage(session.context, { language: 'en' })
  expect(session.files.map(({ fileName }) => fileName)).toEqual(['prextra-scope-2026-11-23.eml'])
  expect(draftOf(session)).toContain('.ps1')
})

test('a page whose ids are not known yet cannot be saved', async () => {
  const session = await openMemorySession(
    delegationStage('consent', guideStage({ ...atConsent, entries: { ...noEntries, tenantId: identity.tenantId } })),
  )
  expect(await endOf(savePage(session.context, { language: 'fr' }), 'saved')).toBe('out-of-order')
  expect(session.files).toEqual([])
})

test('a limit is kept when its three addresses are addresses, and the two mailboxes are two', async () => {
  const session = await openMemorySession(limitStage(), { practice: true })
  const wrong: readonly Limit[] = [
    { ...limit, group: 'prextra' },
    { ...limit, allowedMailbox: '' },
    { ...limit, blockedMailbox: 'direction@' },
    { ...limit, blockedMailbox: 'ACCUEIL@nord.example' },
  ]
  for (const one of wrong) {
    expect(await codeOf(() => setLimit(session.context, one))).toBe('bad-input')
    expect(session.facts().limit).toBeNull()
  }
  session.context.emit({ kind: 'document-saved', document: 'scope-script', fileName: 'limit.ps1' })
  setLimit(session.context, limit)
  // The script that was saved was for another limit.
  expect(session.facts()).toMatchObject({
    at: 'limit',
    limit,
    saved: [],
    plan: { found: { servicePrincipal: { id: servicePrincipalId } } },
  })
})

test('the limit is gone to from a plan and from a proof, which it comes back to by its plan', async () => {
  for (const stage of [reviewStage(), proofStage()]) {
    const session = await openMemorySession(stage)
    goToLimit(session.context)
    expect(session.facts().at).toBe('limit')
    await goBack(session.context)
    expect(session.facts()).toMatchObject({ at: 'review', plan: { changes: [] } })
  }
})

test('the sign-in application is authorized by a page for the organization that was named, before anybody signs in', async () => {
  const { tenantId } = identity
  const named = { domain: 'nord.example', tenantId, cloud: 'public', movedFrom: null } as const
  const session = await openMemorySession(signInStage({ organization: named }))
  expect(
    await codeOf(() => {
      delegate(session.context, { step: 'consent' })
    }),
  ).toBe('out-of-order')
  delegate(session.context, { step: 'sign-in' })
  await savePage(session.context, { language: 'en' })
  const { clientId } = session.context.workplace().signInApplication
  const text = draftOf(session).replace(/=\r\n/g, '').replaceAll('=3D', '=')
  expect(text).toContain(`https://login.microsoftonline.com/${tenantId}/adminconsent?client_id=${clientId}`)
  await goBack(session.context)
  expect(session.context.session).toMatchObject({ at: 'sign-in', organization: named, busy: false })
})

test('without an organization that was named there is nobody to ask', async () => {
  const session = await openMemorySession(signInStage())
  expect(
    await codeOf(() => {
      delegate(session.context, { step: 'sign-in' })
    }),
  ).toBe('out-of-order')
})
