import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { languages } from '#core/language.ts'
import { cdid } from '#main/cdid.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { readDocumentation, untranslated, type DocumentationPage, type Origin } from './pages.ts'
import { documentOf } from './template.ts'

/**
 * The documentation of the assistant, from docs/fr, docs/en and `words`. `npm run docs` makes the site in out/docs, and
 * compares its pictures with the screens; `--pictures` first takes them anew. `--app FOLDER` makes only
 * the pages that the application shows, and `--site FOLDER` only the site.
 */
const root = join(import.meta.dirname, '../..')
const origin: Origin = { folder: join(root, 'docs'), cdid, version: packageJson.version }
/** What follows an option on the command line. */
const valueOf = (option: string) =>
  process.argv.includes(option) ? process.argv[process.argv.indexOf(option) + 1] : undefined
const appFolder = valueOf('--app')
const siteFolder = valueOf('--site')
if (process.argv.includes('--pictures')) {
  const { takePictures } = await import('./pictures.ts')
  process.stdout.write(`docs: ${await takePictures(origin.folder)}\n`)
}
const wrong =
  appFolder !== undefined
    ? make('app', appFolder)
    : siteFolder !== undefined
      ? makeSite(siteFolder)
      : await makeAndCompare(join(root, 'out/docs'))
for (const line of wrong) process.stderr.write(`docs: ${line}\n`)
process.exitCode = wrong.length === 0 ? 0 : 1

/** Writes every page, in both languages. Returns what is wrong with them. */
function make(form: 'site' | 'app', folder: string): readonly string[] {
  rmSync(folder, { recursive: true, force: true })
  const documentation = languages.map((language) => ({ language, ...readDocumentation(origin, language, form) }))
  for (const { language, pages } of documentation) {
    for (const page of pages) {
      write(
        join(folder, language, `${page.name}.html`),
        documentOf(page, { language, form, version: origin.version, pages }),
      )
    }
    if (form === 'site') write(join(folder, language, 'search-index.js'), searchIndex(pages))
  }
  const shown = new Set(
    documentation.flatMap(({ language, pages }) =>
      pages.flatMap(({ pictures }) => pictures.map((file) => join(language, file))),
    ),
  )
  for (const file of shown) {
    cpSync(join(origin.folder, 'pictures', file), join(folder, 'pictures', file), { force: true })
  }
  cpSync(join(import.meta.dirname, 'style.css'), join(folder, 'style.css'))
  const [french, english] = documentation
  return [...documentation.flatMap((one) => one.wrong), ...untranslated(french?.pages ?? [], english?.pages ?? [])]
}

function makeSite(folder: string): readonly string[] {
  const wrong = make('site', folder)
  cpSync(join(import.meta.dirname, 'search.js'), join(folder, 'search.js'))
  write(join(folder, 'index.html'), readFileSync(join(import.meta.dirname, 'languages.html'), 'utf8'))
  return wrong
}

async function makeAndCompare(folder: string): Promise<readonly string[]> {
  const wrong = makeSite(folder)
  const { comparePictures } = await import('./pictures.ts')
  const compared = await comparePictures(origin.folder)
  const all = [...wrong, ...compared.wrong]
  process.stdout.write(`docs: ${folder} · ${compared.said} · ${all.length} mistakes\n`)
  return all
}

function searchIndex(pages: readonly DocumentationPage[]): string {
  const index = pages.map(({ name, title, headings, text }) => ({ name, title, headings, text }))
  return `globalThis.searchIndex = ${JSON.stringify(index)}\n`
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
