import { basename } from 'node:path'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { draftOf } from '#adapters/mail/draft.ts'
import { mailScopes } from '#adapters/microsoft/graph/outbox.ts'
import { keptUntil, usualKeepDays } from '#core/handoff/kept-copy.ts'
import { deliver, keepPastedCopy, markDelivered, type Delivery } from '#core/handoff/deliver.ts'
import { handoffFileName, type HandoffView, type HandoffWay } from '#core/handoff/document.ts'
import type { Mail } from '#core/handoff/mail.ts'
import { required } from '#core/provision/step.ts'
import { ProblemError, type ProblemCode } from '#core/problem.ts'
import { send } from '#core/handoff/send.ts'
import type { SessionEvent } from '#core/session/session-event.ts'
import type { Given } from '#contract/calls.ts'
import type { Handlers } from '../serve.ts'
import { goToHandoffByHand } from './guide-moves.ts'
import type { Desk } from './desk.ts'
import { handoffLetter } from './handoff-letter.ts'
import { allowMore } from './page.ts'

/** What was sealed, for as long as it may have to leave once more: the same bytes are the same file to CDID. */
interface Parcel extends Pick<Given<'handOff'>, 'caseNumber' | 'copyTo'> {
  readonly delivery: Delivery
  readonly fileName: string
  readonly mail: Mail
}

/** Sealing, and how the sealed file leaves. */
export function handoffCalls(desk: Desk): Pick<Handlers, 'goToHandoff' | 'handOff' | 'handOffAgain' | 'keepCopy'> {
  const { shell, turn } = desk
  const { problem, during, dispatch, go } = turn
  let parcel: Parcel | null = null

  /** Asked before anything is sealed: whoever cannot send picks another way, and nothing has changed. */
  async function allowMail(): Promise<void> {
    const found = await allowMore(desk, mailScopes)
    if (!found) return
    throw new ProblemError(notAllowed.includes(found.code) ? { ...found, code: 'mail-not-allowed' } : found)
  }

  /** Where it is to be saved; for a mail, once it may be sent. `null`: the person thought better of it. */
  async function prepared(way: HandoffWay, sealedName: string): Promise<{ readonly path: string } | 'mail' | null> {
    if (way === 'mail') {
      // Who did it by hand never signs in.
      if (turn.state.session.guide) throw problem('out-of-order')
      await allowMail()
      return 'mail'
    }
    const kind = way === 'draft' ? 'eml' : 'age'
    const path = await shell.chooseFile(sealedName.replace(/age$/, kind), kind, turn.state.session.practice)
    return path === null ? null : { path }
  }

  async function leave(what: Parcel, way: HandoffWay, by: { readonly path: string } | 'mail'): Promise<SessionEvent> {
    const { delivery, mail, fileName, caseNumber, copyTo } = what
    const view: Omit<HandoffView, 'outcome' | 'at' | 'keep'> = {
      ...{ way, fileName, caseNumber, copyTo, to: desk.place().address },
      ...{ bytes: delivery.sealed.length, code: delivery.code },
    }
    // Noted before anything leaves: a copy that stays always has its time.
    const keep = turn.state.session.handoff?.keep ?? kept(delivery, usualKeepDays)
    const left = (more: Pick<HandoffView, 'outcome'> & Partial<HandoffView>): SessionEvent => ({
      kind: 'handed-off',
      handoff: {
        ...view,
        at: desk.now().toISOString(),
        keep,
        ...more,
      },
    })
    if (by === 'mail') return left({ outcome: await send(desk.context(), mail) })
    const bytes = way === 'draft' ? await draftOf({ ...mail, date: desk.now() }) : delivery.sealed
    try {
      await atomicWrite(by.path, bytes)
    } catch {
      throw problem('file-not-written')
    }
    return left({ outcome: 'saved', fileName: basename(by.path) })
  }

  /** What was chosen is in the journal, and is read there when the assistant next opens. */
  function kept({ line }: Delivery, days: HandoffView['keep']['days']): HandoffView['keep'] {
    const until = keptUntil(desk.now(), days)
    const { practice, tenantId, organization, appId, keyId } = line
    desk.place().world.journal.note({ did: 'keep', practice, tenantId, organization, appId, keyId, until })
    return { days, until }
  }

  return {
    goToHandoff: () => (turn.state.session.guide ? goToHandoffByHand(desk) : go('go-to-handoff', 'handoff')),

    async handOff({ way, caseNumber, copyTo }) {
      const { identity, practice } = turn.state.session
      const { proof } = desk
      if (!identity || !proof) throw problem('out-of-order')
      return during('hand-off', { kind: 'handing-off' }, async () => {
        const fileName = handoffFileName(identity.organization.domain, desk.now(), practice)
        const by = await prepared(way, fileName)
        if (by === null) return { kind: 'cancelled' }
        const access = desk.access()
        const { organization, account } = identity
        const about = {
          organization,
          contact: { name: account.name, email: account.username },
          proof,
          caseNumber,
          assistant: shell.version,
          setUp: turn.state.session.guide ? ('by-hand' as const) : ('assistant' as const),
        }
        const context = desk.context()
        const delivery = await deliver(context, access, about, () =>
          about.setUp === 'by-hand'
            ? keepPastedCopy(context, access)
            : markDelivered(context, required(desk.observed.application, 'the application'), access.secret),
        )
        const facts = { identity, proof, caseNumber, delivery, fileName, copyTo, address: desk.place().address }
        parcel = { delivery, fileName, caseNumber, copyTo, mail: handoffLetter(facts, turn.state.language) }
        return leave(parcel, way, by)
      })
    },

    handOffAgain: ({ way }) =>
      during('hand-off-again', { kind: 'handing-off' }, async () => {
        if (!parcel) throw problem('out-of-order')
        const by = await prepared(way, parcel.fileName)
        return by === null ? { kind: 'cancelled' } : leave(parcel, way, by)
      }),

    async keepCopy({ days }) {
      turn.allow('keep-copy')
      if (!parcel) throw problem('out-of-order')
      await Promise.resolve()
      dispatch({ kind: 'copy-kept', ...kept(parcel.delivery, days) })
      return null
    },
  }
}

/** Whoever says no to one more right has not failed to sign in. */
const notAllowed: readonly ProblemCode[] = [
  ...(['sign-in-declined', 'sign-in-timeout', 'sign-in-refused'] as const),
  ...(['sign-in-needs-approval', 'sign-in-not-assigned'] as const),
]
