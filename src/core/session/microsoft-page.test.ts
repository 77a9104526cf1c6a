import { describe, expect, test, vi } from 'vitest'
import { endOf, no } from '#support/proof-ports.ts'
import { runStage, signInStage } from '#support/gallery/sessions.ts'
import { browserPage, codePage, microsoftPage, openMemorySession } from '#support/memory-session.ts'
import {
  allowMore,
  cancelSignIn,
  changeWay,
  copyCode,
  copyLink,
  explainCode,
  openWantedPage,
  reopenPage,
} from './microsoft-page.ts'
import type { ShowPage, SignIn } from './desktop.ts'
import { signIn, start } from './sign-in.ts'

/** A sign-in whose page stays open until the person answers it or it is ended. */
function openPage() {
  let answer: () => void = () => undefined
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  let opened: () => void = () => undefined
  const isOpen = new Promise<void>((resolve) => {
    opened = resolve
  })
  const page = { answer, isOpen }
  const wait = async (show: ShowPage, signal: AbortSignal, shown = browserPage) => {
    await show(shown)
    signal.throwIfAborted()
    await new Promise<void>((resolve, reject) => {
      void answered.then(resolve)
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error)
      })
      opened()
    })
  }
  return { page, wait }
}

/** Asks for one more right; Microsoft wants a page for it. */
function pageForRight(): SignIn['allow'] {
  return async (_scopes, choose, show, signal) => {
    const way = await choose()
    await show(way === 'browser' ? browserPage : codePage)
    signal.throwIfAborted()
    return { done: null }
  }
}

test('a sign-in that is cancelled ends at once, and the link can be copied until then', async () => {
  const { page, wait } = openPage()
  const session = await openMemorySession(null, {
    signIn: async (_to, show, signal) => {
      await wait(show, signal)
      return no('internal')
    },
  })
  const ended = endOf(start(session.context, { way: 'automatic' }), 'signed in')
  await page.isOpen
  await copyLink(session.context)
  expect(session.copied).toEqual([microsoftPage])
  await reopenPage(session.context)
  expect(session.pages).toEqual([microsoftPage, browserPage.again()])
  await copyLink(session.context)
  expect(session.copied).toEqual([microsoftPage, browserPage.again()])
  cancelSignIn(session.context)
  expect(await ended).toBe('sign-in-cancelled')
  expect(session.facts()).toMatchObject({ at: 'sign-in', busy: false, page: null })
})

test('a browser that does not open ends nothing the first time, and is said when it is asked for again', async () => {
  const { page, wait } = openPage()
  const session = await openMemorySession(null, { browserOpens: false })
  const { signIn: begin } = session.told
  session.told.signIn = async (to, show, signal) => {
    await wait(show, signal)
    return begin(to, () => Promise.resolve(), signal)
  }
  const ended = endOf(start(session.context, { way: 'automatic' }), 'signed in')
  await page.isOpen
  expect(await endOf(reopenPage(session.context), 'opened')).toBe('browser-not-opened')
  page.answer()
  expect(await ended).toBe('signed in')
})

test('a right that is needed in the middle of something opens its page only when the person clicks', async () => {
  const session = await openMemorySession(runStage(), { allow: pageForRight() })
  const { context } = session
  const asked = context.during('plan', async () => {
    expect(await allowMore(context, ['a.right'], 'grant')).toBeNull()
    return 'stay'
  })
  await session.until(({ page }) => page !== null)
  expect(session.facts().page).toEqual({ state: 'wanted', why: 'grant', way: 'browser' })
  expect(session.pages).toEqual([])
  openWantedPage(context, {})
  await asked
  expect(session.pages).toEqual([microsoftPage])
  expect(session.facts()).toMatchObject({ page: null, problem: null })
})

