import { isMailAddress } from '#core/mail-address.ts'
import { readPlace } from '../configuration/configuration.ts'
import { readContact } from '../records/customers.ts'
import { printable } from './printable-text.ts'

export type Need = 'required' | 'optional' | 'flag'

export interface CommandShape {
  /** What follows the command's name: a file, or one of these words; an empty list stands for nothing. */
  readonly takes: 'file' | readonly string[]
  readonly options: Readonly<Record<string, Need>>
}

/** The options that every command accepts. */
export const everywhere = { language: 'optional', help: 'flag' } as const satisfies Record<string, Need>

/** Options of the commands that use CDID's records. */
const recordsOptions = { records: 'optional', practice: 'flag' } as const
const key = { identity: 'required', 'passphrase-stdin': 'flag', ...recordsOptions } as const
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
  list: { takes: [], options: { ...recordsOptions, identity: 'optional', json: 'flag', ics: 'flag', out: 'optional' } },
  undo: {
    takes: [],
    options: { ...recordsOptions, identity: 'optional', config: 'required', 'dry-run': 'flag', yes: 'flag' },
  },
  customer: {
    takes: ['add', 'list'],
    options: {
      ...recordsOptions,
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

/** The environment variables that stand for options that are not given, so that a technician types them once a session. */
export const fromEnvironment: Readonly<Record<string, string>> = {
  identity: 'PREXTRA_IDENTITY',
  config: 'PREXTRA_CONFIG',
  records: 'PREXTRA_RECORDS',
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const oneLine = (max: number) => (text: string) =>
  text.trim() !== '' && Array.from(text).length <= max && printable(text) === text

/** Tells whether an option's value is acceptable. An option that is not listed takes any text that is not empty. */
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
