import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve } from 'node:path'
import type { AddressInfo } from 'node:net'
import { build } from 'vite'
import type { UserConfig } from 'vite'
import type { View } from '#contract/calls.ts'
import config from '../../../electron.vite.config.ts'
import { now } from './views.ts'

const root = resolve(import.meta.dirname, '../../..')
const built = join(root, 'out/gallery-app')

/** The Chromium that draws the scenes: the system's own. */
export const chromiumPath = '/usr/bin/chromium'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types svelte-trusted-html fast-html"

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** The built renderer, served under the real Content-Security-Policy, and a browser to look at it with. */
export interface GalleryApp {
  readonly browser: Browser
  readonly url: string
  readonly close: () => Promise<void>
}

export async function openGalleryApp(): Promise<GalleryApp> {
  const { renderer } = config as { readonly renderer: UserConfig }
  await build({
    ...renderer,
    configFile: false,
    logLevel: 'warn',
    root: join(root, 'src/renderer'),
    build: {
      ...renderer.build,
      rolldownOptions: { input: join(root, 'src/renderer/index.html') },
      outDir: built,
      emptyOutDir: true,
    },
  })
  const server = await serveBuilt()
  const browser = await chromium.launch({
    // The column keeps room for its scrollbar, as in the real window.
    ignoreDefaultArgs: ['--hide-scrollbars'],
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    env: { ...process.env, FONTCONFIG_FILE: join(root, 'test/support/fonts.conf') },
  })
  return {
    browser,
    url: server.url,
    close: async () => {
      await browser.close()
      server.close()
    },
  }
}

async function serveBuilt(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname
    readFile(join(built, path === '/' ? 'index.html' : path)).then(
      (body) => {
        const type = types[extname(path === '/' ? 'index.html' : path)] ?? 'application/octet-stream'
        response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy })
        response.end(body)
      },
      () => response.writeHead(path === '/favicon.ico' ? 204 : 404).end(),
    )
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

/**
 * Opens a page in which a main process that is none shows one view after another: a page for each would be another process
 * each time. `watch` is told of the page before it loads.
 */
export async function openViewer(
  context: BrowserContext,
  url: string,
  watch: (page: Page) => void = () => undefined,
): Promise<(view: View) => Promise<Page>> {
  const page = await context.newPage()
  let shown: View | null = null
  watch(page)
  await page.exposeFunction('viewOfScene', () => shown)
  await page.addInitScript(() => {
    const { viewOfScene } = globalThis as unknown as { viewOfScene: () => Promise<unknown> }
    const well = () => Promise.resolve({ ok: true, value: null })
    const look = async () => ({ ok: true, value: await viewOfScene() })
    const call = new Proxy({}, { get: (_calls, asked) => (asked === 'look' ? look : well) })
    Object.assign(globalThis, { assistant: { call, on: () => () => undefined } })
  })
  return async (view) => {
    shown = view
    await page.clock.setFixedTime(now)
    await page.goto(url)
    await page.locator('h1').waitFor()
    await page.waitForTimeout(300)
    return page
  }
}
