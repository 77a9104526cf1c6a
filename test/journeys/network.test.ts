import { afterEach, expect, test } from 'vitest'
import { networkWords } from '#words/screens/network.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openLiveWorld } from '#support/live-assistant.ts'
import { heading, press } from '#support/walk.ts'

const words = networkWords.fr
const closers: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** From the welcome to the result of the check, as the person would paste it. */
async function checkConnection({ app, window }: Assistant): Promise<string> {
  await heading(window, welcomeWords.fr.heading).waitFor()
  await press(window, shellWords.fr.checkConnection)
  await heading(window, words.heading).waitFor()
  await press(window, words.copy)
  await window.getByText(words.copied).first().waitFor()
  return app.evaluate(({ clipboard }) => clipboard.readText())
}

async function openLive({ trusted }: { readonly trusted: boolean }) {
  const world = await openLiveWorld({ trusted })
  closers.push(() => world.close())
  return { ...world, assistant: await world.open() }
}

/** The organization of the authority that signs the practice tenant's certificates. */
const issuer = 'Practice only - trust it for tests'

const plain = (sentence: string) => sentence.replaceAll(/`|\*\*/g, '')

/** Returns the sentences of the result that have this level. */
function linesOf(result: string, level: string): readonly string[] {
  const start = `[${level}] `
  return result.split('\n').flatMap((line) => (line.trim().startsWith(start) ? line.trim().slice(start.length) : []))
}

test('in practice, the page opens from the welcome, asks the practice tenant alone, and its result is copied', async () => {
  const assistant = await launchAssistant()
  closers.push(() => assistant.close())
  const { window } = assistant
  await heading(window, welcomeWords.fr.heading).waitFor()
  await window.getByText(welcomeWords.fr.practice.body).click()
  const result = await checkConnection(assistant)
  expect(result).toContain(words.lead.practice)
  expect(result).toContain(words.conclusion.ok)
  expect(result).toContain('graph.microsoft.com:443')
  expect(result).toContain(words.keychainWorks)
  expect(assistant.tenantRequests()).toBe(3)
  await press(window, shellWords.fr.back)
  await heading(window, welcomeWords.fr.heading).waitFor()
})

test('an authority that only this computer trusts is named, and changes no verdict', async () => {
  const { live, assistant } = await openLive({ trusted: true })
  const result = await checkConnection(assistant)
  expect(linesOf(result, words.levels.warning)).toEqual(Array(3).fill(plain(words.certificateInspected(issuer))))
  expect(linesOf(result, words.levels.refused)).toEqual([])
  expect(result).toContain(words.routeDirect)
  expect(result).toContain(words.conclusion.warning)
  expect(live.tenant.requests).toHaveLength(3)
})

test('a certificate nobody vouches for is refused, and who issued it is said', async () => {
  const { live, assistant } = await openLive({ trusted: false })
  const result = await checkConnection(assistant)
  const refused = plain(words.certificateUntrusted(issuer, words.error('ERR_CERT_AUTHORITY_INVALID')))
  expect(linesOf(result, words.levels.refused)).toEqual(Array(3).fill(refused))
  expect(live.tenant.requests).toEqual([])
})
