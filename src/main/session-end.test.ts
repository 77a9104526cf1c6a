import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { endWithWindows } from './session-end.ts'

function openWindow(isSettled: boolean) {
  let settle: () => void = () => undefined
  const settled = new Promise<null>((resolve) => {
    settle = () => {
      resolve(null)
    }
  })
  const context = { abandon: vi.fn(), settled: async () => void (await settled), isSettled: () => isSettled }
  const window = new EventEmitter()
  const quit = vi.fn()
  endWithWindows(window, context, quit)
  const event = { preventDefault: vi.fn() }
  window.emit('query-session-end', event)
  return { context, quit, settle, prevented: event.preventDefault }
}

test('Windows may end at once when nothing must come to its end', () => {
  const { context, prevented, quit } = openWindow(true)
  expect(context.abandon).toHaveBeenCalledOnce()
  expect(prevented).not.toHaveBeenCalled()
  expect(quit).not.toHaveBeenCalled()
})

test('Windows waits for what must not be cut short, and the application then quits by itself', async () => {
  const { context, prevented, quit, settle } = openWindow(false)
  expect(context.abandon).toHaveBeenCalledOnce()
  expect(prevented).toHaveBeenCalledOnce()
  expect(quit).not.toHaveBeenCalled()
  settle()
  await vi.waitFor(() => {
    expect(quit).toHaveBeenCalledOnce()
  })
})
