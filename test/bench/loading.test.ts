import { mkdtempSync, rmSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build, type Plugin, type UserConfig } from 'vite'
import { firstInMain, gzipped, loadedWith, pageScript, sourcesOf } from '#support/bench/built-chunks.ts'
import { openMeasured } from '#support/bench/window-over-cdp.ts'
import config from '../../electron.vite.config.ts'
import { figuresOf, judge } from './figures.ts'
import { limits } from './limits.ts'
import { measureSize } from './size.ts'

const renderer = join('out', 'app', 'renderer')
const main = join('out', 'app', 'main')

/** What is heavy, and has nothing to do with the welcome. */
const laterInMain =
  /@azure|msal|microsoft-graph-client|age-encryption|@noble\/(curves|ciphers)|nodemailer|fast-xml-parser|keytar|src\/practice\/|src\/words\/(pages|scripts|problems)\//
const laterInWindow =
  /src\/renderer\/screens\/(?!welcome\/|sign-in\/|guide\/offered-fix|screens-by-stage)|@scure\/bip39|src\/words\/pages\//

const foundIn = (chunks: readonly string[], later: RegExp) =>
  chunks.flatMap(sourcesOf).filter((source) => later.test(source.replaceAll('\\', '/')))

describe('before the welcome is drawn', () => {
  test('main loads nothing that a later step needs', () => {
    expect(foundIn(firstInMain(main), laterInMain)).toEqual([])
    // keytar is no part of the bundle: it is asked for by its name.
    for (const chunk of firstInMain(main)) expect(readFileSync(chunk, 'utf8')).not.toMatch(/^.*= require\("keytar"\)/m)
  })

  test('the window loads no later screen', () => {
    expect(foundIn(loadedWith(pageScript(renderer)), laterInWindow)).toEqual([])
  })

  test('the window has asked for no script that is not counted', async () => {
    const counted = loadedWith(pageScript(renderer)).map((file) => basename(file))
    const window = await openMeasured('.')
    try {
      await window.until(`document.querySelector('h1') !== null`)
      const asked = (await window.scripts()).filter((url) => url.startsWith('app://')).map((url) => basename(url))
      expect(asked.toSorted()).toEqual(counted.toSorted())
    } finally {
      await window.close()
    }
  })
})

test('the sizes of what was built are within their limits', async () => {
  const judged = judge(figuresOf(await measureSize()), limits)
  expect(judged.map(({ name, failed }) => [name, failed])).toEqual([
    ['size.rendererFirst', false],
    ['size.rendererAll', false],
    ['size.mainFirst', false],
  ])
})

describe('an import that is planted', () => {
  let built: string

  beforeAll(async () => {
    built = mkdtempSync(join(tmpdir(), 'prextra-bench-planted-'))
    const plant: Plugin = {
      name: 'plant',
      enforce: 'pre',
      transform: (code, id) =>
        id.endsWith('src/renderer/main.ts') ? `import './screens/review/Review.svelte'\n${code}` : null,
    }
    const { renderer: options } = config as { readonly renderer: UserConfig }
    await build({
      ...options,
      configFile: false,
      logLevel: 'error',
      base: './',
      root: resolve('src/renderer'),
      plugins: [plant, (options.plugins ?? []).slice(0, 3)],
      build: { ...options.build, outDir: built, emptyOutDir: true },
    })
  })

  afterAll(() => {
    rmSync(built, { recursive: true })
  })

  test('is found, and makes the first script too large', () => {
    const chunks = loadedWith(pageScript(built))
    expect(foundIn(chunks, laterInWindow)).toContainEqual(expect.stringMatching(/review\/Review\.svelte$/))
    const judged = judge(new Map([['size.rendererFirst', gzipped(chunks)]]), limits)
    expect(judged).toMatchObject([{ failed: true }])
  })
})
