/**
 * Pictures of every screen and state in every take of test/screens, all of them on one page, with what is wrong under each.
 * Ends with 1 when anything is. `npm run gallery -- [part-of-a-scene-name] [part-of-a-take-name]` → out/gallery/
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { lookAtScenes } from '../../screens/look-at-scenes.ts'
import { overviewPage } from '../../screens/overview.ts'
import { takes } from '../../screens/takes.ts'
import { scenes } from './views.ts'

const folder = resolve('out', 'gallery')
const [onlyScene = '', onlyTake = ''] = process.argv.slice(2)
const shownScenes = scenes.filter(({ name }) => name.includes(onlyScene))
const shownTakes = takes.filter(({ name }) => name.includes(onlyTake)).map((take) => ({ ...take, isPictured: true }))

if (onlyScene === '' && onlyTake === '') rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const lookedAt = await lookAtScenes(shownTakes, shownScenes, folder)
writeFileSync(join(folder, 'index.html'), overviewPage(shownTakes, shownScenes, lookedAt))
const wrong = shownTakes.flatMap((take) =>
  shownScenes.flatMap((scene) =>
    lookedAt.faultsOf(take, scene).map((fault) => `${scene.name} · ${take.name} · ${fault}`),
  ),
)
for (const line of wrong) process.stdout.write(`${line}\n`)
process.stdout.write(`gallery: ${shownScenes.length} scenes, ${wrong.length} problems, ${folder}\n`)
process.exitCode = wrong.length === 0 ? 0 : 1
