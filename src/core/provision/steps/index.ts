import type { Change } from '../change.ts'
import type { Step } from '../step.ts'
import { applicationStep } from './application.ts'
import { clientSecretStep } from './client-secret.ts'
import { grantStep } from './grant.ts'
import { removalStep } from './removal.ts'
import { servicePrincipalStep } from './service-principal.ts'

/**
 * All steps, in the order in which they observe and make: each needs an id that one before has found or made. The secret
 * comes before the grant, so that a tenant that forbids secrets is left without a grant that opens every mailbox.
 */
export const steps: readonly Step<Change['kind']>[] = [
  applicationStep,
  servicePrincipalStep,
  clientSecretStep,
  grantStep,
  removalStep,
] as unknown as readonly Step<Change['kind']>[]
