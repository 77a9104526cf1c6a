import type { CloudId } from '#core/access/cloud.ts'
import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

const fr: Readonly<Record<CloudId, string>> = {
  public: 'Mondial',
  'gcc-high': 'Gouvernement des États-Unis, GCC High',
  dod: 'Gouvernement des États-Unis, DoD',
  china: 'Chine, exploité par 21Vianet',
}

const en: typeof fr = {
  public: 'Worldwide',
  'gcc-high': 'US Government, GCC High',
  dod: 'US Government, DoD',
  china: 'China, operated by 21Vianet',
}

/** What a person reads for each of Microsoft's clouds. */
export const cloudNames: Words<typeof fr> = words({ fr, en })
