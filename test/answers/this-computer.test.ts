import { Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { languages } from '#core/language.ts'
import { openPlace } from '#support/answers/place.ts'
import { everything, nothing, type Ending, type Row } from '#support/answers/row.ts'
import { loopbackRefused } from '#support/answers/said.ts'
import { playSituations } from '#support/answers/situations.ts'
import { calls } from '#support/answers/wire-answers.ts'
import { marieEve } from '#support/tenant-client.ts'

/** I: what this computer does not allow, and answers that are not for this sign-in. */

type Listen = (this: Server, ...args: readonly unknown[]) => Server

/** This computer refuses to let a program listen on some of its addresses. Returns what lets it again. */
function refuseToListen(code: string, isRefused: (address: unknown) => boolean): () => void {
  // oxlint-disable-next-line typescript/unbound-method
  const listen = Server.prototype.listen as Listen
  const spy = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server, ...args: unknown[]) {
    if (!isRefused(args[1])) return listen.apply(this, args)
    queueMicrotask(() => this.emit('error', Object.assign(new Error(`listen ${code}`), { code })))
    return this
  })
  return () => {
    spy.mockRestore()
  }
}

const anywhere = () => true
const onIpv6 = (address: unknown) => address === '::1'

const refused: Ending = {
  code: 'loopback-refused',
  nature: 'here',
  says: loopbackRefused,
  details: { host: 'login.microsoftonline.com' },
}

const rows: readonly Row[] = [
  ...['EACCES', 'EPERM', 'EADDRNOTAVAIL', 'EAFNOSUPPORT'].map((code): Row => ({
    name: `no program may listen on localhost (${code})`,
    source: 'AzureAD/microsoft-authentication-library-for-dotnet/issues/2219',
    does: 'sign in',
    computer: () => refuseToListen(code, anywhere),
    ends: refused,
    left: nothing,
    sent: [[calls.token, 0]],
    pages: 0,
  })),
  {
    name: 'another program holds every port on the other loopback address',
    does: 'sign in',
    computer: () => refuseToListen('EADDRINUSE', onIpv6),
    ends: refused,
    left: nothing,
    sent: [[calls.token, 0]],
    pages: 0,
  },
  ...['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EACCES'].map((code): Row => ({
    name: `a computer without IPv6 (${code}) signs in all the same`,
    does: 'sign in',
    computer: () => refuseToListen(code, onIpv6),
    ends: 'well',
    left: nothing,
    pages: 1,
  })),
  {
    name: 'no program may listen when one more right is asked for, profile graph: a code is typed instead',
    does: 'set up',
    profile: 'graph',
    computer: () => refuseToListen('EACCES', anywhere),
    ends: 'well',
    left: { ...everything, grants: 5 },
    sent: [
      [calls.addPassword, 1],
      [calls.deviceCode, 1],
    ],
    pages: 0,
  },
  {
    name: 'no program may listen when the right to send is asked for: a code is typed instead',
    does: 'send the mail',
    // Luc, who signs in elsewhere, has no mailbox.
    account: marieEve,
    computer: () => refuseToListen('EACCES', anywhere),
    ends: 'well',
    left: everything,
    sent: [
      [calls.sendMail, 1],
      [calls.deviceCode, 1],
    ],
    pages: 0,
  },
]

playSituations('I', rows)

describe('I: answers of other sign-ins', () => {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
  })
  afterAll(() => {
    vi.useRealTimers()
  })

  const pages = {
    fr: 'L’assistant l’a écartée. Fermez cet onglet et terminez la connexion dans le dernier onglet qu’il a ouvert.',
    en: 'The assistant disregards it. Close this tab and finish the sign-in in the last tab that it opened.',
  } as const
  const strangers = [
    ['a code with a foreign state', { state: 'foreign', code: 'stolen' }],
    ['a code without a state', { code: 'stolen' }],
    ['an error with a foreign state', { state: 'foreign', error: 'access_denied' }],
  ] as const

  test.each(strangers.flatMap(([name, fields]) => languages.map((language) => [name, language, fields] as const)))(
    '%s gets a page that says so (%s), and the right answer still counts',
    async (_name, language, fields) => {
      const shown: { status: number; page: string }[] = []
      const place = openPlace({
        language,
        moved: (now) => {
          vi.setSystemTime(now)
        },
        browse: async (request) => {
          const redirect = new URL(request.url).searchParams.get('redirect_uri')
          if (redirect !== null && shown.length === 0) {
            const answered = await fetch(redirect, { method: 'POST', body: new URLSearchParams(fields) })
            shown.push({ status: answered.status, page: await answered.text() })
          }
          return place.tenant.fetch(request)
        },
      })
      try {
        expect(await place.assistant.call('start', { way: 'automatic' })).toBeNull()
        expect(shown).toEqual([{ status: 400, page: expect.stringContaining(pages[language]) as string }])
        expect(place.assistant.session.at).toBe('identity')
        expect(place.tenant.requests.filter(({ path }) => path.endsWith('/token'))).toHaveLength(1)
      } finally {
        place.close()
      }
    },
  )
})
