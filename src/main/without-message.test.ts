import { expect, test } from 'vitest'
import { ProblemError } from '#core/problem.ts'
import { withoutMessage } from './without-message.ts'

const secret = 'Zz0~8Q~planted'

test('an error is its name and where it happened', () => {
  const { name, stack } = withoutMessage(new TypeError(`no ${secret}`))
  expect(name).toBe('TypeError')
  expect(stack.length).toBeGreaterThan(0)
  expect(stack[0]).toMatch(/^\s+at .*without-message\.test\.ts/)
})

test.each([
  ['a message of one line', new Error(secret)],
  ['a message that looks like a stack', new Error(`x\n    at ${secret} (https://a.example/?code=${secret}:1:1)`)],
  ['a message that was changed since', changed(new Error(`x\n    at ${secret}`), 'another')],
  ['a message that was taken away since', changed(new Error(`x\n    at ${secret}`), '')],
  ['a name that is a text', Object.assign(new Error('x'), { name: secret })],
  ['a stack that was written', Object.assign(new Error('x'), { stack: `${secret}\n    at ${secret}` })],
  ['a text that was thrown', secret],
  ['an object that was thrown', { message: secret, stack: `Error\n    at ${secret}` }],
])('%s is not in it', (_name, error) => {
  expect(JSON.stringify(withoutMessage(error))).not.toContain(secret)
})

test('one of our own errors, whose name is set after it was made, keeps its stack', () => {
  const { name, stack } = withoutMessage(new ProblemError({ code: 'internal', at: '' }))
  expect([name, stack.length > 0]).toEqual(['ProblemError', true])
})

function changed(error: Error, message: string): Error {
  error.message = message
  return error
}
