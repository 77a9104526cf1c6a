import type { Change } from '../change.ts'
import type { Step } from '../step.ts'
import { applicationStep } from './application.ts'
import { clientSecretStep } from './client-secret.ts'
import { grantStep } from './grant.ts'
import { removalStep } from './removal.ts'
import { servicePrincipalStep } from './service-principal.ts'

/** All steps, in the order in which they observe and make: each needs an id that the one before has found or made. */
export const steps: readonly Step<Change['kind']>[] = [
  applicationStep,
  servicePrincipalStep,
  grantStep,
  clientSecretStep,
  removalStep,
] as unknown as readonly Step<Change['kind']>[]
