import { noPolicy, type SettingName } from '#core/policy/settings.ts'
import { listed } from '#words/format/listed.ts'
import { policyWords } from '#words/policy/settings.ts'
import { managedWords } from '#words/screens/shell/managed.ts'
import type { Shell } from './shell.svelte.ts'

/** Returns the sentence on which of these settings the company has set; `null` when it has set none. */
export function managedOf({ view, language }: Shell, settings: readonly SettingName[]): string | null {
  const policy = view?.policy ?? noPolicy
  const set = settings.filter((name) => policy[name] !== null)
  if (set.length === 0) return null
  const names = set.map((name) => policyWords[language].settings[name].name)
  return managedWords[language].managed(listed(names, language))
}
