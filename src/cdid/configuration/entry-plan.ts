import { foldedName, isSameId, isSameName } from '#core/folded-name.ts'
import type { Secret } from '#core/secret.ts'
import { ReceptionError } from '../reception-problem.ts'
import type { Edit } from 'jsonc-parser'
import { type Configuration, type Entry, type EntryName, entryNames, findCustomerLists } from './configuration.ts'
import { additionEdits, type EntryValues, removalEdits, updateEdits } from './entry-edit.ts'
import type { Place } from './place.ts'
import { positionAt, type TextPosition } from './text-position.ts'

/** Which entry of a configuration is meant; both come from CDID's records. */
export interface NamedEntry {
  readonly environment: string
  readonly tenantId: string
}

/** The entry that a configuration should hold for one customer. */
export interface DesiredEntry extends NamedEntry {
  readonly applicationId: string
  readonly secret: Secret
}

/** One line of the difference, removed, added or kept; a secret is masked. */
export interface DifferenceLine {
  readonly sign: '-' | '+' | ' '
  readonly name: EntryName
  readonly value: string
}

export interface PlannedEntry {
  readonly change: 'added' | 'updated' | 'removed'
  /** Edits of the configuration's text. Applied to its bytes (edited-bytes.ts), they leave all others as they are. */
  readonly edits: readonly Edit[]
  readonly difference: readonly DifferenceLine[]
  /** Where the customer's entry is before the change, else the list that it is added to; `null` when the list is made. */
  readonly position: TextPosition | null
  /** Whether the list itself is missing and is made. */
  readonly makesList: boolean
  /** When the list is made: another list of customers in the file, which was perhaps meant. */
  readonly otherList: { readonly place: Place; readonly position: TextPosition } | null
}

/** What may be done that is refused otherwise, and how the configuration is called in a problem. */
export interface PlanOptions {
  readonly config: string
  /** Whether an entry of the same environment with another tenant is replaced. */
  readonly replace: boolean
  /** Whether the tenant may also be in the list under another environment. */
  readonly also: boolean
}

/** Plans how the desired entry gets into the text; `null` when it is already there. Throws rather than change another customer's entry. */
export function planEntry(
  configuration: Configuration,
  desired: DesiredEntry,
  options: PlanOptions,
): PlannedEntry | null {
  const entry = ownEntry(configuration, desired, options)
  const values: EntryValues = {
    Environment: desired.environment,
    ApplicationId: desired.applicationId,
    ClientSecret: desired.secret.reveal(),
    TenantId: desired.tenantId,
  }
  if (!entry) {
    return {
      change: 'added',
      edits: additionEdits(configuration, values),
      difference: entryNames.map((name) => masked('+', name, values[name])),
      position: configuration.list ? positionAt(configuration.text, configuration.list.offset) : null,
      makesList: configuration.list === undefined,
      otherList: configuration.list === undefined ? otherListOf(configuration) : null,
    }
  }
  const differing = entryNames.filter((name) => !same(name, entry.value(name), values[name]))
  if (differing.length === 0) return null
  return {
    change: 'updated',
    edits: updateEdits(configuration, entry, Object.fromEntries(differing.map((name) => [name, values[name]]))),
    difference: entryNames.flatMap((name) => {
      if (!differing.includes(name)) return [masked(' ', name, entry.value(name))]
      const added = masked('+', name, values[name])
      return entry.properties.has(name) ? [masked('-', name, entry.value(name)), added] : [added]
    }),
    position: positionAt(configuration.text, entry.node.offset),
    makesList: false,
    otherList: null,
  }
}

/** Plans how the entry is taken out of the text; `null` when it is not there. Throws when the entry belongs to another tenant. */
export function planRemoval(
  configuration: Configuration,
  named: NamedEntry,
  options: Omit<PlanOptions, 'also'>,
): PlannedEntry | null {
  const entry = ownEntry(configuration, named, { ...options, also: true })
  if (!entry) return null
  const held = entryNames.filter((name) => entry.properties.has(name))
  return {
    change: 'removed',
    edits: removalEdits(configuration, entry),
    difference: held.map((name) => masked('-', name, entry.value(name))),
    position: positionAt(configuration.text, entry.node.offset),
    makesList: false,
    otherList: null,
  }
}

function otherListOf({ root, text }: Configuration): PlannedEntry['otherList'] {
  const [other] = findCustomerLists(root)
  return other ? { place: other.place, position: positionAt(text, other.node.offset) } : null
}

/** Finds the customer's entry. Throws when it is there twice, belongs to another tenant, or its tenant is under another name. */
function ownEntry(
  { text, entries }: Configuration,
  { environment, tenantId }: NamedEntry,
  { config: file, replace, also }: PlanOptions,
): Entry | undefined {
  const at = (entry: Entry) => positionAt(text, entry.node.offset)
  const own = entryOf(entries, environment, (first, second) => {
    const { line: firstLine, column: firstColumn } = at(first)
    const code = 'config-duplicate-environment'
    return new ReceptionError({ code, file, name: environment, firstLine, firstColumn, ...at(second) })
  })
  const held = own?.value('TenantId') ?? ''
  if (own && held !== '' && !isSameId(held, tenantId) && !replace) {
    throw new ReceptionError({ code: 'environment-taken', environment, tenant: held, ...at(own) })
  }
  const elsewhere = also ? undefined : otherEntryOf(entries, tenantId, own)
  if (elsewhere) {
    const there = elsewhere.value('Environment')
    throw new ReceptionError({ code: 'tenant-elsewhere', tenant: tenantId, environment: there, ...at(elsewhere) })
  }
  return own
}

/** Finds another entry than `own` that has the tenant. */
function otherEntryOf(entries: Iterable<Entry>, tenantId: string, own: Entry | undefined): Entry | undefined {
  for (const entry of entries) {
    if (entry.node.offset !== own?.node.offset && isSameId(entry.value('TenantId'), tenantId)) return entry
  }
  return undefined
}

/**
 * Finds the entry of an environment, whatever the case of its name. Two names that differ only in how their accents are composed
 * are both reachable by their exact spelling; two that differ only in case are refused, because .NET may take them for one.
 */
function entryOf(
  entries: Iterable<Entry>,
  environment: string,
  twice: (first: Entry, second: Entry) => ReceptionError,
): Entry | undefined {
  const wanted = foldedName(environment)
  const alike: Entry[] = []
  for (const entry of entries) if (foldedName(entry.value('Environment')) === wanted) alike.push(entry)
  const sameButCase = alike.filter((entry) => entry.value('Environment').toLowerCase() === environment.toLowerCase())
  const [first, second] = sameButCase.length > 0 ? sameButCase : alike
  if (first && second) throw twice(first, second)
  return first
}

/** Compares a secret exactly, and names and ids without regard to case, as .NET and Microsoft do. */
function same(name: EntryName, held: string, wanted: string): boolean {
  return name === 'ClientSecret' ? held === wanted : isSameName(held, wanted)
}

function masked(sign: DifferenceLine['sign'], name: EntryName, value: string): DifferenceLine {
  return { sign, name, value: name === 'ClientSecret' ? '••••' : value }
}
