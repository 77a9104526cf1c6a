import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createVault } from '#adapters/keychain/keychain.ts'
import { controlCodeWords } from '#words/format/control-code.ts'
import { ledgerBeside, openLedger, readKeptCopies } from '#adapters/files/run-journal.ts'
import { forgetOldCopies } from '#core/session/forget-copies.ts'
import { smallCompany } from '#practice/company/seed.ts'
import { createMemoryKeychain, secretIn } from '#support/faults/memory-keychain.ts'
import { confirmationOf, openAtReception } from '#support/faults/reception.ts'
import { holds } from '#support/leaks.ts'
import { openWizard, type Wizard } from '#support/wizard.ts'

const byMail = { way: 'mail', caseNumber: 'CD-2026/114', copyTo: 'chef.projet@cdid.example' } as const
const marieEve = '0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90'
const luc = '8e3d1f06-92c4-4b7a-8f13-5a0c6e9d2b41'
const dayMs = 86_400_000

const clear = ({ keychain }: Wizard) => [...keychain.entries.values()].map(secretIn)
const marks = ({ tenant }: Wizard) =>
  tenant.state.applications.flatMap(({ tags }) => tags.filter((tag) => tag.startsWith('prextra-delivered:')))

/** A draft as a mail program reads it: what it carries, and what it says. */
function readDraft(bytes: Buffer) {
  const text = bytes.toString('utf8')
  const [, base64 = ''] = /filename=\S+\r\n(?:[^\r\n]+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/.exec(text) ?? []
  return { text, attachment: Buffer.from(base64, 'base64') }
}

/** Where a clear secret is, after all that was done: files, what the window was sent, what was sent. */
function leaks(wizard: Wizard, secrets: readonly string[]): readonly string[] {
  const { folder, sessions, tenant } = wizard
  const sent = tenant.state.sentMail.map((mail) => ({
    ...mail,
    attachments: mail.attachments.map(({ contentBytes }) => Buffer.from(contentBytes, 'base64').toString('latin1')),
  }))
  const sinks = [
    ...readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))] as const),
    ['the sessions', Buffer.from(JSON.stringify(sessions))] as const,
    ['the mails', Buffer.from(JSON.stringify(sent))] as const,
  ]
  expect(secrets.length).toBeGreaterThan(0)
  return sinks.flatMap(([name, content]) => (secrets.some((secret) => holds(content, secret)) ? [name] : []))
}

test('a mail is sent after the consent and the tag, and reception opens what arrives', async () => {
  const wizard = openWizard()
  const { tenant, handlers } = wizard
  await wizard.toHandoff()
  expect(wizard.pages).toBe(1)
  await handlers.handOff(byMail)
  expect(wizard.pages).toBe(2)
  const [mail] = tenant.state.sentMail
  expect(mail).toMatchObject({
    to: ['technique@cdid.example'],
    cc: ['chef.projet@cdid.example'],
    bcc: [],
    subject: '[Exercice] Accès Outlook pour Prextra – Érablière du Nord inc. (dossier CD-2026/114)',
  })
  const { handoff } = wizard.session
  expect(wizard.session).toMatchObject({ at: 'done', handoff: { way: 'mail', outcome: 'sent' } })
  const armored = Buffer.from(mail?.attachments[0]?.contentBytes ?? '', 'base64')
  const file = join(wizard.folder, 'received.age')
  writeFileSync(file, armored)
  const { facts, secret, controlCode } = await openAtReception(file)
  expect(facts).toMatchObject({ caseNumber: 'CD-2026/114', practice: true })
  expect(controlCode).toEqual(handoff?.code)
  expect(clear(wizard)).toEqual([secret.reveal()])
  // The code proves nothing to whoever reads it in the mail it came with.
  const said = JSON.stringify(mail)
  for (const language of ['fr', 'en'] as const) {
    expect(said).not.toContain(
      controlCodeWords(handoff?.code ?? [], language)
        .slice(0, 2)
        .join(' '),
    )
  }
  const asked = tenant.requests.filter(({ method, status }) => method !== 'GET' && status < 300)
  const sentAt = asked.findIndex(({ path }) => path.endsWith('/sendMail'))
  expect(asked[sentAt - 1]).toMatchObject({ method: 'PATCH' })
  expect(marks(wizard)).toEqual([`prextra-delivered:${facts.secretKeyId}`])
  expect(leaks(wizard, clear(wizard))).toEqual([])
})

