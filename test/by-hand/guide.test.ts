import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { confirm } from '#core/handoff/confirmation.ts'
import { newGuide } from '#core/guide/guide.ts'
import { suggestFix } from '#core/guide/suggest-fix.ts'
import { profiles, type ProfileId } from '#core/access/profile.ts'
import { Secret } from '#core/secret.ts'
import type { Given } from '#contract/calls.ts'
import { createJournal } from '#adapters/files/journal.ts'
import { readKeptCopies } from '#adapters/files/run-journal.ts'
import { forgetOldCopies, type KeptHere } from '#core/session/forget-copies.ts'
import { createGuideFile } from '#adapters/files/guide-file.ts'
import { newComputer, openByHand, openPortal, type ByHand, type Portal } from '#support/by-hand.ts'
import { adminScopes, graph, luc, signIn } from '#support/tenant-client.ts'
import { roles } from '#words/portal/roles.ts'
import { receptionWords } from '#words/reception/reception.ts'
import { createVirtualClock } from '#support/virtual-clock.ts'
import { savedMail } from '#support/saved-mail.ts'
import { openSealed } from '#support/open-sealed.ts'

const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'
const mailbox = 'accueil@erablieredunord.example'
const contact = {
  organization: 'Érablière du Nord inc.',
  domain: 'erablieredunord.example',
  contactName: 'Marie-Ève Tremblay',
  contactEmail: 'me.tremblay@erablieredunord.example',
}

type Made = Awaited<ReturnType<Portal['register']>>
type MadeSecret = Awaited<ReturnType<Portal['addSecret']>>

let person: ByHand
let portal: Portal

beforeEach(async () => {
  person = openByHand()
  portal = await openPortal(person.tenant)
})

const guide = () => {
  const found = person.session().guide
  if (!found) throw new Error('no guide')
  return found
}
const code = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
  } catch (error) {
    return (error as { problem: { code: string } }).problem.code
  }
  return 'done'
}
const fix = () => person.fix()?.step ?? null

/** Enters the ids of an application as they are copied from the portal. */
async function enterIds({ appId }: Made, tenant = tenantId): Promise<void> {
  await person.handlers.goToStep({ step: 'ids' })
  await person.enter({ applicationId: appId, tenantId: tenant })
}
async function onToSecret(): Promise<void> {
  for (const step of ['permission', 'consent', 'secret'] as const) await person.handlers.goToStep({ step })
}
async function paste({ keyId, value, endsOn }: MadeSecret): Promise<void> {
  await person.enter({ secretKeyId: keyId, secretExpiresAt: endsOn })
  person.clipboard = value
  await person.handlers.pasteSecret({})
}
async function start(way: 'by-hand' | 'by-hand-kept' = 'by-hand'): Promise<void> {
  await person.handlers.start({ way })
}
async function handOff(name = 'fichier.age') {
  await person.handlers.goToHandoff({})
  await person.enter(contact)
  await person.handlers.goToHandoff({})
  person.saveTo = join(person.folder, name)
  expect(await code(person.handlers.handOff({ way: 'mail', caseNumber: null, copyTo: null }))).toBe('out-of-order')
  await person.handlers.handOff({ way: 'file', caseNumber: null, copyTo: null })
  return openSealed(person.saveTo)
}
/** Goes through the guide to the proof without a mistake. */
async function provable(profile: ProfileId = 'ews'): Promise<{ made: Made; secret: MadeSecret }> {
  const made = await portal.register()
  await portal.addPermission(made.id, profile)
  await portal.consent(made.appId, profile)
  const secret = await portal.addSecret(made.id)
  await start()
  await enterIds(made)
  await onToSecret()
  await person.handlers.chooseProfile({ profile })
  await paste(secret)
  await person.handlers.goToProof({})
  return { made, secret }
}

