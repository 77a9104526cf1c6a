import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draftOf, type Draft } from './draft.ts'

const plain: Draft = {
  from: { name: 'Marie-Ève Tremblay', address: 'me.tremblay@erabliere.example' },
  to: [{ name: 'CDID', address: 'technique@cdid.com' }],
  cc: [{ address: 'chef.projet@cdid.com' }],
  subject: 'Accès Outlook',
  text: 'Bonjour,\n\nÀ bientôt.\n',
  date: new Date('2026-11-25T15:04:00Z'),
  attachments: [
    {
      fileName: 'prextra-a.example.age',
      contentType: 'application/octet-stream',
      content: Buffer.from([0, 255, 13, 10]),
    },
  ],
}

/** Returns the header lines, unfolded, and the body after them. */
async function read(draft: Draft) {
  const mail = Buffer.from(await draftOf(draft)).toString('utf8')
  const end = mail.indexOf('\r\n\r\n')
  const headers = mail
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const of = (name: string) =>
    headers.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2))
  return { headers, of, body: mail.slice(end) }
}

const usualHeaders = 'cc,content-type,date,from,message-id,mime-version,subject,to,x-unsent'
const namesOf = (headers: readonly string[]) =>
  headers
    .map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
    .sort()
    .join()

/** Returns the text that a mail program shows for an RFC 2047 header. */
function decoded(header: string): string {
  const joined = header.replace(/\?=\s+=\?/g, '?==?')
  return joined.replace(/=\?utf-8\?(q|b)\?([^?]*)\?=/gi, (_whole, kind: string, text: string) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(text, 'base64').toString('utf8')
      : Buffer.from(
          text
            .replace(/_/g, ' ')
            .replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
          'latin1',
        ).toString('utf8'),
  )
}

test('ends every line with CRLF, in text, page and headers, and has a date and an id (RFC 5322)', async () => {
  const html = '<p>Bonjour,\nà bientôt</p>\n'
  const mail = Buffer.from(await draftOf({ ...plain, html })).toString('latin1')
  expect(mail).not.toMatch(/[^\r]\n|\r(?!\n)/)
  expect(mail).toMatch(/^Date: .+\r$/m)
  expect(mail).toMatch(/^Message-ID: <[^<>\s]+@[^<>\s]+>\r$/m)
})

test('is a draft to be sent, and its attachment keeps every byte', async () => {
  const { headers, of, body } = await read(plain)
  expect(namesOf(headers)).toBe(usualHeaders)
  expect(of('X-Unsent')).toEqual(['1'])
  expect(of('To')).toEqual(['CDID <technique@cdid.com>'])
  expect(of('Cc')).toEqual(['chef.projet@cdid.com'])
  expect(decoded(of('From')[0] ?? '')).toBe('Marie-Ève Tremblay <me.tremblay@erabliere.example>')
  expect(decoded(of('Subject')[0] ?? '')).toBe('Accès Outlook')
  expect(body).toContain('filename=prextra-a.example.age')
  expect(body).toContain(Buffer.from([0, 255, 13, 10]).toString('base64'))
  expect(body).not.toContain('text/html')
})

test('has no From without a sender, and both forms of the text with HTML', async () => {
  const { to, subject, text, date, attachments } = plain
  const { headers, body } = await read({ to, subject, text, date, attachments, html: '<p>Bonjour</p>' })
  expect(namesOf(headers)).toBe('content-type,date,message-id,mime-version,subject,to,x-unsent')
  expect(body).toContain('multipart/alternative')
  expect(body).toContain('<p>Bonjour</p>')
})

test.each([
  ['a\r\nBcc: x@y.example', 'a Bcc: x y.example'],
  ['technique@cdid.com', null],
  ['technique＠cdid.com', null],
  ['\u202Emoc.didc', 'moc.didc'],
  ['Lefebvre, Ada "la" ; <x>', 'Lefebvre, Ada "la" ; <x>'],
  ['🙂 Ada', '🙂 Ada'],
  ['\u200B \uFEFF', null],
])('the name %j', async (name, shown) => {
  const { headers, of } = await read({ ...plain, to: [{ name, address: 'ada@acme.example' }] })
  expect(namesOf(headers)).toBe(usualHeaders)
  const to = decoded(of('To')[0] ?? '')
  const { text = '' } = /^(?<text>.*?) ?<?ada@acme\.example>?$/su.exec(to)?.groups ?? {}
  const bare = text.replace(/^"(.*)"$/s, '$1').replace(/\\(.)/g, '$1')
  expect(bare).toBe(name.includes('Bcc') ? '' : (shown ?? ''))
})

test.each([
  '',
  'ada',
  'ada@',
  'a@b.example, c@d.example',
  'a@b.example\r\nBcc: c@d.example',
  'é@b.example',
  '"a b"@c.example',
  'a@b..example',
  `${'a'.repeat(65)}@b.example`,
])('the address %j is refused', async (address) => {
  await expect(draftOf({ ...plain, to: [{ address }] })).rejects.toThrow('not an address')
  await expect(draftOf({ ...plain, cc: [{ address }] })).rejects.toThrow('not an address')
  await expect(draftOf({ ...plain, from: { address } })).rejects.toThrow('not an address')
})

const pieces = [
  '\r\n',
  '\n',
  '\r',
  '\u2028',
  '\u0000',
  '\u202E',
  '\u2066',
  '\u200B',
  'Bcc: x@y.example',
  '\r\n\r\n',
  '"',
  '\\',
  ',',
  ';',
  '<',
  '>',
  '@',
  '＠',
  '(',
  ')',
  ':',
  '=?utf-8?q?=0D=0ABcc:_x?=',
  '🙂',
  'é',
  'e\u0301',
  '\ud800',
  'a',
  ' ',
  '../',
  'name="x"',
]
const odd = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 30 })
  .map((all) => all.join(''))

test('no name, subject or file name adds a header, a recipient or a part', async () => {
  await fc.assert(
    fc.asyncProperty(odd, async (text) => {
      const { headers, of, body } = await read({
        ...plain,
        to: [{ name: text, address: 'ada@acme.example' }],
        from: { name: text, address: 'ada@acme.example' },
        subject: text,
        attachments: plain.attachments.map((one) => ({ ...one, fileName: text })),
      })
      expect(namesOf(headers).replace('subject,', '')).toBe(usualHeaders.replace('subject,', ''))
      for (const name of ['To', 'From']) {
        const raw = of(name)[0] ?? ''
        const addressPart = raw.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/=\?[^ ]*\?=/g, '')
        expect(addressPart.match(/@/g)).toHaveLength(1)
        expect(addressPart).not.toMatch(/[,;]/)
        expect(decoded(raw)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      }
      expect(body.match(/^Content-Disposition: attachment/gm)).toHaveLength(1)
      expect(body).not.toMatch(/^Bcc:/m)
    }),
    { numRuns: 1_000, seed: 20261125 },
  )
})
