import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Language, Parser } from 'web-tree-sitter'
import { commands } from './command-table.ts'
import { powershellCompletion } from './completion.ts'

test('the script is valid PowerShell and offers every command and option', async () => {
  await Parser.init()
  const grammar = fileURLToPath(import.meta.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm'))
  const parser = new Parser()
  parser.setLanguage(await Language.load(grammar))
  const script = powershellCompletion()
  expect(parser.parse(`${script}\n)`)?.rootNode.hasError).toBe(true)
  expect(parser.parse(script)?.rootNode.hasError).toBe(false)
  for (const [name, { options }] of Object.entries(commands)) {
    const line = script.split('\n').find((found) => found.includes(`'${name}' = `)) ?? ''
    for (const option of Object.keys(options)) expect(line).toContain(`'--${option}'`)
  }
})
