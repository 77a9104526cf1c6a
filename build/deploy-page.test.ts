import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { policyKey, policySettings, settingNames, valueName, type SettingForm } from '../src/core/policy/settings.ts'
import { policyWords } from '../src/words/policy/settings.ts'

/** docs/deploy says of the policy what the assistant reads, in both languages. */
test.each(['fr', 'en'] as const)('docs/deploy.%s.md names every setting and every value', (language) => {
  const page = readFileSync(join(import.meta.dirname, `../docs/deploy.${language}.md`), 'utf8').replaceAll(
    '\u00a0',
    ' ',
  )
  expect(page).toContain(policyKey)
  for (const name of settingNames) {
    const form: SettingForm = policySettings[name]
    const values = form.form === 'choices' ? form.of.map((choice) => valueName(name, choice)) : [valueName(name)]
    for (const value of values) expect(page).toContain(`\`${value}\``)
    expect(page).toContain(policyWords[language].settings[name].name.replaceAll('\u00a0', ' '))
    if (form.form === 'one-of') for (const choice of form.of) expect(page).toContain(String(choice))
  }
})
