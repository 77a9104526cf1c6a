import { chromium, type Browser, type Page } from 'playwright-core'

/** Debian's Chromium, or the Edge of Windows, as a person's browser: it opens pages and is clicked in. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(process.platform === 'win32' ? { channel: 'msedge' } : { executablePath: '/usr/bin/chromium' }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** What a person does on the practice sign-in page: chooses the account, accepts what is asked if it is asked. */
export async function signInAs(browser: Browser, url: string, account: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-CA' })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('button', { name: account }).click()
  const accept = page.getByRole('button', { name: 'Accepter' })
  const finished = page.getByRole('heading', { name: /^Connexion (non )?terminée$/ })
  await accept.or(finished).waitFor()
  if (await accept.isVisible()) await accept.click()
  await finished.waitFor()
  return page
}
