import { posix, win32 } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { isConfirmedWith } from '#core/handoff/confirmation.ts'
import { handoffFileName } from '#core/handoff/document.ts'
import { confirmationSchema } from '#core/schemas/confirmation.ts'
import { isMailAddress } from '#core/mail-address.ts'
import { Secret } from '#core/secret.ts'
import { calendar } from '#cdid/records/calendar.ts'
import { confirmationMail } from '#cdid/records/confirmation-mail.ts'
import { readContact } from '#cdid/records/customers.ts'
import { summary, summaryJson } from '#cdid/sealed/open.ts'
import { printable, printableJson } from '#cdid/terminal/printable-text.ts'
import { sentence } from '#cdid/reception-problem.ts'
import type { Customer, Delivery } from '#cdid/records/records-schema.ts'
import type { OpenedFile } from '#cdid/sealed/sealed-file.ts'
import { table } from '#cdid/terminal/table.ts'
import { counted } from '#support/counted.ts'
import { handoff } from '#support/reception-folder.ts'
import { isWholeRun } from '#support/share.ts'

/** Parts of names: ordinary ones, and those of an attacker who wants to fool a terminal, a path or a mail program. */
const pieces = [
  '\u202E',
  '\u2066',
  '\u200B',
  '\u200D',
  '\uFEFF',
  '\u0000',
  '\u001b[2J',
  '\u0007',
  '\u0085',
  '\u2028',
  '\r\n',
  '\n',
  '\r',
  '..\\',
  '../',
  '/',
  '\\\\host\\share\\',
  'C:',
  'file:ads',
  'CON',
  'NUL',
  'COM1',
  'aux.',
  ' ',
  '.',
  '~',
  '%2e%2e',
  '\t',
  '\r\nBcc: everyone@example.org\r\n\r\n',
  '<a@b>',
  '"',
  ',',
  ';',
  ':',
  '=?utf-8?q?x?=',
  '(comment)',
  '@',
  '\\',
  "'",
  '`$(id)`',
  'é',
  'e\u0301',
  '🙂',
  '👩‍👩‍👧',
  'Ⅷ',
  'аpple',
  'ß',
  '\u00a0',
  '•',
  '[U+202E]',
  'a',
  'Acmé inc.',
  'xn--80ak6aa92e',
  '{secret}',
]
const name = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
  .map((all) => all.join('') || 'x')

const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u
const secret = new Secret('PLANTED-SECRET')
const now = new Date('2026-11-22T19:07:00Z')
const delivery: Delivery = {
  digest: 'a'.repeat(64),
  id: handoff.id,
  applicationId: handoff.applicationId,
  secretKeyId: handoff.secretKeyId,
  secretExpiresAt: handoff.secretExpiresAt,
  profile: 'ews',
  cloud: 'public',
  createdAt: handoff.createdAt,
  ticket: null,
  codeAt: null,
  token: null,
  mailbox: null,
  confirmedAt: null,
  merged: {
    at: now.toISOString(),
    config: '/c',
    written: null,
    backup: null,
    backupDigest: null,
    unchecked: null,
    removedAt: null,
  },
}

const row = counted('names')
afterAll(() => {
  row.write()
})

