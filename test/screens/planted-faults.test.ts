import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openGalleryApp, type GalleryApp } from '#support/gallery/app.ts'
import { scenes } from '#support/gallery/views.ts'
import type { CheckName } from './in-page/checks.ts'
import { difference } from '#support/pictures.ts'
import { isWholeRun } from '#support/share.ts'
import { openScenePage, type ScenePage } from './scene-page.ts'
import { takes } from './takes.ts'

let app: GalleryApp
let page: ScenePage

const style = (rules: string) =>
  `const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(rules)}); document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]`

/** The check, the scene, what is done to the page, and a part of the sentence that must come of it. */
const planted: readonly [CheckName, string, string, string][] = [
  [
    'sideways',
    '04-review',
    style('.content { width: 2000px !important; max-width: none !important }'),
    'scrolls sideways',
  ],
  ['text', '04-review', style('h1 { overflow: hidden; width: 60px; white-space: nowrap }'), 'is cut'],
  ['text', '04-review', style('.lead { position: relative; top: 60px }'), 'lies on another text'],
  ['view', '04-review', style('table { margin-top: 400px }'), 'of the task are hidden'],
  ['view', '04-review', style('footer { transform: translateY(40px) }'), 'the command bar is out of view'],
  ['view', '04-review', `document.querySelector('[data-task]').removeAttribute('data-task')`, 'names no task'],
  ['links', '04-review', style('.link { text-decoration: none !important }'), 'a link without underline'],
  [
    'errors',
    '08d-proof-wrong-entry',
    `document.querySelector('[aria-invalid]').removeAttribute('aria-describedby')`,
    'nothing says why',
  ],
  [
    'errors',
    '08d-proof-wrong-entry',
    `document.querySelector('[aria-invalid]').removeAttribute('aria-invalid')`,
    'no field says',
  ],
  ['heading', '04-review', `document.activeElement.blur()`, 'the focus is on'],
  [
    'heading',
    '04-review',
    `document.querySelector('.lead').outerHTML; const h = document.createElement('h1'); document.body.append(h)`,
    '2 first headings',
  ],
  [
    'live',
    '06-run-waiting',
    `document.querySelector('.window > [aria-live]').textContent = ''`,
    'nothing announces it',
  ],
  [
    'live',
    '04-review',
    `const one = document.createElement('p'); one.setAttribute('role', 'status'); one.textContent = 'x'; document.querySelector('.content').append(one)`,
    'announced on arrival',
  ],
  ['live', '08-proof-blocked', `document.querySelector('[data-refusal]').setAttribute('role', 'alert')`, 'told twice'],
  [
    'targets',
    '04-review',
    style('.link { min-height: 0 !important; padding: 0 !important; height: 16px }'),
    'px: <button.link>',
  ],
  [
    'primary',
    '04-review',
    `const one = document.createElement('fluent-button'); one.setAttribute('appearance', 'primary'); one.textContent = 'x'; document.querySelector('.content').append(one)`,
    '2 primary actions',
  ],
  [
    'shared',
    '04-review',
    `document.querySelector('h1').setAttribute('data-id', '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943')`,
    'in <h1',
  ],
]

function sceneOf(name: string) {
  const scene = scenes.find((one) => one.name === name)
  if (!scene) throw new Error(`no scene ${name}`)
  return scene
}

/** Each kind of check, on a scene that passes, and then with a fault that it must find. */
describe.runIf(isWholeRun)('each kind of check', () => {
  beforeAll(async () => {
    app = await openGalleryApp()
    const [take] = takes
    if (!take) throw new Error('there is no take')
    page = await openScenePage(app.browser, app.url, take)
  }, 120_000)

  afterAll(() => app.close())

  test.each(planted)('%s in %s finds what is planted', async (check, name, plant, sentence) => {
    const scene = sceneOf(name)
    await page.show(scene)
    const before = (await page.look(scene, [check]))[check] ?? []
    if (check !== 'shared') expect(before).toEqual([])
    await page.page.evaluate(plant)
    const after = (await page.look(scene, [check]))[check] ?? []
    await page.page.evaluate('document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, 1)')
    expect(after.length).toBeGreaterThan(before.length)
    expect(after.join('\n')).toContain(sentence)
    await page.page.reload()
    await page.prepare()
  })

  test('axe finds what is planted', async () => {
    await page.show(sceneOf('04-review'))
    expect(await page.axe('all')).toEqual([])
    await page.page.evaluate(style('.lead { color: #ddd !important }'))
    expect((await page.axe('drawn')).join('\n')).toContain('color-contrast')
    await page.page.evaluate(
      `document.querySelector('.more button').removeAttribute('aria-label'); document.querySelector('.more button').removeAttribute('title')`,
    )
    expect((await page.axe('all')).join('\n')).toContain('button-name')
  })

  test('a message on the console is found', async () => {
    page.takeMessages()
    await page.page.evaluate(`console.error('planted')`)
    expect(page.takeMessages()).toEqual(['error: planted'])
  })

  test('two pictures of one scene are the same, and one with another word is not', async () => {
    await page.page.reload()
    await page.prepare()
    const picture = () => page.page.screenshot({ animations: 'disabled', caret: 'hide' })
    await page.show(sceneOf('04-review'))
    const first = await picture()
    await page.show(sceneOf('04-review'))
    expect(difference(first, await picture())).toBeNull()
    await page.page.evaluate(`document.querySelector('h1').textContent = 'Voici ce qui sera dit'`)
    expect(difference(first, await picture())?.what).toMatch(/^\d+ pixels differ$/)
  })
})
