import { now, scenes, viewOf } from '../views.ts'

declare const location: { readonly search: string }

const asked = new URLSearchParams(location.search)
const scene = scenes.find(({ name }) => name === asked.get('name'))
if (scene === undefined) throw new Error(`there is no scene «${asked.get('name') ?? ''}»`)

/** Stands still at the instant that the scenes tell of, so that what is shown as a duration is as in the pictures. */
class SceneDate extends Date {
  constructor(...given: readonly unknown[]) {
    super(...((given.length === 0 ? [now] : given) as [string]))
  }
  static override now(): number {
    return Date.parse(now)
  }
}

const view = viewOf(scene, asked.get('language') === 'en' ? 'en' : 'fr', asked.has('share'))
const answer = (name: string | symbol) => () => Promise.resolve({ ok: true, value: name === 'look' ? view : null })
Object.assign(globalThis, {
  Date: SceneDate,
  assistant: { call: new Proxy({}, { get: (_calls, name) => answer(name) }), on: () => () => undefined },
})
// The address is the dev server's, whose root is src/renderer.
const entry = '/main.ts'
await import(/* @vite-ignore */ entry)
