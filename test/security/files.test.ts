import { extractFile, getRawHeader, listPackage, statFile } from '@electron/asar'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { problemsInFrench } from '#words/problems/french.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { launchAssistant } from '#support/assistant.ts'
import { openBrowser } from '#support/browser.ts'
import { journey, liveTest, release, type PackagedBuild } from '#support/security/builds.ts'
import { note } from '#support/security/noted.ts'
import { startPackaged } from '#support/security/started.ts'
import { isWholeRun } from '#support/share.ts'
import { press, walkToReview } from '#support/walk.ts'
import { absentOnFallback, fuseFailures, fuseNames, fuses, readFuses, type FuseName } from '../../build/fuses.mjs'

/** Point by point, what a packaged application is made of. */

const native = join('node_modules', 'keytar', 'prebuilds', `${process.platform}-${process.arch}`, 'keytar.node')
const place = mkdtempSync(join(tmpdir(), 'prextra-files-'))
afterAll(() => {
  rmSync(place, { recursive: true, force: true, maxRetries: 5 })
})

const digestOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')

/** A copy of a build, by hard links: a file that is to be changed must be replaced, not written to. */
function copyOf({ folder }: PackagedBuild, name: string): string {
  const copy = join(place, name)
  execFileSync('cp', ['-al', folder, copy])
  return copy
}

const executableIn = (folder: string) => join(folder, 'assistant-outlook-prextra')

test.runIf(isWholeRun).for(fuseNames)('fuse %s is as it must be in the release', async (name: FuseName) => {
  const state = (await readFuses(release.executable))[name]
  const wanted = fuses[name] ? 'on' : 'off'
  expect(absentOnFallback.includes(name) ? [wanted, 'absent'] : [wanted]).toContain(state)
})

test.runIf(isWholeRun)('the nine fuses are read, and the build for journeys differs by one', async (context) => {
  const read = await readFuses(release.executable)
  note(context, { fuses: read })
  expect(fuseFailures(read, { journey: false, pinned: false })).toEqual([])
  expect(await readFuses(journey.executable)).toEqual({ ...read, EnableNodeCliInspectArguments: 'on' })
})

test.runIf(isWholeRun)(
  'the archive of the release and that of the build for journeys are the same, to the byte',
  () => {
    expect(digestOf(readFileSync(journey.archive))).toBe(digestOf(readFileSync(release.archive)))
  },
)

test.runIf(isWholeRun)(
  'every other file of the two builds is the same, but for the fuse and the file that tells',
  () => {
    const filesOf = (folder: string) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    const inJourney = filesOf(journey.folder)
    expect(inJourney.filter((name) => !filesOf(release.folder).includes(name))).toEqual([
      join('resources', 'journey-build'),
    ])
    const differing = filesOf(release.folder).filter(
      (name) =>
        digestOf(readFileSync(join(journey.folder, name))) !== digestOf(readFileSync(join(release.folder, name))),
    )
    expect(differing).toEqual(['assistant-outlook-prextra'])
  },
)

test.runIf(isWholeRun)('the archive of the live test differs by its declared constants only', () => {
  const codeOf = (archive: string) =>
    new Map(
      listPackage(archive, { isPack: false })
        .map((path) => path.slice(1))
        .filter((path) => path.startsWith('out/app/') && /\.\w+$/.test(path))
        .map((path) => [path, extractFile(archive, path).toString('utf8').split('\n')] as const),
    )
  const [shipped, live] = [codeOf(release.archive), codeOf(liveTest.archive)]
  expect([...live.keys()].sort()).toEqual([...shipped.keys()].sort())
  const lines = [...live].flatMap(([path, code]) => {
    const known = new Set(shipped.get(path))
    return code.filter((line) => !known.has(line)).map((line) => line.trim())
  })
  const electron = /^var onPinnedElectron = process\.versions\.electron === "[\d.]+";$/
  const declared = lines.filter((line) => electron.test(line))
  expect(declared).toHaveLength(1)
  // What else differs is in the file that takes the place of build/cdid.json.
  const constants: readonly string[] =
    readFileSync('test/support/cdid.live-test.json', 'utf8').match(/"[^"]+"|true|false/g) ?? []
  const others = lines.filter((line) => !electron.test(line))
  expect(others.length).toBeGreaterThan(0)
  expect(others.length).toBeLessThan(25)
  const unexplained = others.filter((line) => {
    const values: readonly string[] = line.match(/"[^"]*"/g) ?? []
    return (
      !values.every((value) => constants.includes(value) || value.includes('cdid.live-test.json')) &&
      !line.startsWith('//')
    )
  })
  expect(unexplained).toEqual([])
})

