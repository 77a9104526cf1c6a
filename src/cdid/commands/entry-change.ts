import { receptionWords } from '#words/reception/reception.ts'
import type { DifferenceLine } from '../configuration/entry-plan.ts'
import type { Changed, Planned } from '../configuration/merge.ts'
import { findOverlays } from '../configuration/overlays.ts'
import { type Place, probablyMeant, readPlace, sayPlace, usualPlace } from '../configuration/place.ts'
import { realFile } from '../files/real-file.ts'
import type { RecordsIntent } from '../records/change-journal.ts'
import type { Customer } from '../records/records-schema.ts'
import { ReceptionError } from '../reception-problem.ts'
import { agreed, asked, exitCodes, lockOptions, printAgain, printNext, type Reception } from '../reception.ts'
import type { OpenedFile } from '../sealed/sealed-file.ts'
import type { CommandName } from '../terminal/command-table.ts'
import { printable } from '../terminal/printable-text.ts'

/** The configuration that a command changes, and where its list is. */
export interface Target {
  readonly config: string
  readonly place: Place
  readonly replace: boolean
  readonly lock: ReturnType<typeof lockOptions>
}

export async function targetOf(reception: Reception): Promise<Target> {
  const { line } = reception
  return {
    config: await realFile(line.text('config')),
    place: readPlace(line.optional('at') ?? '') ?? usualPlace,
    replace: line.flag('replace'),
    lock: lockOptions(reception),
  }
}

export function intentOf(
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
export async function approve(reception: Reception, planned: Planned, shown: Shown): Promise<boolean> {
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
function checkNewList({ line, terminal }: Reception, { otherList }: Planned, { config, place }: Shown): void {
  if (line.flag('new-list')) return
  if (otherList) {
    const there = sayPlace(otherList.place)
    throw new ReceptionError({
      code: 'list-elsewhere',
      file: config,
      list: sayPlace(place),
      there,
      ...otherList.position,
    })
  }
  const meant = probablyMeant(place)
  if (meant) throw new ReceptionError({ code: 'place-unclear', list: sayPlace(place), meant: sayPlace(meant) })
  if (!terminal.interactive && !line.flag('dry-run')) {
    throw new ReceptionError({ code: 'list-missing', file: config, list: sayPlace(place) })
  }
}

/** What comes next: when the change is done, and what must come before it, if anything must. */
interface NextCommands {
  readonly done: readonly [CommandName, ...string[]]
  readonly before: readonly [CommandName, ...string[]] | null
}

/** Says what was done, and what comes next; returns the exit code. */
export function report(reception: Reception, changed: Changed, config: string, next: NextCommands): number {
  const { line, language, terminal } = reception
  const words = receptionWords[language]
  if (changed.change === 'none') {
    terminal.print(
      line.flag('remove') ? words.removedNothing(printable(config)) : words.mergedNothing(printable(config)),
    )
    printNext(reception, next.done)
    return exitCodes.done
  }
  if (changed.change === 'declined') {
    terminal.print(words.nothingWritten)
    if (next.before) printNext(reception, next.before)
    else printAgain(reception)
    return line.flag('dry-run') ? exitCodes.wouldChange : exitCodes.refused
  }
  const { intent } = changed
  terminal.print(words.changed(changed.change, printable(config), printable(intent.backup)))
  terminal.print(words.restart)
  printNext(reception, next.done)
  return exitCodes.done
}

function differenceText({ terminal }: Reception, difference: readonly DifferenceLine[]): string {
  const lineOf = ({ sign, name, value }: DifferenceLine) => {
    const text = `  ${sign} ${name}: ${printable(value)}`
    return sign === ' ' ? text : terminal.paint(sign === '+' ? 'green' : 'red', text)
  }
  return difference.map(lineOf).join('\n')
}
