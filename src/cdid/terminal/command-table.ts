import { isCaseNumber } from '#core/handoff/case-number.ts'
import { isMailAddress } from '#core/mail-address.ts'
import { readPlace } from '../configuration/place.ts'
import { readContact } from '../records/customers.ts'
import type { ReceptionProblem } from '../reception-problem.ts'
import { firstUnseen, printable } from './printable-text.ts'

/** All but a flag take a value; `repeated` and `several` may be given more than once, and only `required` and `repeated` must be. */
export type Need = 'required' | 'repeated' | 'several' | 'optional' | 'flag'

export interface CommandShape {
  /**
   * What follows the command's name: a file, one or more files, a file unless `--remove` is given, or one of these words; an empty
   * list stands for nothing.
   */
  readonly takes: 'file' | 'files' | 'file-unless-removing' | readonly string[]
  readonly options: Readonly<Record<string, Need>>
}

/** The options that every command accepts. */
export const everywhere = { language: 'optional', help: 'flag' } as const satisfies Record<string, Need>

/** Options of the commands that use CDID's records. */
const recordsOptions = { records: 'optional', practice: 'flag' } as const
/** Options of the commands that open a sealed file. */
const keyOptions = { identity: 'repeated', 'passphrase-stdin': 'flag', ...recordsOptions } as const
/** Options of the commands that use the records, and find them beside the key. */
const besideKey = { identity: 'several', ...recordsOptions } as const

export const commands = {
  keygen: {
    takes: [],
    options: { out: 'optional', unprotected: 'flag', 'passphrase-stdin': 'flag', practice: 'flag' },
  },
  open: {
    takes: 'files',
    options: {
      ...keyOptions,
      'control-code': 'optional',
      environment: 'optional',
      tenant: 'optional',
      ticket: 'optional',
      json: 'flag',
    },
  },
  check: {
    takes: 'file',
    options: {
      ...keyOptions,
      environment: 'required',
      tenant: 'optional',
      mailbox: 'optional',
      ticket: 'optional',
      json: 'flag',
    },
  },
  merge: {
    takes: 'file-unless-removing',
    options: {
      ...keyOptions,
      config: 'required',
      environment: 'required',
      tenant: 'optional',
      at: 'optional',
      'new-list': 'flag',
      unchecked: 'optional',
      ticket: 'optional',
      'dry-run': 'flag',
      yes: 'flag',
      replace: 'flag',
      also: 'flag',
      older: 'flag',
      remove: 'flag',
    },
  },
  confirm: {
    takes: 'file',
    options: { ...keyOptions, environment: 'required', contact: 'optional', out: 'optional' },
  },
  list: {
    takes: [],
    options: { ...besideKey, due: 'optional', mail: 'flag', json: 'flag', ics: 'flag', out: 'optional' },
  },
  undo: { takes: [], options: { ...besideKey, config: 'required', 'dry-run': 'flag', yes: 'flag' } },
  customer: {
    takes: ['add', 'list', 'remove'],
    options: {
      ...besideKey,
      environment: 'optional',
      tenant: 'optional',
      name: 'optional',
      contact: 'optional',
      mailbox: 'optional',
      replace: 'flag',
      merged: 'flag',
      yes: 'flag',
      json: 'flag',
    },
  },
  doctor: {
    takes: [],
    options: { ...besideKey, config: 'optional', at: 'optional', offline: 'flag', json: 'flag' },
  },
  completion: { takes: ['powershell', 'environments'], options: besideKey },
  version: { takes: [], options: { json: 'flag' } },
} as const satisfies Record<string, CommandShape>

export type CommandName = keyof typeof commands

/** The environment variables that stand for options that are not given, so that a technician types them once a session. */
export const fromEnvironment: Readonly<Record<string, string>> = {
  identity: 'PREXTRA_IDENTITY',
  config: 'PREXTRA_CONFIG',
  records: 'PREXTRA_RECORDS',
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Returns the problem of a value; `null` when it is acceptable. */
type Shape = (option: string, value: string) => ReceptionProblem | null

const matching =
  (isRight: (value: string) => boolean): Shape =>
  (option, value) =>
    isRight(value) ? null : { code: 'usage-value', option }

/** A name that a person reads: not blank, not too long, and without characters that a terminal obeys or hides. */
const oneLine =
  (max: number): Shape =>
  (option, value) => {
    const isRight = value.trim() !== '' && Array.from(value).length <= max
    if (printable(value) === value) return isRight ? null : { code: 'usage-value', option }
    return { code: 'usage-unseen', option, character: firstUnseen(value) ?? '' }
  }

/** What an option's value must be. An option that is not listed takes any text that is not empty. */
export const shapes: Readonly<Record<string, Shape>> = {
  language: matching((value) => value === 'fr' || value === 'en'),
  tenant: matching((value) => guid.test(value)),
  environment: oneLine(64),
  name: oneLine(256),
  unchecked: oneLine(500),
  ticket: matching(isCaseNumber),
  due: matching((value) => /^\d{1,4}$/.test(value)),
  at: (option, value) => (readPlace(value) === null ? { code: 'usage-place', option } : null),
  mailbox: matching(isMailAddress),
  contact: matching((value) => readContact(value) !== null),
}

/** Returns the problem of an option's value; `null` when it is acceptable. */
export function problemOf(option: string, value: string): ReceptionProblem | null {
  return (shapes[option] ?? matching((text) => text !== ''))(option, value)
}