test('each file in the archive is the one that its header names', () => {
  const names = listPackage(journey.archive, { isPack: false }).map((path) => path.slice(1))
  let checked = 0
  for (const name of names) {
    const entry = statFile(journey.archive, name) as {
      integrity?: { hash: string }
      unpacked?: boolean
      files?: object
    }
    if (entry.files || entry.unpacked === true) continue
    expect([name, digestOf(extractFile(journey.archive, name))]).toEqual([name, entry.integrity?.hash])
    checked += 1
  }
  expect(checked).toBeGreaterThan(10)
  expect(getRawHeader(journey.archive).headerString.length).toBeGreaterThan(1000)
})

test('only the native module stands outside of the archive, and nothing that could be loaded in its place', () => {
  const outside = readdirSync(`${journey.archive}.unpacked`, { recursive: true, withFileTypes: true })
  expect(outside.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(['keytar.node'])
  expect(['app', 'default_app.asar'].filter((name) => existsSync(join(journey.folder, 'resources', name)))).toEqual([])
})

test('an application in a folder beside the archive is not run', async () => {
  const copy = copyOf(isWholeRun ? release : journey, 'with-a-folder')
  const folder = join(copy, 'resources', 'app')
  mkdirSync(folder)
  const ran = join(place, 'ran')
  writeFileSync(join(folder, 'package.json'), '{ "name": "other", "main": "main.js" }')
  writeFileSync(join(folder, 'main.js'), `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '')`)
  expect((await startPackaged(executableIn(copy), [])).code).toBeNull()
  expect(existsSync(ran)).toBe(false)
})

test.runIf(isWholeRun)('a native module that is another one is not loaded, and nothing is made', async () => {
  const copy = copyOf(journey, 'other-native-module')
  const file = join(copy, 'resources', 'app.asar.unpacked', native)
  const content = readFileSync(file)
  rmSync(file)
  // One byte more, behind the end: as a library it is as good as before.
  writeFileSync(file, Buffer.concat([content, Buffer.from('!')]))
  const browser = await openBrowser()
  const assistant = await launchAssistant({ executable: executableIn(copy), args: [] })
  try {
    await walkToReview({ assistant, browser, language: 'fr', look: () => Promise.resolve() })
    await press(assistant.window, reviewWords.fr.approve)
    const [sentence = ''] = problemsInFrench['vault-unavailable'].sentence.split('{')
    await assistant.window.getByText(sentence.slice(0, 30)).first().waitFor()
    // Reads of a plan go as one batch.
    expect(assistant.tenantWrites().filter((write) => !write.includes('$batch'))).toEqual([])
    const loaded = readFileSync(`/proc/${assistant.app.process().pid ?? 0}/maps`, 'utf8')
    expect(loaded).not.toContain('keytar.node')
  } finally {
    await assistant.close()
    await browser.close()
  }
})

test('a build for journeys keeps its data apart and says what it is', async () => {
  const { written } = await startPackaged(journey.executable, [])
  expect(written).toContain('Assistant Outlook-Prextra (journeys)/SingletonLock')
  expect(written).not.toContain('Assistant Outlook-Prextra/SingletonLock')
  const assistant = await launchAssistant({ executable: journey.executable, args: [] })
  const title = await assistant.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
  await assistant.close()
  expect(title).toContain(mainProcessWords.fr.journeyBuild)
})

test.runIf(isWholeRun)('a release keeps its data where it always did', async () => {
  const { written } = await startPackaged(release.executable, [])
  expect(written).toContain('Assistant Outlook-Prextra/SingletonLock')
})

test('as Node it does not run', async () => {
  const script = join(place, 'script.js')
  const ran = join(place, 'ran-as-node')
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '')`)
  const { executable } = isWholeRun ? release : journey
  await startPackaged(executable, [script], { ELECTRON_RUN_AS_NODE: '1' })
  expect(existsSync(ran)).toBe(false)
})
