import { delimiter } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCommandLine, readLanguage } from './command-line.ts'
import type { ReceptionError } from '../reception-problem.ts'

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
  test('reads options before or after the file, with = or a space', () => {
    const line = readCommandLine([...merge, '--replace', '--language=fr'])
    expect([line.command, line.argument, line.text('tenant'), line.flag('replace'), line.flag('also')]).toEqual([
      'merge',
      'a.age',
      tenant,
      true,
      false,
    ])
    expect(readCommandLine(['open', '--identity=k', 'a.age']).argument).toBe('a.age')
    expect(readCommandLine(['open', '--identity=--k', 'a.age']).text('identity')).toBe('--k')
  })

  test.each([
    [[]],
    [['help']],
    [['--help']],
    [['-h']],
    [['/?']],
    [['help', 'open']],
    [['open', '--help']],
    [['open', '-h']],
    [['open', '/?']],
    [['merge', 'a', '/?', '--yes']],
  ])('%j asks for help', (args) => {
    expect(readCommandLine(args).command).toBe('help')
  })

  test.each([
    ['usage-command', ['frobnicate']],
    ['usage-command', ['toString']],
    ['usage-file', ['open', '--identity', 'k']],
    ['usage-file', ['check', 'a', 'b', '--identity', 'k', '--environment', 'acme']],
    ['usage-word', [...merge, '--remove']],
    ['usage-word', ['keygen', 'a']],
    ['usage-word', ['customer']],
    ['usage-word', ['customer', 'drop']],
    ['usage-word', ['customer', 'add', 'list']],
    ['usage-command', ['help', 'frobnicate']],
    ['usage-missing', ['open', 'a']],
    ['usage-missing', merge.slice(0, -4)],
    ['usage-option', ['open', 'a', '--identity', 'k', '--replace']],
    ['usage-option', ['open', 'a', '--identity', 'k', '--constructor']],
    ['usage-value', ['open', 'a', '--identity']],
    ['usage-value', ['open', 'a', '--identity', '--json']],
    ['usage-value', ['open', 'a', '--identity', '']],
    ['usage-value', ['open', 'a', '--identity', 'k', '--json=yes']],
    ['usage-value', [...merge.slice(0, -1), 'acme.example']],
    ['usage-value', [...merge, '--environment', '']],
    ['usage-unseen', [...merge, '--environment', 'a\u202Eb']],
    ['usage-value', [...merge, '--language', 'de']],
    ['usage-place', [...merge, '--at', 'A::B']],
    ['usage-place', [...merge, '--at', 'Prextra/Exchange']],
    ['usage-value', ['list', '--due', 'soon']],
    ['usage-value', [...merge, '--ticket', 'a\nb']],
    ['usage-value', [...merge, '--unchecked', ' ']],
    ['usage-value', ['check', 'a', '--mailbox', 'a@b, c@d']],
    ['usage-value', ['customer', 'add', '--contact', 'a@b\r\nBcc: c@d']],
  ])('%s: %j', (code, args) => {
    expect(refused(args)?.code).toBe(code)
  })
})

test('an option that is not given is taken from the environment, if the command has that option', () => {
  const environment = { PREXTRA_IDENTITY: 'from-environment', PREXTRA_CONFIG: '' }
  expect(readCommandLine(['open', 'a'], environment).text('identity')).toBe('from-environment')
  expect(readCommandLine(['open', 'a', '--identity', 'k'], environment).text('identity')).toBe('k')
  expect(readCommandLine(['version'], environment).optional('identity')).toBeNull()
  const merged = () => readCommandLine(['merge', 'a', '--environment', 'acme'], environment)
  expect(merged).toThrow('usage-missing')
})

test('an identity can be given several times, on the command line or in the environment', () => {
  const open = (args: readonly string[], environment = {}) =>
    readCommandLine(['open', 'a', ...args], environment).all('identity')
  expect(open(['--identity', 'old', '--identity=new'])).toEqual(['old', 'new'])
  expect(open([], { PREXTRA_IDENTITY: ['old', 'new'].join(delimiter) })).toEqual(['old', 'new'])
})

test('an entry is removed without a file and without a key', () => {
  const line = readCommandLine(['merge', '--remove', '--environment', 'acme', '--config', 'c'])
  expect([line.argument, line.flag('remove'), [...line.typed]]).toEqual(['', true, ['remove', 'environment', 'config']])
})

test.each([[['--version']], [['version']]])('%j asks for the version', (args) => {
  expect(readCommandLine(args).command).toBe('version')
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
