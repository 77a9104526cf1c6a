/** What a person may save: for their files, for a superior, for an Exchange administrator, for their calendar. */
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

/** Returns the list once `one` was saved: the same document again takes the earlier one's place. */
export function withSaved(saved: readonly SavedDocument[], one: SavedDocument): readonly SavedDocument[] {
  return [...saved.filter(({ document }) => document !== one.document), one]
}
