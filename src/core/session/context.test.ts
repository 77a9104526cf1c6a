import { expect, test } from 'vitest'
import { identityStage, reviewStage, sessionAt } from '#support/gallery/sessions.ts'
import { browserPage, openMemorySession, theSecret } from '#support/memory-session.ts'
import { endOf, problem } from '#support/proof-ports.ts'
import { filled } from '#support/gallery/by-hand.ts'
import { accessInGuide } from '../guide/guide.ts'
import { ProblemError } from '../problem.ts'

test('one thing is done at a time', async () => {
  const { context } = await openMemorySession(reviewStage())
  let end: () => void = () => undefined
  const first = context.during('plan', async () => {
    await new Promise<void>((resolve) => {
      end = resolve
    })
    return 'stay'
  })
  expect(context.session.busy).toBe(true)
  expect(
    await endOf(
      context.during('plan', () => Promise.resolve('stay')),
      'done',
    ),
  ).toBe('out-of-order')
  expect(context.session.busy).toBe(true)
  end()
  await first
  expect(context.session).toEqual(sessionAt(reviewStage(), { practice: false }))
})

test('what a person may not do there is not begun', async () => {
  const { context, shown } = await openMemorySession(identityStage())
  let isBegun = false
  const work = () => {
    isBegun = true
    return Promise.resolve('stay' as const)
  }
  expect(await endOf(context.during('approve', work), 'done')).toBe('out-of-order')
  expect({ isBegun, shown }).toEqual({ isBegun: false, shown: [] })
})

test('what must come to its end is waited for, also by what is done after a stop', async () => {
  const { context } = await openMemorySession(reviewStage())
  const order: string[] = []
  let end: () => void = () => undefined
  const first = context.during('plan', async () => {
    const rest = new Promise<void>((resolve) => {
      end = resolve
    }).then(() => order.push('the first has ended'))
    context.finish(rest)
    context.end('stop', 'stopped')
    await Promise.resolve()
    context.run().signal.throwIfAborted()
    return 'stay'
  })
  expect(await endOf(first, 'done')).toBe('stopped')
  expect(context.session).toMatchObject({ at: 'review', busy: false, problem: { code: 'stopped' } })
  const second = context.during('plan', () => {
    order.push('the second begins')
    return Promise.resolve('stay')
  })
  end()
  await second
  expect(order).toEqual(['the first has ended', 'the second begins'])
})

test('work that must end and fails stops nothing that comes after it', async () => {
  const { context } = await openMemorySession(reviewStage())
  context.finish(Promise.reject(new Error('it failed')))
  await context.during('plan', () => Promise.resolve('stay'))
  expect(context.session.problem).toBeNull()
})

test('an error that is no problem of ours is said as internal, and rejected as it is', async () => {
  const { context } = await openMemorySession(reviewStage())
  const mistake = new Error('a mistake in this code')
  await expect(context.during('plan', () => Promise.reject(mistake))).rejects.toBe(mistake)
  expect(context.session).toMatchObject({ at: 'review', busy: false, problem: { code: 'internal' } })
})

test('a world that cannot be opened leaves the person at the welcome, which says why', async () => {
  const { context, told } = await openMemorySession(reviewStage())
  told.keptGuide = filled
  const { desktop } = context
  Object.assign(desktop, { openWorkplace: () => Promise.reject(new ProblemError(problem('live-unavailable'))) })
  expect(await endOf(context.openWorkplace(false), 'opened')).toBe('live-unavailable')
  expect(context.session).toMatchObject({
    at: 'welcome',
    busy: false,
    problem: { code: 'live-unavailable' },
    resumable: { guide: { state: 'kept' } },
  })
})

test('a new world remembers nothing of the one before', async () => {
  const { context } = await openMemorySession(reviewStage())
  context.memory.access = accessInGuide(filled, theSecret)
  context.memory.proof = { token: '2026-11-23T14:00:00Z', mailbox: null }
  await context.openWorkplace(true)
  expect(context.memory).toMatchObject({ access: null, proof: null, provision: null, parcel: null })
  expect(context.session).toMatchObject({ at: 'welcome', practice: true, busy: false })
})

test('who goes home, or into another world, is signed out', async () => {
  const { context, signedOut } = await openMemorySession(reviewStage())
  context.leaveWorld({ awaited: null, guide: null, unsent: null })
  await context.settled()
  expect(signedOut.times).toBe(1)
  expect(() => context.workplace()).toThrow('out-of-order')
  await context.openWorkplace(true)
  await context.openWorkplace(false)
  await context.settled()
  expect(signedOut.times).toBe(2)
})

test('who goes home leaves no secret behind in memory', async () => {
  const { context } = await openMemorySession(reviewStage())
  context.memory.access = accessInGuide(filled, theSecret)
  context.memory.page = browserPage
  context.leaveWorld({ awaited: null, guide: null, unsent: null })
  expect(Object.entries(context.memory).filter(([, kept]) => kept !== null)).toEqual([['way', 'browser']])
})

test('nothing is worked on before a world was chosen', async () => {
  const { context } = await openMemorySession()
  expect(() => context.workplace()).toThrow('out-of-order')
  expect(() => context.run()).toThrow('out-of-order')
  expect(context.now().toISOString()).toBe('2026-11-23T14:00:00.000Z')
})

test('who leaves is signed out once what runs to its end has ended', async () => {
  const { context, signedOut } = await openMemorySession(reviewStage())
  let end: () => void = () => undefined
  context.finish(new Promise<void>((resolve) => (end = resolve)))
  context.leaveWorld({ awaited: null, guide: null, unsent: null })
  await Promise.resolve()
  expect(signedOut.times).toBe(0)
  end()
  await context.settled()
  expect(signedOut.times).toBe(1)
})

test('quitting waits for work that was begun while it waited', async () => {
  const { context } = await openMemorySession(reviewStage())
  const ended: string[] = []
  const later = Promise.resolve().then(() => ended.push('second'))
  context.finish(
    Promise.resolve().then(() => {
      ended.push('first')
      context.finish(later)
    }),
  )
  await context.settled()
  expect(ended).toContain('second')
})

test('whoever signed in is forgotten in the cloud that is left', async () => {
  const { context, signedOut } = await openMemorySession(reviewStage())
  context.enterCloud('public')
  expect(signedOut.times).toBe(0)
  context.enterCloud('dod')
  expect([signedOut.times, context.workplace().world.cloud.id]).toEqual([1, 'dod'])
})
