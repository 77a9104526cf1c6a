import { describe, expect, it } from 'vitest'
import { maskOf } from './mask.ts'

describe('while the screen is shared', () => {
  const mask = maskOf(true)

  it('shortens ids to their ends', () => {
    expect(mask.id('8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943')).toBe('8f3b…c943')
  })

  it.each([
    ['Marie-Ève Tremblay', 'M.-È. T.'],
    ['Érablière du Nord inc.', 'É. du N. inc.'],
    ['Jean O’Brien', 'J. O.'],
  ])('makes initials of %s', (name, initials) => {
    expect(mask.name(name)).toBe(initials)
  })

  it.each([
    ['me.tremblay@erablieredunord.example', 'me…ay@er…rd.example'],
    ['roy@acme.onmicrosoft.com', 'r…@a….on…ft.com'],
  ])('keeps the ends of %s', (address, short) => {
    expect(mask.address(address)).toBe(short)
  })
})

it('changes nothing otherwise', () => {
  const mask = maskOf(false)
  expect(mask.name('Marie-Ève Tremblay')).toBe('Marie-Ève Tremblay')
  expect(mask.address('a@b.c')).toBe('a@b.c')
})
