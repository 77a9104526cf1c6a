import { afterAll, expect, test } from 'vitest'
import { readText } from '#cdid/configuration/configuration.ts'
import { type DesiredEntry, planEntry, planRemoval } from '#cdid/configuration/entry-plan.ts'
import { ReceptionError } from '#cdid/reception-problem.ts'
import { Secret } from '#core/secret.ts'
import { counted } from '#support/counted.ts'
import { type DotnetConfiguration, listAt, otherValues, readAsDotnet } from '#support/dotnet-configuration.ts'
import { textAfter } from '#support/edited-text.ts'
import { seededRandom } from '#support/seeded-random.ts'
import { isWholeRun } from '#support/share.ts'

/** A generated configuration that a person may have written, with what .NET reads otherwise than it looks. */
interface Generated {
  readonly text: string
  readonly place: readonly string[]
}

const desired: DesiredEntry = {
  environment: 'acme',
  tenantId: '22222222-0000-4000-8000-000000000002',
  applicationId: '11111111-0000-4000-8000-000000000001',
  secret: new Secret('not-a-real-secret'),
}

function generate(seed: number): Generated {
  const { one, chance, below, shuffled } = seededRandom(seed)
  const cased = (name: string) => one(name, name, name, name.toLowerCase(), name.toUpperCase())
  const gap = () =>
    one(
      '',
      ' ',
      '\n',
      '\r\n\t',
      ' /* , "Exchange": [ */ ',
      ` // ${one('note', '"', '}', chance(0.02) ? '\u2028' : 'é')}\n`,
    )
  const leaf = (): string =>
    one('1', 'true', 'null', '"x"', '"é\\u00e9"', '"ſ"', chance(0.05) ? '"\\ud800"' : '"y"', '{}', '[]', '-0.5e3')
  const inside = (open: string, items: readonly string[], close: string) =>
    open +
    items.map((item) => gap() + item + gap()).join(',') +
    (items.length > 0 && chance(0.2) ? ',' : '') +
    gap() +
    close
  const property = (name: string, value: string) => `${JSON.stringify(name)}${gap()}:${gap()}${value}`
  const object = (properties: readonly string[]) => inside('{', shuffled(properties), '}')
  const array = (items: readonly string[]) => inside('[', items, ']')

  const place = one(
    ['Exchange'],
    ['Exchange'],
    ['Prextra', 'Exchange'],
    ['A', 'B', 'Exchange'],
    ['Servers', '1', 'Exchange'],
  )
  const environments = Array.from({ length: below(4) }, (_, number) => `client-${number}`)
  if (chance(0.4)) environments.splice(below(environments.length + 1), 0, one('acme', 'Acme'))
  const entryOf = (environment: string, number: number) => {
    const isOurs = environment.toLowerCase() === 'acme'
    return object([
      property(cased('Environment'), JSON.stringify(environment)),
      property(cased('ApplicationId'), JSON.stringify(isOurs ? desired.applicationId : `id-${number}`)),
      property(cased('ClientSecret'), JSON.stringify(isOurs && chance(0.5) ? 'not-a-real-secret' : `s-${number}`)),
      property(cased('TenantId'), JSON.stringify(isOurs ? desired.tenantId : `tenant-${number}`)),
      ...(chance(0.2) ? [property('SyncMinutes', leaf())] : []),
      ...(chance(0.05) ? [property(one('Proxy:Host', 'clientsecret', 'Note'), leaf())] : []),
    ])
  }
  const entries = environments.map(entryOf)
  const list = () => (chance(0.06) ? object(entries.map((entry, at) => property(String(at), entry))) : array(entries))
  /** Other properties: some in the way, some under one key with each other, some with colons. */
  const others = (depth: number) =>
    Array.from({ length: below(3) }, () => {
      const name = one('Log', 'log', 'Mail', 'Mail:From', 'É', 'é', '__proto__', `n${depth}`, 'Log:Level', 'A:C')
      return property(name, chance(0.3) ? object([property(one('Level', 'level', 'From'), leaf())]) : leaf())
    })
  const contribution = () =>
    one(
      property(`${cased(place.join(':'))}:0:Note`, leaf()),
      property(cased(place.join(':')), leaf()),
      property(`${cased(place.join(':'))}:7`, object([property('Environment', '"late"')])),
      property(cased(place[0] ?? ''), object(others(9))),
    )
  /** The object that holds `place[at]`; names may be joined with colons, and the way may end early. */
  const holder = (at: number): string => {
    if (/^\d+$/.test(place[at] ?? '')) return array([leaf(), holder(at + 1), ...(chance(0.3) ? [leaf()] : [])])
    const joined = chance(0.15) ? Math.min(place.length - at, 2) : 1
    const names = place.slice(at, at + joined)
    const isAbsent = chance(0.1)
    const next = at + joined
    const value = next >= place.length ? list() : holder(next)
    const own = isAbsent ? [] : [property(cased(names.join(':')), value)]
    return object([...others(at), ...own, ...(at === 0 && chance(0.12) ? [contribution()] : [])])
  }
  const deep = chance(0.03) ? 60 + below(8) : 0
  const root = holder(0)
  const text = deep > 0 ? root.replace('{', `{ "Deep": ${'['.repeat(deep)}${']'.repeat(deep)},`) : root
  return { text: gap() + text + gap(), place }
}

