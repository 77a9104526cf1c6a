import { day, moment } from '../../format/dates.ts'
import { fileWords } from './files.ts'
import type { french } from './french.ts'

/** The sentence of each problem, in English. */
export const english: typeof french = {
  'usage-command': (p) => `There is no command “${p.command}”.`,
  'usage-option': (p) => `This command has no option --${p.option}.`,
  'usage-value': (p) => `The option --${p.option} does not have the expected value.`,
  'usage-missing': (p) => `The option --${p.option} is missing.`,
  'usage-place': (p) =>
    `The option --${p.option} is written with colons and without blanks around names, for example Prextra:Exchange, or /Prextra/Exchange.`,
  'usage-unseen': (p) =>
    `The option --${p.option} contains a character that cannot be seen (${p.character}): type the name again without it.`,
  'usage-file': () => 'Name the sealed file, and nothing else, after the command.',
  'usage-word': (p) =>
    p.words === ''
      ? 'This command takes options only.'
      : `After this command goes exactly one of these words: ${p.words}.`,
  'answer-needed': () =>
    'Nothing was written: an answer is needed, and the question cannot be asked here; add --yes to write without one.',

  'file-not-found': (p) => `The file “${p.file}” was not found: check its name and where it is.`,
  'file-not-allowed': (p) => `You may not read “${p.file}”: use an account that may, or change the rights of the file.`,
  'not-a-file': (p) => `“${p.file}” is not an ordinary file: name a file.`,
  'file-exists': (p) => `The file “${p.file}” already exists and was not touched: choose another name with --out.`,
  'folder-not-found': (p) =>
    `The folder of “${p.file}” does not exist: make it, or correct the path; nothing was written.`,
  'folder-of-windows': (p) => `“${p.file}” would be in Windows’ own folder: name another place with --out.`,
  'file-held': (p) => `“${p.file}” is held by another program: close it there, or wait, then try again.`,
  'file-not-writable': (p) => `You may not write “${p.file}”: use an account that may, or an administrator’s prompt.`,
  'disk-full': (p) => `The disk of “${p.file}” is full: make room, then try again.`,
  'file-not-read': (p) => `Reading “${p.file}” failed (${p.reason}): check the disk, then try again.`,
  'file-not-written': (p) => `Writing “${p.file}” failed (${p.reason}): check the disk, then try again.`,
  'rights-refused': (p) =>
    `Windows refused to set the rights of “${p.file}” (${p.reason}): use an administrator’s prompt; nothing was written.`,
  'file-too-large': (p) =>
    `The file “${p.file}” is larger than ${p.maxKilobytes} kB: it is surely not the right one, check it.`,
  'other-kind': (p) =>
    `“${p.file}” is ${fileWords.en.kinds[p.kind]}, not ${fileWords.en.wanted[p.wanted]}: ${fileWords.en.remedies[p.wanted]}.`,
  'file-locked': (p) =>
    `Another prextra-reception is already at work on “${p.file}” (process ${p.process} on ${p.host}): wait until it is done; if nothing runs any more, remove “${p.lock}”.`,

  'not-an-identity': (p) => `“${p.file}” is not an age private key: with --identity, name the file that keygen made.`,
  'not-sealed': (p) => `“${p.file}” is not a sealed (age) file: ask the administrator for the .age file as it is.`,
  'several-sealed': (p) => `“${p.file}” contains several sealed files: save them separately, and open them one by one.`,
  'sealed-damaged': (p) =>
    `The sealed file “${p.file}” is incomplete or altered: ask the administrator to send it again.`,
  'other-key': (p) =>
    `“${p.file}” was sealed to another key than this one: try with CDID’s other key, or ask for a new file.`,
  'mixed-recipients': (p) =>
    `“${p.file}” is sealed to several kinds of keys, which the assistant never does: do not use the file, and ask for a new one.`,
  'passphrase-wrong': (p) => `The passphrase does not open “${p.file}”: check it, and Caps Lock, then try again.`,
  'version-unknown': (p) =>
    `“${p.file}” is in version ${p.version} of the format, and this tool knows only version 1: update the tool.`,
  'not-a-handoff': (p) =>
    `“${p.file}” opens, but its content is not the assistant’s (see: ${p.field}): ask for a new file.`,
  'practice-file': (p) =>
    `“${p.file}” comes from a practice run: nothing in it is used for real; for a trial, add --practice.`,
  'real-file': (p) => `“${p.file}” is a real file, not practice: leave out --practice.`,
  'control-code-unreadable': () =>
    'The control code must be eight words, all French or all English: have it repeated, then correct it.',
  'control-code-differs': () =>
    'The control code is not this file’s: do not use the file, and call the administrator at a number you already know.',
  'passphrase-needed': () =>
    'The passphrase of the key is needed: run the command in a terminal, or name a file with PREXTRA_PASSPHRASE_FILE.',
  'passphrase-differs': () => 'The two passphrases are not the same: try again.',
  'passphrase-not-text': () => 'The passphrase is not text that can be typed: save it in UTF-8, on a single line.',
  'passphrase-short': (p) =>
    `The passphrase has fewer than ${p.shortest} characters: take a longer one, or enter nothing to be given one.`,

  'records-unreadable': (p) =>
    `The records “${p.file}” are not as expected (see: ${p.field}): put them back from your own backup.`,
  'records-of-other-world': (p) =>
    p.practice
      ? `“${p.file}” contains the real records, not those of practice: name another file with --records.`
      : `“${p.file}” contains the records of practice: name the real ones with --records.`,
  'records-not-completed': (p) =>
    `“${p.file}” was changed, but the records “${p.records}” could not be completed (${p.reason}): correct that, then run the same command again, which completes them; restart the service afterwards.`,
  'customer-unknown': (p) =>
    `The environment “${p.environment}” is not in CDID’s records: register it with “customer add”, or add --tenant.`,
  'customer-differs': (p) =>
    `CDID’s records say that “${p.environment}” is of tenant ${p.tenant}: check the customer; if the records are wrong, correct them with “customer add --replace”.`,
  'customer-ambiguous': (p) =>
    `Several names in the records read like that (${p.names}): spell exactly the one you want.`,
  'change-under-way': (p) =>
    `The configuration of “${p.environment}” is being changed: wait until that command is done, then try again.`,
  'still-merged': (p) =>
    `The entry of “${p.environment}” is still in “${p.file}”: take it out first with “merge --remove”, or add --merged.`,
  'not-checked': (p) =>
    `This file was not checked for “${p.environment}”: run “check” first, or say why you do without it with --unchecked.`,
  'not-merged': (p) =>
    `This file is not in the configuration of “${p.environment}”: run “merge” first, because the confirmation has the old secret removed.`,
  'contact-missing': (p) => `CDID’s records have no contact for “${p.environment}”: add --contact "Name <address>".`,
  'nothing-to-undo': (p) => `CDID’s records know of nothing to undo in “${p.file}”: check --config and --records.`,
  'changed-since': (p) =>
    `“${p.file}” has changed since the last known change: undoing would lose that, compare with the backup by hand.`,
  'backup-differs': (p) =>
    `The backup “${p.file}” is not the one that was made: nothing was written; put the configuration back by hand.`,
  'tenant-differs': (p) =>
    `The file is from tenant ${p.tenant}, but CDID’s records say ${p.expected}: check the customer; nothing was written.`,
  'secret-expired': (p) =>
    `The secret in this file expired on ${day(p.endsAt, 'en')}: ask the administrator to renew it; nothing was written.`,
  'file-older': (p) =>
    `This file (${moment(p.createdAt, 'en')}) is older than the one in use for “${p.environment}” (${moment(p.newerAt, 'en')}): check which is the right one; to use it all the same, add --older.`,
  'environment-taken': (p) =>
    `The environment “${p.environment}” (line ${p.line}, column ${p.column}) already belongs to tenant ${p.tenant}: check the name, or add --replace to replace it.`,
  'tenant-elsewhere': (p) =>
    `Tenant ${p.tenant} is already under the environment “${p.environment}” (line ${p.line}, column ${p.column}): check the name, or add --also to have it under both.`,

  'config-encoding': (p) => `“${p.file}” ${fileWords.en.encodings[p.encoding]}: save it as UTF-8, then try again.`,
  'config-read-only': (p) =>
    `“${p.file}” is read-only and was not touched: take that attribute off if you want it to change.`,
  'config-hard-linked': (p) =>
    `“${p.file}” has several names (hard links): only one would change; keep one, then try again.`,
  'config-changed': (p) =>
    `Another program has just changed “${p.file}”: nothing was written; when it is done, try again.`,
  'config-too-deep': (p) =>
    `“${p.file}” is nested deeper than 64 levels at line ${p.line}, column ${p.column}, which .NET refuses to read: check that it is the right file.`,
  'config-syntax': (p) =>
    `“${p.file}” is not JSON that .NET can read at line ${p.line}, column ${p.column}: correct that place, then try again.`,
  'config-duplicate-key': (p) =>
    `In “${p.file}”, the key “${p.name}” (line ${p.line}, column ${p.column}) is already at line ${p.firstLine}, column ${p.firstColumn}: keep only one, because .NET refuses the file.`,
  'config-duplicate-environment': (p) =>
    `In “${p.file}”, the environment “${p.name}” (line ${p.line}, column ${p.column}) is already at line ${p.firstLine}, column ${p.firstColumn}: keep only one.`,
  'config-not-object': (p) =>
    `In “${p.file}”, ${p.name} (line ${p.line}, column ${p.column}) must be an object { }: correct it, then try again.`,
  'config-not-array': (p) =>
    `In “${p.file}”, ${p.name} (line ${p.line}, column ${p.column}) must be a list [ ]: correct it, then try again.`,
  'config-not-text': (p) =>
    `In “${p.file}”, ${p.name} (line ${p.line}, column ${p.column}) must be text in quotation marks: correct it, then try again.`,
  'config-no-place': (p) =>
    `In “${p.file}”, there is no ${p.name} (list at line ${p.line}, column ${p.column}): correct --at, then try again.`,
  'config-split-list': (p) =>
    `In “${p.file}”, the key “${p.name}” (line ${p.line}, column ${p.column}) changes the list from outside: put its value into the list [ ], then try again.`,
  'list-elsewhere': (p) =>
    `“${p.file}” has no list ${p.list}, but a list of customers at ${p.there} (line ${p.line}, column ${p.column}): add --at ${p.there}, or --new-list to make a new one.`,
  'list-missing': (p) => `“${p.file}” has no list ${p.list}: check --at, or add --new-list to make it.`,
  'place-unclear': (p) =>
    `The configuration has no list “${p.list}”: write --at ${p.meant}, or add --new-list if that is its name.`,
  'config-not-verified': (p) =>
    `Read again after writing, “${p.file}” is not what was expected: another program may have written to it; compare it with “${p.backup}”.`,

  'proxy-variable': (p) =>
    `The variable ${p.variable} is not the address of a proxy server: write it in full, for example http://proxy:8080.`,
  internal: (p) =>
    `An unforeseen error stopped the tool (${p.reason}): try again, then write to technical support if it comes back.`,
}
