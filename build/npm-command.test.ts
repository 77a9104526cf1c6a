import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { npmCommand } from './npm-command.mjs'

test.each(['vitest', 'electron-vite', 'typescript-7/tsc', 'dependency-cruiser/depcruise'])('%s is found', (command) => {
  const [file, script] = npmCommand(command)
  expect([file, script]).toEqual([process.execPath, expect.stringContaining('node_modules')])
})

test('a command that is not there is named', () => {
  expect(() => npmCommand('no-such-package')).toThrow(/no-such-package is not installed: npm ci/)
  expect(() => npmCommand('vitest/no-such-command')).toThrow(/has no command no-such-command/)
})

test('a command runs in a folder whose name has a space, with arguments that a shell would read', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'prextra-')), 'Jean Tremblay & fils')
  const tool = join(folder, 'node_modules/tool')
  mkdirSync(tool, { recursive: true })
  for (const file of ['npm-command.mjs', 'desktop-session.mjs'])
    cpSync(join(import.meta.dirname, file), join(folder, file))
  writeFileSync(join(tool, 'package.json'), JSON.stringify({ name: 'tool', bin: 'cli.mjs' }))
  writeFileSync(join(tool, 'cli.mjs'), 'console.log(JSON.stringify(process.argv.slice(2)))')
  writeFileSync(
    join(folder, 'run.mjs'),
    `import { run } from './desktop-session.mjs'
import { npmCommand } from './npm-command.mjs'
process.exitCode = await run([...npmCommand('tool'), 'a b', '%PATH%', '$HOME', '&', '"'])`,
  )
  const { status, stdout } = spawnSync(process.execPath, [join(folder, 'run.mjs')], { encoding: 'utf8' })
  expect([status, JSON.parse(stdout)]).toEqual([0, ['a b', '%PATH%', '$HOME', '&', '"']])
})
