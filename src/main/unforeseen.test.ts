import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '#support/virtual-clock.ts'
import { createUnforeseen, type UnforeseenPorts } from './unforeseen.ts'

const start = '2026-11-27T14:00:00.000Z'

/** Returns ports that note their calls in order. */
function openPorts(change: Partial<UnforeseenPorts> = {}) {
  const done: string[] = []
  const clock = createVirtualClock(start)
  const ports: UnforeseenPorts = {
    clock,
    record: (error) => done.push(`recorded ${String(error)}`),
    settled: () => Promise.resolve(),
    lastRestart: () => null,
    ask: (mayRestart) => {
      done.push(mayRestart ? 'asked' : 'asked to close only')
      return Promise.resolve('restart')
    },
    restart: () => done.push('restarted'),
    close: () => done.push('closed'),
    ...change,
  }
  return { done, clock, unforeseen: createUnforeseen(ports) }
}

describe('an error that nothing caught', () => {
  test('is recorded, and the person is asked before anything starts again', async () => {
    const { done, unforeseen } = openPorts()
    expect(unforeseen.isBroken).toBe(false)
    const handled = unforeseen.happened(new Error('first'))
    expect(unforeseen.isBroken).toBe(true)
    await handled
    expect(done).toEqual(['recorded Error: first', 'asked', 'restarted'])
  })

  test('lets what must not be cut short end first', async () => {
    let end: () => void = () => undefined
    const order: string[] = []
    const { done, unforeseen } = openPorts({
      settled: () =>
        new Promise<void>((resolve) => {
          end = () => {
            order.push(...done)
            resolve()
          }
        }),
    })
    const handled = unforeseen.happened(new Error('between addPassword and the keychain'))
    await Promise.resolve()
    end()
    await handled
    expect(order).toEqual(['recorded Error: between addPassword and the keychain'])
    expect(done).toContain('asked')
  })

  test('waits no longer than thirty seconds for it', async () => {
    const { done, clock, unforeseen } = openPorts({ settled: () => new Promise(() => undefined) })
    await unforeseen.happened(new Error('stuck'))
    expect(clock.now().getTime() - Date.parse(start)).toBe(30_000)
    expect(done).toContain('asked')
  })

  test('asks once, and records every error', async () => {
    const { done, unforeseen } = openPorts()
    await Promise.all([unforeseen.happened(new Error('first')), unforeseen.happened(new Error('second'))])
    expect(done.filter((what) => what === 'asked')).toHaveLength(1)
    expect(done).toContain('recorded Error: second')
  })

  test.each([
    ['59 s ago: closing only', '2026-11-27T13:59:01.000Z', ['asked to close only', 'closed']],
    ['a minute ago: starting again is offered', '2026-11-27T13:59:00.000Z', ['asked', 'restarted']],
  ])('after a restart %s', async (_when, last, then) => {
    const { done, unforeseen } = openPorts({ lastRestart: () => new Date(last) })
    await unforeseen.happened(new Error('again'))
    expect(done.slice(1)).toEqual(then)
  })

  test.each([
    ['the person closes', () => Promise.resolve('close' as const)],
    ['the dialog cannot be shown', () => Promise.reject(new Error('no window'))],
  ])('%s: it closes', async (_name, ask) => {
    const { done, unforeseen } = openPorts({ ask })
    await unforeseen.happened(new Error('first'))
    expect(done.at(-1)).toBe('closed')
  })
})
