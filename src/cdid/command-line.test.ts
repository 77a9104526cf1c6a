import { describe, expect, test } from 'vitest'
import { readCommandLine, readLanguage } from './command-line.ts'
import type { ReceptionError } from './reception-problem.ts'

const tenant = '22222222-0000-4000-8000-000000000002'
const merge = ['merge', 'a.age', '--identity', 'k', '--config', 'c', '--environment', 'acme', '--tenant', tenant]

const refused = (args: readonly string[]) => {
  try {
    readCommandLine(args)
    return null
  } catch (error) {
    return (error as ReceptionError).problem
  }
}

describe('readCommandLine', () => {
  test('reads a whole merge, options before or after the file, and = or a space', () => {
    const line = readCommandLine([...merge, '--replace', '--language=fr'])
    expect([line.command, line.file, line.text('tenant'), line.flag('replace'), line.flag('also')]).toEqual([
      'merge',
      'a.age',
      tenant,
      true,
      false,
    ])
    expect(readCommandLine(['open', '--identity=k', 'a.age']).file).toBe('a.age')
    expect(readCommandLine(['open', '--identity=--k', 'a.age']).text('identity')).toBe('--k')
  })

  test.each([[[]], [['help']], [['--help']], [['-h']], [['open', '--help']]])('%j asks for help', (args) => {
    expect(readCommandLine(args).command).toBe('help')
  })

  test.each([
    ['usage-command', ['frobnicate']],
    ['usage-command', ['toString']],
    ['usage-file', ['open', '--identity', 'k']],
    ['usage-file', ['open', 'a', 'b', '--identity', 'k']],
    ['usage-file', ['keygen', 'a']],
    ['usage-missing', ['open', 'a']],
    ['usage-missing', merge.slice(0, -2)],
    ['usage-option', ['open', 'a', '--identity', 'k', '--replace']],
    ['usage-option', ['open', 'a', '--identity', 'k', '--constructor']],
    ['usage-value', ['open', 'a', '--identity']],
    ['usage-value', ['open', 'a', '--identity', '--json']],
    ['usage-value', ['open', 'a', '--identity', '']],
    ['usage-value', ['open', 'a', '--identity', 'k', '--json=yes']],
    ['usage-value', [...merge.slice(0, -1), 'acme.example']],
    ['usage-value', [...merge, '--environment', '']],
    ['usage-value', [...merge, '--environment', 'a\u202Eb']],
    ['usage-value', [...merge, '--language', 'de']],
  ])('%s: %j', (code, args) => {
    expect(refused(args)?.code).toBe(code)
  })
})

describe('readLanguage', () => {
  test.each([
    ['fr', ['open', '--language', 'fr'], { LC_ALL: 'en_CA.UTF-8' }, 'en-CA'],
    ['en', ['open', '--language=en'], {}, 'fr-CA'],
    ['fr', [], { LC_ALL: 'fr_CA.UTF-8', LANG: 'en_CA.UTF-8' }, 'en-CA'],
    ['en', [], { LANG: 'en_CA.UTF-8' }, 'fr-CA'],
    ['fr', [], { LC_ALL: 'C', LANG: 'C.UTF-8' }, 'fr-CA'],
    ['en', [], {}, 'en-US'],
    ['fr', [], {}, 'de-DE'],
    ['fr', ['--language', 'de'], {}, 'frr-DE'],
  ] as const)('is %s for %j %j %s', (language, args, environment, locale) => {
    expect(readLanguage(args, environment, locale)).toBe(language)
  })
})
