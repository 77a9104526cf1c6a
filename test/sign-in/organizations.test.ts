import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signInAs } from '#support/browser.ts'
import { PageWalker } from '#support/page-walker.ts'
import { isWholeRun } from '#support/share.ts'
import { Technician } from '#support/technician.ts'
import { alex, camille, luc, marieEve, signInClientId, sophie, tenantId } from '#support/tenant-client.ts'
import { heading, press } from '#support/walk.ts'
import { delegationWords } from '#words/screens/delegation.ts'
import { identityWords } from '#words/screens/identity.ts'
import { organizationWords } from '#words/screens/organization.ts'
import { signInWords } from '#words/screens/sign-in.ts'

/** Who signs in, and to which organization: each ends on the card that says who they are there, or on why not. */

const all = ['erablieredunord.example', 'erablieredunord.onmicrosoft.example', tenantId]
const names = isWholeRun ? all : all.slice(0, 1)
const { kinds } = identityWords.fr
const words = organizationWords.fr
let technician: Technician

beforeAll(async () => {
  technician = await Technician.open()
})
afterAll(() => technician.close())
beforeEach(() => {
  technician.world.live.tenant.reset()
})

describe('by the account’s own organization', () => {
  test.each([
    ['an administrator', marieEve, 'Administrateur d’application cloud'],
    ['a global administrator without a mailbox', luc, 'Administrateur général'],
  ])('%s', async (name, account, said) => {
    await technician.walk(await technician.start('own'), { account })
    const card = await technician.arrives(`own-${name.replaceAll(' ', '-')}`)
    expect(card).toContain(kinds.member.name)
    expect(card).toContain(said)
    expect(card).toContain(tenantId)
  })

  test('a member who may not accept what is asked is told who may', async () => {
    await technician.walk(await technician.start('own'), { account: sophie })
    await technician.ends('own-needs-approval', 'sign-in-needs-approval', words.signIn)
  })

  test('an administrator in a real browser', async () => {
    const page = await technician.start('own')
    await signInAs(technician.world.browser, page.href, 'Marie-Ève Tremblay')
    expect(await technician.arrives('own-in-a-browser')).toContain(kinds.member.name)
  })

  test('a delegated administrator has no account there, and cancelling leads on to naming the customer', async () => {
    const last = await technician.walk(await technician.start('own'), { account: camille })
    expect(last).not.toContain('Connexion terminée')
    await press(technician.window, signInWords.fr.cancel)
    await technician.ends('own-delegated-cancelled', 'sign-in-cancelled', words.signIn)
    await technician.window.getByText(words.other.name).click()
    await technician.hasOneNext(words.find)
  })
})

describe.each(names)('by %s', (name) => {
  const picture = (who: string) => `named-${name.split('.')[1] ?? 'id'}-${who}`

  test('a guest', async () => {
    const page = await technician.start({ named: name })
    expect(page.pathname).toMatch(new RegExp(`^/${tenantId}/`))
    await technician.walk(page, { account: alex })
    const card = await technician.arrives(picture('guest'))
    expect(card).toContain(kinds.guest.name)
    expect(card).toContain('partenaire.example')
  })

  test('a member', async () => {
    await technician.walk(await technician.start({ named: name }), { account: marieEve })
    expect(await technician.arrives(picture('member'))).toContain(kinds.member.name)
  })

  test('a delegated administrator, once the organization has authorized the application, and without a user object', async () => {
    const { tenant } = technician.world.live
    const refused = await technician.walk(await technician.start({ named: name }), { account: camille })
    const number = /AADSTS90099/.exec(refused)?.[0] ?? ''
    await technician.enter(number)
    await technician.ends(picture('delegated-refused'), 'sign-in-not-authorized', words.handOver)

    await press(technician.window, words.handOver)
    await heading(technician.window, delegationWords.fr.headings['sign-in']).waitFor()
    const link = `https://login.microsoftonline.com/${tenantId}/adminconsent?client_id=${signInClientId}`
    await new PageWalker(tenant.fetch).signIn(link, { account: luc })
    await press(technician.window, delegationWords.fr.wait['sign-in'])
    const asked = tenant.requests.length
    await press(technician.window, words.signIn)
    await technician.walk(new URL(await technician.assistant.openedPage()), { account: camille })
    const card = await technician.arrives(picture('delegated'))
    expect(card).toContain(kinds.delegated.name)
    expect(tenant.requests.slice(asked).some(({ path, status }) => path === '/v1.0/me' && status === 404)).toBe(true)
  })
})

describe('a name that leads nowhere opens nothing', () => {
  test.each([
    ['nowhere.example', 'unknown'],
    ['12345678-1234-4234-8234-123456789012', 'unknown'],
    ['me.tremblay@erablieredunord.example', 'address'],
    ['Érablière du Nord', 'neither-domain-nor-id'],
    ['', 'missing'],
    ['erablieredunord', 'neither-domain-nor-id'],
  ] as const)('%j: %s', async (text, issue) => {
    await technician.welcome()
    await technician.name(text)
    await technician.window.getByText(words.issues[issue]).waitFor()
    await technician.hasOneNext(words.find)
    expect(await technician.window.getByRole('alert').allInnerTexts()).toEqual([words.issues[issue]])
  })
})
