import type { GuideStep } from '#core/guide/guide.ts'
import type { StepCode } from '../shell/shell.ts'

/** What each step of the guide by hand is called on the phone. */
export const guideCodes: Readonly<Record<GuideStep, StepCode>> = {
  registration: 'M1',
  ids: 'M2',
  permission: 'M3',
  consent: 'M4',
  secret: 'M5',
  contact: 'M7',
  'old-secret': 'M9',
}
