import type { ChangeJournal } from '#cdid/configuration/config-change.ts'

/** A journal that writes nothing down, for tests of what a merge does to the configuration alone. */
export const unrecorded: ChangeJournal = {
  begin: () => Promise.resolve(),
  complete: () => Promise.resolve(),
  withdraw: () => Promise.resolve(),
  neededBackups: () => Promise.resolve([]),
}