describe('the whole guide', () => {
  test('from the registration to the sealed file, with nothing written in the tenant by the assistant', async () => {
    const { made, secret } = await provable()
    const writes = person.tenant.writes
    await person.handlers.prove({ mailbox, blockedMailbox: null })
    expect(person.session().proof?.checks.map(({ state }) => state)).toEqual(['passed', 'passed', 'passed'])
    const file = await handOff()
    expect(file).toMatchObject({
      setUp: 'by-hand',
      practice: false,
      profile: 'ews',
      applicationId: made.appId,
      tenantId,
      clientSecret: secret.value,
      secretKeyId: secret.keyId,
      organization: { name: contact.organization, domain: contact.domain },
      contact: { name: contact.contactName, email: contact.contactEmail },
    })
    expect(person.tenant.writes).toBe(writes)
    expect(person.session().at).toBe('done')
    for (const language of ['fr', 'en'] as const) {
      const shown = receptionWords[language]
        .summary(file, { fingerprint: '', file: '' }, new Date())
        .map(([label]) => label)
      expect(shown).toContain(language === 'fr' ? 'Préparé' : 'Set up')
    }
    await expect(person.kept()).rejects.toThrow(/ENOENT/)
  })

  test('the value is in the keychain under its own ids, and only there', async () => {
    const { made, secret } = await provable()
    expect([...person.keychain.keys()]).toEqual(['real guide'])
    await person.handlers.prove({ mailbox, blockedMailbox: null })
    const observed = JSON.stringify(person.session()) + (await person.kept()) + person.journal()
    await handOff()
    expect([...person.keychain.keys()]).toEqual([`real ${tenantId}/${made.appId}/${secret.keyId}`])
    const after = JSON.stringify(person.session()) + person.journal()
    expect(observed + after).not.toContain(secret.value)
    expect(observed + after).not.toContain(Buffer.from(secret.value).toString('base64').slice(0, 40))
  })

  test('the clipboard is cleared once the value is kept, and not before', async () => {
    await start()
    await atSecret()
    person.clipboard = 'nothing that is a secret'
    await person.handlers.pasteSecret({})
    expect(person.clipboard).not.toBe('')
    await paste(await portal.addSecret((await portal.register()).id))
    expect(person.clipboard).toBe('')
    expect(guide().secretReceivedAt).not.toBeNull()
  })

  test('a keychain that refuses: said, and the clipboard keeps what nobody else has', async () => {
    person = openByHand(newComputer({ locked: true }))
    portal = await openPortal(person.tenant)
    await start()
    await atSecret()
    person.clipboard = (await portal.addSecret((await portal.register()).id)).value
    expect(await code(person.handlers.pasteSecret({}))).toBe('vault-unavailable')
    expect(person.clipboard).not.toBe('')
    expect(guide().secretReceivedAt).toBeNull()
  })

  test('the sheet for whoever answers for security says no more than is known', async () => {
    const { made } = await provable()
    await person.handlers.prove({ mailbox, blockedMailbox: null })
    await handOff()
    person.saveTo = join(person.folder, 'fiche.pdf')
    await person.handlers.save({ document: 'security' })
    const security = person.printed.at(-1) ?? ''
    expect(security).toContain(made.appId)
    expect(security).toContain('créé à la main')
    for (const unknown of ['Principal de service (ID', 'Ce que la connexion ajoute au locataire']) {
      expect(security).not.toContain(unknown)
    }
  })

  test('the history says that it was by hand', async () => {
    await provable()
    await person.handlers.prove({ mailbox, blockedMailbox: null })
    await handOff()
    await person.handlers.home({})
    await person.handlers.start({ way: 'manage' })
    expect(person.session().history).toMatchObject([{ setUp: 'by-hand', tenantId }])
  })
})