test('a right that is asked for without a page is asked again while Microsoft is busy', async () => {
  const session = await openMemorySession(runStage())
  const { context, told } = session
  const busy = { notYet: 'busy', problem: { code: 'microsoft-busy', at: '' } } as const
  const answers: Awaited<ReturnType<SignIn['allow']>>[] = [busy, busy]
  told.allow = () => Promise.resolve(answers.shift() ?? { done: null })
  const asked = async () => {
    expect(await allowMore(context, ['a.right'])).toBeNull()
    return 'stay' as const
  }
  await context.during('plan', asked)
  expect(answers).toEqual([])
  expect(session.shown.some(({ waiting }) => waiting?.reason === 'busy')).toBe(true)
})

test('stopping while the page waits for its click ends the wait, and opens nothing', async () => {
  const session = await openMemorySession(runStage(), { allow: pageForRight() })
  const { context } = session
  const asked = endOf(
    context.during('plan', async () => {
      await allowMore(context, ['a.right'], 'grant')
      return 'stay'
    }),
    'allowed',
  )
  await session.until(({ page }) => page?.state === 'wanted')
  context.end('stop', 'stopped')
  expect(await asked).toBe('stopped')
  expect(session.pages).toEqual([])
  expect(session.facts()).toMatchObject({ busy: false, page: null, problem: { code: 'stopped' } })
  expect(context.memory.openWantedPage).toBeNull()
})

test('a page that is wanted only after the person has stopped is not waited for', async () => {
  const session = await openMemorySession(runStage())
  const { context } = session
  session.told.allow = async (_scopes, choose, show, signal) => {
    context.end('stop', 'stopped')
    await choose()
    await show(browserPage)
    signal.throwIfAborted()
    return { done: null }
  }
  const asked = context.during('plan', async () => {
    await allowMore(context, ['a.right'], 'grant')
    return 'stay'
  })
  expect(await endOf(asked, 'allowed')).toBe('stopped')
  expect(session.pages).toEqual([])
  expect(session.shown.some(({ page }) => page !== null)).toBe(false)
})

describe('a code in place of the browser', () => {
  /** A sign-in that waits for the person, however it is shown, and then signs them in. */
  async function waiting(by: 'browser' | 'device-code') {
    const session = await openMemorySession(signInStage())
    const { page, wait } = openPage()
    const { signIn: begin } = session.told
    session.told.signIn = async (to, show, signal) => {
      await wait(show, signal, to.way === 'browser' ? browserPage : codePage)
      return begin(to, () => Promise.resolve(), signal)
    }
    const ended = endOf(signIn(session.context, { aim: null, way: by }), 'signed in')
    await page.isOpen
    return { session, page, ended }
  }

  test('opens nothing by itself; the code, the address and the page are for the person', async () => {
    const { session, page, ended } = await waiting('device-code')
    const code = { userCode: 'H4KQ7PZ2M', address: 'https://login.microsoft.com/device' }
    expect(session.facts().page).toEqual({ state: 'open', why: null, until: '2026-11-23T14:15:00.000Z', code })
    expect(session.pages).toEqual([])
    await copyCode(session.context)
    await copyLink(session.context)
    await reopenPage(session.context)
    expect([session.copied, session.pages]).toEqual([[code.userCode, code.address], [code.address]])
    page.answer()
    expect(await ended).toBe('signed in')
  })

  test('is asked for and left again while the sign-in waits', async () => {
    const { session, ended, page } = await waiting('browser')
    changeWay(session.context)
    await session.until((shown) => shown.page?.state === 'open' && shown.page.code !== null)
    expect(session.context.session).toMatchObject({ at: 'sign-in', step: 'device-code', busy: true, problem: null })
    changeWay(session.context)
    await session.until((shown) => shown.at === 'sign-in' && shown.step === 'browser' && shown.page?.state === 'open')
    page.answer()
    expect(await ended).toBe('signed in')
  })

  test('is how one more right is asked for by who signed in with one', async () => {
    const session = await openMemorySession(signInStage())
    const { context } = session
    await signIn(context, { aim: null, way: 'device-code' })
    session.told.allow = pageForRight()
    const asked = context.during('accept-identity', async () => {
      expect(await allowMore(context, ['a.right'], 'grant')).toBeNull()
      return 'stay'
    })
    await session.until(({ page }) => page?.state === 'wanted')
    expect(session.facts().page).toEqual({ state: 'wanted', why: 'grant', way: 'device-code' })
    context.memory.openWantedPage?.(context.memory.way)
    await asked
    expect(session.shown.some(({ page }) => page?.state === 'open' && page.code !== null)).toBe(true)
    expect(session.pages).toEqual([])
  })

  test('can be chosen when the page for one more right is wanted', async () => {
    const session = await openMemorySession(runStage(), { allow: pageForRight() })
    const { context } = session
    const asked = context.during('plan', async () => {
      expect(await allowMore(context, ['a.right'], 'grant')).toBeNull()
      return 'stay'
    })
    await session.until(({ page }) => page?.state === 'wanted')
    openWantedPage(context, { way: 'device-code' })
    await asked
    expect(session.pages).toEqual([])
    expect(session.shown.map(({ page }) => page?.state)).toContain('opening')
  })

  test('takes the place of the browser for one more right where this computer does not let it answer', async () => {
    const session = await openMemorySession(runStage())
    const { context } = session
    const ways: string[] = []
    session.told.allow = async (_scopes, choose) => {
      const way = await choose()
      ways.push(way)
      return way === 'browser' ? no('loopback-refused') : { done: null }
    }
    const asked = context.during('plan', async () => {
      expect(await allowMore(context, ['a.right'], 'grant')).toBeNull()
      return 'stay'
    })
    await session.until(({ page }) => page?.state === 'wanted')
    openWantedPage(context, {})
    await asked
    expect(ways).toEqual(['browser', 'device-code'])
  })

  test.each(['browser', 'device-code'] as const)('by %s: a number is explained for that way', async (way) => {
    const { session, ended } = await waiting(way)
    const explained: string[] = []
    const { signIn: port } = session.context.workplace()
    vi.spyOn(port, 'explain').mockImplementation((_number, by) => {
      explained.push(by)
      return { code: 'conditional-access', at: '' }
    })
    explainCode(session.context, { text: 'AADSTS53003' })
    expect(await ended).toBe('conditional-access')
    expect(explained).toEqual([way])
  })
})

