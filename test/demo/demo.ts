import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { doneWords } from '#words/screens/done.ts'
import { practiceIdentity } from '#practice/company/reception-key.ts'
import { launchAssistant } from '#support/assistant.ts'
import { openBrowser } from '#support/browser.ts'
import { createLeakScan } from '#support/leaks.ts'
import { openSealed } from '#support/open-sealed.ts'
import { photograph } from '#support/photograph.ts'
import {
  approve,
  handOff,
  keepCurrent,
  press,
  proveAnother,
  refuse,
  removeAll,
  renew,
  walkToReview,
  type Walker,
} from '#support/walk.ts'

/**
 * Does the whole job as a person would: first the real application on the practice tenant, from the welcome to the sealed
 * file, then CDID's tool, which opens the file and merges it into a configuration with other customers. Prints a line for
 * each step, and writes pictures and figures to out/demo.
 */
const out = join('out', 'demo')
const sealedFile = join(out, 'PRATIQUE-prextra-erablieredunord.example.age')
const config = join(out, 'appsettings.json')
const startedAt = performance.now()
const steps: { id: string; ms: number }[] = []

rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, 'screens'), { recursive: true })

async function step<T>(id: string, say: string, work: () => Promise<T> | T): Promise<T> {
  const began = performance.now()
  const value = await work()
  const ms = Math.round(performance.now() - began)
  steps.push({ id, ms })
  process.stdout.write(`${id.padEnd(10)} ${say} · ${(ms / 1000).toFixed(1)} s\n`)
  return value
}

const browser = await openBrowser()
const assistant = await step('start', 'the assistant opens', () => launchAssistant({ language: 'fr-CA' }))
const electron = await assistant.app.evaluate(() => process.versions.electron)
const scan = await createLeakScan(assistant, [assistant.home, join(out, 'screens'), sealedFile])
await step('canaries', `each of ${scan.sinks.length} sinks finds a planted secret`, () => scan.prove())

const screens: string[] = []
const walker: Walker = {
  assistant,
  browser,
  language: 'fr',
  look: async (screen) => {
    await scan.lookAtPage()
    screens.push(...(await photograph(assistant, join(out, 'screens'), screen)))
  },
}

await step('review', 'signed in, organisation confirmed, plan shown', () => walkToReview(walker))
await step('run', 'plan approved and made true', () => approve(walker))
await step('refusal', 'a mailbox that is closed to EWS is told as a refusal', () =>
  refuse(walker, 'n.roy@erablieredunord.example'),
)
await step('proof', 'a mailbox was opened with the new secret', () =>
  proveAnother(walker, 'accueil@erablieredunord.example'),
)
await step('handoff', 'sealed and saved', () => handOff(walker, sealedFile))

const { secret, compared } = await step('open', 'prextra-reception opens it with the code of the window', () => open())
await step('merge', 'prextra-reception merges it', () => merge())
const merged = readFileSync(config, 'utf8')
const others = JSON.stringify(
  readFileSync('test/support/appsettings.sample.json', 'utf8').match(/"TenantId": "[^"]+"/g),
)
const kept = JSON.stringify(merged.match(/"TenantId": "[^"]+"/g)?.slice(0, 2)) === others
await step('renew', 'a renewal is planned beside the secret in use, and put off', async () => {
  await press(assistant.window, doneWords.fr.home)
  await walkToReview({ ...walker, look: () => Promise.resolve() })
  await renew(walker)
  await keepCurrent(walker)
})
await step('remove', 'all that was created is removed, on a typed word', () => removeAll(walker))
const leaks = await step('leaks', 'every sink is searched for the secret', () => scan.search([secret]))
const requests = assistant.tenantRequests()
await assistant.close()
await browser.close()

const faults = [
  ...(compared ? [] : ['the control code was not compared']),
  ...(merged.includes(secret) ? [] : ['the configuration has not the secret of the file']),
  ...(kept ? [] : ['other customers changed']),
  ...leaks,
]
const ok = faults.length === 0
const ms = Math.round(performance.now() - startedAt)
const summary = {
  ok,
  electron,
  ms,
  requests,
  steps,
  sealedFile,
  config,
  screens,
  secretLeaks: leaks.length,
  sinks: scan.sinks,
}
writeFileSync(join(out, 'summary.json'), JSON.stringify(summary, null, 2))
process.stdout.write(
  `demo: ${ok ? 'ok' : `FAILED (${faults.join(', ')})`}, ${screens.length} pictures, ${(ms / 1000).toFixed(1)} s, see ${out}\n`,
)
process.exitCode = ok ? 0 : 1

/** Opens the file with the control code that the window shows: reception refuses a code that is not the file's. */
async function open(): Promise<{ readonly secret: string; readonly compared: boolean }> {
  const lines = await assistant.window.locator('.code .line').allInnerTexts()
  const code = lines.join(' ').replaceAll('–', ' ')
  const { clientSecret } = openSealed(sealedFile)
  const told = withKey((key) =>
    reception('open', sealedFile, '--identity', key, '--practice', '--control-code', code, '--json'),
  )
  if (told.includes(clientSecret)) throw new Error('prextra-reception has shown the secret')
  const { controlCodeCompared } = JSON.parse(told) as { controlCodeCompared: boolean }
  return { secret: clientSecret, compared: controlCodeCompared }
}

function merge(): void {
  copyFileSync('test/support/appsettings.sample.json', config)
  const records = ['--environment', 'erabliere', '--tenant', '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24']
  withKey((key) => {
    const identity = ['--identity', key, '--practice', '--unchecked', 'démonstration']
    const args = ['merge', sealedFile, '--config', config, ...records, ...identity]
    process.stdout.write(reception(...args).replace(/^(?=.)/gm, '           '))
    reception(...args)
  })
}

/** Does `work` with the practice tenant's key in a file, as CDID's key is, and removes the file. */
function withKey<T>(work: (key: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'prextra-reception-'))
  try {
    const key = join(folder, 'practice.key')
    writeFileSync(key, practiceIdentity)
    return work(key)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function reception(...args: readonly string[]): string {
  return execFileSync(process.execPath, ['src/cdid/cli.ts', ...args, '--language', 'fr'], { encoding: 'utf8' })
}