/** Shows and writes `text` as a name in every place where reception does; `null` when none was fooled, else which one was. */
async function wrongWith(text: string): Promise<string | null> {
  const file = handoffFileName(text, now, null)
  for (const path of [posix, win32]) {
    if (path.basename(file) !== file || path.dirname(path.join('/kept', file)) !== path.normalize('/kept'))
      return 'path'
  }
  if (!/^prextra-[a-z0-9.-]*-\d{8}-\d{4}\.age$/.test(file) || file.length > 150) return 'file name'
  if (unprintable.test(printable(text))) return 'printable'

  const facts = {
    ...handoff,
    organization: { name: text, domain: text },
    contact: { name: text, email: text },
    environment: text,
    caseNumber: text,
  }
  const shown = { ...facts, clientSecret: undefined }
  const opened: OpenedFile = {
    facts: shown,
    secret,
    recipient: 'age1x',
    identity: text,
    controlCode: Array.from({ length: 8 }, () => 1),
    digest: delivery.digest,
  }
  const lines = summary(opened, 'fr', now, true).split('\n')
  if (lines.length !== 20 || lines.some((line) => unprintable.test(line))) return 'summary'
  const json = printableJson(summaryJson(opened, true))
  if (unprintable.test(json.replaceAll('\n', ''))) return 'JSON'
  if ((JSON.parse(json) as typeof facts).organization.name !== text) return 'JSON read back'
  const said = sentence({ code: 'file-not-found', file: text }, 'en')
  if (said.includes('\n') || unprintable.test(said)) return 'sentence'
  const rows = table(['a', 'b'], [[text.slice(0, 12), 'x']], {
    columns: 80,
    heading: String,
    row: (_row, line) => line,
  })
  if (rows.split('\n').length !== 2 || unprintable.test(rows.replace('\n', ''))) return 'table'

  const contact = { name: text, email: 'ada@acme.example' }
  const customer: Customer = {
    environment: text,
    tenantId: handoff.tenantId,
    name: text,
    contact,
    mailbox: null,
    addedAt: now.toISOString(),
    deliveries: [delivery],
    removals: [],
  }
  const mail = Buffer.from(
    await confirmationMail({ customer, contact, delivery, opened, language: 'fr', now }),
  ).toString('utf8')
  const headers = mail
    .slice(0, mail.indexOf('\r\n\r\n'))
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const names = headers.map((line) => line.slice(0, line.indexOf(':')).toLowerCase()).sort()
  if (names.join() !== 'content-type,date,message-id,mime-version,subject,to,x-unsent') return `headers ${names.join()}`
  const to = headers.find((line) => line.startsWith('To: ')) ?? ''
  const unquoted = to.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/=\?[^ ]*\?=/g, '')
  if ((unquoted.match(/@/g) ?? []).length !== 1 || !/[ <]ada@acme\.example>?$/.test(unquoted) || unquoted.includes(','))
    return `recipients ${to}`
  if (mail.includes('PLANTED')) return 'the secret in the mail'

  const events = calendar([customer], 'fr').split('\r\n')
  if (events.some((line) => Buffer.byteLength(line) > 75)) return 'calendar folding'
  const properties = events.filter((line) => !line.startsWith(' '))
  if (properties.length !== 29 || properties.some((line) => !/^[A-Z-]+[;:]/.test(line) && line !== ''))
    return `calendar ${properties.length}`

  const read = readContact(text)
  if (read && (!isMailAddress(read.email) || unprintable.test(read.name) || /[\s,;<>"()]/.test(read.email)))
    return 'contact'
  return null
}

const names = isWholeRun ? 10_000 : 2_000

test('no name can fool a terminal, a path, a mail or a calendar', { timeout: 170_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(name, async (text) => {
      const wrong = await wrongWith(text)
      row.cell(wrong === null, `${JSON.stringify(text)}: ${wrong ?? ''}`)
    }),
    { numRuns: names, seed: 20261122 },
  )
  expect(row.failures.slice(0, 5)).toEqual([])
  expect(row.ran).toBe(names)
})

test('the attached confirmation is accepted with the customer’s secret, and refused with any change', async () => {
  const shown = { ...handoff, clientSecret: undefined }
  const opened: OpenedFile = {
    facts: shown,
    secret,
    recipient: 'age1x',
    identity: 'cdid.key',
    controlCode: [],
    digest: delivery.digest,
  }
  const contact = { name: 'Ada', email: 'ada@acme.example' }
  const customer: Customer = {
    environment: 'acme',
    tenantId: handoff.tenantId,
    name: null,
    contact,
    mailbox: null,
    addedAt: now.toISOString(),
    deliveries: [delivery],
    removals: [],
  }
  const mail = Buffer.from(
    await confirmationMail({ customer, contact, delivery, opened, language: 'en', now }),
  ).toString('utf8')
  const [, base64 = ''] = /filename=\S+\r\n(?:[^\r\n]+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/.exec(mail) ?? []
  const confirmation = confirmationSchema.parse(JSON.parse(Buffer.from(base64, 'base64').toString('utf8')))
  expect(isConfirmedWith(confirmation, secret)).toBe(true)
  const forged = counted('forgeries')
  const refused = (what: object, held: Secret, name: string) => {
    forged.cell(!isConfirmedWith({ ...confirmation, ...what }, held), name)
  }
  refused({}, new Secret('another'), 'another secret')
  refused({ id: '1b5a7a3e-5c0f-4b8e-9a39-6f6f1c1f2a10' }, secret, 'another file')
  refused({ keyId: '43333333-0000-4000-8000-000000000003' }, secret, 'another secret’s id')
  refused({ at: '2026-11-22T19:07:00.001Z' }, secret, 'another time')
  for (let place = 0; place < 64; place++) {
    for (let bit = 0; bit < 4; bit++) {
      const digit = (Number.parseInt(confirmation.mac.charAt(place), 16) ^ (1 << bit)).toString(16)
      refused(
        { mac: confirmation.mac.slice(0, place) + digit + confirmation.mac.slice(place + 1) },
        secret,
        `bit ${bit} of ${place}`,
      )
    }
  }
  forged.write()
  expect(forged.failures).toEqual([])
})
