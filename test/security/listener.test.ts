import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { identityWords } from '#words/screens/identity.ts'
import { signInWords } from '#words/screens/sign-in.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openBrowser, signInAs } from '#support/browser.ts'
import { journey } from '#support/security/builds.ts'
import { heading, press } from '#support/walk.ts'

/** The listener for the browser's answer, in the packaged application, beside programs that mean it no good. */

let assistant: Assistant | undefined
let browser: Browser | undefined
const sockets: Socket[] = []

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await assistant?.close()
  await browser?.close()
})

async function waiting(): Promise<{ readonly url: string; readonly port: number; readonly page: Assistant['window'] }> {
  browser = await openBrowser()
  assistant = await launchAssistant({ executable: journey.executable, args: [] })
  const { window } = assistant
  await heading(window, welcomeWords.fr.heading).waitFor()
  await window.getByText(welcomeWords.fr.practice.body).click()
  await press(window, welcomeWords.fr.startPractice)
  const url = await assistant.openedPage()
  await heading(window, signInWords.fr.heading).waitFor()
  const { port } = new URL(new URL(url).searchParams.get('redirect_uri') ?? '')
  return { url, port: Number(port), page: window }
}

async function opened(port: number, count: number, first: string): Promise<void> {
  for (let place = 0; place < count; place += 1) {
    const socket = connect(port, place % 2 === 0 ? '127.0.0.1' : '::1')
    socket.on('error', () => undefined)
    await new Promise((resolve) => socket.once('connect', resolve))
    if (first !== '') socket.write(first)
    sockets.push(socket)
  }
}

test.for([
  ['silent', ''],
  ['with half a header', 'POST / HTTP/1.1\r\nHost: local'],
  [
    'with a body that does not come',
    'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nstate=',
  ],
] as const)('40 sockets, %s, do not hold a sign-in up', async ([, first]) => {
  const { url, port, page } = await waiting()
  await opened(port, 40, first.replace('HOST', `localhost:${port}`))
  const startedAt = performance.now()
  const answered = await fetch(`http://localhost:${port}/`, {
    method: 'POST',
    body: new URLSearchParams({ state: 'x' }),
  })
  // A state that is not ours is refused, and at once.
  expect(answered.status).toBe(400)
  expect(performance.now() - startedAt).toBeLessThan(2_000)
  if (browser) await signInAs(browser, url, 'Marie-Ève Tremblay')
  await heading(page, identityWords.fr.heading).waitFor()
})

test('a slow body is cut off', async () => {
  const { port } = await waiting()
  await opened(
    port,
    1,
    `POST / HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n`,
  )
  const [socket] = sockets
  const startedAt = performance.now()
  const drip = setInterval(() => socket?.write('x'), 500)
  socket?.resume()
  await new Promise((resolve) => socket?.once('close', resolve))
  clearInterval(drip)
  expect(performance.now() - startedAt).toBeLessThan(13_000)
})
