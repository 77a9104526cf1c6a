import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PageWalker } from '#support/page-walker.ts'
import { endOf } from '#support/proof-ports.ts'
import { alex, camille, luc, marieEve, sophie, tenantId } from '#support/tenant-client.ts'
import { openWizard, type Wizard } from '#support/wizard.ts'

const domain = 'erablieredunord.example'
const contact = { name: 'Nadia Roy', email: 'n.roy@erablieredunord.example' }
const mailbox = 'accueil@erablieredunord.example'

/** An assistant at which an organization was named, and nothing was opened yet. */
async function openNamed(account: string, text: string): Promise<Wizard> {
  const wizard = openWizard()
  wizard.person = { account }
  await wizard.handlers.start({ way: 'name-organization' })
  await wizard.handlers.findOrganization({ text })
  expect(wizard.pages).toBe(0)
  return wizard
}

/** Sets everything up, proves it and hands it over as a draft, with the contact that was entered. */
async function setUp({ handlers, context }: Wizard): Promise<void> {
  await handlers.acceptIdentity({})
  const { session } = context
  if (session.at !== 'review') throw new Error('there is no plan')
  await handlers.approve({ planId: session.plan.id, typed: null })
  await handlers.prove({ mailbox, blockedMailbox: null })
  await handlers.goToHandoff({})
  await handlers.handOff({ way: 'draft', caseNumber: null, copyTo: null, contact })
}

/** Signs in until Microsoft's page ends with an error, and enters the number that it shows. */
async function signInUntilPageEnds(wizard: Wizard): Promise<string> {
  const page = new Promise<string>((resolve) => {
    wizard.endsOnPage = resolve
  })
  const ended = endOf(wizard.handlers.signIn({ aim: null }), 'signed in')
  await wizard.handlers.explainCode({ text: /AADSTS\d+/.exec(await page)?.[0] ?? '' })
  return ended
}

describe('a guest', () => {
  test.each([domain, 'erablieredunord.onmicrosoft.example', tenantId])(
    'by %s, from the sign-in to the draft',
    async (text) => {
      const wizard = await openNamed(alex, text)
      expect(wizard.context.session).toMatchObject({ at: 'sign-in', organization: { tenantId }, wrong: null })
      await wizard.handlers.signIn({ aim: null })
      expect(wizard.session.identity).toMatchObject({ tenantId, kind: 'guest', homeDomain: 'partenaire.example' })
      await setUp(wizard)
      expect(wizard.session).toMatchObject({ at: 'done', sender: { contact }, handoff: { way: 'draft' } })
      expect(wizard.tenant.state.sentMail).toEqual([])
      expect(wizard.tenant.requests.some(({ path }) => path.endsWith('/me'))).toBe(false)
    },
  )
})

describe('a delegated administrator', () => {
  test('may not sign in until the organization has authorized the application, and then needs no user object', async () => {
    const wizard = await openNamed(camille, tenantId)
    expect(await signInUntilPageEnds(wizard)).toBe('sign-in-not-authorized')
    await wizard.handlers.delegate({ step: 'sign-in' })
    await wizard.handlers.savePage({ language: 'fr' })
    const { session } = wizard.context
    const fileName = session.at === 'delegation' ? (session.savedPage?.fileName ?? '') : ''
    const mail = readFileSync(join(wizard.folder, fileName), 'utf8').replaceAll('=\r\n', '').replaceAll('=3D', '=')
    const [link = ''] = /https:\/\/login\.microsoftonline\.com\/[\w/?=-]+/.exec(mail) ?? []
    const walked = await new PageWalker(wizard.tenant.fetch).signIn(link, { account: luc })
    expect(walked.answer).toMatchObject({ admin_consent: 'True', tenant: tenantId })

    await wizard.handlers.back({})
    await wizard.handlers.signIn({ aim: null })
    expect(wizard.session.identity).toMatchObject({
      tenantId,
      kind: 'delegated',
      homeDomain: 'partenaire.example',
      roles: ['cloud-application-administrator'],
    })
    await setUp(wizard)
    expect(wizard.session).toMatchObject({ at: 'done', sender: { contact }, handoff: { way: 'draft' } })
  })

  test('is not found where every account is signed in to its own organization', async () => {
    const wizard = openWizard()
    wizard.person = { account: camille }
    const page = new Promise<string>((resolve) => {
      wizard.endsOnPage = resolve
    })
    const ended = endOf(wizard.handlers.start({ way: 'automatic' }), 'signed in')
    // The page that lists the accounts does not know hers.
    expect(await page).toMatch(/n’est plus valable|no longer valid/)
    await wizard.handlers.cancelSignIn({})
    expect(await ended).toBe('sign-in-cancelled')
  })
})

test('a member who names their own organization is its member, and may mail as before', async () => {
  const wizard = await openNamed(marieEve, domain)
  await wizard.handlers.signIn({ aim: null })
  expect(wizard.session.identity).toMatchObject({ kind: 'member', homeDomain: null })
})

test('a domain that leads nowhere opens nothing', async () => {
  const wizard = await openNamed(sophie, 'nowhere.example')
  expect(wizard.context.session).toMatchObject({ at: 'sign-in', organization: null, wrong: 'unknown', problem: null })
})
