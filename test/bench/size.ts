import { join } from 'node:path'
import { firstInMain, gzipped, loadedWith, pageScript, scriptsIn } from '#support/bench/built-chunks.ts'
import { printAlone } from '#support/bench/figures.ts'

/** The sizes of what was built, in bytes of gzip. */
export interface Sizes extends Readonly<Record<string, number>> {
  readonly rendererFirst: number
  readonly rendererAll: number
  readonly mainFirst: number
}

/** Measures the scripts of a build: what the window and the main process load before the welcome is drawn, and the window's whole. */
export function sizesOf(app: string): Sizes {
  const renderer = join(app, 'renderer')
  return {
    rendererFirst: gzipped(loadedWith(pageScript(renderer))),
    rendererAll: gzipped(scriptsIn(renderer)),
    mainFirst: gzipped(firstInMain(join(app, 'main'))),
  }
}

/** The sizes of the build that is there. */
export function measureSize(): Promise<{ readonly size: Sizes }> {
  return Promise.resolve({ size: sizesOf(join('out', 'app')) })
}

await printAlone(import.meta.url, measureSize)
