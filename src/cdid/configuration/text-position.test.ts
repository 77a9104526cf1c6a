import { expect, test } from 'vitest'
import { positionAt } from './text-position.ts'

test.each([
  [0, 1, 1],
  [1, 1, 2],
  [2, 2, 1],
  [5, 3, 1],
  [6, 3, 2],
  [7, 4, 1],
])('offset %i of “a↵b⏎↵é␍c” is line %i, column %i', (offset, line, column) => {
  expect(positionAt('a\nb\r\né\rc', offset)).toEqual({ line, column })
})
