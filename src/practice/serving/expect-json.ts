/** A description of what a JSON value must be. */
export type Expected =
  | 'text'
  | 'number'
  | 'truth'
  | 'guid'
  | 'instant'
  | 'anything'
  | { readonly oneOf: readonly unknown[] }
  | { readonly listOf: Expected }
  | { readonly either: readonly Expected[] }
  | {
      readonly object: Readonly<Record<string, Expected>>
      readonly optional?: Readonly<Record<string, Expected>>
      /** What properties of other names must be; without it there may be none. */
      readonly more?: Expected
    }

/** A file does not hold what it should. The message is one sentence for the person who wrote the file. */
export class FileProblem extends Error {}

export function expectJson(json: unknown, expected: Expected, what: string): void {
  const problem = check(json, expected, '')
  if (problem !== undefined) throw new FileProblem(`The ${what} is not right: ${problem}.`)
}

function check(value: unknown, expected: Expected, at: string): string | undefined {
  const here = at === '' ? 'the whole of it' : `"${at}"`
  if (typeof expected === 'string') return isA(value, expected) ? undefined : `${here} must be ${names[expected]}`
  if ('oneOf' in expected) {
    const list = expected.oneOf.map((one) => JSON.stringify(one)).join(', ')
    return expected.oneOf.includes(value) ? undefined : `${here} must be one of ${list}`
  }
  if ('either' in expected) {
    const problems = expected.either.map((one) => check(value, one, at))
    return problems.includes(undefined) ? undefined : problems[0]
  }
  if ('listOf' in expected) {
    if (!Array.isArray(value)) return `${here} must be a list`
    return first(value.map((one: unknown, index) => check(one, expected.listOf, `${at}[${index}]`)))
  }
  return checkObject(value, expected, at, here)
}

function checkObject(
  value: unknown,
  { object, optional = {}, more }: Extract<Expected, { object: unknown }>,
  at: string,
  here: string,
): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${here} must be an object`
  const under = (name: string) => (at === '' ? name : `${at}.${name}`)
  const known = { ...object, ...optional }
  const given = value as Record<string, unknown>
  const missing = Object.keys(object).find((name) => given[name] === undefined)
  if (missing !== undefined) return `"${under(missing)}" is missing`
  const entries = Object.entries(given)
  const unknown = entries.find(([name]) => !Object.hasOwn(known, name))
  if (unknown !== undefined && more === undefined) return `"${under(unknown[0])}" is not known here`
  return first(entries.map(([name, inner]) => check(inner, known[name] ?? more ?? 'anything', under(name))))
}

function first(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined)
}

type Name = Extract<Expected, string>

const names: Record<Name, string> = {
  text: 'a text',
  number: 'a number',
  truth: 'true or false',
  guid: 'a GUID',
  instant: 'a time such as 2026-11-22T14:00:00Z',
  anything: 'anything',
}

function isA(value: unknown, name: Name): boolean {
  switch (name) {
    case 'text':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0
    case 'truth':
      return typeof value === 'boolean'
    case 'guid':
      return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
    case 'instant':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value))
    case 'anything':
      return true
  }
}
