import type { Secret } from '#core/secret.ts'
import { isSameId, isSameName } from '#core/folded-name.ts'
import { type Configuration, type Entry, type EntryName, entryNames, lineAt } from './configuration.ts'
import { type EntryValues, extendedText, updatedText } from './entry-edit.ts'
import { ReceptionError } from '../reception-problem.ts'

/** The entry that a configuration should hold for one customer. */
export interface DesiredEntry {
  readonly environment: string
  readonly tenantId: string
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
  readonly change: 'added' | 'updated'
  readonly text: string
  readonly difference: readonly DifferenceLine[]
}

/** Plans the text with the desired entry; `null` when it is already there. Throws rather than change another customer's entry. */
export function planEntry(
  configuration: Configuration,
  desired: DesiredEntry,
  allowed: { readonly config: string; readonly replace: boolean; readonly also: boolean },
): PlannedEntry | null {
  const entry = ownEntry(configuration, desired, allowed)
  const values: EntryValues = {
    Environment: desired.environment,
    ApplicationId: desired.applicationId,
    ClientSecret: desired.secret.reveal(),
    TenantId: desired.tenantId,
  }
  if (!entry) {
    const difference = entryNames.map((name) => masked('+', name, values[name]))
    return { change: 'added', text: extendedText(configuration, values), difference }
  }
  const differing = entryNames.filter((name) => !same(name, entry.value(name), values[name]))
  if (differing.length === 0) return null
  const text = updatedText(configuration, entry, Object.fromEntries(differing.map((name) => [name, values[name]])))
  const difference = entryNames.flatMap((name) => {
    if (!differing.includes(name)) return [masked(' ', name, entry.value(name))]
    const added = masked('+', name, values[name])
    return entry.properties.has(name) ? [masked('-', name, entry.value(name)), added] : [added]
  })
  return { change: 'updated', text, difference }
}

function ownEntry(
  { text, entries }: Configuration,
  { environment, tenantId }: DesiredEntry,
  { config: file, replace, also }: { readonly config: string; readonly replace: boolean; readonly also: boolean },
): Entry | undefined {
  const lineOf = (entry: Entry) => lineAt(text, entry.node.offset)
  const named = entries.filter((entry) => isSameName(entry.value('Environment'), environment))
  const [own, second] = named
  if (own && second) {
    const lines = { line: lineOf(second), firstLine: lineOf(own) }
    throw new ReceptionError({ code: 'config-duplicate-environment', file, name: environment, ...lines })
  }
  const held = own?.value('TenantId') ?? ''
  if (own && held !== '' && !isSameId(held, tenantId) && !replace) {
    throw new ReceptionError({ code: 'environment-taken', environment, tenant: held, line: lineOf(own) })
  }
  const elsewhere = entries.find((entry) => entry !== own && isSameId(entry.value('TenantId'), tenantId))
  if (elsewhere && !also) {
    const there = { environment: elsewhere.value('Environment'), line: lineOf(elsewhere) }
    throw new ReceptionError({ code: 'tenant-elsewhere', tenant: tenantId, ...there })
  }
  return own
}

/** Compares a secret exactly, and names and ids without regard to case, as .NET and Microsoft do. */
function same(name: EntryName, held: string, wanted: string): boolean {
  return name === 'ClientSecret' ? held === wanted : isSameName(held, wanted)
}

function masked(sign: DifferenceLine['sign'], name: EntryName, value: string): DifferenceLine {
  return { sign, name, value: name === 'ClientSecret' ? '••••' : value }
}
