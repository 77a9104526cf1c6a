import { tick } from 'svelte'

let isUnderWay = false

/** Whether the first field that is wrong is about to take the focus, and is then read with what is wrong with it. */
export function isToBeFocused(): boolean {
  return isUnderWay
}

/** Moves the focus to the first field that is wrong, once it is drawn so. Called after an entry was refused. */
export async function focusFirstError(): Promise<void> {
  isUnderWay = true
  await tick()
  isUnderWay = false
  // Outside a window there is nothing to focus.
  if (!('document' in globalThis)) return
  const first = document.querySelector<HTMLElement>('[aria-invalid="true"]')
  if (!first || first === document.activeElement) return
  first.focus()
}