test.each(['file', 'draft'] as const)('a %s is written after the tag, and needs no consent', async (way) => {
  const wizard = openWizard()
  await wizard.toHandoff()
  const wanted = { way, caseNumber: null, copyTo: null }
  wizard.saveTo = (suggested) => join(wizard.folder, 'no such folder', suggested)
  await expect(wizard.handlers.handOff(wanted)).rejects.toMatchObject({ problem: { code: 'file-not-written' } })
  expect(wizard.session.at).toBe('handoff')
  const marked = marks(wizard)
  expect(marked).toHaveLength(1)
  wizard.saveTo = (suggested) => join(wizard.folder, suggested)
  await wizard.handlers.handOff(wanted)
  expect(marks(wizard)).toEqual(marked)
  expect(wizard.pages).toBe(1)
  const { handoff } = wizard.session
  expect(handoff).toMatchObject({ way, outcome: 'saved', caseNumber: null, copyTo: null })
  const path = join(wizard.folder, handoff?.fileName ?? '')
  expect(handoff?.fileName).toMatch(way === 'file' ? /^PRATIQUE-.*\.age$/ : /^PRATIQUE-.*\.eml$/)
  if (way === 'draft') {
    const { text, attachment } = readDraft(readFileSync(path))
    expect(text).toMatch(/^X-Unsent: 1\r$/m)
    expect(text).toMatch(/^To: technique@cdid\.example\r$/m)
    expect(text).not.toMatch(/^From:/m)
    writeFileSync(join(wizard.folder, 'received.age'), attachment)
    expect((await openAtReception(join(wizard.folder, 'received.age'))).controlCode).toEqual(handoff?.code)
  } else expect((await openAtReception(path)).controlCode).toEqual(handoff?.code)
  expect(wizard.tenant.state.sentMail).toEqual([])
  expect(leaks(wizard, clear(wizard))).toEqual([])
})

test.each([
  ['declined', { consent: 'cancel' }, 'mail-not-allowed'],
  ['somebody else', { account: luc }, 'other-account'],
] as const)('%s: back on the handoff, nothing sealed, another way works', async (_name, person, code) => {
  const wizard = openWizard()
  await wizard.toHandoff()
  const { tenant } = wizard
  wizard.person = { account: marieEve, ...person }
  const { writes } = tenant
  await expect(wizard.handlers.handOff(byMail)).rejects.toMatchObject({ problem: { code } })
  expect(wizard.session).toMatchObject({ at: 'handoff', busy: false, page: null, problem: { code } })
  expect(marks(wizard)).toEqual([])
  // A consent that somebody else gave is a write of theirs.
  expect(tenant.writes - writes).toBeLessThanOrEqual(1)
  await wizard.handlers.handOff({ ...byMail, way: 'file' })
  expect(wizard.session).toMatchObject({ at: 'done', handoff: { outcome: 'saved', caseNumber: byMail.caseNumber } })
  expect(tenant.state.sentMail).toEqual([])
})

test('without a mailbox nothing is sent, and the draft can be saved instead', async () => {
  const { mailboxes } = smallCompany
  const seed = { ...smallCompany, mailboxes: mailboxes.filter(({ name }) => name !== 'Marie-Ève Tremblay') }
  const wizard = openWizard({ seed })
  await wizard.toHandoff()
  await expect(wizard.handlers.handOff(byMail)).rejects.toMatchObject({ problem: { code: 'no-mailbox' } })
  expect(wizard.session).toMatchObject({ at: 'handoff', handoff: null })
  await wizard.handlers.handOff({ ...byMail, way: 'draft' })
  expect(wizard.session).toMatchObject({ at: 'done', handoff: { way: 'draft', outcome: 'saved' } })
})

