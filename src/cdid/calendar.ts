import type { Language } from '#words/language.ts'
import { receptionList } from '#words/reception-list.ts'
import { currentDelivery } from './customers.ts'
import type { Customer } from './records.ts'

const reminderDays = [30, 14, 7]

/** One all-day event for each secret in use, on the day it ends, with reminders before (RFC 5545). The same secret keeps its event. */
export function calendar(customers: readonly Customer[], language: Language, now: Date): string {
  const words = receptionList[language]
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//CDID//prextra-reception//FR',
    `X-WR-CALNAME:${escaped(words.calendar)}`,
  ]
  for (const customer of customers) {
    const delivery = currentDelivery(customer)
    if (!delivery?.merged) continue
    const name = customer.name ?? customer.environment
    const end = new Date(delivery.secretExpiresAt)
    const summary = escaped(words.event(name))
    lines.push(
      'BEGIN:VEVENT',
      `UID:${delivery.secretKeyId.toLowerCase()}@prextra-reception`,
      `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, '')}`,
      `DTSTART;VALUE=DATE:${localDay(end)}`,
      'TRANSP:TRANSPARENT',
      `SUMMARY:${summary}`,
      `DESCRIPTION:${escaped(words.eventText(name, customer.tenantId, delivery.applicationId))}`,
    )
    for (const days of reminderDays) {
      lines.push('BEGIN:VALARM', 'ACTION:DISPLAY', `TRIGGER:-P${days}D`, `DESCRIPTION:${summary}`, 'END:VALARM')
    }
    lines.push('END:VEVENT')
  }
  return [...lines, 'END:VCALENDAR', ''].map(folded).join('\r\n')
}

function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
}

/** At most 75 octets a line; a continuation begins with a space, and no character is cut. */
function folded(line: string): string {
  const lines: string[] = []
  let current = ''
  for (const character of line) {
    if (Buffer.byteLength(current + character) > 75) {
      lines.push(current)
      current = ' '
    }
    current += character
  }
  return [...lines, current].join('\r\n')
}

function localDay(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`
}
