import { readFileSync } from 'node:fs'

/** A draft that was saved, its parts decoded. */
export function savedMail(path: string): string {
  const text = readFileSync(path, 'utf8')
  const decoded = text
    .replace(/=\r?\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'))
  const base64 = Array.from(text.matchAll(/\r?\n\r?\n((?:[A-Za-z0-9+/]{76}\r?\n)+[A-Za-z0-9+/=]*)/g), ([, part = '']) =>
    Buffer.from(part, 'base64').toString('utf8'),
  )
  return [decoded, ...base64].join('\n')
}
