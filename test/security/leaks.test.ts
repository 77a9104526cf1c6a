import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { doneWords } from '#words/screens/done.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { identityWords } from '#words/screens/identity.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import type { Assistant } from '#support/assistant.ts'
import { signInAs } from '#support/browser.ts'
import { createLeakScan, type LeakScan } from '#support/leaks.ts'
import { openLiveWorld, type LiveWorld } from '#support/live-assistant.ts'
import { liveTest } from '#support/security/builds.ts'
import { note } from '#support/security/noted.ts'
import { createMoreSinks, type MoreSinks } from '#support/security/sinks.ts'
import { isWholeRun } from '#support/share.ts'
import { approve, heading, press, prove, type Walker } from '#support/walk.ts'

/** Row LK: from the welcome to the mail to CDID on the live path, no secret and no token is anywhere but where it must be. */

describe.runIf(isWholeRun)('on the live path', () => {
  let world: LiveWorld
  let assistant: Assistant
  let scan: LeakScan
  let more: MoreSinks
  let sentMail: { subject: string }[] = []
  let secrets: readonly string[] = []
  const temporary = mkdtempSync(join(tmpdir(), 'prextra-leaks-'))

  beforeAll(async () => {
    world = await openLiveWorld({ trusted: true, packaged: liveTest.executable })
    assistant = await world.open([], { TMPDIR: temporary })
    const { window } = assistant
    await heading(window, welcomeWords.fr.heading).waitFor()
    const { home } = assistant
    sentMail = world.live.tenant.state.sentMail as unknown as { subject: string }[]
    more = await createMoreSinks(assistant, {
      home: join(home, '..'),
      temporary,
      sentMail,
    })
    scan = await createLeakScan(assistant, [home], more.sinks)
    await listenToMicrosoft(assistant)
  }, 60_000)

  afterAll(async () => {
    more.close()
    await world.close()
    rmSync(temporary, { recursive: true, force: true })
  })

  test('each sink finds a secret that is planted in it', async () => {
    await scan.prove()
    expect(new Set(scan.sinks).size).toBeGreaterThanOrEqual(18)
    sentMail.pop()
  })

  test('the whole path is walked, and Microsoft answers with secrets and tokens', { timeout: 120_000 }, async () => {
    const { window } = assistant
    const { browser } = world
    const look = async () => {
      await scan.lookAtPage()
      await more.look()
    }
    const signIn = async () => {
      const url = await assistant.openedPage()
      more.opened(url)
      await signInAs(browser, url, 'Marie-Ève Tremblay')
    }
    const walker: Walker = { assistant, browser, language: 'fr', look }
    await look()
    await press(window, welcomeWords.fr.start)
    await signIn()
    await heading(window, identityWords.fr.heading).waitFor()
    await look()
    await press(window, identityWords.fr.yes)
    await heading(window, reviewWords.fr.heading).waitFor()
    await approve(walker)
    await prove(walker, 'accueil@erablieredunord.example')
    await press(window, proofWords.fr.passed.go)
    await heading(window, handoffWords.fr.heading).waitFor()
    await look()
    await press(window, handoffWords.fr.ways.mail.go)
    await signIn()
    await heading(window, doneWords.fr.headings.sent).waitFor()
    await look()
    secrets = await assistant.app.evaluate(() => (globalThis as unknown as { heardSecrets: string[] }).heardSecrets)
    // A secret, and the tokens of two sign-ins and a proof at least.
    expect(secrets.length).toBeGreaterThanOrEqual(5)
  })

  test('no sink holds any of them', async (context) => {
    const found = await scan.search([...new Set(secrets)])
    note(context, { leak: { sinks: scan.sinks.length, hits: found.length } })
    expect(found).toEqual([])
  })
})

/** Keeps, in main, each secret and token that Microsoft's answers bring, as the transport receives them. */
async function listenToMicrosoft({ app }: Assistant): Promise<void> {
  await app.evaluate(({ net }) => {
    const heardSecrets: string[] = []
    Object.assign(globalThis, { heardSecrets })
    const request = net.request.bind(net)
    net.request = (options) => {
      const made = request(options)
      made.on('response', (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
        response.on('end', () => {
          for (const [, value] of text.matchAll(
            /"(?:access_token|refresh_token|id_token|secretText)":"([^"]{20,})"/g,
          )) {
            if (value !== undefined) heardSecrets.push(value)
          }
        })
      })
      return made
    }
  })
}
