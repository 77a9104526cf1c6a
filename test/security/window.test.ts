import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { journey } from '#support/security/builds.ts'
import { otherAddresses, pageInterfaces, quietInterfaces } from '#support/security/page-interfaces.ts'

/** Row RN, the web platform: what a script in the window of the packaged application is refused. */

let assistant: Assistant

beforeAll(async () => {
  assistant = await launchAssistant({ executable: journey.executable, args: [], language: 'fr-CA' })
  await shown()
})

afterAll(() => assistant.close())

/** Runs code in the window as a click would. Main does, because Playwright waits for each navigation, also for one that was refused. */
function inPage<T>(code: string): Promise<T> {
  return assistant.app.evaluate(
    ({ BrowserWindow }, text) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text, true) as Promise<T>,
    code,
  )
}

/** Runs the body of a function in the window, and returns what came of it. */
function attempt(body: string): Promise<string> {
  return inPage(
    `(async () => {
      try { return 'let through: ' + String(await (async () => { ${body} })()) } catch { return 'refused' }
    })()`,
  )
}

/** Resolves once the page is there. */
async function shown(): Promise<void> {
  while (!(await inPage<boolean>(`document.querySelector('h1') !== null`).catch(() => false))) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test.for(Object.entries(pageInterfaces))('the window is refused %s', async ([, body]) => {
  expect(await attempt(body)).toBe('refused')
})

test.for(Object.entries(quietInterfaces))('the window gets nothing from %s', async ([, { body, answer }]) => {
  expect(await attempt(body)).toBe(`let through: ${answer}`)
  expect(await assistant.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test.for(otherAddresses)('the window is not led to %s', async (address) => {
  const to =
    address === 'blob:' ? `URL.createObjectURL(new Blob(['x'], { type: 'text/html' }))` : JSON.stringify(address)
  await attempt(`location.href = ${to}`)
  await shown()
  expect(await inPage('location.href')).toBe('app://assistant/index.html')
})

test('text is not run as a script', async () => {
  // It runs in a timer of the page, because the policy does not apply to code that main runs there.
  const ran = await inPage<string[]>(
    `new Promise((resolve) => setTimeout(() => {
      const tried = { eval: () => eval('1'), Function: () => new Function('return 1')(), timer: () => setTimeout('1') }
      resolve(Object.keys(tried).filter((name) => { try { tried[name](); return true } catch { return false } }))
    }))`,
  )
  expect(ran).toEqual([])
})

test('no dialog of the system opens for a file input, and no file is downloaded', async () => {
  const downloads = assistant.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string>((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.session.on('will-download', (event) => {
          setImmediate(() => resolve(event.defaultPrevented ? 'prevented' : 'let through'))
        })
        setTimeout(() => resolve('none'), 2_000)
      }),
  )
  await attempt(`const input = document.createElement('input'); input.type = 'file'; input.click()`)
  await attempt(`const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['x'])); link.download = 'x.txt'; link.click()`)
  expect(['none', 'prevented']).toContain(await downloads)
  // GTK opens its window within this time: on a build without the refusal it is seen (test/security/mutations.ts).
  expect(execFileSync('xwininfo', ['-root', '-tree'], { encoding: 'utf8' })).not.toMatch(/"(Ouvrir|Open)/)
})

test('a page whose process ended is brought back once, and the person is told', async () => {
  await assistant.app.evaluate(({ dialog }) => {
    const said: string[] = []
    Object.assign(globalThis, { said })
    dialog.showMessageBox = ((...given: { message: string }[]) => {
      said.push(given.at(-1)?.message ?? '')
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }) as typeof dialog.showMessageBox
  })
  const loaded = assistant.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.once('did-finish-load', () => resolve())
      }),
  )
  await assistant.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
  })
  await loaded
  const after = await assistant.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    return { url: contents?.getURL(), isCrashed: contents?.isCrashed(), said: (globalThis as { said?: string[] }).said }
  })
  expect(after).toEqual({
    url: 'app://assistant/index.html',
    isCrashed: false,
    said: [mainProcessWords.fr.pageIsBack.message],
  })
})

// The last of this file: nothing closes the session again.
test.for(['file:///etc/hostname', 'ftp://localhost/', 'http://localhost/', 'https://localhost/'])(
  '%s leads nowhere, even if a session let it through',
  async (address) => {
    const answered = await assistant.app.evaluate(async ({ session }, url) => {
      const own = session.fromPartition('assistant')
      own.webRequest.onBeforeRequest((_details, answer) => {
        answer({ cancel: false })
      })
      return (await own.fetch(url)).status
    }, address)
    expect(answered).toBe(404)
  },
)
