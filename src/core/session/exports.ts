import type { DocumentName } from './saved-document.ts'
import { assistantPathOf, guideOf, isAuthorized, pathOf } from './session-path.ts'
import type { Session, Stage } from './session.ts'

/** The stages at which each document can be saved: a plan before it runs, a report after the handoff. */
const stages: Readonly<Record<DocumentName, readonly Stage[]>> = {
  report: ['done'],
  security: ['review', 'done'],
  plan: ['review'],
  guide: ['guide'],
  'allow-list-script': ['proof'],
  'scope-script': ['limit'],
  'withdraw-script': ['removed'],
  'reminder-secret': ['done'],
  'reminder-check': ['delegation', 'proof'],
  network: ['network'],
}

/** Returns whether a document can be saved now. */
export function isOffered(session: Session, document: DocumentName): boolean {
  return stages[document].includes(session.at) && isKnown(session, document)
}

/** Whether the session holds what a document needs beyond its stage. */
function isKnown(session: Session, document: DocumentName): boolean {
  const path = pathOf(session)
  const assistant = assistantPathOf(session)
  switch (document) {
    case 'guide':
      return guideOf(session)?.step !== 'contact'
    case 'plan':
      return !session.busy && assistant !== null && assistant.plan.changes.length > 0
    case 'scope-script':
      return assistant !== null && assistant.limit !== null
    case 'reminder-check': {
      // These documents help when the token was obtained and no mailbox opened, also while that is waited for.
      const proof = path?.proof ?? null
      return (path?.awaited ?? null) !== null || (proof !== null && isAuthorized(proof) && proof.problem !== null)
    }
    default:
      return true
  }
}
