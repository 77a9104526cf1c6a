import { isAuthorized, type Session, type Stage } from './session.ts'

/** What a person may save: for their file, for a superior, for an Exchange administrator, for their calendar. */
export const documentNames = [
  'report',
  'security',
  'plan',
  'guide',
  'allow-list-script',
  'scope-script',
  'withdraw-script',
  'reminder-secret',
  'reminder-check',
] as const

export type DocumentName = (typeof documentNames)[number]

export interface SavedDocument {
  readonly document: DocumentName
  readonly fileName: string
  /** ISO 8601. */
  readonly savedAt: string
}

/** Where each says what is true: a plan before it runs, a report once all is handed over. */
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
}

/** What must be known first. */
const conditions: Partial<Record<DocumentName, (session: Session) => boolean>> = {
  guide: ({ guide }) => guide !== null && guide.step !== 'contact',
  plan: ({ busy, plan }) => !busy && plan !== null && plan.changes.length > 0,
  'reminder-secret': ({ plan }) => (plan?.found.secret ?? null) !== null,
  // A token was obtained and no mailbox opened, or somebody waits already.
  'reminder-check': ({ proof, awaited }) =>
    awaited !== null || (proof !== null && isAuthorized(proof) && proof.problem !== null),
  'scope-script': ({ limit }) => limit !== null,
}

export function isOffered(session: Session, document: DocumentName): boolean {
  return stages[document].includes(session.at) && (conditions[document]?.(session) ?? true)
}

/** The list once this was saved: the same document again takes the earlier one's place. */
export function withSaved(saved: readonly SavedDocument[], one: SavedDocument): readonly SavedDocument[] {
  return [...saved.filter(({ document }) => document !== one.document), one]
}
