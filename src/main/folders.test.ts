import { expect, test } from 'vitest'
import { filesIn, foldersFor } from './folders.ts'

const roaming = String.raw`C:\Users\Zoé Tremblay\AppData\Roaming\Assistant Outlook-Prextra`
const local = String.raw`C:\Users\Zoé Tremblay\AppData\Local\Assistant Outlook-Prextra`
const localAppData = String.raw`C:\Users\Zoé Tremblay\AppData\Local`

test.each([
  ['Windows has one that roams and one that does not', { platform: 'win32', localAppData, isNamed: false }, local],
  ['a folder that was named is both', { platform: 'win32', localAppData, isNamed: true }, roaming],
  [
    'a Windows that names no local folder has one',
    { platform: 'win32', localAppData: undefined, isNamed: false },
    roaming,
  ],
  ['other systems have one', { platform: 'linux', localAppData, isNamed: false }, roaming],
])('%s', (_what, given, expected) => {
  expect(foldersFor(roaming, given)).toEqual({ roaming, local: expected })
})

test('what is about the person roams, and what is about this computer stays', () => {
  const files = filesIn({ roaming: '/roaming', local: '/local' })
  const of = (folder: string) =>
    Object.entries(files).flatMap(([name, path]) => (path.replaceAll('\\', '/').startsWith(folder) ? [name] : []))
  expect(of('/roaming')).toEqual(['ledger', 'reports', 'guide', 'organizations', 'settings'])
  expect(of('/local')).toEqual(['logs', 'journal'])
})
