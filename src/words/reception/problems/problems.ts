import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'
import { english } from './english.ts'
import { french } from './french.ts'

/** What a technician reads when something is refused. A problem of `cdid/reception-problem.ts` without a sentence here does not compile. */
export const receptionProblems: Words<typeof french> = words({ fr: french, en: english })