describe('each classic mistake, made once and named', () => {
  test('the two ids swapped', async () => {
    const { appId } = await portal.register()
    await start()
    await person.handlers.goToStep({ step: 'ids' })
    await person.enter({ applicationId: tenantId, tenantId: appId })
    expect(guide().issues).toEqual({})
    await person.handlers.goToStep({ step: 'permission' })
    expect(guide()).toMatchObject({ step: 'ids', issues: { tenantId: { code: 'swapped', other: 'applicationId' } } })
  })

  test('the object id in the place of the tenant’s', async () => {
    const { id, appId } = await portal.register()
    await start()
    await person.handlers.goToStep({ step: 'ids' })
    await person.enter({ applicationId: appId, tenantId: id })
    await person.handlers.goToStep({ step: 'permission' })
    expect(guide()).toMatchObject({ step: 'ids', issues: { tenantId: { code: 'tenant-unknown' } } })
  })

  test('a domain in the place of the id: found, shown, and confirmed by going on', async () => {
    await start()
    await enterIds(await portal.register(), 'ErabliereDuNord.example')
    expect(guide().issues.tenantId).toEqual({ code: 'domain-to-find' })
    await person.handlers.goToStep({ step: 'permission' })
    expect(guide()).toMatchObject({ step: 'ids', issues: {}, foundBy: 'erablieredunord.example' })
    expect(guide().entries).toMatchObject({ tenantId, domain: 'erablieredunord.example' })
    await person.handlers.goToStep({ step: 'permission' })
    expect(guide().step).toBe('permission')
  })

  test('a domain that is nobody’s', async () => {
    await start()
    await enterIds(await portal.register(), 'personne.example')
    await person.handlers.goToStep({ step: 'permission' })
    expect(guide().issues.tenantId).toEqual({ code: 'domain-unknown' })
  })

  test('off line, a domain stays to be found and ids go on unchecked', async () => {
    const made = await portal.register()
    await start()
    person.online = false
    await enterIds(made, 'erablieredunord.example')
    await person.handlers.goToStep({ step: 'permission' })
    expect(guide().issues.tenantId).toEqual({ code: 'domain-offline' })
    await enterIds(made)
    await onToSecret()
    expect(guide()).toMatchObject({ step: 'secret', unchecked: true })
  })

  test('the secret’s ID pasted for its value', async () => {
    const secret = await portal.addSecret((await portal.register()).id)
    await start()
    await atSecret()
    await paste({ ...secret, value: secret.keyId })
    expect(guide()).toMatchObject({ secretIssue: { code: 'is-secret-id' }, secretReceivedAt: null })
  })

  test('the consent forgotten: back to it, and forward again without entering anything twice', async () => {
    const made = await portal.register()
    await portal.addPermission(made.id)
    await start()
    await enterIds(made)
    await onToSecret()
    await paste(await portal.addSecret(made.id))
    await person.handlers.goToProof({})
    expect(await code(person.handlers.prove({ mailbox, blockedMailbox: null }))).toBe('role-missing')
    expect(fix()).toBe('consent')
    await person.handlers.goToStep({ step: 'consent' })
    await portal.consent(made.appId)
    await person.handlers.goToStep({ step: 'secret' })
    await person.handlers.goToProof({})
    expect(await code(person.handlers.prove({ mailbox, blockedMailbox: null }))).toBe('done')
  })

  test('the permission never added to the manifest: the token is as empty as without consent', async () => {
    const made = await portal.register()
    await start()
    await enterIds(made)
    await onToSecret()
    await paste(await portal.addSecret(made.id))
    await person.handlers.goToProof({})
    await person.handlers.prove({ mailbox, blockedMailbox: null }).catch(() => undefined)
    expect(fix()).toBe('consent')
  })

  test('the value of another application’s secret', async () => {
    const made = await portal.register()
    const other = await portal.register()
    await start()
    await enterIds(made)
    await onToSecret()
    await paste(await portal.addSecret(other.id))
    await person.handlers.goToProof({})
    expect(await code(person.handlers.prove({ mailbox, blockedMailbox: null }))).toBe('secret-not-accepted')
    expect(person.session().problem?.microsoft?.code).toBe('AADSTS7000215')
    expect(fix()).toBe('secret')
  })

  test('the object id for the application’s: Microsoft finds no such application', async () => {
    const made = await portal.register()
    await start()
    await enterIds({ ...made, appId: made.id })
    await onToSecret()
    await paste(await portal.addSecret(made.id))
    await person.handlers.goToProof({})
    await person.handlers.prove({ mailbox, blockedMailbox: null }).catch(() => undefined)
    expect(person.session().problem?.microsoft?.code).toBe('AADSTS700016')
    expect(fix()).toBe('ids')
  })

  test('a tenant that Microsoft does not know, entered off line', async () => {
    const made = await portal.register()
    await start()
    person.online = false
    await enterIds(made, '12345678-1234-4234-8234-123456789012')
    await onToSecret()
    person.online = true
    await paste(await portal.addSecret(made.id))
    await person.handlers.goToProof({})
    await person.handlers.prove({ mailbox, blockedMailbox: null }).catch(() => undefined)
    expect(person.session().problem?.microsoft?.code).toBe('AADSTS90002')
    expect(fix()).toBe('ids')
  })

  test('a secret that was deleted meanwhile', async () => {
    const { made, secret } = await provable()
    await portal.deleteSecret(made.id, secret.keyId)
    await person.handlers.prove({ mailbox, blockedMailbox: null }).catch(() => undefined)
    expect(fix()).toBe('secret')
  })

  test('a mailbox where EWS is off: the Exchange administrator’s page, not a step of the guide', async () => {
    await provable()
    expect(await code(person.handlers.prove({ mailbox: 'n.roy@erablieredunord.example', blockedMailbox: null }))).toBe(
      'ews-disabled',
    )
    expect(person.fix()).toEqual({ reason: 'allow-list', step: 'proof' })
  })

  test('an application that is on nobody’s list: a 403, and the allow list', async () => {
    person.tenant.exchange.ewsAllowsNewApplications = false
    await provable()
    expect(await code(person.handlers.prove({ mailbox, blockedMailbox: null }))).toBe('ews-blocked')
    expect(person.fix()).toEqual({ reason: 'allow-list', step: 'proof' })
  })

  test('EWS has ended: on to the permissions of Microsoft Graph, with the same application', async () => {
    const clock = createVirtualClock('2027-03-31T14:00:00Z')
    person = openByHand(newComputer({ clock }))
    portal = await openPortal(person.tenant)
    const { made } = await provable()
    clock.set(new Date('2027-04-01T02:00:00Z'))
    expect(await code(person.handlers.prove({ mailbox, blockedMailbox: null }))).toBe('ews-ended')
    expect(person.fix()).toEqual({ reason: 'ews-ended', step: 'permission' })
    await person.handlers.goToStep({ step: 'permission' })
    await person.handlers.chooseProfile({ profile: 'graph' })
    portal = await openPortal(person.tenant)
    await portal.addPermission(made.id, 'graph')
    await portal.consent(made.appId, 'graph')
    await person.handlers.goToProof({})
    expect(await code(person.handlers.prove({ mailbox, blockedMailbox: null }))).toBe('done')
    expect(await handOff()).toMatchObject({ profile: 'graph', applicationId: made.appId })
  })

  test('EWS has ended, in a renewal: the permissions are chosen beside the ids', () => {
    const renewing = { ...newGuide('renewed', profiles.ews, ''), step: 'secret' as const }
    const problem = { code: 'ews-ended' as const, at: '' }
    expect(suggestFix(renewing, problem)).toEqual({ reason: 'ews-ended', step: 'ids' })
  })

  test('a network that is gone: nothing in the guide is in question', async () => {
    await provable()
    person.online = false
    await person.handlers.prove({ mailbox, blockedMailbox: null }).catch(() => undefined)
    expect(person.session().problem).not.toBeNull()
    expect(fix()).toBeNull()
  })

  test('what was proven counts no more once an entry has changed', async () => {
    await provable()
    await person.handlers.prove({ mailbox, blockedMailbox: null })
    await person.handlers.goToStep({ step: 'ids' })
    await person.enter({ applicationId: '11111111-2222-4333-8444-555555555555' })
    expect(person.session().proof).toBeNull()
    expect(await code(person.handlers.goToHandoff({}))).toBe('out-of-order')
  })

  test('no step that was not reached, and no proof without all of it', async () => {
    await start()
    expect(await code(person.handlers.goToStep({ step: 'secret' }))).toBe('out-of-order')
    expect(await code(person.handlers.goToProof({}))).toBe('out-of-order')
    const plan = () => person.handlers.plan(noPlan)
    expect(await code(plan())).toBe('out-of-order')
  })
})

