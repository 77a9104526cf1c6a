import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FaultRule } from '#practice/faults/faults.ts'
import { calls } from '#support/answers/wire-answers.ts'
import { isWholeRun } from '#support/share.ts'
import { PageWalker } from '#support/page-walker.ts'
import { Technician } from '#support/technician.ts'
import { marieEve } from '#support/tenant-client.ts'
import { heading, press } from '#support/walk.ts'
import { identityWords } from '#words/screens/identity.ts'
import { organizationWords } from '#words/screens/organization.ts'
import { signInWords } from '#words/screens/sign-in.ts'
import { welcomeWords } from '#words/screens/welcome.ts'

/** A sign-in that is cancelled, taken up again or disturbed: it ends on a screen that works. */

/** A whole `npm test` leaves these to the part. */
const inItsPart = test.runIf(isWholeRun)
const words = organizationWords.fr
const domain = 'erablieredunord.example'
let technician: Technician
let mocks: FaultRule[]
/** Lets the answers come that are held. */
let release: () => void

beforeEach(async () => {
  mocks = []
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  technician = await Technician.open({ faults: { mocks, wait: () => released } })
})
afterEach(async () => {
  release()
  await technician.close()
})

/** The first answer to this call is held until `release`. Resolves once the request has come. */
function hold(call: string): void {
  const [method = '', url = ''] = call.split(' ')
  mocks.push({ request: { method, url, nth: 1 }, effect: 'delay', delayMs: 1 })
}

/** The next sign-in goes through: nothing of the last one is in its way. */
async function nextOneWorks(picture: string): Promise<void> {
  await technician.walk(await technician.start('own'), { account: marieEve })
  expect(await technician.arrives(picture)).toContain(identityWords.fr.kinds.member.name)
}

describe('cancelled', () => {
  test('while the browser is waited for: its late answer meets nobody', async () => {
    const page = await technician.start('own')
    await press(technician.window, signInWords.fr.cancel)
    await technician.ends('cancelled-browser', 'sign-in-cancelled', words.signIn)
    await expect(technician.answer(page, { code: 'late' })).rejects.toThrow()
    await nextOneWorks('cancelled-browser-next')
  })

  inItsPart('while the organization is looked for', async () => {
    hold(calls.discovery)
    await technician.welcome()
    await technician.name(domain)
    await technician.window.getByText(words.finding).first().waitFor()
    await press(technician.window, signInWords.fr.stop)
    await technician.ends('cancelled-finding', 'sign-in-cancelled', words.find)
    await nextOneWorks('cancelled-finding-next')
  })

  inItsPart.each([
    ['the code is redeemed', calls.token, 'cancelled-token'],
    ['the organization is read', calls.organization, 'cancelled-organization'],
  ])('while %s', async (_what, call, picture) => {
    hold(call)
    await technician.walk(await technician.start('own'), { account: marieEve })
    await press(technician.window, signInWords.fr.cancel)
    await technician.ends(picture, 'sign-in-cancelled', words.signIn)
    release()
    await nextOneWorks(`${picture}-next`)
  })

  inItsPart('to name the organization instead', async () => {
    await technician.start('own')
    const elsewhere = technician.window.locator('fluent-accordion-item', { hasText: words.elsewhere })
    await elsewhere.click({ position: { x: 20, y: 20 } })
    await press(technician.window, words.elsewhereGo)
    await technician.hasOneNext(words.find)
    await technician.window.locator('input:not([type=radio])').first().fill(domain)
    await press(technician.window, words.find)
    await technician.window.getByText(words.found, { exact: true }).waitFor()
    await press(technician.window, words.signIn)
    await technician.walk(new URL(await technician.assistant.openedPage()), { account: marieEve })
    await technician.arrives('named-instead')
  })
})

describe('the browser', () => {
  inItsPart('that was closed is opened again on the same sign-in', async () => {
    const page = await technician.start('own')
    await press(technician.window, signInWords.fr.reopen)
    const again = new URL(await technician.assistant.openedPage())
    expect(again.searchParams.get('redirect_uri')).toBe(page.searchParams.get('redirect_uri'))
    await technician.walk(again, { account: marieEve })
    await technician.arrives('reopened')
  })

  inItsPart('of somebody who answers twice is heard once', async () => {
    const page = await technician.start('own')
    await technician.answer(page, { error: 'access_denied', error_description: 'AADSTS65004: no.' })
    await technician.ends('answered-once', 'sign-in-declined', words.signIn)
    await expect(technician.answer(page, { code: 'second' })).rejects.toThrow()
  })

  inItsPart('with an answer of another sign-in changes nothing', async () => {
    const page = await technician.start('own')
    expect(await technician.answer(page, { state: 'of-another', code: 'x' })).toContain('autre connexion')
    await heading(technician.window, signInWords.fr.heading).waitFor()
    await technician.walk(page, { account: marieEve })
    await technician.arrives('another-state')
  })
})

