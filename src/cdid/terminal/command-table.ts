import { isMailAddress } from '#core/handoff/mail.ts'
import { readPlace } from '../configuration/configuration.ts'
import { readContact } from '../records/customers.ts'
import { printable } from './printable-text.ts'

export type Need = 'required' | 'optional' | 'flag'

export interface CommandShape {
  /** What goes after the command's name: one file, one of these words, or (none) nothing. */
  readonly takes: 'file' | readonly string[]
  readonly options: Readonly<Record<string, Need>>
}

/** Options of every command. */
export const everywhere = { language: 'optional', help: 'flag' } as const satisfies Record<string, Need>

/** Where the key is, how it is unlocked, and CDID's records. */
const desk = { records: 'optional', practice: 'flag' } as const
const key = { identity: 'required', 'passphrase-stdin': 'flag', ...desk } as const
const customer = { environment: 'required', tenant: 'optional' } as const

export const commands = {
  keygen: {
    takes: [],
    options: { out: 'optional', unprotected: 'flag', 'passphrase-stdin': 'flag', practice: 'flag' },
  },
  open: {
    takes: 'file',
    options: { ...key, 'control-code': 'optional', environment: 'optional', tenant: 'optional', json: 'flag' },
  },
  check: { takes: 'file', options: { ...key, ...customer, mailbox: 'optional', json: 'flag' } },
  merge: {
    takes: 'file',
    options: {
      ...key,
      ...customer,
      config: 'required',
      at: 'optional',
      unchecked: 'optional',
      'dry-run': 'flag',
      yes: 'flag',
      replace: 'flag',
      also: 'flag',
    },
  },
  confirm: { takes: 'file', options: { ...key, environment: 'required', contact: 'optional', out: 'optional' } },
  list: { takes: [], options: { ...desk, identity: 'optional', json: 'flag', ics: 'flag', out: 'optional' } },
  undo: {
    takes: [],
    options: { ...desk, identity: 'optional', config: 'required', 'dry-run': 'flag', yes: 'flag' },
  },
  customer: {
    takes: ['add', 'list'],
    options: {
      ...desk,
      identity: 'optional',
      environment: 'optional',
      tenant: 'optional',
      name: 'optional',
      contact: 'optional',
      mailbox: 'optional',
      replace: 'flag',
      json: 'flag',
    },
  },
  completion: { takes: ['powershell'], options: {} },
} as const satisfies Record<string, CommandShape>

export type CommandName = keyof typeof commands

/** An option that is not given is taken from here, so that a technician types it once a session. */
export const fromEnvironment: Readonly<Record<string, string>> = {
  identity: 'PREXTRA_IDENTITY',
  config: 'PREXTRA_CONFIG',
  records: 'PREXTRA_RECORDS',
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const oneLine = (max: number) => (text: string) =>
  text.trim() !== '' && Array.from(text).length <= max && printable(text) === text

/** What an option's value must look like; the rest is any text but none. */
export const shapes: Readonly<Record<string, (value: string) => boolean>> = {
  language: (value) => value === 'fr' || value === 'en',
  tenant: (value) => guid.test(value),
  environment: oneLine(64),
  name: oneLine(256),
  unchecked: oneLine(500),
  at: (value) => readPlace(value) !== null,
  mailbox: isMailAddress,
  contact: (value) => readContact(value) !== null,
}
