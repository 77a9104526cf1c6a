import type { WebContents } from 'electron'

/** How long an act lets a call through, in milliseconds: as long as Chromium lets a page act on one (its transient activation). */
const actLimitMs = 5_000

/** What a person does with a mouse, a pen, a finger or a key that is pressed: it begins an act. */
const begins: readonly string[] = ['mouseDown', 'pointerDown', 'touchStart', 'rawKeyDown', 'keyDown']

/** It ends the same act: a button is pressed when the finger leaves it. */
const ends: readonly string[] = ['mouseUp', 'pointerUp', 'touchEnd', 'keyUp']

/** The keys that press a button or choose from a list. Others type a text, or move in the window. */
const pressing: readonly string[] = ['Enter', ' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']

/** The acts of a person that main itself saw in the window. Only the last one counts, and it lets one call through. */
export interface Acts {
  /** Takes the last act. Returns whether there was one, a short time ago. */
  take(): boolean
}

type Source = Pick<WebContents, 'on'>

/**
 * Watches the input that the system sends to a window. A script in the window makes none: its events never come by here.
 * `now` returns milliseconds on a clock that nobody sets.
 */
export function watchActs(contents: Source, now: () => number): Acts {
  let act: { readonly at: number; readonly isHeld: boolean } | null = null
  let pressesNothing = false
  // It comes before the key's `input-event`, which does not say what key it is.
  contents.on('before-input-event', (_event, { key, control, alt }) => {
    // A shortcut, such as Ctrl+C on a copy button. With Alt as well it types a character on some keyboards.
    const isShortcut = control && !alt && key.length === 1
    pressesNothing = !pressing.includes(key) && !isShortcut
  })
  contents.on('input-event', (_event, { type, modifiers = [] }) => {
    if (begins.includes(type)) {
      const isKey = type === 'rawKeyDown' || type === 'keyDown'
      const isNone = isKey && (pressesNothing || modifiers.includes('isautorepeat'))
      if (!isNone) act = { at: now(), isHeld: true }
    } else if (ends.includes(type) && act?.isHeld) act = { at: now(), isHeld: false }
  })
  return {
    take() {
      const isRecent = act !== null && now() - act.at <= actLimitMs
      act = null
      return isRecent
    },
  }
}
