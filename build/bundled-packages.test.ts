import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageOf } from './bundled-packages.mjs'

test.each([
  ['/app/node_modules/svelte/src/index-client.js', 'svelte'],
  ['C:\\app\\node_modules\\@fluentui\\web-components\\dist\\button.js', '@fluentui/web-components'],
  ['~icons/fluent/save-20-regular', '@iconify-json/fluent'],
  ['virtual:fluent-theme.css', '@fluentui/tokens'],
])('%s comes from %s, whose licence goes with the program', (id, name) => {
  const found = packageOf(id)
  expect(found?.name).toBe(name)
  if (!id.includes('node_modules')) expect(existsSync(join(found?.folder ?? '', 'package.json'))).toBe(true)
})

test('our own modules come from no package', () => {
  expect(packageOf('/app/src/renderer/main.ts')).toBeNull()
})
