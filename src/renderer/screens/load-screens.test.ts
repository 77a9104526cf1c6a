import { expect, test, vi } from 'vitest'
import { screenOf } from './load-screens.ts'

vi.mock('./welcome/Welcome.svelte', () => ({ default: 'the welcome' }))
vi.mock('./review/Review.svelte', () => ({ default: 'the review' }))

test('the first screen is there at once', () => {
  expect(screenOf('welcome')).toBe('the welcome')
})

test('any other is loaded once, and stays the same object, so that nothing is drawn anew', async () => {
  const loading = screenOf('review')
  expect(screenOf('review')).toBe(loading)
  expect(await loading).toBe('the review')
  expect(screenOf('review')).toBe(loading)
})
