import { isSameId } from '#core/folded-name.ts'
import { receptionWords } from '#words/reception/reception.ts'
import { findCustomerLists } from '../configuration/configuration.ts'
import type { DifferenceLine } from '../configuration/entry-plan.ts'
import { type Changed, merge, type Planned, removeEntry } from '../configuration/merge.ts'
import { findOverlays } from '../configuration/overlays.ts'
import { type Place, probablyMeant, readPlace, sayPlace, usualPlace } from '../configuration/place.ts'
import { positionAt } from '../configuration/text-position.ts'
import { realFile } from '../files/real-file.ts'
import { createJournal, type RecordsIntent } from '../records/change-journal.ts'
import {
  checkAgainst,
  checkNewest,
  customerOf,
  deliveryOf,
  isMergedInto,
  newDelivery,
  withDelivery,
} from '../records/customers.ts'
import { changeRecords, readRecords, type RecordsFile } from '../records/records.ts'
import type { Customer, Records } from '../records/records-schema.ts'
import { ReceptionError } from '../reception-problem.ts'
import {
  agreed,
  asked,
  type Command,
  exitCodes,
  lockOptions,
  printNext,
  recordsFile,
  type Reception,
  sealedFile,
  ticketOf,
} from '../reception.ts'
import { type OpenedFile, openSealedFile } from '../sealed/sealed-file.ts'
import type { CommandName } from '../terminal/command-table.ts'
import { printable } from '../terminal/printable-text.ts'
import { tellFuture } from './open.ts'
import { settle } from './settle.ts'

export const mergeCommand: Command = (reception) =>
  reception.line.flag('remove') ? removeFromConfig(reception) : mergeFile(reception)

/** Puts the customer's entry into the configuration. */
async function mergeFile(reception: Reception): Promise<number> {
  const { line } = reception
  const opened = await openSealedFile(sealedFile(reception))
  const records = await recordsFile(reception)
  if (!line.flag('dry-run')) await settle(reception, records)
  const now = reception.now()
  const named = { environment: line.text('environment'), tenant: line.optional('tenant') }
  /** Everything that must be so before the configuration is changed; asked again with the records' lock held. */
  const allowed = (held: Records) => {
    const customer = customerOf(held, named, now)
    checkAgainst(customer, opened.facts, now)
    if (!line.flag('older')) checkNewest(customer, opened, now)
    const unchecked = line.flag('dry-run') ? null : reasonWithoutCheck(reception, customer, opened)
    return { customer, unchecked }
  }
  const { customer, unchecked } = allowed(await readRecords(records))
  tellFuture(reception, opened)

  const target = await targetOf(reception)
  const { environment, tenantId } = customer
  const changed = await merge({
    ...target,
    desired: { environment, tenantId, applicationId: opened.facts.applicationId, secret: opened.secret },
    also: line.flag('also'),
    now,
    approve: (planned) => approve(reception, planned, { ...target, environment, opened }),
    journal: () =>
      createJournal(
        records,
        intentOf(reception, customer, {
          kind: 'merge',
          delivery: { ...newDelivery(opened, null), ...ticketOf(reception) },
          unchecked,
        }),
        (held) => void allowed(held),
      ),
  })
  if (changed.change === 'none' && !line.flag('dry-run')) {
    await keepAlreadyMerged(reception, records, customer, opened, target.config, unchecked)
  }
  return report(reception, changed, target.config, ['confirm', line.argument, '--environment', environment])
}

/** Takes the customer's entry out of the configuration. */
async function removeFromConfig(reception: Reception): Promise<number> {
  const { line } = reception
  const records = await recordsFile(reception)
  if (!line.flag('dry-run')) await settle(reception, records)
  const now = reception.now()
  const named = { environment: line.text('environment'), tenant: line.optional('tenant') }
  const customer = customerOf(await readRecords(records), named, now)
  const target = await targetOf(reception)
  const { environment, tenantId } = customer
  const changed = await removeEntry({
    ...target,
    named: { environment, tenantId },
    now,
    approve: (planned) => approve(reception, planned, { ...target, environment, opened: null }),
    journal: () =>
      createJournal(
        records,
        intentOf(reception, customer, { kind: 'remove', delivery: null, unchecked: null }),
        (held) => void customerOf(held, named, now),
      ),
  })
  return report(reception, changed, target.config, ['undo'])
}

interface Target {
  readonly config: string
  readonly place: Place
  readonly replace: boolean
  readonly lock: ReturnType<typeof lockOptions>
}

async function targetOf(reception: Reception): Promise<Target> {
  const { line } = reception
  return {
    config: await realFile(line.text('config')),
    place: readPlace(line.optional('at') ?? '') ?? usualPlace,
    replace: line.flag('replace'),
    lock: lockOptions(reception),
  }
}

function intentOf(
  reception: Reception,
  { environment, tenantId, name, contact, mailbox, addedAt }: Customer,
  what: Pick<RecordsIntent, 'kind' | 'delivery' | 'unchecked'>,
): RecordsIntent {
  return {
    ...what,
    at: reception.now().toISOString(),
    customer: { environment, tenantId, name, contact, mailbox, addedAt },
    undone: null,
  }
}