test.each([
  ['tenant-changed', true],
  ['wrong-account', true],
  ['sign-in-timeout', false],
] as const)('after %s, the next sign-in knows whether a wrong account came back: %s', async (code, wasWrong) => {
  const session = await openMemorySession(signInStage(), { signIn: () => Promise.resolve(no(code)) })
  await endOf(signIn(session.context, { aim: null }), 'signed in')
  await endOf(signIn(session.context, { aim: null }), 'signed in')
  expect(session.context.session).toMatchObject({ at: 'sign-in', accountWasWrong: wasWrong })
})

describe('a number that Microsoft’s page shows', () => {
  test('ends the wait for the browser with what it means', async () => {
    const session = await openMemorySession()
    const { page, wait } = openPage()
    session.told.signIn = async (_to, show, signal) => {
      await wait(show, signal)
      return no('sign-in-refused')
    }
    const ended = endOf(start(session.context, { way: 'automatic' }), 'signed in')
    await page.isOpen
    explainCode(session.context, { text: 'AADSTS530003: Your device is required to be managed' })
    expect(await ended).toBe('conditional-access')
    expect(session.facts()).toMatchObject({
      at: 'sign-in',
      busy: false,
      problem: { microsoft: { code: 'AADSTS530003' } },
    })
  })

  test('is explained once the wait is over, too, and what is no number is refused', async () => {
    const session = await openMemorySession()
    session.told.signIn = () => Promise.resolve(no('sign-in-timeout'))
    expect(await endOf(start(session.context, { way: 'automatic' }), 'signed in')).toBe('sign-in-timeout')
    const entered = (text: string) =>
      endOf(
        Promise.resolve().then(() => {
          explainCode(session.context, { text })
        }),
        'explained',
      )
    expect(await entered('what?')).toBe('bad-input')
    expect(session.facts()).toMatchObject({ problem: { code: 'sign-in-timeout' } })
    expect(await entered('50020')).toBe('explained')
    expect(session.facts()).toMatchObject({ at: 'sign-in', problem: { microsoft: { code: 'AADSTS50020' } } })
  })
})
