import { beforeEach, expect, it } from 'vitest'
import type { Stage as StageName } from '#core/session/session.ts'
import { createStage, scene, type Stage } from '#support/gallery/stage.ts'
import { Shell } from './shell.svelte.ts'

interface Loading {
  readonly stage: StageName
  readonly done: () => void
  readonly fail: () => void
}

let show: Stage['show']
let shell: Shell
let loading: Loading[]
let loaded: Set<StageName>
let shown: StageName[]

/** Lets every promise that is resolved have its say. */
const settled = () => new Promise((resolve) => setTimeout(resolve))

beforeEach(async () => {
  const stage = createStage()
  ;({ show } = stage)
  loading = []
  shown = []
  loaded = new Set<StageName>(['welcome'])
  shell = new Shell(stage.assistant, {
    isLoaded: (at) => loaded.has(at),
    shown: (at) => shown.push(at),
    load: (at) =>
      new Promise((resolve, reject) => {
        const done = () => {
          loaded.add(at)
          resolve()
        }
        loading.push({
          stage: at,
          done,
          fail: () => {
            reject(new Error('no such file'))
          },
        })
      }),
  })
  await shell.open()
})

it('keeps the screen before as it is until the next one is loaded', async () => {
  show(scene('02-sign-in'))
  expect(loading.map(({ stage }) => stage)).toEqual(['sign-in'])
  expect([shell.session.at, shell.code]).toEqual(['welcome', '00'])
  loading[0]?.done()
  await settled()
  expect([shell.session.at, shell.code]).toEqual(['sign-in', 'A1'])
})

it('shows the last view, whichever screen is loaded first', async () => {
  show(scene('02-sign-in'))
  show(scene('03-identity'))
  loading[1]?.done()
  await settled()
  loading[0]?.done()
  await settled()
  expect(shell.session.at).toBe('identity')
})

it('draws a screen that is loaded at once', () => {
  loaded.add('identity')
  show(scene('03-identity'))
  expect(shell.session.at).toBe('identity')
  expect(loading).toEqual([])
})

it('tells of a file that cannot be read, until another screen is shown', async () => {
  show(scene('02-sign-in'))
  loading[0]?.fail()
  await settled()
  expect(shell.unreadable).toBe(true)
  loaded.add('identity')
  show(scene('03-identity'))
  expect(shell.unreadable).toBe(false)
})

it('tells once of each screen that is shown, so that the ones it leads to are loaded', () => {
  loaded.add('identity')
  show(scene('03-identity'))
  show(scene('03b-identity-guest'))
  expect(shown).toEqual(['welcome', 'identity'])
})