describe('this computer', () => {
  test('that lets no program listen on localhost signs in with a code', async () => {
    const { window, assistant, world } = technician
    await refuseToListen(technician, 'EACCES', '127.0.0.1')
    await technician.welcome()
    await press(window, welcomeWords.fr.start)
    await technician.ends('no-loopback', 'loopback-refused', signInWords.fr.toCode.go)
    await press(window, signInWords.fr.toCode.go)
    await press(window, signInWords.fr.byCode.copy)
    await technician.photograph('no-loopback-code')
    const code = await assistant.app.evaluate(({ clipboard }) => clipboard.readText())
    await press(window, signInWords.fr.byCode.open)
    const page = await assistant.openedPage()
    expect(page).toBe('https://login.microsoftonline.com/common/oauth2/deviceauth')
    await new PageWalker(world.live.tenant.fetch).enterCode(page, code, { account: marieEve })
    expect(await technician.arrives('no-loopback-arrived')).toContain(identityWords.fr.kinds.member.name)
  })

  inItsPart('where another program holds the port on the other address: another port is taken', async () => {
    await refuseToListen(technician, 'EADDRINUSE', '::1', 1)
    await nextOneWorks('squatter')
  })

  inItsPart.each([
    ['a body of 100 MB', 100 * 1024 * 1024],
    ['a body that never ends', Infinity],
  ])('%s sent to the loopback takes no memory, and the right answer still counts', async (name, bytes) => {
    const page = await technician.start('own')
    const before = await memory(technician)
    await flood(Number(new URL(page.searchParams.get('redirect_uri') ?? '').port), bytes)
    expect((await memory(technician)) - before).toBeLessThan(64 * 1024 * 1024)
    await technician.walk(page, { account: marieEve })
    await technician.arrives(`flood-${name.replaceAll(' ', '-')}`)
  })
})

/** Lets `net` refuse to listen on an address in the main process: always, or so many times. */
function refuseToListen(
  { assistant }: Technician,
  code: string,
  address: string,
  times = Number.MAX_SAFE_INTEGER,
): Promise<void> {
  return assistant.app.evaluate(
    (_electron, given) => {
      interface Listener {
        listen(...args: unknown[]): unknown
        emit(name: 'error', error: Error): void
      }
      // oxlint-disable-next-line typescript/no-deprecated -- Electron evaluates this without a require of its own
      const main = process.mainModule as unknown as { require(id: string): { Server: { prototype: Listener } } }
      const { Server } = main.require('net')
      // oxlint-disable-next-line typescript/unbound-method -- it is called on the server
      const listen = Server.prototype.listen
      let left = given.times
      Server.prototype.listen = function (this: Listener, ...args: unknown[]) {
        if (args[1] !== given.address || left === 0) return listen.apply(this, args)
        left -= 1
        queueMicrotask(() => {
          this.emit('error', Object.assign(new Error(`listen ${given.code}`), { code: given.code }))
        })
        return this
      }
    },
    { code, address, times },
  )
}

/** Returns the resident memory of the main process, in bytes. */
function memory({ assistant }: Technician): Promise<number> {
  return assistant.app.evaluate(() => process.memoryUsage().rss)
}

/** Posts bytes to a port until they are all sent, or the other side ends it. */
async function flood(port: number, bytes: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  // The other side resets it.
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  const type = 'application/x-www-form-urlencoded'
  const length = Number.isFinite(bytes) ? `content-length: ${bytes}` : 'transfer-encoding: chunked'
  socket.write(`POST / HTTP/1.1\r\nhost: localhost:${port}\r\ncontent-type: ${type}\r\n${length}\r\n\r\n`)
  const part = Buffer.alloc(64 * 1024, 'a')
  const chunk = Number.isFinite(bytes) ? part : Buffer.concat([Buffer.from('10000\r\n'), part, Buffer.from('\r\n')])
  for (let sent = 0; sent < Math.min(bytes, 400 * 1024 * 1024) && !socket.destroyed; sent += part.length) {
    if (!socket.write(chunk)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed])
  }
  socket.destroy()
  await closed
}
