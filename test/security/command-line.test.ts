import { execFileSync } from 'node:child_process'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { refusedStartWords } from '#words/screens/shell/refused-start.ts'
import { journey, release } from '#support/security/builds.ts'
import { note } from '#support/security/noted.ts'
import { startPackaged } from '#support/security/started.ts'
import { isWholeRun } from '#support/share.ts'

/** Row AR: how a finished application is started. The quick cut runs on the build for journeys, whose archive is the same. */
const { executable } = isWholeRun ? release : journey

const port = 39_417

/** What opens, redirects, logs or weakens. `@` is a folder in which nothing may be afterwards. */
const refused: readonly string[][] = [
  [`--remote-debugging-port=${port}`],
  ['--log-net-log=@/net-log.json'],
  ['--ssl-key-log-file=@/keys.txt'],
  ['--enable-logging=file', '--log-file=@/log.txt'],
  ['--ignore-certificate-errors'],
  ['--host-resolver-rules=MAP * 127.0.0.1'],
  ...(isWholeRun
    ? [
        ['--remote-debugging-pipe'],
        [`--remote-debugging-address=0.0.0.0`],
        ['--remote-allow-origins=*'],
        [`--inspect=${port}`],
        [`--inspect-brk=${port}`],
        [`-remote-debugging-port=${port}`],
        [`--REMOTE-DEBUGGING-PORT=${port}`],
        ['a.json', `--remote-debugging-port=${port}`],
        ['--', `--remote-debugging-port=${port}`],
        ['--ignore-certificate-errors-spki-list=AAAA'],
        ['--allow-insecure-localhost'],
        ['--unsafely-treat-insecure-origin-as-secure=http://elsewhere.example'],
        ['--proxy-server=127.0.0.1:1'],
        ['--proxy-pac-url=http://127.0.0.1:1/p.pac'],
        ['--proxy-bypass-list=*'],
        ['--no-proxy-server'],
        ['--host-rules=MAP * 127.0.0.1'],
        ['--auth-server-allowlist=*'],
        ['--net-log-capture-mode=Everything'],
        ['--enable-logging'],
        ['--v=1'],
        ['--vmodule=*=3'],
        ['--trace-startup', '--trace-startup-file=@/trace.json', '--trace-startup-duration=1'],
        ['--enable-crash-reporter', '--crash-dumps-dir=@/dumps'],
        ['--js-flags=--expose-gc'],
        ['--disable-web-security'],
        ['--allow-running-insecure-content'],
        ['--load-extension=/tmp'],
        ['--enable-features=X'],
        ['--disable-features=NetworkServiceSandbox'],
        ['--enable-blink-features=X'],
        ['--disable-site-isolation-trials'],
        ['--single-process'],
        ['--gpu-launcher=true'],
        ['--renderer-cmd-prefix=true'],
        ['--utility-cmd-prefix=true'],
        ['--user-agent=x'],
        ['--user-data-dir=@/data'],
        ['--require=/tmp/x.js'],
        ['-r', '/tmp/x.js'],
        ['--app=/tmp'],
        ['--headless'],
      ]
    : []),
]

test.for(refused.map((args) => [args.join(' '), args] as const))('%s is refused', async ([, args], context) => {
  const { code, stderr, written } = await startPackaged(executable, args)
  note(context, { switch: 'refused' })
  expect(code).toBe(2)
  const shown = args.find((arg) => arg.startsWith('-'))?.split('=', 1)[0] ?? ''
  expect(stderr).toContain(refusedStartWords.fr.switch(shown))
  expect(stderr).toContain(refusedStartWords.en.switch(shown))
  // Chromium makes the folder of its data before the first line of ours.
  expect(written.filter((path) => path !== 'data')).toEqual([])
  expect(await isListening()).toBe(false)
})

test.each([
  ['--force-renderer-accessibility'],
  ['--force-device-scale-factor=1.25'],
  ['--lang=en-CA'],
  ['--disable-gpu'],
  ['-Embedding'],
  ['confirmation.json'],
])('%s is accepted', async (arg) => {
  expect((await startPackaged(executable, [arg])).code).toBeNull()
})

test('it refuses within a second', () => {
  // The processor's time, which is the same on a machine that is busy with something else.
  const script = '"$@" 2>/dev/null; times'
  const isRoot = process.getuid?.() === 0
  const args = [executable, ...(isRoot ? ['--no-sandbox'] : []), '--log-net-log=/dev/null']
  const printed = execFileSync('sh', ['-c', script, '--', ...args], { encoding: 'utf8' })
  const [, user = '', system = ''] = /(\d+m[\d.]+)s (\d+m[\d.]+)s\s*$/.exec(printed) ?? []
  const seconds = [user, system].map((time) => Number(time.split('m')[0]) * 60 + Number(time.split('m')[1]))
  const total = seconds.reduce((sum, part) => sum + part, 0)
  expect(total).toBeGreaterThan(0)
  expect(total).toBeLessThan(1)
})

test('a stranger’s text is not shown as it is', async () => {
  const { stderr } = await startPackaged(executable, [`--\u001b[2J${'x'.repeat(500)}`])
  expect(stderr).not.toContain('\u001b')
  expect(stderr).not.toContain('x'.repeat(100))
})

function isListening(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => {
      resolve(false)
    })
  })
}
