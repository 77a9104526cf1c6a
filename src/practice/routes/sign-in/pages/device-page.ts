import { Hono } from 'hono'
import type { Company } from '../../../company/company.ts'
import { accountPage, deviceCodePage, devicePath } from './pages.ts'
import { refusalBody, SignInRefusal } from '../refusal.ts'
import type { SignIns } from '../sign-ins.ts'
import { pageContextOf, type Visit } from './visitor.ts'
import { readLanguage } from './language.ts'

/** The page on which a person types the code of a device and begins its sign-in. */
export function devicePages(company: Company, signIns: SignIns): Hono {
  const app = new Hono()
  for (const path of ['/common/oauth2/deviceauth', '/devicelogin', '/device']) {
    app.get(path, (c) => deviceCodePage(readLanguage(c.req.query('ui_locales'), c.req.header('accept-language'))))
  }

  app.post(devicePath, async (c) => {
    const language = readLanguage(undefined, c.req.header('accept-language'))
    const typed = new URLSearchParams(await c.req.text()).get('otc') ?? ''
    const device = signIns.deviceCodeOf(typed)
    if (device === undefined) {
      const wrong = new SignInRefusal(
        70018,
        'bad_verification_code',
        'Invalid verification code. User typed in wrong user code for device code flow.',
      )
      return deviceCodePage(language, refusalBody(wrong, company.clock, null))
    }
    const { request } = device
    const ending = { kind: 'device', device } as const
    const id = signIns.begin({ request, ending, language })
    const here: Visit = { company, signIns, c, language, id, transaction: { request, ending, language, expires: 0 } }
    return accountPage(pageContextOf(here), company.directory.seed.name)
  })
  return app
}
