/** A test that Windows skips. */
export interface Skipped {
  readonly file: string
  /** Its title as in the file; `given` is the one case of `%s` that is meant, if not all are. */
  readonly title: string
  readonly given?: string
}

/** Why tests are skipped on Windows, and what asserts there in their place. */
export interface SkipReason {
  readonly why: string
  readonly instead: { readonly file: string; readonly title: string }
  readonly tests: readonly Skipped[]
}

const writing = 'src/adapters/files/atomic-write.test.ts'
const links = 'src/cdid/files/real-file.test.ts'
const commandLine = 'test/tenant/command-line.test.ts'
const browser = 'test/tenant/tls-browser.test.ts'
const seal = 'test/handoff/seal.test.ts'
const terminal = 'test/handoff/terminal.test.ts'
const oneFile = 'test/handoff/one-file.test.ts'
const askedFor = 'test/reception/asked-for.test.ts'
const mails = 'test/reception/mail-and-lists.test.ts'
const sameThing = 'test/reception/same-thing.test.ts'
const held = 'test/reception/windows.test.ts'

/** Every test that is skipped on Windows, by its reason: there is no other such list, and no skip elsewhere. */
export const skippedOnWindows: readonly SkipReason[] = [
  {
    why: 'Windows has no modes and no owners as numbers: a new file has the rights of its folder.',
    instead: { file: 'src/adapters/files/on-windows.test.ts', title: 'a file can be replaced again and again' },
    tests: [
      { file: writing, title: 'makes a new file that only its owner may read' },
      { file: writing, title: 'gives a new file the mode that is asked for, or the mode of another file' },
      { file: writing, title: 'keeps the mode and the owner of the file it replaces' },
      { file: writing, title: 'leaves the old file, and nothing else, when %s fails', given: 'chmod' },
      { file: writing, title: 'replaces a temporary file of the same name that a killed run left' },
      {
        file: writing,
        title: 'gives the temporary file its rights while it is empty, and replaces nothing when that fails',
      },
      {
        file: 'src/cdid/files/output-file.test.ts',
        title: 'makes a file for its owner alone, and gives it rights before its content',
      },
      {
        file: 'src/adapters/files/journal.test.ts',
        title: 'lines come back newest first, and only their owner may read the file',
      },
      { file: 'src/adapters/files/forget-files.test.ts', title: 'a file that stays is told, and the rest is gone' },
      { file: commandLine, title: 'writes a certificate that every account can read, and no private key' },
      { file: held, title: 'of the configuration stay, and its backup is its owner’s alone' },
      { file: held, title: 'of the records stay, and the audit file has them' },
    ],
  },
  {
    why: 'A refusal that comes from a file being held passes on Windows, so that it is tried again.',
    instead: {
      file: 'src/adapters/files/on-windows.test.ts',
      title: 'a file that another program holds stays as it was',
    },
    tests: [
      { file: writing, title: 'leaves the old file, and nothing else, when the rename answers %s', given: 'EACCES' },
      { file: 'test/reception/half-done.test.ts', title: 'what fails leaves no backup behind' },
    ],
  },
  {
    why: 'Making a symbolic link takes a right on Windows that people do not have, and Wine makes none.',
    instead: { file: links, title: 'Windows’ file names ignore case' },
    tests: [
      { file: writing, title: 'replaces the target of a symbolic link, not the link' },
      { file: links, title: 'is one path, however the file is named' },
      { file: links, title: 'of a file that does not exist yet, it is the real path of its folder' },
      { file: links, title: 'a loop of links is a problem, and not waited for' },
      ...['a symbolic link', 'a link to a link', 'a linked folder'].flatMap((given) => [
        { file: sameThing, title: '%s: the lock of the real file is respected', given },
        { file: sameThing, title: '%s: backup, records and undo use the real file', given },
      ]),
      {
        file: sameThing,
        title: 'what the records hold of a path through a link, from before, can be undone',
      },
      { file: 'test/handoff/configurations.test.ts', title: 'a symbolic link stays one, and its target is written' },
    ],
  },
  {
    why: 'Whether a process is still the same is read in /proc; Windows has a named pipe for that.',
    instead: { file: 'src/cdid/files/file-lock.test.ts', title: 'lets one in at a time and leaves no file' },
    tests: [
      { file: 'src/cdid/files/file-lock.test.ts', title: 'the lock of %s is left alone', given: 'a process that runs' },
      { file: sameThing, title: 'the lock of a process that runs is not, however old it is' },
      { file: sameThing, title: '%s: the lock of the real file is respected', given: 'a path with dots' },
      { file: sameThing, title: '%s: the lock of the real file is respected', given: 'a relative path' },
    ],
  },
  {
    why: 'Wine has no curl, and Windows’ own reads no authority from a file; the Chromium of these tests is Debian’s.',
    instead: { file: 'test/tenant/on-windows.test.ts', title: 'Node reaches every host name with its authority alone' },
    tests: [
      { file: commandLine, title: 'makes a new authority for each run' },
      { file: commandLine, title: 'curl reaches every host name at %s' },
      {
        file: commandLine,
        title: 'an unknown name gets no certificate; a Host header that differs from the connection gets 421',
      },
      { file: commandLine, title: 'logs one line for each request, without query values, bodies and tokens' },
      { file: commandLine, title: 'knows the company “%s” by name' },
      { file: commandLine, title: 'applies a faults file to requests over TLS' },
      { file: browser, title: 'Debian’s Chromium signs in at login.microsoftonline.com once it trusts the authority' },
      { file: browser, title: 'a Chromium that %s refuses' },
      { file: browser, title: 'nothing else can be reached from that Chromium' },
    ],
  },
  {
    why: 'Windows has no signals: a process is asked through its window, or ended.',
    instead: { file: 'test/tenant/on-windows.test.ts', title: 'one that is ended leaves its port free' },
    tests: [{ file: commandLine, title: '%s stops it with 0, and its state is there for its owner' }],
  },
  {
    why: 'A key that a test writes has the rights of its folder on Windows, and doctor says so.',
    instead: {
      file: held,
      title: 'of a private key: the running user and SYSTEM, by SID, with inheritance off, and read back',
    },
    tests: [
      { file: askedFor, title: 'says all is well, without writing anything' },
      { file: askedFor, title: 'looks at every key' },
      { file: askedFor, title: 'finds Microsoft reachable, and the clock right' },
    ],
  },
  {
    why: 'A name with a star in it, and what a shell of Linux prints, are not of Windows.',
    instead: { file: askedFor, title: 'open *.age opens every one, as Windows’ shells leave that to the program' },
    tests: [
      { file: askedFor, title: 'a file whose name has a star in it is itself' },
      { file: 'test/reception/day.test.ts', title: 'a day at CDID is in the documentation as it is' },
    ],
  },
  {
    why: 'Python, whose library for mail reads the subjects here, is Debian’s.',
    instead: {
      file: 'src/adapters/mail/draft.test.ts',
      title: 'no name, subject or file name adds a header, a recipient or a part',
    },
    tests: ['the confirmation', 'the renewal'].flatMap((given) => [
      { file: mails, title: '%s elides before a vowel', given },
      { file: mails, title: '%s does not before a consonant, nor before an aspirated h', given },
    ]),
  },
  {
    why: 'The programs age and script (a terminal) are Debian’s, and neither npm nor a build of the window is beside Windows’ Node.',
    instead: { file: oneFile, title: 'makes a key and opens a file sealed to it' },
    tests: [
      { file: seal, title: 'opens what we seal' },
      { file: seal, title: 'seals what we open (%s)' },
      { file: seal, title: 'reads the key that keygen makes' },
      { file: seal, title: 'makes keys that we read; a file sealed to another key is refused' },
      { file: terminal, title: 'has the format of `age -p`: age opens ours, and we open theirs' },
      { file: terminal, title: 'a new passphrase is asked twice and never shown' },
      { file: terminal, title: 'Enter makes a passphrase of ten words, which opens the key' },
      { file: terminal, title: 'a merge shows the difference in colour, and writes only after a yes' },
      { file: terminal, title: 'open asks for the control code, and shows nothing when it is wrong' },
      { file: oneFile, title: 'npm installs it without fetching anything' },
      { file: oneFile, title: 'contains none of reception’s code, which the same search finds in the one file' },
    ],
  },
]

/** Returns why a test is skipped on Windows; `null` for one that runs there. */
export function whySkipped(path: string, name: string): string | null {
  const isThis = ({ file, title, given }: Skipped) =>
    path.replaceAll('\\', '/').endsWith(file) && fits(title, given, name)
  return skippedOnWindows.find(({ tests }) => tests.some(isThis))?.why ?? null
}

function fits(title: string, given: string | undefined, name: string): boolean {
  const [before = '', after] = title.split('%s')
  if (after === undefined) return name === title
  return given === undefined ? name.startsWith(before) && name.endsWith(after) : name === `${before}${given}${after}`
}
