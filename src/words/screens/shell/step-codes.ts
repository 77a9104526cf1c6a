import type { GuideStep } from '#core/guide/guide.ts'

type AutomaticCode = '00' | 'A1' | 'A2' | 'A3' | 'A4' | 'A5' | 'A6'
type ByHandCode = 'M1' | 'M2' | 'M3' | 'M4' | 'M5' | 'M6' | 'M7' | 'M8' | 'M9'

/** The short code of a screen, said on the phone. A code keeps its meaning from one version to the next. */
export type StepCode = AutomaticCode | ByHandCode | 'R1' | 'R2' | 'R3' | 'N1'

/** The code of each page of the guide by hand, and of the two screens that follow it. */
export const guideCodes: Readonly<Record<GuideStep | 'proof' | 'handoff', StepCode>> = {
  registration: 'M1',
  ids: 'M2',
  permission: 'M3',
  consent: 'M4',
  secret: 'M5',
  proof: 'M6',
  contact: 'M7',
  handoff: 'M7',
  'old-secret': 'M9',
}
