import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { mistakes, parse } from '#support/powershell-tree.ts'

const pester = readFileSync(new URL('../../../test/pester/scripts.Tests.ps1', import.meta.url), 'utf8')

it('is PowerShell without a mistake, what runs on Windows and the Exchange it runs against', () => {
  expect(mistakes(pester)).toEqual([])
  const stub = /@'\n([\s\S]+?)\n'@/.exec(pester)?.[1] ?? ''
  expect(parse(stub).descendantsOfType('function_statement').length).toBeGreaterThan(10)
  expect(mistakes(stub)).toEqual([])
})

it('is read the same by Windows PowerShell, whose files have no encoding: ASCII only', () => {
  // eslint-disable-next-line no-control-regex -- the range is the point
  expect(pester).toMatch(/^[\x00-\x7f]+$/)
})
