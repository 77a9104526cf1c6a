import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCalendar, unescaped, valueOf } from '#support/calendar-lines.ts'
import { calendarFile, type CalendarEvent } from './calendar.ts'

const now = new Date('2026-11-22T19:07:31.123Z')
const event: CalendarEvent = {
  uid: '6d0c1f7a@x',
  when: { day: new Date('2027-03-31T12:00:00Z') },
  summary: 'Un, deux; trois',
  description: 'a\\b\nc',
  reminders: ['P30D'],
}

it('writes these very bytes, as reception has since its first version', () => {
  const written = calendarFile({ product: 'prextra-reception', name: 'Secrets, tous', now, events: [event] })
  expect(written.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//CDID//prextra-reception//FR',
    'X-WR-CALNAME:Secrets\\, tous',
    'BEGIN:VEVENT',
    'UID:6d0c1f7a@x',
    'DTSTAMP:20261122T190731Z',
    'DTSTART;VALUE=DATE:20270331',
    'TRANSP:TRANSPARENT',
    'SUMMARY:Un\\, deux\\; trois',
    'DESCRIPTION:a\\\\b\\nc',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:-P30D',
    'DESCRIPTION:Un\\, deux\\; trois',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

it('is a calendar whatever the text, and gives the text back', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom('é'.repeat(120), '🦌'.repeat(60), 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT', '\\n\\,;:"', 'a\u202eb'),
  )
  fc.assert(
    fc.property(text, (summary) => {
      const file = calendarFile({ product: 'x', now, events: [{ ...event, summary, description: summary }] })
      const [read] = readCalendar(file).inside
      const plain = summary.replace(/\r\n|\r/g, '\n').replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
      expect(read && unescaped(valueOf(read, 'SUMMARY'))).toBe(plain)
      expect(read && unescaped(valueOf(read, 'DESCRIPTION'))).toBe(plain)
    }),
  )
})

it.each([
  ['a line too long', `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:${'x'.repeat(80)}\r\nEND:VCALENDAR\r\n`],
  ['a bare line feed', 'BEGIN:VCALENDAR\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n'],
  ['a component left open', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n'],
  ['a mark not escaped', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-CALNAME:a,b\r\nEND:VCALENDAR\r\n'],
  ['no product', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n'],
])('the reader of these tests refuses %s', (_what, file) => {
  expect(() => readCalendar(file)).toThrow()
})
