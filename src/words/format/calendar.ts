/** An event of a calendar. Nobody is invited to it, and it does not mark the time as busy. */
export interface CalendarEvent {
  /** Identifies the event: importing a newer one with the same identifier replaces it. */
  readonly uid: string
  /** A whole day of the computer's own time zone, or an instant and a length in minutes. */
  readonly when: { readonly day: Date } | { readonly at: Date; readonly minutes: number }
  readonly summary: string
  readonly description: string
  /** How long before the event each reminder comes, as a duration of RFC 5545, 3.3.6: `P7D`, `PT0S`. */
  readonly reminders: readonly string[]
}

/** How many days before a secret expires a calendar reminds of it. */
export const secretReminderDays = [30, 14, 7] as const

export interface CalendarFile {
  readonly product: string
  /** A file with a name is added as a calendar of its own; the events of one without are added to the person's calendar. */
  readonly name?: string
  readonly now: Date
  readonly events: readonly CalendarEvent[]
}

/** Returns the content of an `.ics` file (RFC 5545), to be written as UTF-8. Any text is escaped, so that it cannot add a line. */
export function calendarFile({ product, name, now, events }: CalendarFile): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//CDID//${product}//FR`,
    ...(name === undefined ? [] : [`X-WR-CALNAME:${escaped(name)}`]),
    ...events.flatMap((event) => eventLines(event, now)),
    'END:VCALENDAR',
    '',
  ]
  return lines.map(folded).join('\r\n')
}

function eventLines({ uid, when, summary, description, reminders }: CalendarEvent, now: Date): readonly string[] {
  const said = escaped(summary)
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${instant(now)}`,
    ...('day' in when
      ? [`DTSTART;VALUE=DATE:${localDay(when.day)}`]
      : [`DTSTART:${instant(when.at)}`, `DURATION:PT${when.minutes}M`]),
    'TRANSP:TRANSPARENT',
    `SUMMARY:${said}`,
    `DESCRIPTION:${escaped(description)}`,
    ...reminders.flatMap((before) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `TRIGGER:-${before}`,
      `DESCRIPTION:${said}`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ]
}

function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
}

/** Breaks a line after at most 75 octets, never inside a character. A continuation begins with a space. */
function folded(line: string): string {
  // A character has three octets at most for each of its UTF-16 units.
  if (line.length * 3 <= 75) return line
  const lines: string[] = []
  let start = 0
  let at = 0
  let octets = 0
  for (const character of line) {
    const length = octetsOf(character)
    if (octets + length > 75) {
      lines.push(line.slice(start, at))
      start = at
      octets = 1
    }
    at += character.length
    octets += length
  }
  return [...lines, line.slice(start)].join('\r\n ')
}

/** Returns how long a character is in UTF-8. Encoding each would be the slowest part of a long calendar. */
function octetsOf(character: string): number {
  const point = character.codePointAt(0) ?? 0
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point < 0x10000 ? 3 : 4
}

/** Writes an instant as RFC 5545 does: `20261122T150000Z`. */
function instant(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d+/g, '')
}

function localDay(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`
}
