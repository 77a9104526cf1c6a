import type { Clock } from '#core/ports.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { receptionWords } from '#words/reception/reception.ts'
import { accessOf, checkAccess, type CheckedAccess } from '../microsoft/check-access.ts'
import { exitCodeOf, problemText } from '../microsoft/microsoft-problem.ts'
import { honourCompanyNetwork } from '../microsoft/network.ts'
import { checkAgainst, customerOf, withCustomer, withDelivery } from '../records/customers.ts'
import { changeRecords, readRecords } from '../records/records.ts'
import {
  type Command,
  exitCodes,
  printAgain,
  printNext,
  recordsFile,
  type Reception,
  sealedFile,
  ticketOf,
} from '../reception.ts'
import { openSealedFile } from '../sealed/sealed-file.ts'
import { printable, printableJson } from '../terminal/printable-text.ts'
import { settle } from './settle.ts'

export const checkCommand: Command = async (reception) => {
  const { line, language, terminal } = reception
  const words = receptionWords[language]
  const opened = await openSealedFile(sealedFile(reception))
  const file = await recordsFile(reception)
  await settle(reception, file)
  const now = reception.now()
  const named = { environment: line.text('environment'), tenant: line.optional('tenant') }
  const customer = customerOf(await readRecords(file), named, now)
  checkAgainst(customer, opened.facts, now)

  if (!honourCompanyNetwork(reception.environment)) terminal.tell(words.proxyIgnored)
  const mailbox = line.optional('mailbox') ?? customer.mailbox
  const outside = { fetch: reception.fetch, clock: clockOf(reception) }
  const checked = await checkAccess(accessOf(opened, customer), mailbox, outside)
  const { token } = checked
  if (token) {
    const news = {
      token: { ...token, roles: [...token.roles] },
      ...(checked.mailbox && { mailbox: checked.mailbox }),
      ...ticketOf(reception),
    }
    await changeRecords(file, 'check', (records) =>
      withCustomer(withDelivery(records, customer, opened, news), customer, (kept) => ({
        ...kept,
        mailbox: checked.mailbox?.address ?? kept.mailbox,
      })),
    )
  }
  if (line.flag('json')) terminal.printRaw(printableJson({ environment: customer.environment, ...checked }))
  else print(reception, checked, opened.facts.profile)
  if (checked.problem) {
    if (!line.flag('json')) printAgain(reception)
    return exitCodeOf(sayProblem(checked.problem, language).nature)
  }
  if (!line.flag('json')) printNext(reception, ['merge', line.argument, '--environment', customer.environment])
  return exitCodes.done
}

function print(
  { language, terminal }: Reception,
  { token, mailbox, problem }: CheckedAccess,
  profile: 'ews' | 'graph',
): void {
  const words = receptionWords[language]
  const good = (text: string) => {
    terminal.print(`${terminal.paint('green', '✓')} ${printable(text)}`)
  }
  if (token) {
    good(words.token(token.tenantId))
    if (problem?.code !== 'role-missing') good(words.roles(token.roles.join(', ')))
  }
  if (mailbox) good(words.mailbox(mailbox.address))
  if (problem) terminal.print(`${terminal.paint('red', '✗')} ${problemText(problem, language)}`)
  else if (!mailbox) terminal.print(`– ${profile === 'ews' ? words.mailboxNotTried : words.mailboxNotOfProfile}`)
}

export function clockOf({ now }: Pick<Reception, 'now'>): Clock {
  return {
    now,
    wait: () => Promise.reject(new Error('nothing here waits')),
    alarm: (ms, ring) => {
      const timer = setTimeout(ring, ms)
      return () => {
        clearTimeout(timer)
      }
    },
  }
}
