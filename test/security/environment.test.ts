import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusedStartWords } from '#words/screens/shell/refused-start.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { journey, release } from '#support/security/builds.ts'
import { note } from '#support/security/noted.ts'
import { startPackaged, type Started } from '#support/security/started.ts'
import { isWholeRun } from '#support/share.ts'

/** Row AR: the variables with which a finished application is started. `@` is a folder in which nothing may be afterwards. */

const folder = mkdtempSync(join(tmpdir(), 'prextra-environment-'))
const script = join(folder, 'required.js')
writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'ran'))}, '')`)

/** What antivirus programs, companies and editors set for everybody: it is no reason not to open, and nothing may read it. */
const deleted: Readonly<Record<string, string>> = {
  SSLKEYLOGFILE: '@/keys.txt',
  NODE_OPTIONS: `--require=${script}`,
  NODE_EXTRA_CA_CERTS: '@/ca.pem',
  NODE_TLS_REJECT_UNAUTHORIZED: '0',
  NODE_REDIRECT_WARNINGS: '@/warnings.txt',
  NODE_DEBUG: 'fs',
  NODE_PATH: '@',
  ELECTRON_RUN_AS_NODE: '1',
  ELECTRON_NO_ASAR: '1',
  ELECTRON_OVERRIDE_DIST_PATH: '@',
  ELECTRON_FORCE_IS_PACKAGED: '1',
  ELECTRON_LOG_FILE: '@/log.txt',
  ELECTRON_LOG_ASAR_READS: '1',
  ELECTRON_ENABLE_STACK_DUMPING: '1',
  SSL_CERT_FILE: '@/certificates.pem',
  SSL_CERT_DIR: '@',
  OPENSSL_CONF: '@/openssl.cnf',
  GOOGLE_API_KEY: 'x',
  CHROME_LOG_FILE: '@/chrome.txt',
  BREAKPAD_DUMP_LOCATION: '@',
}

/** What has acted before the first line of ours. */
const refused: readonly Readonly<Record<string, string>>[] = [
  { ELECTRON_ENABLE_LOGGING: 'file', ELECTRON_LOG_FILE: '@/log.txt' },
  { ELECTRON_ENABLE_LOGGING: '1' },
  { NODE_V8_COVERAGE: '@' },
  { NODE_COMPILE_CACHE: '@' },
]

let assistant: Assistant
let started: Started
const refusals: Started[] = []
const { executable } = isWholeRun ? release : journey

beforeAll(async () => {
  // One after the other: a start is seen by its window.
  started = await startPackaged(executable, [], deleted)
  for (const env of refused) refusals.push(await startPackaged(executable, [], env))
  const env = Object.fromEntries(Object.entries(deleted).map(([name, value]) => [name, value.replaceAll('@', folder)]))
  assistant = await launchAssistant({ executable: journey.executable, args: [], env })
})

afterAll(() => assistant.close())

test.for(Object.keys(deleted))('%s is deleted before anything reads it', async (name, context) => {
  note(context, { switch: 'ignored' })
  const kept = await assistant.app.evaluate((_electron, variable) => variable in process.env, name)
  expect(kept).toBe(false)
})

test('with all of them at once it opens, writes none of their files and runs none of their scripts', () => {
  expect(started.code).toBeNull()
  const asked = Object.values(deleted).flatMap((value) => /^@\/(.+)/.exec(value)?.[1] ?? [])
  expect(asked.length).toBeGreaterThan(5)
  expect(started.written.filter((path) => asked.includes(path))).toEqual([])
  expect(started.written).not.toContain('ran')
})

test('what the system and the company’s network need stays', async () => {
  const kept = await assistant.app.evaluate(() => ['PATH', 'HOME', 'DISPLAY'].filter((name) => name in process.env))
  expect(kept).toEqual(['PATH', 'HOME', 'DISPLAY'])
})

test.for(refused.map((env, place) => ({ name: JSON.stringify(env), env, place })))(
  '$name is refused',
  ({ env, place }, context) => {
    note(context, { switch: 'refused' })
    const [variable = ''] = Object.keys(env)
    expect(refusals[place]).toMatchObject({ code: 2, written: [] })
    expect(refusals[place]?.stderr).toContain(refusedStartWords.fr.variable(variable))
    expect(refusals[place]?.stderr).toContain(refusedStartWords.en.variable(variable))
  },
)
