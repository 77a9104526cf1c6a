import { GraphRefusal } from '../request/refusal.ts'

export type Literal =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'guid'; readonly value: string }
  | { readonly kind: 'date'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }

export type Token =
  | { readonly kind: 'literal'; readonly literal: Literal; readonly at: number }
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  | { readonly kind: 'mark'; readonly text: '(' | ')' | ',' | ':' | '/'; readonly at: number }

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/i
const date = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?(?![\w-])/i
const number = /^-?\d+(?:\.\d+)?(?![\w-])/
const quoted = /^'((?:[^']|'')*)'/
const word = /^\$?[A-Za-z_][\w.]*/

/** Splits a filter into tokens. Inside a string, a quote is doubled. Throws Graph's 400 for any other character. */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const rest = text.slice(at)
    const space = /^\s+/.exec(rest)?.[0]
    if (space !== undefined) {
      at += space.length
      continue
    }
    const [token, length] = readToken(rest, at, text)
    tokens.push(token)
    at += length
  }
  return tokens
}

function readToken(rest: string, at: number, whole: string): [Token, number] {
  const mark = /^[(),:/]/.exec(rest)?.[0] as '(' | undefined
  if (mark !== undefined) return [{ kind: 'mark', text: mark, at }, 1]
  const string = quoted.exec(rest)
  if (string !== null) {
    const value = (string[1] ?? '').replaceAll("''", "'")
    return [{ kind: 'literal', literal: { kind: 'string', value }, at }, string[0].length]
  }
  if (rest.startsWith("'"))
    throw syntax(`There is an unterminated string literal at position ${whole.length} in '${whole}'.`)
  for (const [kind, pattern] of [
    ['guid', guid],
    ['date', date],
  ] as const) {
    const found = pattern.exec(rest)?.[0]
    if (found !== undefined) return [{ kind: 'literal', literal: { kind, value: found }, at }, found.length]
  }
  const digits = number.exec(rest)?.[0]
  if (digits !== undefined)
    return [{ kind: 'literal', literal: { kind: 'number', value: Number(digits) }, at }, digits.length]
  const name = word.exec(rest)?.[0]
  if (name === undefined)
    throw syntax(`Syntax error: character '${rest.charAt(0)}' is not valid at position ${at} in '${whole}'.`)
  if (name === 'null') return [{ kind: 'literal', literal: { kind: 'null' }, at }, name.length]
  if (name === 'true' || name === 'false')
    return [{ kind: 'literal', literal: { kind: 'boolean', value: name === 'true' }, at }, name.length]
  return [{ kind: 'word', text: name, at }, name.length]
}

/** Returns Graph's refusal of a filter with a syntax error. */
export function syntax(message: string): GraphRefusal {
  return new GraphRefusal(400, 'BadRequest', `Invalid filter clause: ${message}`)
}
