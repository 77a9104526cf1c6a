import type { Rectangle } from 'electron'
import { windowOptions } from './window-options.ts'

export interface WindowPlace extends Rectangle {
  readonly minWidth: number
  readonly minHeight: number
}

/**
 * Returns where the window is: as it was `kept`, or at its usual size in the middle, and never beyond the work area, which
 * is what the screen leaves beside the task bar. On a small or a scaled screen that is less than the smallest size. A screen
 * may be gone since, or smaller, as after a remote session.
 */
export function windowPlace(kept: Rectangle | null, workArea: Rectangle): WindowPlace {
  const minWidth = Math.min(windowOptions.minWidth, workArea.width)
  const minHeight = Math.min(windowOptions.minHeight, workArea.height)
  const width = between(minWidth, kept?.width ?? windowOptions.width, workArea.width)
  const height = between(minHeight, kept?.height ?? windowOptions.height, workArea.height)
  const left = workArea.x + workArea.width - width
  const top = workArea.y + workArea.height - height
  return {
    width,
    height,
    x: between(workArea.x, kept?.x ?? Math.round((workArea.x + left) / 2), left),
    y: between(workArea.y, kept?.y ?? Math.round((workArea.y + top) / 2), top),
    minWidth,
    minHeight,
  }
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}