describe('the consent, when somebody else has to give it', () => {
  test.each(['ews', 'graph'] as const)('%s: a page with the ids entered so far, and the way back', async (profile) => {
    const made = await portal.register()
    await start()
    expect(await code(person.handlers.delegate({ step: 'consent' }))).toBe('out-of-order')
    await enterIds(made)
    await person.handlers.goToStep({ step: 'permission' })
    await person.handlers.chooseProfile({ profile })
    await person.handlers.goToStep({ step: 'consent' })
    expect(await code(person.handlers.delegate({ step: 'allow-list' }))).toBe('out-of-order')
    await person.handlers.delegate({ step: 'consent' })
    expect(person.session()).toMatchObject({ at: 'delegation', delegation: { step: 'consent', savedPage: null } })
    person.saveTo = join(person.folder, 'consentement.eml')
    await person.handlers.savePage({ language: 'fr' })
    expect(person.session().delegation?.savedPage?.fileName).toBe('consentement.eml')
    const text = savedMail(person.saveTo)
    const role = profile === 'ews' ? 'cloud-application-administrator' : 'privileged-role-administrator'
    for (const said of [made.appId, tenantId, profiles[profile].permissions[0].value, roles.fr[role]]) {
      expect(text).toContain(said)
    }
    // Nobody signed in, so the consent cannot be looked for.
    expect(await code(person.handlers.watch({}))).toBe('out-of-order')
    await person.handlers.back({})
    expect(person.session().at).toBe('guide')
    expect(guide()).toMatchObject({ step: 'consent', profile: { id: profile } })
    await person.handlers.goToStep({ step: 'secret' })
    expect(guide().step).toBe('secret')
  })

  test('the allow list, from the proof, leads back to the proof', async () => {
    person.tenant.exchange.ewsAllowsNewApplications = false
    await provable()
    await person.handlers.prove({ mailbox, blockedMailbox: null }).catch(() => undefined)
    await person.handlers.delegate({ step: 'allow-list' })
    await person.handlers.back({})
    expect(person.session()).toMatchObject({ at: 'proof', problem: { code: 'ews-blocked' } })
  })
})

