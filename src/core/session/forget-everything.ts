import type { SessionContext } from './context.ts'
import type { Losses } from './personal-data.ts'
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
  const unsent = desktop.unsent()
  const answer = unsent.length === 0 ? 'forget' : await desktop.askAboutUnsent(unsent)
  if (answer === 'remove') await start(context, { way: 'manage' })
  if (answer !== 'forget') return
  await context.during('forget-everything', async () => {
    if (!(await desktop.mayForget(await lossesOf(context)))) return 'stay'
    const left = await desktop.personalData.forget()
    return { stage: { ...newSession, resumable: resumable(desktop), emptied: left } }
  })
}

async function lossesOf({ desktop }: SessionContext): Promise<Losses> {
  const { guide } = resumable(desktop)
  return {
    unsent: desktop.unsent(),
    secrets: await desktop.personalData.secrets(),
    guide: guide === null ? null : guide.state === 'kept' ? (guide.organization ?? '') : '',
    handoffs: desktop.history().length,
    organizations: desktop.organizationsFile.read().length,
  }
}
