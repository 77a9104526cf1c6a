import { armor } from 'age-encryption'
import { describe, expect, test } from 'vitest'
import { findSealed } from './find-sealed.ts'

/** Bytes that begin as an age file does; what follows is of no importance here. */
const sealed = Buffer.concat([Buffer.from('age-encryption.org/v1\n-> X25519 x\n'), Buffer.alloc(300, 7)])
const armored = armor.encode(sealed)

/** Returns the sealed bytes that were found, or what was found instead. */
function found(content: string | Uint8Array) {
  const result = findSealed(Buffer.from(content as string))
  if (!('sealed' in result)) return result
  const text = Buffer.from(result.sealed).toString('latin1')
  return Buffer.from(text.startsWith('age-') ? result.sealed : armor.decode(text))
}

describe('armor', () => {
  const crlf = armored.replaceAll('\n', '\r\n')
  const rewrapped = armored.replace(/\n(?=[A-Za-z0-9+/]{10})/g, '').replace(/FILE-----(?=[A-Za-z])/, 'FILE-----\n')
  test.each([
    ['as age writes it', armored],
    ['with a byte order mark', `\uFEFF${armored}`],
    ['with CRLF', crlf],
    ['with CR alone', armored.replaceAll('\n', '\r')],
    ['in UTF-16', Buffer.from(`\uFEFF${crlf}`, 'utf16le')],
    ['in UTF-16 without a mark', Buffer.from(crlf, 'utf16le')],
    ['quoted once and twice', armored.replace(/^/gm, '> ').replace(/^> /m, '> > ')],
    ['with words around it', `Bonjour,\n\nVoici le fichier :\n${armored}\nMerci\n-- \nAda`],
    ['in Latin-1 with words', Buffer.from(`Voilà :\n${crlf}`, 'latin1')],
    ['further in', armored.replace(/^/gm, '    ')],
    ['with blanks at line ends', armored.replace(/$/gm, '  ')],
    ['with empty lines', armored.replaceAll('\n', '\n\n')],
    ['in other lines', rewrapped],
  ])('%s', (_, content) => {
    expect(found(content)).toEqual(sealed)
  })

  test('two files are not one', () => {
    const other = armor.encode(Buffer.concat([sealed, Buffer.from('x')]))
    expect(found(`${armored}\n${other}`)).toEqual({ several: true })
  })

  test('that is cut off is still a sealed file, a damaged one', () => {
    const cut = armored.slice(0, 200)
    expect(findSealed(Buffer.from(cut))).toEqual({ sealed: Buffer.from(cut) })
  })
})

describe('a saved mail', () => {
  const mail = (type: string, body: string) =>
    `From: ada@acme.example\r\nTo: technique@cdid.com\r\nSubject: =?UTF-8?Q?Acc=C3=A8s?=\r\nContent-Type: ${type}\r\n\r\n${body}`
  const base64 = sealed.toString('base64').replace(/.{76}/g, '$&\r\n')
  const attached = (name: string, content: string, encoding = 'base64') =>
    `--b\r\nContent-Type: application/octet-stream;\r\n name="${name}"\r\nContent-Transfer-Encoding: ${encoding}\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${content}\r\n`
  const words = '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBonjour\r\n'
  const mixed = 'multipart/mixed; boundary="b"'
  const quotedPrintable = armored
    .split('\n')
    .map((line) => [line.slice(0, 40), line.slice(40)].map((part) => part.replaceAll('=', '=3D')).join('=\r\n'))
    .join('\r\n')

  test.each([
    ['with the file attached', mail(mixed, `${words}${attached('a.age', base64)}--b--\r\n`)],
    ['saved with LF alone', mail(mixed, `${words}${attached('a.age', base64)}--b--\r\n`).replaceAll('\r\n', '\n')],
    ['with armor in its text', mail('text/plain', `Bonjour\r\n${armored}`)],
    [
      'with armor, quoted-printable',
      mail(mixed, `${words}${attached('a.txt', quotedPrintable, 'quoted-printable')}--b--`),
    ],
    [
      'forwarded as an attachment',
      mail(mixed, `${words}--b\r\nContent-Type: message/rfc822\r\n\r\n${mail('text/plain', armored)}\r\n--b--`),
    ],
    [
      'as text and as a page',
      mail(
        'multipart/alternative; boundary=b',
        `--b\r\nContent-Type: text/plain\r\n\r\n${armored}\r\n--b\r\nContent-Type: text/html\r\n\r\n<pre>${armored}</pre>\r\n--b--`,
      ),
    ],
  ])('%s', (_, content) => {
    expect(found(content)).toEqual(sealed)
  })

  test('without a sealed file is named', () => {
    expect(found(mail(mixed, `${words}--b--`))).toEqual({ kind: 'mail' })
    const winmail = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 2]).toString('base64')
    expect(found(mail(mixed, `${words}${attached('winmail.dat', winmail)}--b--`))).toEqual({ kind: 'winmail' })
  })

  test('with two sealed files is not guessed at', () => {
    const other = Buffer.concat([sealed, Buffer.from('x')]).toString('base64')
    const both = `${words}${attached('a.age', base64)}${attached('b.age', other)}--b--`
    expect(found(mail(mixed, both))).toEqual({ several: true })
  })

  test.each([
    ['without an end', mail(mixed, `${words}--b`)],
    ['of parts in parts in parts', mail(mixed, mail(mixed, mail(mixed, '--b\r\n--b--')))],
    ['with a boundary like a pattern', mail('multipart/mixed; boundary="(.*)+$"', '--(.*)+$\r\n\r\nx')],
  ])('%s is read to its end', (_, content) => {
    expect(found(content)).toEqual({ kind: 'mail' })
  })
})

test.each([
  ['zip', Buffer.from([0x50, 0x4b, 3, 4, 0])],
  ['configuration', Buffer.from('{ "Exchange": [] }')],
  ['text', Buffer.from('Bonjour')],
] as const)('anything else is named: %s', (kind, content) => {
  expect(findSealed(content)).toEqual({ kind })
})