test('after a lost answer the mail may have been sent, and what is sent again or saved is the same file', async () => {
  const url = 'https://graph.microsoft.com/v1.0/me/sendMail'
  const wizard = openWizard({
    faults: { mocks: [{ request: { url, method: 'POST', nth: 1 }, effect: 'reset-after-commit' }] },
  })
  const { tenant, handlers } = wizard
  await wizard.toHandoff()
  await handlers.handOff(byMail)
  expect(wizard.session).toMatchObject({ at: 'done', problem: null, handoff: { outcome: 'maybe' } })
  expect(tenant.requests.filter(({ path }) => path.endsWith('/sendMail'))).toHaveLength(1)
  const { code } = wizard.session.handoff ?? { code: [] }
  const { writes } = tenant

  await handlers.handOffAgain({ way: 'mail' })
  // The account was forgotten at *done*: sending again signs in again.
  expect(wizard.pages).toBe(3)
  expect(wizard.session).toMatchObject({ at: 'done', handoff: { outcome: 'sent', code } })
  const [first, second] = tenant.state.sentMail
  expect(second?.attachments).toEqual(first?.attachments)

  await handlers.handOffAgain({ way: 'file' })
  expect(wizard.session).toMatchObject({ handoff: { way: 'file', outcome: 'saved', code } })
  expect((await openAtReception(join(wizard.folder, wizard.session.handoff?.fileName ?? ''))).controlCode).toEqual(code)
  wizard.saveTo = null
  await handlers.handOffAgain({ way: 'draft' })
  expect(wizard.session).toMatchObject({ at: 'done', handoff: { way: 'file' } })
  expect(marks(wizard)).toHaveLength(1)
  // The second mail, and nothing else.
  expect(tenant.writes - writes).toBe(1)
})

test('a consent that is cancelled seals nothing, and the next try sends the mail', async () => {
  const wizard = openWizard()
  await wizard.toHandoff()
  wizard.person = null
  const asked = wizard.handlers.handOff(byMail)
  await expect.poll(() => wizard.session.page).not.toBeNull()
  await wizard.handlers.cancelSignIn({})
  await expect(asked).rejects.toMatchObject({ problem: { code: 'mail-not-allowed' } })
  expect(wizard.session).toMatchObject({ at: 'handoff', busy: false, page: null })
  expect(marks(wizard)).toEqual([])
  wizard.person = { account: marieEve }
  await wizard.handlers.handOff(byMail)
  expect(wizard.session).toMatchObject({ at: 'done', handoff: { outcome: 'sent' } })
})

test('a name that looks like mail headers stays a name', async () => {
  const odd = '\u202EAda\r\nBcc: x@y.example\r\n\r\n"Lefebvre", <ada@acme.example> 🙂'
  const users = smallCompany.users.map((user) => (user.id === marieEve ? { ...user, name: odd } : user))
  const wizard = openWizard({ seed: { ...smallCompany, name: `Acmé\r\nBcc: x@y.example`, users } })
  await wizard.toHandoff()
  await wizard.handlers.handOff({ ...byMail, copyTo: null })
  const [mail] = wizard.tenant.state.sentMail
  expect(mail).toMatchObject({ to: ['technique@cdid.example'], cc: [], bcc: [] })
  expect(mail?.subject).toBe('[Exercice] Accès Outlook pour Prextra – Acmé Bcc: x@y.example (dossier CD-2026/114)')
  expect(mail?.body.content.trimEnd().split('\n').at(-1)).toBe('Ada Bcc: x@y.example "Lefebvre", <ada@acme.example> 🙂')
  await wizard.handlers.handOffAgain({ way: 'draft' })
  const { text } = readDraft(readFileSync(join(wizard.folder, wizard.session.handoff?.fileName ?? '')))
  const headers = text.slice(0, text.indexOf('\r\n\r\n'))
  expect(headers).not.toMatch(/^(Bcc|From):/m)
  expect(text).not.toContain('\u202E')
})

