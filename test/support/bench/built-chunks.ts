import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The imports of a chunk that are evaluated with it; an import that comes later is written as a call. */
const importsIn = {
  js: /(?:\bfrom|\bimport|\bexport\s*\*\s*from)\s*["'](\.{1,2}\/[^"']+)["']/g,
  cjs: /^(?:(?:const|let|var) [\w$]+ = )?(?:[\w$.]+\()?require\("(\.{1,2}\/[^"]+)"\)/gm,
} as const

/** Returns chunks of the build and every chunk that is loaded with them. */
export function loadedWith(...entries: readonly string[]): readonly string[] {
  const files = [...entries]
  for (const file of files) {
    const code = readFileSync(file, 'utf8')
    for (const [, path = ''] of code.matchAll(importsIn[file.endsWith('.cjs') ? 'cjs' : 'js'])) {
      const imported = join(dirname(file), path)
      if (!files.includes(imported)) files.push(imported)
    }
  }
  return files
}

/** Returns what the main process loads before the welcome is drawn: the window, then what stands behind it. */
export function firstInMain(main: string): readonly string[] {
  return loadedWith(join(main, 'index.cjs'), join(main, 'open-assistant.cjs'))
}

/** Returns the script that the window's page names. */
export function pageScript(renderer: string): string {
  const page = readFileSync(join(renderer, 'index.html'), 'utf8')
  const scripts = [...page.matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g)].map(([, path = '']) => join(renderer, path))
  const [script] = scripts
  if (script === undefined || scripts.length > 1) throw new Error(`the page names ${scripts.length} scripts`)
  return script
}

/** Returns every script in a folder of the build. */
export function scriptsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.c?js$/.test(name))
    .map((name) => join(folder, name))
}

/** Returns the bytes of files, each compressed by itself with gzip. */
export function gzipped(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0)
}

/** Returns the files of source that a chunk holds, from its source map. */
export function sourcesOf(chunk: string): readonly string[] {
  const { sources } = JSON.parse(readFileSync(`${chunk}.map`, 'utf8')) as { sources: readonly string[] }
  return sources
}
