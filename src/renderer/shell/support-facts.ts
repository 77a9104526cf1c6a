import type { SupportDetail } from '#core/problem.ts'
import { moment } from '#words/format/dates.ts'
import type { ListedFact } from '../parts/text/list-items.ts'
import type { Shell } from './shell.svelte.ts'

/** Returns the details for support as they are shown, with ids shortened while the screen is shared. */
export function supportFacts(
  details: readonly SupportDetail[],
  { words, mask, language }: Pick<Shell, 'words' | 'mask' | 'language'>,
): readonly ListedFact[] {
  return details.map(({ name, value }) => {
    const label = words.details[name]
    switch (name) {
      case 'at':
      case 'date':
        return { name: label, value: moment(value, language, true) }
      case 'correlationId':
      case 'requestId':
      case 'clientRequestId':
        return { name: label, value: mask.id(value), mono: true }
      case 'code':
      case 'microsoft':
      case 'diagnostics':
        return { name: label, value, mono: true }
      default:
        return { name: label, value }
    }
  })
}
