import { receptionWords } from '#words/reception/reception.ts'
import type { Reception } from '../reception.ts'
import { settleIntents } from '../records/change-journal.ts'
import type { RecordsFile } from '../records/records.ts'
import { printable } from '../terminal/printable-text.ts'

/** Finishes what killed runs have left in the records, and says what became of it, before a command does its own work. */
export async function settle({ terminal, language }: Reception, records: RecordsFile): Promise<void> {
  const words = receptionWords[language]
  for (const { intent, outcome } of await settleIntents(records)) {
    const { customer, config, backup } = intent
    terminal.tell(
      words.settled(outcome, {
        environment: printable(customer.environment),
        config: printable(config),
        backup: printable(backup),
      }),
    )
    if (outcome === 'done') terminal.tell(words.restart)
  }
}
