import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import keytar from 'keytar'
import { afterEach, expect, test } from 'vitest'
import { clouds, publicCloud } from '#core/access/cloud.ts'
import { dayMs } from '#core/calendar-days.ts'
import { cloudNames } from '#words/portal/clouds.ts'
import { problemsInFrench } from '#words/problems/french.ts'
import { doneWords } from '#words/screens/done.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { keptCopyWords } from '#words/screens/kept-copy.ts'
import { identityWords } from '#words/screens/identity.ts'
import { organizationWords } from '#words/screens/organization.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { practiceIdentity } from '#practice/company/reception-key.ts'
import { dodCompany } from '#practice/company/seeds/other-clouds.ts'
import { practiceSignInClient } from '#practice/routes/sign-in/clients.ts'
import type { Assistant } from '#support/assistant.ts'
import { signInAs } from '#support/browser.ts'
import { openLiveWorld, type LiveWorld } from '#support/live-assistant.ts'
import { openSealed } from '#support/open-sealed.ts'
import { isWholeRun } from '#support/share.ts'
import { approve, heading, press, prove, type Walker } from '#support/walk.ts'
import liveTestCdid from '../support/cdid.live-test.json' with { type: 'json' }

let world: LiveWorld | undefined

afterEach(async () => {
  await world?.close()
  world = undefined
})

async function openLive(trusted: boolean) {
  world = await openLiveWorld({ trusted })
  return { ...world, assistant: await world.open() }
}

test('the live path, over real TLS and the browser’s network stack, from welcome to the mail to CDID', async () => {
  const { live, browser, assistant } = await openLive(true)
  const { window } = assistant
  await heading(window, welcomeWords.fr.heading).waitFor()
  await press(window, welcomeWords.fr.start)
  const url = await assistant.openedPage()
  expect(new URL(url).origin).toBe('https://login.microsoftonline.com')
  const page = await signInAs(browser, url, 'Marie-Ève Tremblay')
  expect(new URL(page.url()).hostname).toBe('localhost')
  await heading(window, identityWords.fr.heading).waitFor()
  await walkToHandoff({ assistant, browser, language: 'fr', look: () => Promise.resolve() })
  await press(window, handoffWords.fr.ways.mail.go)
  await signInAs(browser, await assistant.openedPage(), 'Marie-Ève Tremblay')
  await heading(window, doneWords.fr.headings.sent).waitFor()
  await keepForSevenDays(window, live.tenant.state.applications[0]?.appId ?? '')
  const [mail] = live.tenant.state.sentMail
  expect(mail).toMatchObject({ to: [liveTestCdid.address], cc: [], bcc: [], isInSentItems: true })
  const file = join(assistant.home, 'prextra-live.age')
  writeFileSync(file, Buffer.from(mail?.attachments[0]?.contentBytes ?? '', 'base64'))

  const key = join(assistant.home, 'key.txt')
  writeFileSync(key, practiceIdentity)
  const handoff = JSON.parse(execFileSync('age', ['-d', '-i', key, file], { encoding: 'utf8' })) as Record<
    string,
    unknown
  >
  expect(handoff).toMatchObject({ practice: false, applicationId: live.tenant.state.applications[0]?.appId })
  expect(live.tenant.state.applications).toHaveLength(1)
  const hosts = new Set(live.tenant.requests.map(({ host }) => host))
  expect([...hosts].sort()).toEqual(['graph.microsoft.com', 'login.microsoftonline.com', 'outlook.office365.com'])
})

/** From the identity, over the plan and the proof, to the handoff. */
async function walkToHandoff(walker: Walker): Promise<void> {
  const { window } = walker.assistant
  await press(window, identityWords.fr.yes)
  await heading(window, reviewWords.fr.heading).waitFor()
  await approve(walker)
  await prove(walker, 'accueil@erablieredunord.example')
  await press(window, proofWords.fr.passed.go)
  await heading(window, handoffWords.fr.heading).waitFor()
}

