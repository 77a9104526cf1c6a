import { expect, test } from 'vitest'
import { widthOf } from './text-width.ts'
import { wrapped } from './wrapped-text.ts'

test('breaks at spaces and keeps the indentation', () => {
  expect(wrapped('  one two three four', 11)).toBe('  one two\n  three\n  four')
  expect(wrapped('short\n\nlines', 11)).toBe('short\n\nlines')
})

test('never breaks at a no-break space, nor a word that is wider than the console', () => {
  expect(wrapped('voici\u00a0: deux', 8)).toBe('voici\u00a0:\ndeux')
  expect(wrapped('see C:\\a\\long\\path now', 8)).toBe('see\nC:\\a\\long\\path\nnow')
})

test('counts columns without colours', () => {
  const line = `\u001b[32m${'a '.repeat(39)}a\u001b[39m`
  expect(wrapped(line)).toBe(line)
  for (const part of wrapped('mot '.repeat(100)).split('\n')) expect(widthOf(part)).toBeLessThanOrEqual(80)
})
