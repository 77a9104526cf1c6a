import { basename } from 'node:path'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { draftOf } from '#adapters/mail/draft.ts'
import { noEntries } from '#core/guide/entries.ts'
import { isSameAddress } from '#core/mail-address.ts'
import { tenantWide } from '#core/access/profile.ts'
import type { Session } from '#core/session/session.ts'
import { isLimited } from '#core/provision/tags.ts'
import { delegationPage, type DelegatedStep } from '#words/pages/delegation/delegation.ts'
import type { Handlers } from '../serve.ts'
import type { Desk } from './desk.ts'

/** Steps that are made elsewhere: by a colleague with another role, or in Exchange. */
export function delegationCalls(desk: Desk): Pick<Handlers, 'delegate' | 'savePage' | 'goToLimit' | 'setLimit'> {
  const { shell, turn } = desk
  const { allow, during, dispatch, problem, go } = turn
  return {
    async delegate({ step }) {
      allow('delegate')
      const { at, limit } = turn.state.session
      if (step === 'limit' && !limit) throw problem('out-of-order')
      if (at === 'guide' && step !== 'consent') throw problem('out-of-order')
      await Promise.resolve()
      dispatch({ kind: 'delegated', step })
      return null
    },

    async savePage({ language }) {
      const { session } = turn.state
      const step = consentInGuide(session) ?? stepOf(session, desk)
      if (!step) throw problem('out-of-order')
      return during('save-page', { kind: 'saving-page' }, async () => {
        const { subject, text, html, script } = delegationPage(step, language)
        const day = desk.now().toISOString().slice(0, 10)
        const path = await shell.chooseFile(`prextra-${step.step}-${day}.eml`, 'eml', session.practice)
        if (path === null) return { kind: 'cancelled' }
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
      if (isSameAddress(limit.allowedMailbox, limit.blockedMailbox)) throw problem('bad-input')
      await Promise.resolve()
      dispatch({ kind: 'limit-set', limit })
      return null
    },
  }
}

/** By hand, what was entered so far is all that is known. */
function consentInGuide({ practice, guide, delegation }: Session): DelegatedStep | null {
  const { applicationId: appId, tenantId, organization, domain } = guide?.entries ?? noEntries
  if (!guide || delegation?.step !== 'consent' || appId === null || tenantId === null) return null
  const about = { practice, organization: organization ?? domain ?? tenantId, tenantId, appId }
  return { ...about, step: 'consent', profile: guide.profile }
}

/** All that the colleague needs, ids filled in; `null`: not known yet. */
function stepOf({ practice, delegation, limit, plan, identity }: Session, desk: Desk): DelegatedStep | null {
  const { application, servicePrincipal } = plan?.found ?? {}
  if (!delegation || !identity || !application) return null
  const { profile } = desk.desiredState()
  const about = {
    organization: identity.organization.name,
    tenantId: identity.tenantId,
    appId: application.appId,
    practice,
    profile,
  }
  if (delegation.step === 'consent') {
    // What Exchange gives to some mailboxes is not asked for all of them.
    const permissions = tenantWide(profile, isLimited(desk.observed, desk.desiredState()))
    return { ...about, step: 'consent', profile: { ...profile, permissions } }
  }
  if (delegation.step === 'allow-list') return { ...about, step: 'allow-list' }
  if (!limit || !servicePrincipal) return null
  const mailboxes = { group: limit.group, allowedMailbox: limit.allowedMailbox, blockedMailbox: limit.blockedMailbox }
  return { ...about, step: 'scope', servicePrincipalId: servicePrincipal.id, ...mailboxes }
}
