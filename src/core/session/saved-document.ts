/** The names of the documents that a person may save. */
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
  'network',
] as const

export type DocumentName = (typeof documentNames)[number]

export interface SavedDocument {
  readonly document: DocumentName | 'support'
  readonly fileName: string
  /** When it was saved, in ISO 8601. */
  readonly savedAt: string
}

/** Returns the list with a saved document added. It replaces an earlier save of the same document. */
export function withSaved(saved: readonly SavedDocument[], one: SavedDocument): readonly SavedDocument[] {
  return [...saved.filter(({ document }) => document !== one.document), one]
}
