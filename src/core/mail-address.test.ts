import { describe, expect, it } from 'vitest'
import { isDomainName } from './domain-name.ts'
import { isMailAddress, isSameAddress } from './mail-address.ts'

const label = 'a'.repeat(63)

describe('an address is one', () => {
  it.each([
    'accueil@nord.example',
    'prenom.nom+essai@sous-domaine.nord.example',
    'a@b.ca',
    "o'brien@nord.example",
    'r&d@nord.example',
    'jean_tremblay#EXT#@nord.onmicrosoft.com',
    'Accueil@Nord.Example',
    'accueil@xn--rablire-bya2d.example',
    'accueil@3m.example',
    `${'a'.repeat(64)}@nord.example`,
  ])('%s', (address) => {
    expect(isMailAddress(address)).toBe(true)
  })
})

describe('an address is not one', () => {
  it.each([
    '',
    '@',
    'accueil',
    '@nord.example',
    'accueil@',
    'accueil@nord',
    'a@b@c.ca',
    'prénom@nord.example',
    'accueil@érablière.example',
    'accueil\u0000@nord.example',
    'o\u2019brien@nord.example',
    'a b@nord.example',
    ' a@nord.example',
    'a@nord.example\n',
    'a@nord.example;b@nord.example',
    'a,b@nord.example',
    'Nom <a@nord.example>',
    '"a"@nord.example',
    'a(b)@nord.example',
    '.a@nord.example',
    'a.@nord.example',
    'a..b@nord.example',
    '*@nord.example',
    'a?@nord.example',
    'a@-nord.example',
    'a@nord-.example',
    'a@nord..example',
    'a@nord.example.',
    'a@192.0.2.1',
    'a@[192.0.2.1]',
    `${'a'.repeat(65)}@nord.example`,
    `a@${label}a.example`,
    `a@${label}.${label}.${label}.${'a'.repeat(60)}.example`,
  ])('%j', (address) => {
    expect(isMailAddress(address)).toBe(false)
  })
})

it('names the same mailbox whatever its capitals', () => {
  expect(isSameAddress('Accueil@Nord.example ', 'accueil@nord.EXAMPLE')).toBe(true)
  expect(isSameAddress('accueil@nord.example', 'accueil2@nord.example')).toBe(false)
})

it.each([
  ['nord.example', true],
  ['sous-domaine.nord.example', true],
  ['nord', false],
  ['nord.e', false],
  ['192.0.2.1', false],
  ['https://nord.example', false],
  ['érablière.example', false],
])('tells whether %s is a domain name', (text, expected) => {
  expect(isDomainName(text)).toBe(expected)
})
