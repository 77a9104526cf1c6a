import { hiddenFields, unescaped } from './markup.ts'

type Send = (request: Request) => Promise<Response>

/** What a person does on the sign-in pages. */
export interface Person {
  readonly account: string
  /** Default: accept. */
  readonly consent?: 'accept' | 'cancel'
  /** Default: yes. */
  readonly approves?: boolean
}

export interface Walked {
  /** What the client is sent: by redirect or by form. Empty when the sign-in ended on a page. */
  readonly answer: Readonly<Record<string, string>>
  /** The address it is sent to. */
  readonly address: string | undefined
  readonly pages: readonly string[]
  readonly lastPage: string
}

/** A browser without a window: keeps cookies, reads pages, posts their forms. */
export class PageWalker {
  private readonly send: Send
  private readonly cookies = new Map<string, string>()

  constructor(send: Send) {
    this.send = send
  }

  get cookieNames(): readonly string[] {
    return [...this.cookies.keys()]
  }

  async open(address: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const cookie = Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const response = await this.send(
      new Request(address, {
        redirect: 'manual',
        headers: cookie === '' ? {} : { cookie },
        ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      }),
    )
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  /** From an authorize or admin-consent address to its end. */
  async signIn(address: string, person: Person): Promise<Walked> {
    return this.follow(await this.open(address), new URL(address).origin, person)
  }

  /** Types a device's code and signs in. */
  async enterCode(page: string, code: string, person: Person): Promise<Walked> {
    const { origin } = new URL(page)
    const typing = await (await this.open(page)).text()
    const action = /<form method="post" action="([^"]+)"/.exec(typing)?.[1] ?? ''
    return this.follow(await this.open(`${origin}${action}`, { otc: code }), origin, person)
  }

  private async follow(first: Response, origin: string, person: Person): Promise<Walked> {
    const pages: string[] = []
    let response = first
    for (;;) {
      const location = response.headers.get('location')
      if (location !== null) {
        const { searchParams } = new URL(location)
        return { answer: Object.fromEntries(searchParams), address: location, pages, lastPage: pages.at(-1) ?? '' }
      }
      const page = await response.text()
      pages.push(page)
      const action = unescaped(/<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? '')
      const { transaction, ...rest } = hiddenFields(page)
      if (action !== '' && transaction === undefined && !action.startsWith('/')) {
        return { answer: rest, address: action, pages, lastPage: page }
      }
      const next = transaction === undefined ? undefined : answerTo(action, person)
      if (transaction === undefined || next === undefined) {
        return { answer: {}, address: undefined, pages, lastPage: page }
      }
      response = await this.open(`${origin}${action}`, { transaction, ...next })
    }
  }
}

/** Goes through the pages that an address leads to as the account, and hands the answer over. Resolves when that is done. */
export type Visit = (url: string, account: string) => Promise<unknown>

/** A visit without a browser: a walker of its own, and the id of an account. */
export async function visitPages(url: string, account: string): Promise<void> {
  const { address, answer } = await new PageWalker(fetch).signIn(url, { account })
  if (address !== undefined) await fetch(address, { method: 'POST', body: new URLSearchParams(answer) })
}

function answerTo(action: string, person: Person): Record<string, string> | undefined {
  switch (action) {
    case '/practice/account':
      return { account: person.account }
    case '/practice/challenge':
      return person.approves === false ? undefined : {}
    case '/practice/consent':
      return { decision: person.consent ?? 'accept' }
    case '/practice/return':
      return {}
    default:
      return undefined
  }
}
