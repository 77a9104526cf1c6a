import type { TestContext } from 'vitest'

/** A fact that one check found out, for `out/security/summary.json` (build/security-summary.mjs). */
export interface SecurityFact {
  /** How many places were searched for what must be in none of them, and in how many it was. */
  readonly leak?: { readonly sinks: number; readonly hits: number }
  /** The state of each fuse in the release, by its name. */
  readonly fuses?: Readonly<Record<string, string>>
  /** Hosts that were contacted and are not listed: any host at rest, and in a run those that no page names. */
  readonly hosts?: readonly string[]
  /** What became of a switch or a variable. */
  readonly switch?: 'refused' | 'ignored'
}

declare module 'vitest' {
  interface TaskMeta {
    security?: SecurityFact
  }
}

/** Hands a fact over to the summary. */
export function note({ task }: Pick<TestContext, 'task'>, fact: SecurityFact): void {
  task.meta.security = { ...task.meta.security, ...fact }
}