/** Problems that may refuse a configuration that .NET reads: a part of the list could not be told apart. */
const cautious = new Set([
  'config-split-list',
  'config-not-array',
  'config-not-object',
  'config-not-text',
  'config-no-place',
  'config-duplicate-key',
  'config-duplicate-environment',
  'tenant-elsewhere',
])

type Kind = 'refused by both' | 'refused with caution' | 'added' | 'updated' | 'none' | 'removed'

/** Compares what reception does with what .NET reads before and after; returns what is wrong, or which kind of case it was. */
function judge({ text, place }: Generated): { readonly wrong: string } | { readonly kind: Kind } {
  const before = attempt(() => readAsDotnet(text))
  const planned = attempt(() => {
    const configuration = readText(text, 'utf-8', 'a.json', place)
    const found = planEntry(configuration, desired, options)
    return { change: found?.change ?? 'none', text: textAfter(configuration, found) } as const
  })
  if ('error' in planned) {
    if (!(planned.error instanceof ReceptionError)) return { wrong: String(planned.error) }
    if ('error' in before) return { kind: 'refused by both' }
    const { code } = planned.error.problem
    return cautious.has(code) ? { kind: 'refused with caution' } : { wrong: `${code}, though .NET reads it` }
  }
  if ('error' in before) return { wrong: `accepted, though .NET refuses: ${String(before.error)}` }
  const after = attempt(() => readAsDotnet(planned.value.text))
  if ('error' in after) return { wrong: `.NET no longer reads it: ${String(after.error)}` }
  const wrong = compare(before.value, after.value, place)
  return wrong === null ? { kind: planned.value.change } : { wrong }
}

const options = { config: 'a.json', replace: false, also: true }

/** Whether the list has our entry once, with every value, and nothing else has changed for .NET. */
function compare(before: DotnetConfiguration, after: DotnetConfiguration, place: readonly string[]): string | null {
  const isOurs = (entry: ReadonlyMap<string, string | null>) => entry.get('ENVIRONMENT')?.toLowerCase() === 'acme'
  const [ours, second] = listAt(after, place).filter(isOurs)
  if (!ours || second) return 'our entry is not there once'
  const values = [ours.get('APPLICATIONID'), ours.get('CLIENTSECRET'), ours.get('TENANTID')?.toLowerCase()]
  if (values.join() !== [desired.applicationId, desired.secret.reveal(), desired.tenantId].join()) return 'other values'
  const rest = (from: DotnetConfiguration) =>
    JSON.stringify(
      listAt(from, place)
        .filter((entry) => !isOurs(entry))
        .map((entry) => [...entry].sort()),
    )
  if (rest(before) !== rest(after)) return 'another entry has changed'
  return otherValues(before, place).join() === otherValues(after, place).join()
    ? null
    : 'something outside the list has changed'
}

/** Takes our entry out again: what is left must be the list without it. */
function judgeRemoval({ text, place }: Generated): string | null {
  const configuration = attempt(() => readText(text, 'utf-8', 'a.json', place))
  if ('error' in configuration) return null
  const planned = attempt(() => planRemoval(configuration.value, desired, options))
  if ('error' in planned || planned.value === null) return null
  const before = readAsDotnet(text)
  const after = attempt(() => readAsDotnet(textAfter(configuration.value, planned.value)))
  if ('error' in after) return `after a removal .NET no longer reads it: ${String(after.error)}`
  const without = listAt(before, place).filter((entry) => entry.get('ENVIRONMENT')?.toLowerCase() !== 'acme')
  const left = listAt(after.value, place)
  const same = (entries: readonly ReadonlyMap<string, string | null>[]) =>
    JSON.stringify(entries.map((entry) => [...entry].sort()))
  if (same(without) !== same(left)) return 'a removal has changed another entry'
  return otherValues(before, place).join() === otherValues(after.value, place).join()
    ? null
    : 'a removal has changed something else'
}

function attempt<T>(run: () => T): { readonly value: T } | { readonly error: unknown } {
  try {
    return { value: run() }
  } catch (error) {
    return { error }
  }
}

const row = counted('dotnet')
afterAll(() => {
  row.write()
})

/** The whole of it when this part is asked for; a cut within all the tests. */
const total = isWholeRun ? 60_000 : 6_000

test('in every generated configuration, .NET reads what was meant and nothing else', { timeout: 170_000 }, () => {
  const kinds = new Map<Kind, number>()
  for (let seed = 1; seed <= total; seed++) {
    const generated = generate(seed)
    const verdict = judge(generated)
    const removal = judgeRemoval(generated)
    const wrong = 'wrong' in verdict ? verdict.wrong : removal
    if ('kind' in verdict) kinds.set(verdict.kind, (kinds.get(verdict.kind) ?? 0) + 1)
    row.cell(wrong === null, `seed ${seed}: ${wrong ?? ''}`)
  }
  process.stdout.write(`dotnet: ${[...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ')}\n`)
  expect(row.failures.slice(0, 5)).toEqual([])
  for (const kind of ['refused by both', 'refused with caution', 'added', 'updated', 'none'] as const) {
    expect(kinds.get(kind)).toBeGreaterThan(total / 100)
  }
})
