import { parse } from 'jsonc-parser'
import { afterAll, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { readText } from '#cdid/configuration/configuration.ts'
import { planEntry, type DesiredEntry } from '#cdid/configuration/entry-plan.ts'
import { counted } from '#support/counted.ts'
import { textAfter } from '#support/edited-text.ts'
import { seededRandom } from '#support/seeded-random.ts'
import { changeOutsideEntry } from '#support/outside-entry.ts'

/** A generated configuration, and where its list of customers is: JSON with comments in any layout. */
interface Generated {
  readonly text: string
  readonly place: readonly string[]
}

const desired: DesiredEntry = {
  environment: 'acme',
  tenantId: '22222222-0000-4000-8000-000000000002',
  applicationId: '11111111-0000-4000-8000-000000000001',
  secret: new Secret('not-a-real-"secret"\\é'),
}

function generate(seed: number): Generated {
  const { next, one, chance, shuffled } = seededRandom(seed)
  const eol = one('\n', '\n', '\r\n', '\r')
  const indent = one('  ', '    ', '\t', ' ')
  const oneLine = chance(0.15)
  const colon = one(': ', ': ', ':', ' : ', '\t:\t')
  const trailing = chance(0.25)
  const word = () =>
    one('a', 'É', '//', '/*', '"', '\\', ',', '[', '}', '\u2028', '🙂', 'x'.repeat(1 + Math.floor(next() * 9)))
  const cased = (name: string) => one(name, name, name, name.toLowerCase(), name.toUpperCase())
  const comment = (): string => {
    if (!chance(0.2)) return ''
    return oneLine || chance(0.4)
      ? ` /* ${one('é', '{', ',', '"Exchange": []', '*')} */ `
      : ` // ${one('note', '}', ']', ',', '"')}${eol}`
  }
  const gap = (depth: number): string => {
    if (oneLine) return one('', ' ') + comment()
    return comment() + one(eol, eol, eol, eol + eol, ' ') + indent.repeat(depth) + comment()
  }
  const scalar = () => one('1', '-0.5e3', 'true', 'null', JSON.stringify(word() + word()), '{}', '[]', '[1, 2]')
  const inside = (open: string, items: readonly string[], close: string, depth: number): string => {
    if (items.length === 0) return open + (chance(0.5) ? '' : gap(depth)) + close
    const text = items.map((item) => gap(depth + 1) + item + comment()).join(',')
    return open + text + (trailing ? ',' : '') + gap(depth) + close
  }
  const property = (name: string, value: string) => JSON.stringify(name) + colon + value
  const entry = (depth: number, environment: string, number: number): string => {
    const own = environment.toLowerCase() === 'acme'
    const secret = own && chance(0.3) ? desired.secret.reveal() : `${word()}${number}`
    const names = [
      property(cased('Environment'), JSON.stringify(environment)),
      ...(own && chance(0.2)
        ? []
        : [
            property(
              cased('ApplicationId'),
              JSON.stringify(own && chance(0.3) ? desired.applicationId : `id-${number}`),
            ),
          ]),
      property(cased('ClientSecret'), JSON.stringify(secret)),
      ...(own && chance(0.2)
        ? []
        : [property(cased('TenantId'), JSON.stringify(own ? desired.tenantId : `tenant-${number}`))]),
      ...(chance(0.3) ? [property('SyncMinutes', scalar())] : []),
    ]
    return inside('{', chance(0.3) ? shuffled(names) : names, '}', depth)
  }
  const place = one(
    ['Exchange'],
    ['Exchange'],
    ['Prextra', 'Exchange'],
    ['A', 'B', 'Exchange'],
    ['Servers', '0', 'Exchange'],
  )
  const environments = Array.from({ length: Math.floor(next() * 5) }, (_, number) => `client-${number}`)
  if (chance(0.35)) environments.splice(Math.floor(next() * (environments.length + 1)), 0, one('acme', 'Acme', 'ACME'))
  const list = (depth: number) =>
    inside(
      '[',
      environments.map((name, number) => entry(depth + 1, name, number)),
      ']',
      depth,
    )
  const others = (depth: number) =>
    Array.from({ length: Math.floor(next() * 4) }, (_, number) =>
      property(`${one('Log', 'Mail', '__proto__', 'é')}${depth}${number}`, scalar()),
    )
  /** An object that holds `place[at]` among other properties; the list, or what leads to it, may be missing. */
  const holder = (at: number, depth: number): string => {
    const name = place[at] ?? ''
    const absent = chance(0.12) && !(place[at + 1] === '0')
    if (/^\d+$/.test(name)) return inside('[', [holder(at + 1, depth + 1)], ']', depth)
    const last = at === place.length - 1
    const own = absent ? [] : [property(cased(name), last ? list(depth + 1) : holder(at + 1, depth + 1))]
    return inside('{', shuffled([...others(depth), ...own]), '}', depth)
  }
  const text = one('', eol, `// configuration${eol}`) + holder(0, 0) + one('', eol, ` // end${eol}`)
  return { text, place }
}

const row = counted('edits')
afterAll(() => {
  row.write()
})

const total = Number(process.env['PREXTRA_EDITS'] ?? 100_000)

test('in every generated configuration an edit makes our entry and changes nothing else', { timeout: 170_000 }, () => {
  const allowed = { config: 'a.json', replace: false, also: true }
  const kinds = { added: 0, updated: 0, removed: 0, none: 0 }
  for (let seed = 1; seed <= total; seed++) {
    const { text, place } = generate(seed)
    let wrong: string | null
    try {
      const configuration = readText(text, 'utf-8', 'a.json', place)
      const planned = planEntry(configuration, desired, allowed)
      kinds[planned?.change ?? 'none'] += 1
      const after = textAfter(configuration, planned)
      wrong = changeOutsideEntry(text, after, place, desired.environment)
      if (wrong === null && planEntry(readText(after, 'utf-8', 'a.json', place), desired, allowed))
        wrong = 'a second merge changes it'
      // A second reader finds the secret exactly once.
      if (wrong === null && seed % 50 === 0 && !holdsSecretOnce(after)) wrong = 'the secret is not there once'
    } catch (error) {
      wrong = error instanceof Error ? error.message : String(error)
    }
    row.cell(wrong === null, `seed ${seed}: ${wrong ?? ''}`)
  }
  expect(row.failures.slice(0, 5)).toEqual([])
  expect(row.ran).toBe(total)
  // The generated configurations lead to additions, updates and no change, each often enough.
  expect(Math.min(kinds.added, kinds.updated, kinds.none)).toBeGreaterThan(total / 200)
})

function holdsSecretOnce(text: string): boolean {
  const strings = JSON.stringify(parse(text, [], { allowTrailingComma: true })).split(
    JSON.stringify(desired.secret.reveal()),
  )
  return strings.length === 2
}
