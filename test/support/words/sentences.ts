import type { Language } from '#words/format/language.ts'
import { sampleChanges, sampleFacts } from './sample-facts.ts'

/** A text of a set, and where in the set it stands: `steps.ids.lead`. */
export interface Sentence {
  readonly path: string
  readonly text: string
}

type SentenceFunction = (...facts: readonly unknown[]) => unknown

/**
 * Returns every text in a set of one language. `written` is what was given to `words()`, whose functions still have the
 * names of their parameters; `said` is what `words()` made of it. Every function is called with sample facts for its
 * parameters; a parameter without any is an error, and so is a function that throws.
 */
export function sentencesOf(written: unknown, said: unknown, language: Language, path = ''): readonly Sentence[] {
  if (typeof said === 'string') return [{ path, text: said }]
  if (typeof written === 'function') {
    const results = callsOf(written as SentenceFunction, path, language).map((facts) =>
      (said as SentenceFunction)(...facts),
    )
    return results.flatMap((result) => sentencesOf(result, result, language, `${path}()`))
  }
  if (!isPlain(said)) return []
  const source = written as Readonly<Record<string, unknown>>
  return Object.entries(said).flatMap(([key, value]) =>
    sentencesOf(source[key], value, language, path === '' ? key : `${path}.${key}`),
  )
}

/** What a set is made of, without its texts: keys, lengths of lists, kinds of values, what each function returns. */
export function shapeOf(written: unknown, said: unknown, language: Language, path = ''): unknown {
  if (typeof written === 'function') {
    return callsOf(written as SentenceFunction, path, language).map((facts) => {
      const result = (said as SentenceFunction)(...facts)
      return shapeOf(result, result, language, path)
    })
  }
  if (!isPlain(said)) return said === '' ? 'empty' : said === null ? 'null' : typeof said
  const source = written as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(said).map(([key, value]) => [key, shapeOf(source[key], value, language, `${path}.${key}`)]),
  )
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return Array.isArray(value) || (typeof value === 'object' && value?.constructor === Object)
}

/** The arguments of each call that is made of a function of a set. */
function callsOf(say: SentenceFunction, path: string, language: Language): readonly (readonly unknown[])[] {
  const changes = sampleChanges.filter(({ kind }) => kind === path.split('.').at(-1))
  if (changes.length > 0) return changes.map((change) => [change])
  const facts = sampleFacts(language)
  const lists = parametersOf(say).map((name) => {
    if (name === null) return wholeFacts(facts)
    const values = facts[name]
    if (!values) throw new Error(`${path} takes “${name}”, of which sample-facts.ts has no sample`)
    return values
  })
  const calls = Math.max(1, ...lists.map(({ length }) => length))
  return Array.from({ length: calls }, (_none, turn) => lists.map((values) => values[turn % values.length]))
}

/** For a function that takes its facts as one object: an object with a value of every fact. */
function wholeFacts(facts: Readonly<Record<string, readonly unknown[]>>): readonly unknown[] {
  return [0, 1, 2].map((turn) =>
    Object.fromEntries(Object.entries(facts).map(([name, values]) => [name, values[turn % values.length]])),
  )
}

/** The names of a function's parameters; `null` for one that takes all facts as one object. */
function parametersOf(say: SentenceFunction): readonly (string | null)[] {
  const [head = ''] = say.toString().split('=>')
  const inside = head.trim().replace(/^\(|\)$/g, '')
  const parts = inside.replace(/\{[^}]*\}/g, '{}').split(',')
  return parts
    .map((part) => part.trim().replace(/^_/, ''))
    .filter((part) => part !== '')
    .map((part) => (/^(\{\}|about|facts|p)$/.test(part) ? null : part))
}
