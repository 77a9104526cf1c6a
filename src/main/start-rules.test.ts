import { expect, test } from 'vitest'
import { refusalOf, variablesToDelete, type Start } from './start-rules.ts'

const start: Start = { platform: 'win32', isRoot: false, args: [], variables: [] }
const refusedArg = (arg: string, more: Partial<Start> = {}) => refusalOf({ ...start, args: [arg], ...more })
const refusedVariable = (name: string, more: Partial<Start> = {}) => refusalOf({ ...start, variables: [name], ...more })

test.each([
  '--force-renderer-accessibility',
  '--force-renderer-accessibility=complete',
  '--lang=fr-CA',
  '--force-device-scale-factor=1.5',
  '--disable-gpu',
  '-Embedding',
  '-ToastActivated',
  'C:\\Users\\marie\\confirmation.json',
  'prextra.age',
])('%s is accepted', (arg) => {
  expect(refusedArg(arg)).toBeNull()
})

test.each([
  ['--remote-debugging-port=9222', '--remote-debugging-port'],
  ['-remote-debugging-port=9222', '-remote-debugging-port'],
  ['/remote-debugging-port=9222', '/remote-debugging-port'],
  ['--REMOTE-DEBUGGING-PORT=9222', '--REMOTE-DEBUGGING-PORT'],
  ['--lang-x=1', '--lang-x'],
  ['--', '--'],
  ['-', '-'],
  ['/', '/'],
  ['--no-sandbox', '--no-sandbox'],
])('%s is refused', (arg, name) => {
  expect(refusedArg(arg)).toEqual({ kind: 'switch', name })
})

test('one that follows an accepted one, or an argument, is refused as well', () => {
  expect(refusalOf({ ...start, args: ['--lang=fr', 'a.json', '--', '--inspect'] })).not.toBeNull()
})

test('a slash begins a path on Linux', () => {
  expect(refusedArg('/home/marie/confirmation.json', { platform: 'linux' })).toBeNull()
})

test('only root on Linux may go without the sandbox', () => {
  const root = { platform: 'linux', isRoot: true } as const
  expect(refusedArg('--no-sandbox', root)).toBeNull()
  expect(refusedArg('--no-sandbox', { ...root, isRoot: false })).not.toBeNull()
  expect(refusedArg('--no-sandbox', { ...root, platform: 'win32' })).not.toBeNull()
  expect(refusedVariable('ELECTRON_DISABLE_SANDBOX', root)).toBeNull()
  expect(refusedVariable('ELECTRON_DISABLE_SANDBOX')).toEqual({ kind: 'variable', name: 'ELECTRON_DISABLE_SANDBOX' })
})

test.each(['ELECTRON_ENABLE_LOGGING', 'NODE_V8_COVERAGE', 'node_compile_cache'])('%s has acted already', (name) => {
  expect(refusedVariable(name)).toEqual({ kind: 'variable', name })
})

test('what an antivirus, a company or the system sets for everybody is no reason to refuse', () => {
  const variables = [
    'SSLKEYLOGFILE',
    'NODE_EXTRA_CA_CERTS',
    'NODE_OPTIONS',
    'ELECTRON_RUN_AS_NODE',
    'HTTPS_PROXY',
    'PATH',
  ]
  expect(refusalOf({ ...start, variables })).toBeNull()
})

test('what would be read later is deleted, and nothing else', () => {
  const dangerous = [
    'SSLKEYLOGFILE',
    'sslkeylogfile',
    'ELECTRON_RUN_AS_NODE',
    'NODE_OPTIONS',
    'SSL_CERT_FILE',
    'OPENSSL_CONF',
  ]
  const others = ['PATH', 'HTTPS_PROXY', 'http_proxy', 'APPDATA', 'TEMP', 'LANG', 'DISPLAY', 'NODE', 'ELECTRONICS']
  expect(variablesToDelete([...dangerous, ...others])).toEqual(dangerous)
})
