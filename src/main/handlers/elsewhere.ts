import { basename } from 'node:path'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { draftOf } from '#adapters/mail/draft.ts'
import type { Session } from '#core/session.ts'
import { colleaguePage, type ColleagueStep } from '#words/pages/colleague.ts'
import type { Handlers } from '../serve.ts'
import type { Desk } from './desk.ts'

/** Steps that are made elsewhere: by a colleague with another role, or in Exchange. */
export function elsewhereCalls(desk: Desk): Pick<Handlers, 'askColleague' | 'savePage' | 'goToLimit' | 'setLimit'> {
  const { shell, turn } = desk
  const { allow, during, happen, problem, go } = turn
  return {
    async askColleague({ step }) {
      allow('ask-colleague')
      if (step === 'limit' && !turn.state.session.limit) throw problem('out-of-order')
      await Promise.resolve()
      happen({ kind: 'colleague-asked', step })
      return null
    },

    async savePage({ language }) {
      const { session } = turn.state
      const step = stepOf(session, desk)
      if (!step) throw problem('out-of-order')
      return during('save-page', { kind: 'saving-page' }, async () => {
        const { subject, text, html, script } = colleaguePage(step, language)
        const path = await shell.chooseFile(`prextra-${session.colleague?.step ?? ''}.eml`, 'eml', session.practice)
        if (path === null) return { kind: 'handoff-cancelled' }
        const attachments = script
          ? [{ fileName: script.name, contentType: 'text/plain', content: new TextEncoder().encode(script.content) }]
          : []
        try {
          await atomicWrite(path, await draftOf({ to: [], subject, text, html, attachments, date: desk.now() }))
        } catch {
          throw problem('file-not-written')
        }
        return { kind: 'page-saved', fileName: basename(path) }
      })
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

/** All that the colleague needs, ids filled in; `null`: not known yet. */
function stepOf({ colleague, limit, plan, identity }: Session, desk: Desk): ColleagueStep | null {
  const { application, servicePrincipal } = plan?.found ?? {}
  if (!colleague || !identity || !application) return null
  const about = {
    organization: identity.organization.name,
    tenantId: identity.tenantId,
    appId: application.appId,
    profile: desk.wished().profile,
  }
  if (colleague.step !== 'limit') return { ...about, step: colleague.step }
  if (!limit || !servicePrincipal) return null
  const mailboxes = { group: limit.group, mailboxInside: limit.inside, mailboxOutside: limit.outside }
  return { ...about, step: 'scope', servicePrincipalId: servicePrincipal.id, ...mailboxes }
}
