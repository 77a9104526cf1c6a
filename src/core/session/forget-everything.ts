import type { MadeSecret } from '../ledger.ts'
import type { SessionContext } from './context.ts'
import type { KeptSecrets, Losses } from './personal-data.ts'
import { resumable } from './resumable.ts'
import { newSession } from './session.ts'
import { start } from './sign-in.ts'

/**
 * Deletes everything of this person's from this computer, after saying what is lost. Nothing of a tenant changes by that: a
 * secret that was never handed over is first offered for removal there, and leaving it behind takes a second yes.
 */
export async function forgetEverything(context: SessionContext): Promise<void> {
  const { desktop } = context
  context.allow('forget-everything')
  const secrets = await desktop.personalData.secrets()
  const unsent = unsentHere(desktop.unsent(), secrets)
  const answer = unsent.length === 0 ? 'forget' : await desktop.askAboutUnsent(unsent)
  if (answer === 'remove') await start(context, { way: 'manage' })
  if (answer !== 'forget') return
  await context.during('forget-everything', async () => {
    if (!(await desktop.mayForget(lossesOf(context, secrets, unsent)))) return 'stay'
    const left = await desktop.personalData.forget()
    return { stage: { ...newSession, resumable: resumable(desktop), emptied: left } }
  })
}

/** The secrets that were never handed over: the ledger tells whose they are, and the keychain knows of others. */
function unsentHere(inLedger: readonly MadeSecret[], secrets: KeptSecrets): readonly MadeSecret[] {
  const known = new Set(inLedger.map(({ keyId }) => keyId.toLowerCase()))
  const others = secrets.pending.filter(({ keyId }) => !known.has(keyId.toLowerCase()))
  return [
    ...inLedger,
    ...others.map(({ tenantId, keyId }) => ({
      practice: false,
      tenantId,
      organization: { name: '', domain: '' },
      keyId,
    })),
  ]
}

function lossesOf({ desktop }: SessionContext, secrets: KeptSecrets, unsent: readonly MadeSecret[]): Losses {
  const { guide } = resumable(desktop)
  return {
    unsent,
    secrets: secrets.count,
    guide: guide === null ? null : guide.state === 'kept' ? (guide.organization ?? '') : '',
    handoffs: desktop.history().length,
    organizations: desktop.organizationsFile.read().length,
  }
}
