import type { Language, Words } from './language.ts'
import { words } from './typography.ts'

const lastTwo: Words<(first: string, last: string) => string> = words({
  fr: (first, last) => `${first} et ${last}`,
  en: (first, last) => `${first} and ${last}`,
})

/** Joins parts into a list: `a, b et c`, `a, b and c`. */
export function listed(parts: readonly string[], language: Language): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : lastTwo[language](parts.slice(0, -1).join(', '), last)
}
