import { expect, it } from 'vitest'
import { reviewWords } from './review.ts'

it.each([
  [4, 0, 0, 'Quatre ajouts dans **Nord**.', 'Four additions in **Nord**.'],
  [1, 1, 0, 'Un ajout et une correction dans **Nord**.', 'One addition and one correction in **Nord**.'],
  [
    2,
    1,
    12,
    'Deux ajouts, une correction et 12 retraits dans **Nord**.',
    'Two additions, one correction and 12 removals in **Nord**.',
  ],
  [0, 0, 1, 'Un retrait dans **Nord**.', 'One removal in **Nord**.'],
])('counts what a plan does: %i, %i, %i', (add, correct, remove, french, english) => {
  expect(reviewWords.fr.lead(add, correct, remove, 'Nord')).toBe(french)
  expect(reviewWords.en.lead(add, correct, remove, 'Nord')).toBe(english)
})

it('has one full stop after a name that ends with one', () => {
  expect(reviewWords.fr.lead(1, 0, 0, 'Érablière du Nord inc.')).toBe('Un ajout dans **Érablière du Nord inc.**')
})
