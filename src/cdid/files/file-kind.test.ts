import { expect, test } from 'vitest'
import { kindOf } from './file-kind.ts'

const text = (content: string) => Buffer.from(content)

test.each([
  ['empty', text('')],
  ['sealed', text('age-encryption.org/v1\n-> X25519 x\n')],
  ['sealed', Buffer.concat([text('age-encryption.org/v1\n--- x\n'), Buffer.from([0, 1, 255])])],
  ['sealed', text('Bonjour\n-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n')],
  ['identity', text('# created\nAGE-SECRET-KEY-1QQQ\n')],
  ['public-key', text(`age1${'q'.repeat(58)}\n`)],
  ['public-key', text('{ "id": "cdid-2026", "publicKey": "age1", "notAfter": "2028-01-01" }')],
  ['records', text('{ "format": "prextra-reception-records", "version": 1 }')],
  ['records', text('\uFEFF{ "format": "prextra-reception-records" }')],
  ['audit', text('{"at":"x","user":"u","host":"h","id":"i","did":"merge","phase":"intent"}\n{"at":"y"}\n')],
  ['confirmation', text('{ "id": "1", "keyId": "2", "at": "3", "mac": "4" }')],
  ['handoff', text('{ "format": "prextra-handoff", "clientSecret": "x" }')],
  ['configuration', text('{}')],
  ['configuration', text('{ "Exchange": [] }')],
  ['configuration', text('{\n  // note\n  "Exchange": [],\n}')],
  ['dotnet-build', text('{ "runtimeTarget": {}, "targets": {}, "libraries": {} }')],
  ['dotnet-build', text('{ "runtimeOptions": {} }')],
  ['json', text('[1, 2]')],
  ['mail', text('From: a@b\r\nTo: c@d\r\nSubject: x\r\n y\r\n\r\nBonjour\r\n')],
  ['outlook-mail', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
  ['winmail', Buffer.from([0x78, 0x9f, 0x3e, 0x22, 0, 0])],
  ['zip', Buffer.from([0x50, 0x4b, 3, 4, 0])],
  ['zip', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27])],
  ['pdf', text('%PDF-1.7')],
  ['picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d])],
  ['web-page', text('<!DOCTYPE html><html>')],
  ['calendar', text('BEGIN:VCALENDAR\r\n')],
  ['text', text('Bonjour\n')],
  ['unknown', Buffer.from([1, 2, 3, 255])],
] as const)('%s', (kind, content) => {
  expect(kindOf(content)).toBe(kind)
})
