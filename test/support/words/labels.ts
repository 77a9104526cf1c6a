import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Language } from '#words/format/language.ts'
import { portalNames } from '#words/portal/names.ts'
import { roles } from '#words/portal/roles.ts'

const screens = fileURLToPath(new URL('../../../src/words/screens/', import.meta.url))

/**
 * Returns what stands on the screens of the assistant and on the pages of Microsoft's portal: every text of their sets that
 * needs no fact. Spaces that do not break are ordinary ones here.
 */
export async function labelsOnScreens(language: Language): Promise<ReadonlySet<string>> {
  const files = readdirSync(screens, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const modules: unknown[] = [portalNames, roles]
  for (const file of files)
    modules.push(
      ...Object.values<unknown>((await import(/* @vite-ignore */ `${screens}${file}`)) as Record<string, unknown>),
    )
  const sets = modules.filter(
    (set): set is Readonly<Record<Language, unknown>> => Object(set) === set && 'fr' in Object(set),
  )
  return new Set(sets.flatMap((set) => textsOf(set[language])).map((text) => text.replaceAll('\u00a0', ' ')))
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
