import { describe, expect, test } from 'vitest'
import { joinSignals, unlessAborted } from './signals.ts'

describe('a joined signal', () => {
  test('is aborted with any of the others, for its reason', () => {
    const [one, other] = [new AbortController(), new AbortController()]
    const { signal } = joinSignals(one.signal, other.signal)
    expect(signal.aborted).toBe(false)
    const reason = new Error('stopped')
    other.abort(reason)
    one.abort(new Error('later'))
    expect(signal.reason).toBe(reason)
  })

  test('is aborted from the beginning with one that is', () => {
    const reason = new Error('before')
    expect(joinSignals(AbortSignal.abort(reason)).signal.reason).toBe(reason)
  })

  test('lets go of the others', () => {
    const other = new AbortController()
    const { signal, letGo } = joinSignals(other.signal)
    letGo()
    other.abort()
    expect(signal.aborted).toBe(false)
  })

  test('ends by itself, and hears no other one after that', () => {
    const other = new AbortController()
    const { signal, end } = joinSignals(other.signal)
    const reason = new Error('time limit')
    end(reason)
    other.abort(new Error('stopped'))
    expect(signal.reason).toBe(reason)
    expect(other.signal.reason).not.toBe(reason)
  })
})

describe('unless it is aborted', () => {
  test('a call gives its result', async () => {
    expect(await unlessAborted(new AbortController().signal, () => Promise.resolve('done'))).toBe('done')
  })

  test('a call is left as soon as it is', async () => {
    const stopper = new AbortController()
    const left = unlessAborted(stopper.signal, () => new Promise(() => undefined))
    stopper.abort(new Error('stopped'))
    await expect(left).rejects.toThrow('stopped')
  })

  test('a call is not begun after it', async () => {
    const calls: string[] = []
    const call = () => {
      calls.push('begun')
      return Promise.resolve()
    }
    await expect(unlessAborted(AbortSignal.abort(new Error('stopped')), call)).rejects.toThrow('stopped')
    expect(calls).toEqual([])
  })
})
