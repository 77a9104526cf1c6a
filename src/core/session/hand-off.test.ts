import { describe, expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { appId, identity, keyId, proofPassed, secretEndsAt } from '#support/gallery/facts.ts'
import { guideHandoffStage, identityStage } from '#support/gallery/sessions.ts'
import {
  browserPage,
  microsoftPage,
  openMemorySession,
  tenantInPlace,
  theAccount,
  theSecret,
  type MemorySession,
} from '#support/memory-session.ts'
import { lost, refused } from '#support/memory-tenant.ts'
import { endOf, no } from '#support/proof-ports.ts'
import type { ProblemCode } from '../problem.ts'
import { deliveredTag } from '../provision/tags.ts'
import { guideAccount } from '../vault-account.ts'
import { accessInGuide } from '../guide/guide.ts'
import { goToHandoff, handOff, handOffAgain, keepCopy, sealAgain, type HandoffChoices } from './hand-off.ts'
import { acceptIdentity } from './make-plan.ts'
import { goToProof, proveAccess } from './prove-access.ts'
import type { Identity } from './identity.ts'
import { cancelSignIn } from './microsoft-page.ts'

const toFile: HandoffChoices = { way: 'file', caseNumber: null, copyTo: null }
const bytesOf = ({ files }: MemorySession) => new TextDecoder().decode(files.at(-1)?.bytes)

/** The handoff after a proof that passed in a tenant where all is in place. */
async function openHandoff(): Promise<MemorySession> {
  const session = await openMemorySession(identityStage(), { tenant: tenantInPlace() })
  await acceptIdentity(session.context)
  await goToProof(session.context)
  await proveAccess(session.context, { mailbox: 'accueil@erablieredunord.example', blockedMailbox: null })
  await session.context.atRest()
  goToHandoff(session.context)
  session.tenant.calls.splice(0)
  session.tenant.journal.splice(0)
  return session
}

async function openHandoffByHand(): Promise<MemorySession> {
  const session = await openMemorySession(guideHandoffStage(filled))
  session.tenant.vault.set(guideAccount, theSecret)
  session.context.memory.access = accessInGuide(filled, theSecret)
  session.context.memory.proof = { token: '2026-11-23T13:00:00.000Z', mailbox: null }
  return session
}

test('the handoff is gone to with what was proven, and who hands over', async () => {
  const session = await openHandoff()
  expect(session.facts()).toMatchObject({
    at: 'handoff',
    access: { applicationId: appId, secret: { keyId } },
    proof: { problem: null },
    sender: {
      organization: identity.organization,
      contact: { name: identity.account.name, email: identity.account.username },
    },
  })
})

describe('an account of another organization', () => {
  const contact = { name: 'Nadia Roy', email: 'n.roy@erablieredunord.example' }

  async function openAsTechnician(kind: Identity['kind']): Promise<MemorySession> {
    const stage = identityStage({ identity: { ...identity, kind, homeDomain: 'partner.example' } })
    const session = await openMemorySession(stage, { tenant: tenantInPlace() })
    await acceptIdentity(session.context)
    await goToProof(session.context)
    await proveAccess(session.context, { mailbox: 'accueil@erablieredunord.example', blockedMailbox: null })
    await session.context.atRest()
    goToHandoff(session.context)
    return session
  }

  test.each(['guest', 'delegated', 'external'] as const)(
    '(%s) is not the contact, which is asked for',
    async (kind) => {
      const session = await openAsTechnician(kind)
      expect(session.facts().sender).toEqual({ organization: identity.organization, contact: null })
      const refused: readonly HandoffChoices[] = [
        toFile,
        { ...toFile, contact: { ...contact, name: ' ' } },
        { ...toFile, contact: { ...contact, email: 'n.roy' } },
      ]
      for (const choices of refused) expect(await endOf(handOff(session.context, choices), 'done')).toBe('bad-input')
      expect(session.files).toEqual([])
      await handOff(session.context, { ...toFile, contact })
      expect(session.facts()).toMatchObject({ at: 'done', sender: { contact } })
      expect(JSON.parse(session.sealed[0] ?? '')).toMatchObject({ contact })
    },
  )

  test('has no mailbox here to send from', async () => {
    const session = await openAsTechnician('guest')
    expect(await endOf(handOff(session.context, { ...toFile, way: 'mail', contact }), 'done')).toBe('out-of-order')
    expect(session.sent).toEqual([])
    expect(session.sealed).toEqual([])
  })
})

test('the contact that is known is the person who signed in, whatever is entered', async () => {
  const session = await openHandoff()
  await handOff(session.context, { ...toFile, contact: { name: 'X', email: 'x@example.com' } })
  expect(session.facts().sender?.contact?.name).toBe(identity.account.name)
})

test('as a file, the sealed bytes are saved, and all that is kept and shown is said', async () => {
  const session = await openHandoff()
  await handOff(session.context, { ...toFile, caseNumber: 'CAS-12' })
  const { handoff, at } = session.facts()
  expect(at).toBe('done')
  expect(bytesOf(session)).toBe('sealed 1')
  expect(session.files[0]?.fileName).toMatch(/^prextra-erablieredunord\.example-20261123-\d{4}\.age$/)
  expect(handoff).toMatchObject({
    way: 'file',
    outcome: 'saved',
    fileName: session.files[0]?.fileName,
    bytes: 8,
    caseNumber: 'CAS-12',
    copyTo: null,
    to: 'technique@cdid.example',
    keep: { days: 30, until: '2026-12-23T14:00:10.000Z' },
  })
  expect(handoff?.code).toHaveLength(8)
  expect(JSON.parse(session.sealed[0] ?? '')).toMatchObject({
    clientSecret: theSecret.reveal(),
    secretKeyId: keyId,
    secretExpiresAt: new Date(secretEndsAt).toISOString().replace('.000', ''),
    caseNumber: 'CAS-12',
    organization: identity.organization,
  })
  expect(JSON.stringify(session.shown)).not.toContain(theSecret.reveal())
})

test('what was handed over is on the application and in the journal before it leaves', async () => {
  const session = await openHandoff()
  session.told.choose = (suggested) => {
    expect(session.tenant.writes()).toEqual([])
    return suggested
  }
  await handOff(session.context, toFile)
  expect(session.tenant.applications[0]?.tags).toContain(deliveredTag(keyId))
  expect(session.tenant.journal).toMatchObject([
    { did: 'deliver', keyId, tenantId: identity.tenantId },
    { did: 'keep', keyId, until: '2026-12-23T14:00:10.000Z' },
    { did: 'save-file', keyId },
  ])
})

test('another file is sealed from the keychain, without a sign-in and without marking the application again', async () => {
  const session = await openHandoff()
  await handOff(session.context, toFile)
  const marks = () => session.tenant.writes().filter((call) => !call.startsWith('vault.'))
  const before = marks()
  await sealAgain(session.context)
  expect(session.facts()).toMatchObject({ at: 'handoff', busy: false })
  await handOff(session.context, toFile)
  expect(session.facts().at).toBe('done')
  expect(session.sealed).toHaveLength(2)
  expect(marks()).toEqual(before)
})

test('no other file is sealed once the keychain no longer has the secret', async () => {
  const session = await openHandoff()
  await handOff(session.context, toFile)
  session.tenant.vault.clear()
  expect(await endOf(sealAgain(session.context), 'back')).toBe('secret-not-here')
  expect(session.facts()).toMatchObject({ at: 'done', problem: { code: 'secret-not-here' } })
})

test('a file that is not chosen seals nothing and marks nothing', async () => {
  const session = await openHandoff()
  session.told.choose = () => null
  await handOff(session.context, toFile)
  expect(session.facts()).toMatchObject({ at: 'handoff', busy: false, problem: null })
  expect(session.sealed).toEqual([])
  expect(session.tenant.writes()).toEqual([])
})

test('what cannot be marked as delivered is not sealed', async () => {
  const session = await openHandoff()
  session.tenant.answer('patchApplication', refused('not-allowed'))
  expect(await endOf(handOff(session.context, toFile), 'handed over')).toBe('not-allowed')
  expect(session.facts()).toMatchObject({ at: 'handoff', busy: false, problem: { code: 'not-allowed' } })
  expect(session.sealed).toEqual([])
  expect(session.files).toEqual([])
})

test('a file that cannot be written leaves the person at the handoff, to save it elsewhere', async () => {
  const session = await openHandoff()
  session.told.canWrite = false
  expect(await endOf(handOff(session.context, toFile), 'handed over')).toBe('file-not-written')
  expect(session.facts()).toMatchObject({ at: 'handoff', busy: false, problem: { code: 'file-not-written' } })
  session.told.canWrite = true
  await handOff(session.context, toFile)
  expect(session.facts()).toMatchObject({ at: 'done', problem: null })
  // What was marked once is not marked again.
  expect(session.tenant.calls.filter((call) => call === 'patchApplication')).toHaveLength(1)
})

test('as a draft, the mail to CDID is saved with the sealed file in it', async () => {
  const session = await openHandoff()
  await handOff(session.context, { ...toFile, way: 'draft', copyTo: 'chef@erablieredunord.example' })
  expect(session.files[0]?.fileName).toMatch(/\.eml$/)
  expect(bytesOf(session)).toContain('technique@cdid.example')
  expect(bytesOf(session)).toContain('chef@erablieredunord.example')
  expect(session.facts().handoff).toMatchObject({ way: 'draft', outcome: 'saved' })
})

test('by mail, the right to send is asked first, then the mail is sent once', async () => {
  const session = await openHandoff()
  session.told.allow = async (scopes, _choose, show) => {
    expect(scopes).toEqual(['Mail.Send'])
    expect(session.sealed).toEqual([])
    await show(browserPage)
    return { done: null }
  }
  session.told.send = () => {
    // The page was answered, so there is nothing of it left to end.
    expect(session.facts().page).toBeNull()
    return { done: null }
  }
  await handOff(session.context, { ...toFile, way: 'mail', copyTo: 'chef@erablieredunord.example' })
  // Unlike in the middle of a run, the person has just asked for it: the page opens by itself.
  expect(session.pages).toEqual([microsoftPage])
  expect(session.sent).toHaveLength(1)
  expect(session.sent[0]).toMatchObject({
    to: [{ address: 'technique@cdid.example' }],
    cc: [{ address: 'chef@erablieredunord.example' }],
  })
  expect(session.sent[0]?.text).not.toContain(theSecret.reveal())
  expect(session.facts()).toMatchObject({ at: 'done', page: null, handoff: { way: 'mail', outcome: 'sent' } })
})

test('a mail whose answer was lost may have left, and is not sent again by itself', async () => {
  const session = await openHandoff()
  session.told.send = () => lost
  await handOff(session.context, { ...toFile, way: 'mail' })
  expect(session.sent).toHaveLength(1)
  expect(session.facts().handoff).toMatchObject({ way: 'mail', outcome: 'maybe' })
})

test.each<[ProblemCode, ProblemCode]>([
  ['sign-in-declined', 'mail-not-allowed'],
  ['sign-in-timeout', 'mail-not-allowed'],
  ['sign-in-needs-approval', 'mail-not-allowed'],
  ['unreachable', 'unreachable'],
  ['wrong-account', 'wrong-account'],
])('a right to send that ends in %s is said as %s, and nothing was sealed', async (code, said) => {
  const session = await openHandoff()
  session.told.allow = () => Promise.resolve(no(code))
  expect(await endOf(handOff(session.context, { ...toFile, way: 'mail' }), 'handed over')).toBe(said)
  expect(session.facts()).toMatchObject({ at: 'handoff', busy: false, problem: { code: said } })
  expect(session.sealed).toEqual([])
  expect(session.tenant.writes()).toEqual([])
})

test('the page for the right to send can be closed from here', async () => {
  const session = await openHandoff()
  session.told.allow = async (_scopes, _choose, show, signal) => {
    await show(browserPage)
    cancelSignIn(session.context)
    signal.throwIfAborted()
    return { done: null }
  }
  expect(await endOf(handOff(session.context, { ...toFile, way: 'mail' }), 'handed over')).toBe('mail-not-allowed')
  expect(session.facts()).toMatchObject({ at: 'handoff', page: null })
})

test.each<[string, Partial<HandoffChoices>]>([
  ['an empty case number', { caseNumber: '' }],
  ['a case number that is none', { caseNumber: 'CAS\n12' }],
  ['a case number that is too long', { caseNumber: '1'.repeat(33) }],
  ['an address that is none', { copyTo: 'chef' }],
])('%s is refused before anything else', async (_what, choices) => {
  const session = await openHandoff()
  expect(await endOf(handOff(session.context, { ...toFile, ...choices }), 'handed over')).toBe('bad-input')
  expect(session.facts()).toMatchObject({ at: 'handoff', busy: false })
  expect(session.sealed).toEqual([])
})

test('nothing is handed over that was not proven', async () => {
  const session = await openHandoff()
  session.context.memory.proof = null
  expect(await endOf(handOff(session.context, toFile), 'handed over')).toBe('out-of-order')
})

test('the same sealed bytes leave again, another way, with the same code and the same time to keep', async () => {
  const session = await openHandoff()
  await handOff(session.context, { ...toFile, caseNumber: 'CAS-12' })
  await keepCopy(session.context, { days: 90 })
  const first = session.facts().handoff
  const notes = session.tenant.journal.length
  await handOffAgain(session.context, { way: 'mail' })
  expect(session.sealed).toHaveLength(1)
  expect(session.facts()).toMatchObject({
    at: 'done',
    handoff: { way: 'mail', outcome: 'sent', code: first?.code, caseNumber: 'CAS-12', keep: { days: 90 } },
  })
  expect(session.tenant.journal).toHaveLength(notes)
  session.told.choose = () => null
  await handOffAgain(session.context, { way: 'file' })
  expect(session.facts().handoff).toMatchObject({ way: 'mail' })
})

test('what is handed over leaves no secret and no account in memory, and the sealed file stays', async () => {
  const session = await openHandoff()
  const { memory } = session.context
  expect(memory).toMatchObject({ access: { secret: { value: theSecret } }, provision: {}, proof: {} })
  await handOff(session.context, toFile)
  const { parcel, ...others } = memory
  expect(parcel?.delivery.sealed).toBeDefined()
  expect(Object.values(others).filter((value) => value !== null)).toEqual(['browser'])
  expect(session.signedOut.times).toBe(1)
})

describe('sending again, once the account was forgotten,', () => {
  const { tenantId, kind, homeDomain, roles, otherScopes } = identity
  const account = { tenantId, kind, homeDomain, roles, otherScopes, ...identity.account }
  const openSent = async () => {
    const session = await openHandoff()
    await handOff(session.context, { ...toFile, way: 'mail' })
    return session
  }

  test('signs the same account in again, for the right to send alone, and forgets it again', async () => {
    const session = await openSent()
    session.told.signIn = async (to, show) => {
      expect(to).toEqual({
        tenantId: identity.tenantId,
        way: 'browser',
        again: { username: identity.account.username, scopes: ['Mail.Send'] },
      })
      await show(browserPage)
      return { done: account }
    }
    session.told.allow = () => Promise.reject(new Error('nobody is signed in'))
    await handOffAgain(session.context, { way: 'mail' })
    expect(session.sent).toHaveLength(2)
    expect(session.signedOut.times).toBe(2)
    expect(session.facts()).toMatchObject({ at: 'done', page: null, handoff: { outcome: 'sent' } })
  })

  test('refuses another account, and forgets it', async () => {
    const session = await openSent()
    session.told.signIn = () => Promise.resolve({ done: { ...account, username: 'luc@elsewhere.example' } })
    expect(await endOf(handOffAgain(session.context, { way: 'mail' }), 'sent')).toBe('other-account')
    expect(session.sent).toHaveLength(1)
    expect(session.signedOut.times).toBe(3)
  })

  test.each<[ProblemCode, ProblemCode]>([
    ['sign-in-declined', 'mail-not-allowed'],
    ['unreachable', 'unreachable'],
  ])('ends in %s as %s', async (code, said) => {
    const session = await openSent()
    session.told.signIn = () => Promise.resolve(no(code))
    expect(await endOf(handOffAgain(session.context, { way: 'mail' }), 'sent')).toBe(said)
    expect(session.facts()).toMatchObject({ at: 'done', page: null })
  })
})

test('what was saved of an earlier handoff does not count for this one', async () => {
  const session = await openHandoff()
  await handOff(session.context, toFile)
  session.context.emit({ kind: 'document-saved', document: 'report', fileName: 'report.pdf' })
  expect(session.facts().saved).toHaveLength(1)
  await handOffAgain(session.context, { way: 'file' })
  expect(session.facts().saved).toEqual([])
})

test('a keychain that refuses the label stops no handoff: the ledger tells how long the copy is kept', async () => {
  const session = await openHandoff()
  session.tenant.answer('vault.relabel', refused('vault-unavailable'))
  await handOff(session.context, toFile)
  expect(session.facts().at).toBe('done')
  expect(session.tenant.journal).toContainEqual(expect.objectContaining({ did: 'keep', keyId }))
})

test('what did not leave is not said to have: the entry stays as it was', async () => {
  const session = await openHandoff()
  session.told.canWrite = false
  expect(await endOf(handOff(session.context, toFile), 'handed over')).toBe('file-not-written')
  expect(session.tenant.labels.get(theAccount)?.kind).not.toBe('delivered')
})

test('a copy that is gone is not said to be kept', async () => {
  const session = await openHandoff()
  await handOff(session.context, toFile)
  session.tenant.vault.delete(theAccount)
  expect(await endOf(keepCopy(session.context, { days: 90 }), 'kept')).toBe('secret-not-here')
  expect(session.facts().handoff?.keep.days).toBe(30)
})

test('what was chosen for the copy stays when the file is sealed once more', async () => {
  const session = await openHandoff()
  await handOff(session.context, toFile)
  await keepCopy(session.context, { days: 90 })
  await sealAgain(session.context)
  await handOff(session.context, toFile)
  expect(session.facts().handoff?.keep.days).toBe(90)
})

test('how long the copy is kept is noted, and counted from the choice', async () => {
  const session = await openHandoff()
  await handOff(session.context, toFile)
  session.tenant.clock.set(new Date('2026-11-24T00:00:00Z'))
  await keepCopy(session.context, { days: 7 })
  expect(session.facts().handoff?.keep).toEqual({ days: 7, until: '2026-12-01T00:00:00.000Z' })
  expect(session.tenant.labels.get(theAccount)).toEqual({ kind: 'delivered', until: '2026-12-01T00:00:00.000Z' })
  expect(session.tenant.journal.at(-1)).toMatchObject({ did: 'keep', keyId, until: '2026-12-01T00:00:00.000Z' })
})

test('set up by hand, the pasted copy is filed under its ids before anything is sealed', async () => {
  const session = await openHandoffByHand()
  await handOff(session.context, toFile)
  expect(session.facts()).toMatchObject({ at: 'done', proof: proofPassed })
  expect(session.tenant.vault.get(theAccount)?.equals(theSecret)).toBe(true)
  expect(session.tenant.vault.has(guideAccount)).toBe(false)
  expect(JSON.parse(session.sealed[0] ?? '')).toMatchObject({ setUp: 'by-hand', proof: { mailbox: null } })
  expect(session.tenant.calls.filter((call) => !call.startsWith('vault.'))).toEqual([])
})

test('set up by hand, a keychain that loses the copy stops the handoff before anything is sealed', async () => {
  const session = await openHandoffByHand()
  session.tenant.vault.set = () => session.tenant.vault
  expect(await endOf(handOff(session.context, toFile), 'handed over')).toBe('vault-unavailable')
  expect(session.sealed).toEqual([])
  expect(session.tenant.vault.get(guideAccount)?.equals(theSecret)).toBe(true)
})

test('set up by hand, nobody signed in who could send a mail', async () => {
  const session = await openHandoffByHand()
  expect(await endOf(handOff(session.context, { ...toFile, way: 'mail' }), 'handed over')).toBe('out-of-order')
  expect(session.sealed).toEqual([])
})
