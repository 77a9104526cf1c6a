import { within } from './visible.ts'

/** A main process that is none: it shows the view that it is told to. */

type View = unknown

let listener: ((view: View) => void) | null = null
let first: (reply: { readonly ok: true; readonly value: View }) => void = () => undefined

const well = () => Promise.resolve({ ok: true, value: null })
const looked = new Promise<{ readonly ok: true; readonly value: View }>((resolve) => {
  first = resolve
})
const call = new Proxy({}, { get: (_calls, name) => (name === 'look' ? () => looked : well) })
Object.assign(globalThis, {
  assistant: {
    call,
    on: (_name: string, listens: (view: View) => void) => {
      listener = listens
      return () => undefined
    },
  },
})

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

export const stage = {
  /** Shows a view after another one, whose screen is left for it so that nothing of the scene before stays. */
  async show(before: View, view: View): Promise<void> {
    first({ ok: true, value: before })
    listener?.(before)
    await frame()
    listener?.(view)
    await frame()
    await frame()
    await document.fonts.ready
  },

  /** Resolves once nothing moves or changes its colour any more. */
  async settled(): Promise<void> {
    await frame()
    const roots = [document, ...[...within(document)].flatMap(({ shadowRoot }) => shadowRoot ?? [])]
    await Promise.allSettled(roots.flatMap((root) => root.getAnimations()).map(({ finished }) => finished))
  },
}
