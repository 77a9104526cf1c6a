import { receptionWords } from '#words/reception/reception.ts'
import { checkAgainst, customerOf, withDelivery } from '../records/customers.ts'
import { open, summary, summaryJson } from '../sealed/open.ts'
import { type Command, exitCodes, recordsFile, type Reception, sealedFile } from '../reception.ts'
import { changeRecords, readRecords } from '../records/records.ts'
import type { OpenedFile } from '../sealed/sealed-file.ts'

export const openCommand: Command = async (reception) => {
  const { line, language, terminal } = reception
  const controlCode = line.optional('control-code') ?? (await askCode(reception))
  const opened = await open({ ...sealedFile(reception), controlCode })
  const compared = controlCode !== null
  if (compared && line.optional('environment') !== null) await keepComparison(reception, opened)
  const text = line.flag('json') ? summaryJson(opened, compared) : summary(opened, language, reception.now(), compared)
  terminal.print(text)
  return exitCodes.done
}

async function askCode({ line, language, terminal }: Reception): Promise<string | null> {
  if (!terminal.interactive || line.flag('json')) return null
  const typed = (await terminal.ask(receptionWords[language].askCode)).trim()
  return typed === '' ? null : typed
}

async function keepComparison(reception: Reception, opened: OpenedFile): Promise<void> {
  const { line } = reception
  const now = reception.now()
  const file = recordsFile(reception)
  const named = { environment: line.text('environment'), tenant: line.optional('tenant') }
  const customer = customerOf(await readRecords(file), named, now)
  checkAgainst(customer, opened.facts, now)
  await changeRecords(file, (records) => withDelivery(records, customer, opened, { codeAt: now.toISOString() }))
}