/** Chooses how long the copy is kept, and sees that its entry of the keychain says so. */
async function keepForSevenDays(window: Assistant['window'], appId: string): Promise<void> {
  const entry = async () => {
    const found = await keytar.findCredentials('Assistant Outlook-Prextra')
    return found.find(({ account }) => account.includes(appId))?.password.split('\n')[0]
  }
  const until = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10)
  expect(await entry()).toContain(`delivered ${until(30)}`)
  await window.locator('fluent-dropdown').click()
  await window.locator('fluent-option', { hasText: keptCopyWords.fr.days(7) }).click()
  await expect.poll(entry).toContain(`delivered ${until(7)}`)
}

test.runIf(isWholeRun)(
  'an organization in DoD’s cloud, named by its domain, up to the sealed file, at that cloud’s hosts alone',
  async () => {
    const { dod: clientId } = liveTestCdid.signIn.otherClouds
    const client = { ...practiceSignInClient, clientId }
    world = await openLiveWorld({ trusted: true, seed: dodCompany, signInClients: [client] })
    const { live, browser } = world
    const assistant = await world.open()
    const { window } = assistant
    const { dod } = clouds
    await heading(window, welcomeWords.fr.heading).waitFor()
    await press(window, welcomeWords.fr.fromAnother)
    await heading(window, organizationWords.fr.heading).waitFor()
    await window.locator('input').last().fill('erablieredunord.example')
    await press(window, organizationWords.fr.find)
    await window.getByText(cloudNames.fr.dod).waitFor()
    await press(window, organizationWords.fr.signIn)
    const url = await assistant.openedPage()
    expect(new URL(url).host).toBe(dod.login)
    await signInAs(browser, url, 'Marie-Ève Tremblay')
    await heading(window, identityWords.fr.heading).waitFor()
    await window.getByText(cloudNames.fr.dod).waitFor()
    await walkToHandoff({ assistant, browser, language: 'fr', look: () => Promise.resolve() })
    await window.getByText(handoffWords.fr.ways.file.name).click()
    const file = join(assistant.home, 'prextra-dod.age')
    await assistant.savesTo(file)
    await press(window, handoffWords.fr.ways.file.go)
    await heading(window, doneWords.fr.headings.file).waitFor()
    expect(openSealed(file)).toMatchObject({ practice: false, cloud: 'dod', tenantId: dodCompany.tenantId })
    // The public sign-in host is asked once, without an account, in which cloud the domain is.
    const asked = live.exchanges.map(({ method, host, path }) => ({ host, call: `${method} ${path}` }))
    const own = [dod.login, dod.graph, dod.exchange]
    expect(asked.filter(({ host }) => !own.includes(host))).toEqual([
      {
        host: publicCloud.login,
        call: 'GET /erablieredunord.example/v2.0/.well-known/openid-configuration',
      },
    ])
    expect([...new Set(asked.map(({ host }) => host))].sort()).toEqual([...own, publicCloud.login].sort())
  },
)

test('a certificate nobody vouches for is refused in words, and nothing is sent past it', async () => {
  const { live, assistant } = await openLive(false)
  const { window } = assistant
  await heading(window, welcomeWords.fr.heading).waitFor()
  await press(window, welcomeWords.fr.start)
  // A browser would refuse the certificate as well. This test ignores that, and sends an answer of its own.
  const redirect = new URL(new URL(await assistant.openedPage()).searchParams.get('redirect_uri') ?? '')
  const state = new URL(await reopened(assistant)).searchParams.get('state') ?? ''
  await fetch(redirect, { method: 'POST', body: new URLSearchParams({ state, code: 'a-code' }) })
  const sentence = problemsInFrench['certificate-untrusted'].sentence.split('{')[0]?.trim() ?? ''
  await window.getByText(sentence.slice(0, 30)).first().waitFor()
  expect(live.tenant.requests).toEqual([])
})

async function reopened(assistant: Assistant): Promise<string> {
  await press(assistant.window, 'Rouvrir la page')
  return assistant.openedPage()
}
