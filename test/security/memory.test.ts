import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { doneWords } from '#words/screens/done.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { identityWords } from '#words/screens/identity.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { launchAssistant } from '#support/assistant.ts'
import { signInAs } from '#support/browser.ts'
import { openLiveWorld, type LiveWorld } from '#support/live-assistant.ts'
import { openSealed } from '#support/open-sealed.ts'
import { journey, liveTest } from '#support/security/builds.ts'
import { countInMemory, heldInHeap } from '#support/security/memory.ts'
import { isWholeRun } from '#support/share.ts'
import { approve, heading, press, prove, type Walker } from '#support/walk.ts'

let world: LiveWorld | undefined

afterAll(() => world?.close())

test.runIf(isWholeRun)(
  'main holds the secret and tokens while it works, none once it is done, and none at home',
  async () => {
    world = await openLiveWorld({ trusted: true, packaged: liveTest.executable })
    const { browser } = world
    const assistant = await world.open()
    const { window } = assistant
    const folder = mkdtempSync(join(tmpdir(), 'prextra-memory-'))
    const walker: Walker = { assistant, browser, language: 'fr', look: () => Promise.resolve() }
    await heading(window, welcomeWords.fr.heading).waitFor()
    await press(window, welcomeWords.fr.start)
    const page = await signInAs(browser, await assistant.openedPage(), 'Marie-Ève Tremblay')
    await page.context().close()
    await heading(window, identityWords.fr.heading).waitFor()
    await press(window, identityWords.fr.yes)
    await heading(window, reviewWords.fr.heading).waitFor()
    await approve(walker)
    await prove(walker, 'accueil@erablieredunord.example')
    await press(window, proofWords.fr.passed.go)
    await heading(window, handoffWords.fr.heading).waitFor()
    const during = await heldInHeap(assistant, '8Q~')

    const file = join(folder, 'prextra.age')
    await window.getByText(handoffWords.fr.ways.file.name).click()
    await assistant.savesTo(file)
    await press(window, handoffWords.fr.ways.file.go)
    await heading(window, doneWords.fr.headings.file).waitFor()
    const { clientSecret } = openSealed(file)
    // The search finds them while they are there, so that finding nothing means something.
    expect(during.secrets).toBeGreaterThan(0)
    expect(during.tokens).toBeGreaterThan(0)
    expect(await heldInHeap(assistant, clientSecret)).toEqual({ secrets: 0, tokens: 0 })
    process.stdout.write(
      `copies of the secret in raw memory once it is done: ${countInMemory(assistant, clientSecret)}\n`,
    )

    await press(window, doneWords.fr.home)
    await heading(window, welcomeWords.fr.heading).waitFor()
    expect(await heldInHeap(assistant, clientSecret)).toEqual({ secrets: 0, tokens: 0 })
    process.stdout.write(`copies of the secret in raw memory at home: ${countInMemory(assistant, clientSecret)}\n`)
  },
)

test('a crash of main leaves no dump, and a core dump would hold none of its memory', async () => {
  const assistant = await launchAssistant({ executable: journey.executable, args: [] })
  try {
    await assistant.window.getByRole('heading', { level: 1 }).waitFor()
    const child = assistant.app.process()
    expect(readFileSync(`/proc/${child.pid}/coredump_filter`, 'utf8').trim()).toBe('00000000')
    const ended = once(child, 'exit')
    child.kill('SIGSEGV')
    expect(await ended).toEqual([null, 'SIGSEGV'])
    const left = readdirSync(assistant.home, { recursive: true, encoding: 'utf8' })
    expect(left.filter((name) => /\.(?:dmp|core)$|(?:^|\/)core(?:\.\d+)?$/.test(name))).toEqual([])
    expect(existsSync('core')).toBe(false)
  } finally {
    await assistant.close().catch(() => undefined)
  }
})