interface Shown extends Target {
  readonly environment: string
  /** The file that is merged; `null` when an entry is removed. */
  readonly opened: OpenedFile | null
}

/** Shows what would change, where, and what is unusual about it; then asks. */
async function approve(reception: Reception, planned: Planned, shown: Shown): Promise<boolean> {
  const { line, language, terminal } = reception
  const words = receptionWords[language]
  const { config, place, environment, opened } = shown
  if (planned.makesList) checkNewList(reception, planned, shown)
  terminal.print(
    words.difference(planned.change, {
      environment: printable(environment),
      config: printable(config),
      list: printable(sayPlace(place)),
      line: planned.position?.line ?? null,
    }),
  )
  terminal.print(differenceText(reception, planned.difference))
  if (opened) {
    const { secretKeyId, secretExpiresAt } = opened.facts
    terminal.print(`  ${words.secretFacts(secretKeyId, secretExpiresAt, reception.now())}`)
  }
  for (const overlay of await findOverlays(config, place)) {
    terminal.tell(words.overlay(printable(overlay.file), overlay.line))
  }
  if (planned.makesList) {
    terminal.print(words.makesList(printable(sayPlace(place))))
    if (line.flag('dry-run')) return false
    if (!line.flag('new-list') && !(await asked(reception, words.makeList))) return false
  }
  return agreed(reception)
}

/**
 * Throws when making a list is probably a mistake, unless `--new-list` asks for it: the file has a list of customers elsewhere, or
 * the place looks like a slip; or when nobody can be asked.
 */
function checkNewList({ line, terminal }: Reception, { configuration }: Planned, { config, place }: Shown): void {
  if (line.flag('new-list')) return
  const [elsewhere] = findCustomerLists(configuration.root)
  if (elsewhere) {
    const position = positionAt(configuration.text, elsewhere.node.offset)
    const there = sayPlace(elsewhere.place)
    throw new ReceptionError({ code: 'list-elsewhere', file: config, list: sayPlace(place), there, ...position })
  }
  const meant = probablyMeant(place)
  if (meant) throw new ReceptionError({ code: 'place-unclear', list: sayPlace(place), meant: sayPlace(meant) })
  if (!terminal.interactive && !line.flag('dry-run')) {
    throw new ReceptionError({ code: 'list-missing', file: config, list: sayPlace(place) })
  }
}

/** Says what was done, and what comes next; returns the exit code. */
function report(
  reception: Reception,
  changed: Changed,
  config: string,
  next: readonly [CommandName, ...string[]],
): number {
  const { line, language, terminal } = reception
  const words = receptionWords[language]
  if (changed.change === 'none') {
    terminal.print(
      line.flag('remove') ? words.removedNothing(printable(config)) : words.mergedNothing(printable(config)),
    )
    if (!line.flag('remove')) printNext(reception, next)
    return exitCodes.done
  }
  if (changed.change === 'declined') {
    terminal.print(words.nothingWritten)
    return line.flag('dry-run') ? exitCodes.wouldChange : exitCodes.refused
  }
  const { intent } = changed
  terminal.print(words.changed(changed.change, printable(config), printable(intent.backup)))
  terminal.print(words.restart)
  printNext(reception, next)
  return exitCodes.done
}

/** Keeps in the records that a file is in the configuration, when the entry was there already and the records did not know. */
async function keepAlreadyMerged(
  reception: Reception,
  records: RecordsFile,
  customer: Customer,
  opened: OpenedFile,
  config: string,
  unchecked: string | null,
): Promise<void> {
  const merged = {
    at: reception.now().toISOString(),
    config,
    written: null,
    backup: null,
    backupDigest: null,
    unchecked,
    removedAt: null,
  }
  await changeRecords(records, 'merge', (held) => {
    const known = deliveryOf(
      customerOf(held, { environment: customer.environment, tenant: customer.tenantId }, reception.now()),
      opened,
    )
    if (known && isMergedInto(known, config)) return held
    return withDelivery(held, customer, opened, { ...ticketOf(reception), merged })
  })
}

/** Returns `null` when this file was checked for this customer's tenant, else the reason of `--unchecked`. Throws when there is none. */
function reasonWithoutCheck({ line }: Reception, customer: Customer, opened: OpenedFile): string | null {
  const token = deliveryOf(customer, opened)?.token
  if (token && isSameId(token.tenantId, customer.tenantId)) return null
  const reason = line.optional('unchecked')
  if (reason === null) throw new ReceptionError({ code: 'not-checked', environment: customer.environment })
  return reason
}

export function differenceText({ terminal }: Reception, difference: readonly DifferenceLine[]): string {
  const lineOf = ({ sign, name, value }: DifferenceLine) => {
    const text = `  ${sign} ${name}: ${printable(value)}`
    return sign === ' ' ? text : terminal.paint(sign === '+' ? 'green' : 'red', text)
  }
  return difference.map(lineOf).join('\n')
}
