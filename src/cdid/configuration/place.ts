import { namesOf } from './dotnet-keys.ts'

/** The names that lead to the list, from the outermost to its own; a number is an index in a JSON array. */
export type Place = readonly string[]

/** The place of the list of customers in CDID's guide. */
export const usualPlace: Place = ['Exchange']

const namesMax = 16
const nameMax = 128

/**
 * Reads where the list is: `Prextra:Outlook:Exchange`, as .NET's configuration writes it, or a JSON pointer
 * (`/Prextra/Outlook/Exchange`, RFC 6901); a colon means the same in both. `null` for what is neither: a name that is empty, has
 * blanks around it or is made of dots, and `Prextra/Exchange`, which lacks its first slash.
 */
export function readPlace(text: string): Place | null {
  const isPointer = text.startsWith('/')
  if (!isPointer && text.includes('/')) return null
  const written = isPointer
    ? text
        .slice(1)
        .split('/')
        .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    : [text]
  const place = written.flatMap(namesOf)
  const isName = (name: string) => name.trim() === name && !/^\.*$/.test(name) && name.length <= nameMax
  return place.every(isName) && place.length <= namesMax ? place : null
}

/** Returns a place as .NET's configuration writes it. */
export function sayPlace(place: Place): string {
  return place.join(':')
}

/**
 * Returns the place that was probably meant by one that the configuration does not have: .NET separates names by `:` in a file,
 * by `__` in a variable, and other tools by dots. `null` when nothing looks like a slip.
 */
export function probablyMeant(place: Place): Place | null {
  const meant = place.flatMap((name) => name.split(/__|\.|\//)).filter((name) => name !== '')
  return meant.length > place.length ? meant : null
}
