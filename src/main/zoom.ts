import type { BrowserWindow } from 'electron'

/** The zooms that the keys go through, as a browser's do. */
export const zooms = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4] as const

/** Returns the zoom after a key that is pressed with Ctrl; `null` for a key that is not about zoom. */
export function zoomAfter(key: string, current: number): number | null {
  if (key === '0') return 1
  // `=` is the key of `+` without Shift.
  if (key === '+' || key === '=') return zooms.find((zoom) => zoom > current + 0.01) ?? zooms[zooms.length - 1] ?? 1
  if (key === '-' || key === '_') return zooms.findLast((zoom) => zoom < current - 0.01) ?? zooms[0]
  return null
}

/** Zooms the window by Ctrl + +, − and 0 and by Ctrl and the wheel, from `initial` on. `changed` is told of each zoom. */
export function followZoom(
  { webContents }: BrowserWindow,
  { initial, changed }: { readonly initial: number; readonly changed: (zoom: number) => void },
): void {
  let zoom = initial
  const setZoom = (next: number) => {
    zoom = next
    webContents.setZoomFactor(zoom)
    changed(zoom)
  }
  webContents.on('dom-ready', () => {
    webContents.setZoomFactor(zoom)
  })
  webContents.on('before-input-event', (event, { type, control, alt, key }) => {
    if (type !== 'keyDown' || !control || alt) return
    const next = zoomAfter(key, zoom)
    if (next === null) return
    event.preventDefault()
    setZoom(next)
  })
  webContents.on('zoom-changed', (_event, direction) => {
    setZoom(zoomAfter(direction === 'in' ? '+' : '-', zoom) ?? zoom)
  })
}
