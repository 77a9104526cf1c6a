import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import type { TenantOptions } from '#practice/tenant/tenant.ts'
import { launchAssistant, type Assistant } from './assistant.ts'
import { openLiveTenant, type LiveTenant } from './live-tenant.ts'

/** The assistant's live path and a person's browser, on Microsoft's names, which lead to a tenant over TLS. */
export interface LiveWorld {
  readonly live: LiveTenant
  readonly browser: Browser
  /** Opens the assistant on this computer, with more arguments or variables if wanted: what it kept there is there. */
  open(args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Assistant>
  /** Everything that was opened, in the opposite order. */
  close(): Promise<void>
}

/** `packaged` is the executable of a packaged application; the build in out/live-test unless it is given. */
export async function openLiveWorld(
  options: { readonly trusted: boolean; readonly packaged?: string } & TenantOptions,
): Promise<LiveWorld> {
  const { trusted, packaged, ...tenant } = options
  const closers: (() => Promise<void>)[] = []
  const live = await openLiveTenant(tenant)
  closers.push(() => live.close())
  const home = mkdtempSync(join(tmpdir(), 'prextra-live-'))
  if (trusted) live.trustIn(home)
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...live.chromiumArgs],
    env: { ...(process.env as Record<string, string>), HOME: home },
  })
  closers.push(() => browser.close())
  return {
    live,
    browser,
    async open(args = [], env = {}) {
      const assistant = await launchAssistant({
        home: join(home, 'assistant'),
        ...(packaged !== undefined && { executable: packaged }),
        args: [...(packaged === undefined ? ['out/live-test'] : []), ...live.chromiumArgs, ...args],
        env: { HOME: home, XDG_CONFIG_HOME: join(home, 'config'), ...env },
      })
      closers.push(() => assistant.close())
      return assistant
    },
    async close() {
      for (const close of closers.reverse()) await close()
    },
  }
}
