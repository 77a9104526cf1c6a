import { describe, expect, test } from 'vitest'
import { probablyMeant, readPlace } from './place.ts'

describe('readPlace', () => {
  test.each([
    ['Exchange', ['Exchange']],
    ['Prextra:Outlook:Exchange', ['Prextra', 'Outlook', 'Exchange']],
    ['/Prextra/Outlook/Exchange', ['Prextra', 'Outlook', 'Exchange']],
    ['/Servers/1/Exchange', ['Servers', '1', 'Exchange']],
    ['/a:b/Exchange', ['a', 'b', 'Exchange']],
    ['/a~1b/c~0d', ['a/b', 'c~d']],
    ['Prextra.Exchange', ['Prextra.Exchange']],
    ['Serveur principal:Exchange', ['Serveur principal', 'Exchange']],
  ])('%s', (text, place) => {
    expect(readPlace(text)).toEqual(place)
  })

  test.each([
    '',
    ' ',
    '.',
    '..',
    ':',
    'A::B',
    ':Exchange',
    'Exchange:',
    ' Exchange',
    'Prextra: Exchange',
    'Prextra/Exchange',
    '/',
    '//Exchange',
    'x'.repeat(129),
    'a:'.repeat(16) + 'b',
  ])('not %j', (text) => {
    expect(readPlace(text)).toBeNull()
  })
})

test.each([
  [['Prextra.Exchange'], ['Prextra', 'Exchange']],
  [['Prextra__Exchange'], ['Prextra', 'Exchange']],
  [['Prextra/Exchange'], ['Prextra', 'Exchange']],
  [['Prextra', 'Exchange'], null],
  [['Clients'], null],
])('%j probably means %j', (place, meant) => {
  expect(probablyMeant(place)).toEqual(meant)
})
