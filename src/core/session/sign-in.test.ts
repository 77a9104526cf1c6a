import { describe, expect, test } from 'vitest'
import { roles } from '#core/access/profile.ts'
import { endOf, no } from '#support/proof-ports.ts'
import { identityStage } from '#support/gallery/sessions.ts'
import { microsoftPage, openMemorySession } from '#support/memory-session.ts'
import { identity } from '#support/gallery/facts.ts'
import { signIn, start } from './sign-in.ts'

test('signing in opens a page, which may be answered for five minutes, and arrives at the organization', async () => {
  const session = await openMemorySession()
  await start(session.context, { way: 'automatic' })
  expect(session.facts()).toMatchObject({ at: 'identity', busy: false, practice: false, intent: 'present', identity })
  expect(session.pages).toEqual([microsoftPage])
  const opened = session.shown.find(({ page }) => page?.state === 'open')
  expect(opened).toMatchObject({
    at: 'sign-in',
    busy: true,
    page: { state: 'open', until: '2026-11-23T14:05:00.000Z', code: null },
  })
})

test('the practice way in opens the practice world', async () => {
  const session = await openMemorySession()
  await start(session.context, { way: 'practice' })
  expect(session.facts()).toMatchObject({ at: 'identity', practice: true })
})

test('who manages what was handed over signs in to nothing', async () => {
  const session = await openMemorySession()
  await start(session.context, { way: 'manage' })
  expect(session.facts()).toMatchObject({ at: 'history', history: [] })
  expect(session.pages).toEqual([])
})

test('a refused sign-in is said where the person is, and may be tried again', async () => {
  const session = await openMemorySession(null, { signIn: () => Promise.resolve(no('conditional-access')) })
  expect(await endOf(start(session.context, { way: 'automatic' }), 'signed in')).toBe('conditional-access')
  expect(session.facts()).toMatchObject({ at: 'sign-in', busy: false, problem: { code: 'conditional-access' } })
  session.told.signIn = (await openMemorySession()).told.signIn
  await signIn(session.context, { aim: null })
  expect(session.facts()).toMatchObject({ at: 'identity', problem: null })
})

test('an account of another tenant than the token was read from is refused', async () => {
  const session = await openMemorySession()
  const { signIn: begin } = session.told
  session.told.signIn = async (to, show, signal) => {
    const answer = await begin(to, show, signal)
    return 'done' in answer ? { done: { ...answer.done, tenantId: 'another' } } : answer
  }
  expect(await endOf(start(session.context, { way: 'automatic' }), 'signed in')).toBe('tenant-changed')
  expect(session.facts()).toMatchObject({ at: 'sign-in', identity: null })
})

test('signing in again keeps what the person came for, unless they say otherwise', async () => {
  const session = await openMemorySession(identityStage({ intent: 'removed' }))
  await signIn(session.context, { aim: null })
  expect(session.facts().intent).toBe('removed')
  await signIn(session.context, { aim: 'renewed' })
  expect(session.facts().intent).toBe('renewed')
})

describe('the roles of the account', () => {
  test.each([
    ['its token names', ['global-reader'], { done: [roles['exchange-administrator']] }, ['global-reader']],
    [
      'Graph shows, where the token names none',
      null,
      { done: [roles['exchange-administrator']] },
      ['exchange-administrator'],
    ],
    ['nobody says', null, { done: null }, null],
    ['Graph refuses to show', null, no('not-allowed'), null],
  ] as const)('are those that %s', async (_name, inToken, answer, expected) => {
    const session = await openMemorySession()
    const { signIn: begin } = session.told
    session.told.signIn = async (...given) => {
      const account = await begin(...given)
      return 'done' in account ? { done: { ...account.done, roles: inToken } } : account
    }
    session.told.activeRoles = answer
    await start(session.context, { way: 'automatic' })
    expect(session.facts().identity?.roles).toEqual(expected)
  })
})