test('a case number or an address that is not one is refused before anything happens', async () => {
  const wizard = openWizard()
  await wizard.toHandoff()
  for (const caseNumber of ['a\r\nb', '-1', 'a\u202Eb', '<b>', 'x'.repeat(33)]) {
    await expect(wizard.handlers.handOff({ ...byMail, caseNumber })).rejects.toMatchObject({
      problem: { code: 'bad-input' },
    })
  }
  for (const copyTo of ['a,b@cdid.example', '"a b"@cdid.example', 'a@cdid.example,b@cdid.example']) {
    await expect(wizard.handlers.handOff({ ...byMail, copyTo })).rejects.toMatchObject({
      problem: { code: 'bad-input' },
    })
  }
  expect(wizard.session).toMatchObject({ at: 'handoff', busy: false })
  expect(marks(wizard)).toEqual([])
})

test('CDID’s true confirmation removes this computer’s copy, and the secret in the tenant stays', async () => {
  const wizard = openWizard()
  const { handlers, tenant, keychain } = wizard
  await wizard.toHandoff()
  await handlers.handOff({ way: 'file', caseNumber: null, copyTo: null })
  const opened = await openAtReception(join(wizard.folder, wizard.session.handoff?.fileName ?? ''))
  await handlers.home({})
  await handlers.start({ way: 'practice' })
  await handlers.acceptIdentity({})

  wizard.opens = confirmationOf(opened, true)
  await expect(handlers.recordConfirmation({})).rejects.toMatchObject({ problem: { code: 'confirmation-forged' } })
  expect(keychain.entries.size).toBe(1)
  wizard.opens = confirmationOf(opened)
  await handlers.recordConfirmation({})
  expect(keychain.entries.size).toBe(0)
  expect(wizard.session.plan?.found.secret).toMatchObject({ confirmed: true, held: false, state: 'delivered' })
  expect(wizard.session.plan?.changes).toEqual([])
  expect(tenant.state.applications[0]?.passwordCredentials).toHaveLength(1)
})

test('after the chosen time the next start removes this computer’s copy, and the secret in the tenant stays', async () => {
  const wizard = openWizard()
  const { handlers, tenant, keychain, clock } = wizard
  await wizard.toHandoff()
  await handlers.handOff({ way: 'file', caseNumber: null, copyTo: null })
  expect(wizard.session.handoff?.keep).toMatchObject({ days: 30 })
  await handlers.keepCopy({ days: 7 })
  const { until = '' } = wizard.session.handoff?.keep ?? {}
  expect(Date.parse(until) - clock.now().getTime()).toBeCloseTo(7 * dayMs, -5)

  const ledger = openLedger(ledgerBeside(wizard.journal))
  const vault = createVault('prextra-wizard', clock, () => crypto.randomUUID(), keychain)
  const emptyVault = createVault('another', clock, () => crypto.randomUUID(), createMemoryKeychain())
  const openAt = (at: number) =>
    forgetOldCopies(
      {
        // As for a real tenant: a practice copy is of no use once the assistant has closed.
        copies: readKeptCopies(ledger).map((copy) => ({ ...copy, practice: false })),
        guide: null,
        keepGuide: () => Promise.resolve(true),
        vaultOf: (practice) => (practice ? emptyVault : vault),
        forgotten: (keyId) => {
          ledger.record({ at: new Date(at).toISOString(), did: 'forget', keyId })
        },
      },
      new Date(at),
    )
  expect((await openAt(Date.parse(until) - 1)).copies).toEqual([])
  expect(keychain.entries.size).toBe(1)
  const forgotten = await openAt(Date.parse(until))
  expect(forgotten.copies).toMatchObject([{ organization: { name: 'Érablière du Nord inc.' } }])
  expect(keychain.entries.size).toBe(0)
  expect((await openAt(Date.parse(until) + dayMs)).copies).toEqual([])
  expect(tenant.state.applications[0]?.passwordCredentials).toHaveLength(1)
  expect(marks(wizard)).toHaveLength(1)
  // Said on the welcome, and nowhere else.
  const { context } = wizard
  context.emit({ kind: 'copies-forgotten', ...forgotten })
  expect(wizard.session.forgotten).toEqual([])
  await handlers.home({})
  context.emit({ kind: 'copies-forgotten', ...forgotten })
  expect(wizard.session.forgotten).toEqual(forgotten.copies)
})
