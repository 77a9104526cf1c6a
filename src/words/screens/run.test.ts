import { expect, it } from 'vitest'
import { runWords } from './run.ts'

it.each([
  [0, 'Aucun élément sur quatre n’est encore fait.', 'None of four items is done yet.'],
  [1, 'Un élément sur quatre est fait.', 'One of four items is done.'],
  [3, 'Trois éléments sur quatre sont faits.', 'Three of four items are done.'],
])('says how much is done: %i', (done, french, english) => {
  expect(runWords.fr.lead(done, 4)).toContain(french)
  expect(runWords.fr.stopped.lead(done, 4)).toContain(french)
  expect(runWords.en.lead(done, 4)).toContain(english)
})
