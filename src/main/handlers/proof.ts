import { checksOf, prove, type Proof, type ProofMailboxes } from '#core/access/prove.ts'
import { isAuthorized } from '#core/session/session.ts'
import type { SessionEvent } from '#core/session/session-event.ts'
import type { Handlers } from '../serve.ts'
import { goToProofByHand } from './guide-moves.ts'
import type { Desk } from './desk.ts'

/** Whether it works, as Prextra will use it. */
export function proofCalls(desk: Desk): Pick<Handlers, 'goToProof' | 'prove'> {
  const { during, go } = desk.turn
  return {
    goToProof: () => (desk.turn.state.session.guide ? goToProofByHand(desk) : go('go-to-proof', 'proof')),

    prove: ({ mailbox, blockedMailbox }) =>
      during('prove', proving(desk, { mailbox, blockedMailbox }), async () => {
        await shown(desk, (told) =>
          prove({ ...desk.context(), emit: told }, desk.access(), { mailbox, blockedMailbox }),
        )
        return { kind: 'proved' }
      }),
  }
}

/** The checks that this profile, limited or not, is shown by. */
export function proving(desk: Desk, tried: ProofMailboxes & { readonly mailbox: string }): SessionEvent {
  const { profile, limited } = desk.access()
  return { kind: 'proving', checks: checksOf(profile, limited), ...tried }
}

/** Keeps what was shown. The token counts, whatever the mailbox says next: a handoff may say so. */
export async function shown(desk: Desk, work: (told: (event: SessionEvent) => void) => Promise<Proof>): Promise<void> {
  const { turn } = desk
  desk.proof = null
  const told = (event: SessionEvent) => {
    turn.dispatch(event)
    const { proof } = turn.state.session
    if (event.kind === 'check-passed' && proof && isAuthorized(proof)) {
      desk.proof ??= { token: desk.now().toISOString(), mailbox: null }
    }
  }
  desk.proof = await work(told)
  if (!turn.state.session.awaited) return
  desk.place().world.journal.note({ did: 'prove', tenantId: desk.access().tenantId })
  turn.dispatch({ kind: 'awaited', line: null })
}