describe('renewal by hand', () => {
  async function renewed(profile: ProfileId = 'ews') {
    const { made, secret: old } = await provable(profile)
    await person.handlers.prove({ mailbox, blockedMailbox: null })
    await handOff()
    await person.handlers.home({})
    await person.handlers.start({ way: 'manage' })
    await person.handlers.renewByHand({ tenantId })
    return { made, old }
  }

  test('a shorter list, the old secret named, and its end only on CDID’s word', async () => {
    const { made, old } = await renewed()
    expect(guide()).toMatchObject({ aim: 'renewed', step: 'ids', oldKeyId: old.keyId })
    expect(guide().entries).toMatchObject({ applicationId: made.appId, tenantId, organization: contact.organization })
    await person.handlers.goToStep({ step: 'secret' })
    // The person copies the line of the old secret again, its id and its value.
    await paste(old)
    expect(guide()).toMatchObject({
      issues: { secretKeyId: { code: 'old-key' } },
      secretIssue: { code: 'is-old-secret' },
    })
    const secret = await portal.addSecret(made.id)
    await paste(secret)
    await person.handlers.goToProof({})
    await person.handlers.prove({ mailbox, blockedMailbox: null })
    const file = await handOff('renouvele.age')
    expect(file).toMatchObject({ setUp: 'by-hand', secretKeyId: secret.keyId, clientSecret: secret.value })

    // Another day.
    person = await person.again()
    expect(person.session().keptGuide).toMatchObject({ state: 'kept', aim: 'renewed', step: 'old-secret' })
    await start('by-hand-kept')
    expect(await code(person.handlers.checkOldSecret({}))).toBe('out-of-order')
    const word = { id: file.id, keyId: secret.keyId, at: new Date().toISOString() }
    person.confirmation = bytes(confirm(word, new Secret(old.value)))
    expect(await code(person.handlers.recordConfirmation({}))).toBe('confirmation-forged')
    person.confirmation = bytes(confirm({ ...word, keyId: old.keyId }, new Secret(old.value)))
    expect(await code(person.handlers.recordConfirmation({}))).toBe('confirmation-other')
    expect(guide().confirmedAt).toBeNull()
    person.confirmation = bytes(confirm(word, new Secret(secret.value)))
    await person.handlers.recordConfirmation({})
    expect(guide().confirmedAt).not.toBeNull()

    await person.handlers.checkOldSecret({})
    expect(guide().oldSecret).toBe('works')
    await portal.deleteSecret(made.id, old.keyId)
    await person.handlers.checkOldSecret({})
    expect(guide().oldSecret).toBe('gone')
    expect([...person.keychain.keys()]).toEqual([])
    await person.handlers.home({})
    expect(person.session().keptGuide).toBeNull()
  })

  test('an application that Exchange limits is renewed within its limit, and never asked to be granted again', async () => {
    const { made } = await provable()
    await person.handlers.prove({ mailbox, blockedMailbox: null })
    await handOff()
    // The ledger says what the assistant writes when it has limited an application.
    const noted = readFileSync(person.ledger, 'utf8')
    writeFileSync(person.ledger, noted.replaceAll('"profile":"ews"', '"profile":"ews","limited":true'))
    const role = 'Application EWS.AccessAsApp' as const
    person.tenant.exchange.roleAssignments = [{ appId: made.appId, role, scope: [mailbox] }]
    const token = await signIn(person.tenant, luc, `${adminScopes} AppRoleAssignment.ReadWrite.All`)
    for (const { id, principalId } of person.tenant.state.appRoleAssignments) {
      await graph(person.tenant, token, 'DELETE', `/servicePrincipals/${principalId}/appRoleAssignments/${id}`)
    }
    await person.handlers.home({})
    await person.handlers.start({ way: 'manage' })
    await person.handlers.renewByHand({ tenantId })
    expect(guide().limited).toBe(true)
    await person.handlers.goToStep({ step: 'secret' })
    await paste(await portal.addSecret(made.id))
    person = await person.again()
    await start('by-hand-kept')
    await person.handlers.goToProof({})
    expect(await code(person.handlers.prove({ mailbox, blockedMailbox: null }))).toBe('blocked-mailbox-needed')
    expect(await code(person.handlers.prove({ mailbox, blockedMailbox: 'n.roy@erablieredunord.example' }))).toBe('done')
    expect(person.session().proof?.checks.map(({ check }) => check)).toEqual(['token', 'mailbox', 'blocked-mailbox'])
    expect(await handOff('limite.age')).toMatchObject({ limited: true, setUp: 'by-hand' })
  })

  test('the clipboard is read at the secret’s step, and nowhere else', async () => {
    await start()
    person.clipboard = 'what somebody copied for another purpose 1234'
    expect(await code(person.handlers.pasteSecret({}))).toBe('out-of-order')
    expect(person.clipboard).toContain('another purpose')
  })

  test('CDID’s word may come after the copy’s time: the copy waits for it, and only that one', async () => {
    const { made } = await renewed()
    await person.handlers.goToStep({ step: 'secret' })
    const secret = await portal.addSecret(made.id)
    await paste(secret)
    await person.handlers.goToProof({})
    await person.handlers.prove({ mailbox, blockedMailbox: null })
    const file = await handOff('renouvele.age')
    person = await person.again()
    const later = new Date('2027-01-15T00:00:00Z')
    const forget = () => forgetOldCopies(keptHere(), later)
    const { copies: forgotten } = await forget()
    expect(forgotten.map(({ keyId }) => keyId)).not.toContain(secret.keyId)
    expect(forgotten).toHaveLength(1)
    await start('by-hand-kept')
    const word = { id: file.id, keyId: secret.keyId, at: later.toISOString() }
    person.confirmation = bytes(confirm(word, new Secret(secret.value)))
    expect(await code(person.handlers.recordConfirmation({}))).toBe('done')
    expect([...person.keychain.keys()]).toEqual([])
    expect(await forget()).toEqual({ copies: [], pastedFor: null })
  })

  test('a customer of Graph stays one: proven and sealed as such', async () => {
    const { made } = await renewed('graph')
    expect(guide().profile.id).toBe('graph')
    await person.handlers.goToStep({ step: 'secret' })
    await paste(await portal.addSecret(made.id))
    await person.handlers.goToProof({})
    await person.handlers.prove({ mailbox, blockedMailbox: null })
    expect(person.session().proof?.checks).toHaveLength(2 + profiles.graph.permissions.length)
    expect(await handOff('renouvele.age')).toMatchObject({ profile: 'graph' })
  })

  test('a line from before the profile was written is of EWS', async () => {
    await renewed()
    without(',"profile":"ews"')
    person = await person.again()
    await person.handlers.start({ way: 'manage' })
    expect(person.session().history).toMatchObject([{ tenantId, profile: 'ews' }])
  })

  test('made on another computer: nothing is known, and the old secret cannot be tried', async () => {
    const made = await portal.register()
    await person.handlers.start({ way: 'manage' })
    await person.handlers.renewByHand({ tenantId: null })
    expect(guide()).toMatchObject({ aim: 'renewed', step: 'ids', oldKeyId: null })
    await person.enter({ applicationId: made.appId, tenantId })
    await person.handlers.goToStep({ step: 'secret' })
    expect(guide().step).toBe('secret')
  })
})

