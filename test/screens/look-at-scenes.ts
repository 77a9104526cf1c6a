import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openGalleryApp, type GalleryApp } from '#support/gallery/app.ts'
import type { Scene } from '#support/gallery/views.ts'
import { openScenePage, type ScenePage } from './scene-page.ts'
import { axeIn, type Take } from './takes.ts'

/** What was seen of scenes in takes. */
export interface LookedAt {
  /** Returns a sentence for each fault of a scene in a take. */
  readonly faultsOf: (take: Take, scene: Scene) => readonly string[]
  /** A picture of each scene in the first take. */
  readonly pictures: ReadonlyMap<string, Buffer>
  readonly browserVersion: string
}

/** Takes that are looked at side by side: the browser uses a core for each. */
const atOnce = 3

/** Looks at each scene in each take. Pictures for the overview are written to `folder`, where it is given. */
export async function lookAtScenes(
  takes: readonly Take[],
  scenes: readonly Scene[],
  folder: string | null,
): Promise<LookedAt> {
  const faults = new Map<string, readonly string[]>()
  const pictures = new Map<string, Buffer>()
  const app = await openGalleryApp()
  const waiting = [...takes]
  const lookAtTakes = async () => {
    for (let take = waiting.shift(); take; take = waiting.shift()) await lookAtTake(app, take)
  }

  async function lookAtTake({ browser, url }: GalleryApp, take: Take): Promise<void> {
    const page = await openScenePage(browser, url, take)
    for (const scene of scenes) {
      const found = await lookAt(page, take, scene)
      if (found.length > 0) faults.set(`${take.name} ${scene.name}`, found)
      if (take === takes[0]) pictures.set(scene.name, await picture(page))
      if (folder !== null && take.isPictured) {
        const path = join(folder, picturePath(take, scene))
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, await page.page.screenshot({ type: 'jpeg', quality: 60 }))
      }
    }
    await page.page.context().close()
  }

  try {
    await Promise.all(Array.from({ length: atOnce }, lookAtTakes))
  } finally {
    await app.close()
  }
  return {
    faultsOf: (take, scene) => faults.get(`${take.name} ${scene.name}`) ?? [],
    pictures,
    browserVersion: app.browser.version(),
  }
}

/** Where the picture of a scene in a take lies, in the folder of the overview. */
export function picturePath(take: Take, scene: Scene): string {
  return `${take.name}/${scene.name}.jpg`
}

async function lookAt(page: ScenePage, take: Take, scene: Scene): Promise<readonly string[]> {
  try {
    await page.show(scene)
    const found = Object.entries(await page.look(scene)).flatMap(([check, ones]) =>
      ones.map((fault) => `${check}: ${fault}`),
    )
    const rules = axeIn(take)
    const axe = rules === 'none' ? [] : await page.axe(rules)
    return [...found, ...axe.map((fault) => `axe: ${fault}`), ...page.takeMessages().map((said) => `console: ${said}`)]
  } catch (error) {
    return [`not shown: ${error instanceof Error ? error.message : String(error)}`]
  }
}

const picture = ({ page }: ScenePage) => page.screenshot({ animations: 'disabled', caret: 'hide' })
