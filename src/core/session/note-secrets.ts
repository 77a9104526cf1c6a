import type { Change } from '../provision/change.ts'
import type { RunContext } from '../provision/step.ts'
import type { SessionContext } from './context.ts'
import type { Identity } from './identity.ts'

/**
 * Returns what a run of these changes runs in. It also notes in the ledger each secret that is made, so that one that is
 * never handed over is announced on another day, and each that is removed.
 */
export function notingSecrets(
  context: SessionContext,
  { tenantId, organization }: Identity,
  changes: readonly Change[],
): RunContext {
  const run = context.run()
  const { practice } = context.session
  const { journal } = run.world
  return {
    ...run,
    emit: (event) => {
      run.emit(event)
      if (event.kind !== 'made') return
      const change = changes[event.index]
      if (change?.kind === 'create-secret' && event.id !== null) {
        journal.note({ did: 'make', practice, tenantId, organization, keyId: event.id })
      } else if (change?.kind === 'remove-secret') journal.note({ did: 'remove', tenantId, keyId: change.keyId })
      else if (change?.kind === 'remove-application' && change.why === 'asked-for') {
        journal.note({ did: 'remove', tenantId, keyId: null })
      }
    },
  }
}
