import { expect, it } from 'vitest'
import { ofName } from './elision.ts'

it.each([
  ['Érablière du Nord inc.', 'd’Érablière du Nord inc.'],
  ['**Aliments Lebel**', 'd’**Aliments Lebel**'],
  ['Œuvres du Lac', 'd’Œuvres du Lac'],
  ['IBM Canada', 'd’IBM Canada'],
  ['Hydro-Huard', 'd’Hydro-Huard'],
  ['Hôtel du Parc', 'd’Hôtel du Parc'],
  ['Yvon Fortin et fils', 'd’Yvon Fortin et fils'],
])('elides before a vowel or a mute h: %s', (name, expected) => {
  expect(ofName(name)).toBe(expected)
})

it.each([
  'Scierie Tremblay',
  '**Bois-Francs inc.**',
  'Hockey Mauricie',
  'Hangars du Nord',
  'HEC Montréal',
  'Yaourts Nordiques',
  'Onze Lacs',
  '3M Canada',
])('does not before a consonant, an aspirated h or a number: %s', (name) => {
  expect(ofName(name)).toBe(`de ${name}`)
})