describe('CDID’s confirmation of a first set-up', () => {
  async function handedOver() {
    const { made, secret } = await provable()
    await person.handlers.prove({ mailbox, blockedMailbox: null })
    const file = await handOff()
    person = await person.again()
    await person.handlers.start({ way: 'manage' })
    return { made, secret, word: { id: file.id, keyId: secret.keyId, at: '2026-11-24T09:00:00Z' } }
  }
  const record = (confirmation: unknown) => {
    person.confirmation = confirmation === null ? null : bytes(confirmation)
    return code(person.handlers.recordConfirmation({}))
  }

  test('is recorded in the history: checked with the copy, which goes, and said', async () => {
    const { made, secret, word } = await handedOver()
    const held = [`real ${tenantId}/${made.appId}/${secret.keyId}`]
    expect(await record('no confirmation')).toBe('confirmation-unreadable')
    expect(await record({ ...confirm(word, new Secret('x'.repeat(40))) })).toBe('confirmation-forged')
    expect(await record({ ...confirm({ ...word, keyId: made.appId }, new Secret(secret.value)) })).toBe(
      'confirmation-other',
    )
    expect(await record(null)).toBe('done')
    expect(person.session().confirmed).toBeNull()
    expect([...person.keychain.keys()]).toEqual(held)
    expect(await record(confirm(word, new Secret(secret.value)))).toBe('done')
    expect(person.session()).toMatchObject({ at: 'history', confirmed: { keyId: secret.keyId, copyGone: true } })
    expect([...person.keychain.keys()]).toEqual([])
    expect(await record(confirm(word, new Secret(secret.value)))).toBe('secret-not-here')
    // No copy of a secret is left on this computer.
    expect(keptHere().copies).toEqual([])
    expect(await forgetOldCopies(keptHere(), new Date('2028-01-01T00:00:00Z'))).toEqual({ copies: [], pastedFor: null })
  })

  test('is nothing for a set-up that the assistant made: that one is confirmed where it signs in', async () => {
    const { secret, word } = await handedOver()
    without(',"setUp":"by-hand"')
    expect(await record(confirm(word, new Secret(secret.value)))).toBe('confirmation-other')
  })

  test('given there during a renewal, is known to the guide that waits for it', async () => {
    const { made } = await handedOver()
    await person.handlers.renewByHand({ tenantId })
    await person.handlers.goToStep({ step: 'secret' })
    const secret = await portal.addSecret(made.id)
    await paste(secret)
    await person.handlers.goToProof({})
    await person.handlers.prove({ mailbox, blockedMailbox: null })
    const file = await handOff('renouvele.age')
    person = await person.again()
    await person.handlers.start({ way: 'manage' })
    const word = { id: file.id, keyId: secret.keyId, at: '2026-11-24T09:00:00Z' }
    expect(await record(confirm(word, new Secret(secret.value)))).toBe('done')
    person = await person.again()
    await start('by-hand-kept')
    expect(guide()).toMatchObject({ step: 'old-secret', oldSecret: 'unchecked' })
    expect(guide().confirmedAt).not.toBeNull()
  })
})

