import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, matchesGlob } from 'node:path'
import { receptionWords } from '#words/reception/reception.ts'
import { type Command, exitCodes, printNext, recordsFile, type Reception, sealedFile, ticketOf } from '../reception.ts'
import { ReceptionError, sentence } from '../reception-problem.ts'
import { checkAgainst, customerOf, isFuture, withDelivery } from '../records/customers.ts'
import { changeRecords, readRecords } from '../records/records.ts'
import { compareCode, readTypedCode, summary, summaryJson } from '../sealed/open.ts'
import { type OpenedFile, openSealedFile } from '../sealed/sealed-file.ts'
import { printable, printableJson } from '../terminal/printable-text.ts'
import { settle } from './settle.ts'

export const openCommand: Command = async (reception) => {
  const { line } = reception
  const files = (await Promise.all(line.arguments.map(expanded))).flat()
  const [only, second] = files
  if (only === undefined) throw new ReceptionError({ code: 'usage-file' })
  if (second === undefined) return openOne(reception, only)
  if (line.optional('control-code') !== null) throw new ReceptionError({ code: 'usage-file' })
  return openSeveral(reception, files)
}

/** Opens one file, compares its control code, and keeps the comparison in the records. */
async function openOne(reception: Reception, file: string): Promise<number> {
  const { line, language, terminal } = reception
  const given = line.optional('control-code')
  // What was typed wrongly on the command line is refused before a passphrase is asked.
  if (given !== null) readTypedCode(given)
  const opened = await openSealedFile(sealedFile(reception, file))
  const controlCode = given ?? (await askCode(reception))
  if (controlCode !== null) compareCode(opened, controlCode)
  const isCompared = controlCode !== null
  if (isCompared && line.optional('environment') !== null) await keepComparison(reception, opened)
  if (line.flag('json')) {
    terminal.printRaw(printableJson(summaryJson(opened, isCompared)))
    return exitCodes.done
  }
  terminal.print(summary(opened, language, reception.now(), isCompared))
  tellFuture(reception, opened)
  const environment =
    line.optional('environment') ?? (await knownEnvironment(reception, opened)) ?? receptionWords[language].example.name
  printNext(reception, ['check', file, '--environment', environment])
  return exitCodes.done
}

/** Opens several files without asking for control codes, and goes on when one of them is refused. */
async function openSeveral(reception: Reception, files: readonly string[]): Promise<number> {
  const { line, language, terminal } = reception
  const shared = sealedFile(reception)
  const summaries: object[] = []
  let refused = 0
  for (const file of files) {
    try {
      const opened = await openSealedFile({ ...shared, file })
      if (line.flag('json')) summaries.push({ file, ...summaryJson(opened, false) })
      else terminal.print(`${printable(file)}\n${summary(opened, language, reception.now(), false)}\n`)
    } catch (error) {
      if (!(error instanceof ReceptionError)) throw error
      terminal.tell(sentence(error.problem, language))
      refused += 1
    }
  }
  if (line.flag('json')) terminal.printRaw(printableJson(summaries))
  else printNext(reception, ['open', files[0] ?? receptionWords[language].example.file])
  return refused === 0 ? exitCodes.done : exitCodes.refused
}

/** Says that a file claims to be made in the future: a clock was wrong, and what it says of its age counts for nothing. */
export function tellFuture({ terminal, language, now }: Reception, { facts }: OpenedFile): void {
  if (isFuture(facts.createdAt, now())) terminal.tell(receptionWords[language].fromFuture(facts.createdAt))
}

async function askCode({ line, language, terminal }: Reception): Promise<string | null> {
  if (!terminal.interactive || line.flag('json')) return null
  const typed = (await terminal.ask(receptionWords[language].askCode)).trim()
  return typed === '' ? null : typed
}

async function keepComparison(reception: Reception, opened: OpenedFile): Promise<void> {
  const { line } = reception
  const now = reception.now()
  const file = await recordsFile(reception)
  await settle(reception, file)
  const named = { environment: line.text('environment'), tenant: line.optional('tenant') }
  const customer = customerOf(await readRecords(file), named, now)
  checkAgainst(customer, opened.facts, now)
  const news = { codeAt: now.toISOString(), ...ticketOf(reception) }
  await changeRecords(file, 'open', (records) => withDelivery(records, customer, opened, news))
}

/** Resolves to the customer whose tenant the file is from, as the records know it; `null` when they do not. */
async function knownEnvironment(reception: Reception, { facts }: OpenedFile): Promise<string | null> {
  try {
    const { customers } = await readRecords(await recordsFile(reception))
    const found = customers.filter(({ tenantId }) => tenantId.toLowerCase() === facts.tenantId.toLowerCase())
    return found.length === 1 ? (found[0]?.environment ?? null) : null
  } catch {
    return null
  }
}

/** Resolves to the files that `*.age` stands for: Windows' shells leave that to the program. Any other name stands for itself. */
async function expanded(pattern: string): Promise<readonly string[]> {
  if (!/[*?]/.test(pattern) || (await stat(pattern).catch(() => null))) return [pattern]
  const folder = dirname(pattern)
  const names = await readdir(folder).catch(() => [])
  const found = names.filter((name) => matchesGlob(name, basename(pattern))).sort()
  if (found.length === 0) throw new ReceptionError({ code: 'file-not-found', file: pattern })
  return found.map((name) => (pattern.includes('/') || pattern.includes('\\') ? join(folder, name) : name))
}
