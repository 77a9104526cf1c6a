import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { authorizeAddress, newProof } from '#support/tenant-client.ts'
import { openLiveTenant, type LiveTenant } from '#support/live-tenant.ts'

const opened: { close: () => Promise<unknown> }[] = []

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

async function openTenant(certificate?: 'trusted' | 'expired' | 'wrong-name' | 'untrusted'): Promise<LiveTenant> {
  const live = await openLiveTenant(certificate === undefined ? {} : { certificate })
  opened.push(live)
  return live
}

async function openChromium(live: LiveTenant, trusts: boolean): Promise<Browser> {
  const home = mkdtempSync(join(tmpdir(), 'prextra-home-'))
  if (trusts) live.trustIn(home)
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...live.chromiumArgs, '--no-sandbox', '--disable-gpu'],
    env: { ...(process.env as Record<string, string>), HOME: home },
  })
  opened.push({
    close: () => browser.close().then(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 })),
  })
  return browser
}

const address = authorizeAddress(newProof(), { response_mode: 'query' })

test('Debian’s Chromium signs in at login.microsoftonline.com once it trusts the authority', async () => {
  const live = await openTenant()
  const browser = await openChromium(live, true)
  const page = await (await browser.newContext({ locale: 'en-CA' })).newPage()
  await page.goto(address)
  expect(new URL(page.url()).host).toBe('login.microsoftonline.com')
  expect(await page.getByRole('heading').innerText()).toBe('Choose an account')
  await page.getByRole('button', { name: 'Marie-Ève Tremblay' }).click()
  const sent = page.waitForRequest(/^http:\/\/localhost:43117\//)
  await page.getByRole('button', { name: 'Accept' }).click()
  const { searchParams } = new URL((await sent).url())
  expect(searchParams.get('state')).toBe('the-state')
  expect(searchParams.get('code')).toMatch(/^1\..{40}/)
  expect((await page.context().cookies('https://login.microsoftonline.com')).map(({ name }) => name)).toEqual([
    'ESTSAUTH',
  ])
  expect(live.exchanges.map(({ method, path, status }) => [method, path, status])).toContainEqual([
    'POST',
    '/practice/consent',
    302,
  ])
})

test.each([
  ['trusts nobody new', 'trusted', false, 'ERR_CERT_AUTHORITY_INVALID'],
  ['meets another authority’s certificate', 'untrusted', true, 'ERR_CERT_AUTHORITY_INVALID'],
  ['meets an expired certificate', 'expired', true, 'ERR_CERT_DATE_INVALID'],
  ['meets a certificate for another name', 'wrong-name', true, 'ERR_CERT_COMMON_NAME_INVALID'],
] as const)('a Chromium that %s refuses', async (_, certificate, trusts, error) => {
  const live = await openTenant(certificate)
  const page = await (await openChromium(live, trusts)).newPage()
  await expect(page.goto(address)).rejects.toThrow(error)
  expect(live.exchanges).toEqual([])
})

test('nothing else can be reached from that Chromium', async () => {
  const page = await (await openChromium(await openTenant(), true)).newPage()
  await expect(page.goto('https://learn.microsoft.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
})
