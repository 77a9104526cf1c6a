import { basename } from 'node:path'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { deliver } from '#core/deliver.ts'
import { handoffFileName } from '#core/handoff.ts'
import type { Handlers } from '../serve.ts'
import type { Desk } from './desk.ts'

/** Sealing, and how the sealed file leaves. */
export function handoffCalls(desk: Desk): Pick<Handlers, 'goToHandoff' | 'handOff'> {
  const { shell, turn } = desk
  const { problem, during, go } = turn
  return {
    goToHandoff: () => go('go-to-handoff', 'handoff'),

    async handOff() {
      const { identity, practice } = turn.state.session
      const { proof } = desk
      if (!identity || !proof) throw problem('out-of-order')
      return during('hand-off', { kind: 'handing-off' }, async () => {
        const suggested = handoffFileName(identity.organization.domain, desk.now(), practice)
        const path = await shell.chooseFile(suggested, 'age', practice)
        if (path === null) return { kind: 'handoff-cancelled' }
        const about = { identity, proof, assistant: shell.version }
        const { sealed, code } = await deliver(desk.outside(), desk.wished(), desk.seen, about)
        try {
          await atomicWrite(path, sealed)
        } catch {
          throw problem('file-not-written')
        }
        return {
          kind: 'handed-off',
          handoff: { fileName: basename(path), bytes: sealed.length, savedAt: desk.now().toISOString(), code },
        }
      })
    },
  }
}
