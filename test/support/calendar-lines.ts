/** One component of an iCalendar file, by RFC 5545: its properties in order, and what is inside it. */
export interface Component {
  readonly name: string
  readonly properties: readonly { readonly name: string; readonly parameters: string; readonly value: string }[]
  readonly inside: readonly Component[]
}

const contentLine = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^\p{Cc}";:,]+)*):([^\p{Cc}]*)$/u

/** What every component must hold, and what it may hold at most once (3.6, 3.6.1, 3.6.6 for a displayed alarm). */
const wanted: Readonly<Record<string, readonly string[]>> = {
  VCALENDAR: ['PRODID', 'VERSION'],
  VEVENT: ['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY', 'DESCRIPTION'],
  VALARM: ['ACTION', 'TRIGGER', 'DESCRIPTION'],
}

const valueTypes: Readonly<Record<string, RegExp>> = {
  VERSION: /^2\.0$/,
  DTSTAMP: /^\d{8}T\d{6}Z$/,
  DTSTART: /^\d{8}(T\d{6}Z)?$/,
  DURATION: /^P(\d+D|T\d+M)$/,
  TRIGGER: /^-?P(\d+D|T\d+S)$/,
  ACTION: /^DISPLAY$/,
  TRANSP: /^(OPAQUE|TRANSPARENT)$/,
}

/** Reads a calendar as strictly as RFC 5545 writes it; throws on the first thing that is not so. */
export function readCalendar(text: string): Component {
  if (!text.endsWith('\r\n') || /(?<!\r)\n|\r(?!\n)/.test(text)) throw new Error('a line does not end in CRLF')
  const physical = text.slice(0, -2).split('\r\n')
  for (const line of physical) {
    if (Buffer.byteLength(line) > 75) throw new Error(`longer than 75 octets: ${line}`)
    if (/[\ud800-\udbff](?![\udc00-\udfff])/.test(line)) throw new Error(`half a character: ${line}`)
  }
  const lines = physical.join('\r\n').replaceAll('\r\n ', '').split('\r\n')
  const calendar = component(lines)
  if (lines.length > 0) throw new Error('something follows the calendar')
  return calendar
}

/** A text value as it was before it was escaped (3.3.11). */
export function unescaped(value: string): string {
  if (/(?<!\\)(?:\\\\)*(?:[;,]|\\[^\\;,nN]|\\$)/.test(value)) throw new Error(`not an escaped text: ${value}`)
  return value.replace(/\\(.)/g, (_pair, mark: string) => (mark.toLowerCase() === 'n' ? '\n' : mark))
}

export function valueOf({ properties }: Component, name: string): string {
  return properties.find((property) => property.name === name)?.value ?? ''
}

function component(lines: string[]): Component {
  const name = /^BEGIN:(VCALENDAR|VEVENT|VALARM)$/.exec(lines.shift() ?? '')?.[1]
  if (name === undefined) throw new Error('no component begins here')
  const properties: Component['properties'][number][] = []
  const inside: Component[] = []
  for (;;) {
    const line = lines[0]
    if (line === undefined) throw new Error(`${name} does not end`)
    if (line === `END:${name}`) break
    if (line.startsWith('BEGIN:')) {
      inside.push(component(lines))
      continue
    }
    lines.shift()
    const [, property, parameters = '', value = ''] = contentLine.exec(line) ?? []
    if (property === undefined) throw new Error(`not a content line: ${line}`)
    if (!(valueTypes[property] ?? /^/).test(value)) throw new Error(`not a value of ${property}: ${value}`)
    if (['SUMMARY', 'DESCRIPTION', 'X-WR-CALNAME'].includes(property)) unescaped(value)
    properties.push({ name: property, parameters, value })
  }
  lines.shift()
  const names = properties.map((property) => property.name)
  for (const one of wanted[name] ?? []) {
    if (names.filter((other) => other === one).length !== 1) throw new Error(`${name} must have one ${one}`)
  }
  if (new Set(names).size < names.length) throw new Error(`${name} has a property twice`)
  return { name, properties, inside }
}
