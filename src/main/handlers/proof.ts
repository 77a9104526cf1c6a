import { prove } from '#core/prove.ts'
import type { SessionEvent } from '#core/session-event.ts'
import type { Handlers } from '../serve.ts'
import type { Desk } from './desk.ts'

/** Whether it works, as Prextra will use it. */
export function proofCalls(desk: Desk): Pick<Handlers, 'goToProof' | 'prove'> {
  const { during, go, happen } = desk.turn
  return {
    goToProof: () => go('go-to-proof', 'proof'),

    prove({ mailbox }) {
      return during('prove', { kind: 'proving', mailbox }, async () => {
        desk.proof = null
        const told = (event: SessionEvent) => {
          happen(event)
          // The token was obtained, whatever the mailbox says next: a handoff may say so.
          if (event.kind === 'check-passed' && event.check === 'role') {
            desk.proof = { token: desk.now().toISOString(), mailbox: null }
          }
        }
        desk.proof = await prove({ ...desk.outside(), say: told }, desk.wished(), desk.seen, mailbox)
        return { kind: 'proved' }
      })
    },
  }
}