describe('what is kept for another day', () => {
  test('what was pasted stays as long as its guide, and no longer', async () => {
    await provable()
    const held = () => [...person.keychain.keys()]
    await person.kept()
    await forgetOldCopies(keptHere(), new Date())
    expect(held()).toEqual(['real guide'])
    await guideFile().write(null)
    await forgetOldCopies(keptHere(), new Date())
    expect(held()).toEqual([])
  })

  test('all but the secret, and the way back to where one was', async () => {
    const { made, secret } = await provable()
    expect(await person.kept()).not.toContain(secret.value)
    person = await person.again()
    expect(person.session().keptGuide).toMatchObject({ state: 'kept', aim: 'present', step: 'secret' })
    await start('by-hand-kept')
    expect(guide().entries).toMatchObject({ applicationId: made.appId, tenantId, secretKeyId: secret.keyId })
    await person.handlers.goToProof({})
    expect(await code(person.handlers.prove({ mailbox, blockedMailbox: null }))).toBe('done')
  })

  test('the wait for the allow list, and since when: back to it, and on from there', async () => {
    person.tenant.exchange.ewsAllowsNewApplications = false
    const { made } = await provable()
    await person.handlers.prove({ mailbox, blockedMailbox: null }).catch(() => undefined)
    const stopped = person.handlers.watch({}).catch(() => undefined)
    await person.when(() => person.session().waiting?.reason === 'allow-list')
    await person.handlers.stop({})
    await stopped
    const { since = '', until = '' } = person.session().awaited ?? {}
    expect(Date.parse(until) - Date.parse(since)).toBe(24 * 3_600_000)
    expect(JSON.parse(await person.kept())).toMatchObject({ awaited: { since, until, mailbox } })

    person = await person.again()
    await start('by-hand-kept')
    expect(person.session()).toMatchObject({ at: 'proof', problem: null, awaited: { for: 'allow-list', since, until } })
    expect(await code(person.handlers.goToHandoff({}))).toBe('out-of-order')
    person.tenant.exchange.ewsAllowedAppIds.push(made.appId)
    expect(await code(person.handlers.watch({}))).toBe('done')
    expect(person.session()).toMatchObject({ awaited: null, guide: { awaited: null }, proof: { mailbox } })
    expect(JSON.parse(await person.kept())).toMatchObject({ awaited: null })
    await handOff()
  })

  test('an entry that has changed is waited for no more', async () => {
    person.tenant.exchange.ewsAllowsNewApplications = false
    const { made } = await provable()
    await person.handlers.prove({ mailbox, blockedMailbox: null }).catch(() => undefined)
    const stopped = person.handlers.watch({}).catch(() => undefined)
    await person.when(() => person.session().waiting?.reason === 'allow-list')
    await person.handlers.stop({})
    await stopped
    await person.handlers.goToStep({ step: 'ids' })
    await person.enter({ applicationId: made.id })
    expect(JSON.parse(await person.kept())).toMatchObject({ awaited: null })
    person = await person.again()
    await start('by-hand-kept')
    expect(person.session()).toMatchObject({ at: 'guide', awaited: null })
  })

  test('a value that Windows no longer has is asked for again', async () => {
    await provable()
    person.keychain.clear()
    person = await person.again()
    await start('by-hand-kept')
    expect(await code(person.handlers.goToProof({}))).toBe('secret-not-here')
    expect(guide()).toMatchObject({ step: 'secret', secretReceivedAt: null })
  })

  test('a file torn anywhere, or of another version, is said and set aside, never a crash', async () => {
    await provable()
    const whole = await person.kept()
    const path = join(person.folder, 'guide.json')
    for (let end = 0; end < whole.length - 1; end += 1) {
      writeFileSync(path, whole.slice(0, end))
      expect(createGuideFile(path).read()).toBe('unreadable')
    }
    for (const other of [
      'null',
      '[]',
      whole.replace('"version": 1', '"version": 2'),
      whole.replace(tenantId, 'x'.repeat(70_000)),
    ]) {
      writeFileSync(path, other)
      expect((await person.again()).session().keptGuide).toEqual({ state: 'unreadable' })
    }
    person = await person.again()
    await start()
    await person.handlers.goToStep({ step: 'ids' })
    await person.handlers.home({})
    expect(person.session().keptGuide).toMatchObject({ state: 'kept', step: 'ids' })
    expect(readFileSync(`${path}.unreadable`, 'utf8')).toContain('x'.repeat(70_000))
  })

  test('a new guide empties the keychain’s slot of the one before', async () => {
    await provable()
    person = await person.again()
    await start()
    expect([...person.keychain.keys()]).toEqual([])
  })

  test('a new guide asks before it takes the place of the one that is kept; no is no', async () => {
    await provable()
    await person.handlers.back({})
    await person.enter({ organization: contact.organization })
    expect(person.asked).toEqual([])
    person = await person.again()
    person.replaces = false
    await start()
    expect(person.session()).toMatchObject({ at: 'welcome', keptGuide: { organization: contact.organization } })
    await person.handlers.start({ way: 'manage' })
    await person.handlers.renewByHand({ tenantId: null })
    expect(person.session()).toMatchObject({ at: 'history', guide: null })
    expect(person.asked).toEqual([contact.organization, contact.organization])
    expect(await person.kept()).toContain(tenantId)
    expect([...person.keychain.keys()]).toEqual(['real guide'])
    await person.handlers.back({})
    // The welcome shows the kept guide again, as an exercise does not replace it.
    expect(person.session().keptGuide).toMatchObject({ organization: contact.organization })
    await person.handlers.start({ way: 'by-hand-practice' })
    expect(person.asked).toHaveLength(2)
    await person.handlers.back({})
    expect(person.session()).toMatchObject({ at: 'welcome', keptGuide: { organization: contact.organization } })
    person.replaces = true
    await start()
    expect(guide()).toMatchObject({ step: 'registration', entries: { tenantId: null } })
    expect([...person.keychain.keys()]).toEqual([])
  })

  test('a world that does not open loses nothing of it', async () => {
    await provable()
    person = await person.again()
    person.opens = false
    expect(await code(person.handlers.start({ way: 'automatic' }))).toBe('live-unavailable')
    expect(person.session()).toMatchObject({ at: 'welcome', problem: { code: 'live-unavailable' } })
    expect(person.session().keptGuide).toMatchObject({ state: 'kept', step: 'secret' })
  })

  test('an exercise is kept nowhere', async () => {
    await person.handlers.start({ way: 'by-hand-practice' })
    await person.handlers.goToStep({ step: 'ids' })
    await expect(person.kept()).rejects.toThrow(/ENOENT/)
  })
})

