/**
 * Returns a name as it is compared: without the difference between capital and small letters, nor between an accented
 * letter written as one character or as two. It is for comparing and for looking up only: what is shown and written keeps
 * the letters it was given.
 */
export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC')
}

/** Returns a word in plain letters, for who types it on any keyboard. */
export function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '')
}

export function isSameName(one: string, other: string): boolean {
  return foldedName(one) === foldedName(other)
}

/** Whether two of Microsoft's ids are the same: they are written in capital or small letters. */
export function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
