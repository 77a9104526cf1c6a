import type { Handlers } from '../serve.ts'
import type { Desk } from './desk.ts'

/** Steps that are made elsewhere: by a colleague with another role, or in Exchange. */
export function elsewhereCalls(desk: Desk): Pick<Handlers, 'askColleague' | 'goToLimit' | 'setLimit'> {
  const { turn } = desk
  const { allow, happen, problem, go } = turn
  return {
    async askColleague({ step }) {
      allow('ask-colleague')
      if (step === 'limit' && !turn.state.session.limit) throw problem('out-of-order')
      await Promise.resolve()
      happen({ kind: 'colleague-asked', step })
      return null
    },

    goToLimit: () => go('go-to-limit', 'limit'),

    async setLimit(limit) {
      allow('set-limit')
      const same = limit.inside.toLowerCase() === limit.outside.toLowerCase()
      if (same) throw problem('bad-input')
      await Promise.resolve()
      happen({ kind: 'limit-set', limit })
      return null
    },
  }
}