describe('the way to Microsoft’s pages', () => {
  test('each step opens its own, the application’s id in it once it is known', async () => {
    const { appId } = await portal.register()
    await start()
    await person.handlers.openPortal({})
    await enterIds({ id: '', appId })
    for (const step of ['permission', 'consent', 'secret'] as const) {
      await person.handlers.goToStep({ step })
      await person.handlers.openPortal({})
    }
    const blade = 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~'
    expect(person.opened).toEqual([
      'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/CreateApplicationBlade/quickStartType~/null/isMSAApp~/false',
      `${blade}/Manifest/appId/${appId}`,
      `${blade}/CallAnAPI/appId/${appId}`,
      `${blade}/Credentials/appId/${appId}`,
    ])
  })

  test('the printed guide holds what was entered, and no secret', async () => {
    const { made, secret } = await provable()
    await person.handlers.goToStep({ step: 'ids' })
    person.saveTo = join(person.folder, 'guide.pdf')
    await person.handlers.save({ document: 'guide' })
    expect(readFileSync(person.saveTo, 'utf8')).toBe('%PDF')
    expect(person.printed[0]).toContain(made.appId)
    expect(person.printed[0]).toContain(tenantId)
    expect(person.printed[0]).not.toContain(secret.value)
  })
})

const noPlan: Given<'plan'> = {
  secretEndsAt: null,
  aim: null,
  adopt: null,
  restore: null,
  profile: null,
  reach: 'as-is',
  retireOthers: false,
  enableServicePrincipal: false,
  consentDelegated: null,
  exemption: null,
}

/** Enters right ids and goes to the step of the secret. */
async function atSecret(): Promise<void> {
  await enterIds(await portal.register())
  await onToSecret()
}

/** Removes a text from the ledger, as if it had never been written. */
function without(text: string): void {
  const written = readFileSync(person.ledger, 'utf8')
  expect(written).toContain(text)
  writeFileSync(person.ledger, written.replaceAll(text, ''))
}

const guideFile = () => createGuideFile(join(person.folder, 'guide.json'))

/** Returns what the assistant reads when it opens on this computer. */
function keptHere(): KeptHere {
  const ledger = createJournal(person.ledger)
  return {
    copies: readKeptCopies(ledger),
    guide: guideFile().read(),
    keepGuide: (guide) => guideFile().write(guide),
    vaultOf: (practice) => (practice ? person.practiceVault : person.vault),
    forgotten: (keyId) => {
      ledger.record({ at: '2027-01-01T00:00:00Z', did: 'forget', keyId })
    },
  }
}

function bytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
