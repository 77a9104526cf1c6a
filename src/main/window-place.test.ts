import { describe, expect, it } from 'vitest'
import { windowPlace } from './window-place.ts'

/** What a screen of 1366 × 768 leaves beside the task bar, at a scale. */
const workArea = (scale: number) => ({
  x: 0,
  y: 0,
  width: Math.floor(1366 / scale),
  height: Math.floor(768 / scale) - 48,
})

describe('the place of the window', () => {
  it('is the usual size in the middle of a screen that has the room', () => {
    expect(windowPlace(null, { x: 0, y: 0, width: 1920, height: 1032 })).toMatchObject({
      x: 400,
      y: 136,
      width: 1120,
      height: 760,
    })
  })

  it.each([1, 1.25, 1.5])('is all within the work area of a small screen at %s', (scale) => {
    const area = workArea(scale)
    const { x, y, width, height, minWidth, minHeight } = windowPlace(null, area)
    expect(x + width).toBeLessThanOrEqual(area.width)
    expect(y + height).toBeLessThanOrEqual(area.height)
    expect(minWidth).toBeLessThanOrEqual(width)
    expect(minHeight).toBeLessThanOrEqual(height)
  })

  it('is where it was kept, moved and cut only as far as a smaller screen demands', () => {
    const kept = { x: 900, y: 300, width: 1000, height: 700 }
    expect(windowPlace(kept, { x: 0, y: 0, width: 2560, height: 1400 })).toMatchObject(kept)
    expect(windowPlace(kept, workArea(1))).toMatchObject({ x: 366, y: 20, width: 1000, height: 700 })
    expect(windowPlace(kept, workArea(1.5))).toMatchObject({ x: 0, y: 0, width: 910, height: 464 })
  })

  it('is never smaller than the smallest size', () => {
    const area = { x: 0, y: 0, width: 1920, height: 1032 }
    expect(windowPlace({ x: 10, y: 10, width: 5, height: 5 }, area)).toMatchObject({ width: 720, height: 560 })
  })

  it('is on the second screen, whose coordinates may be negative', () => {
    const area = { x: -1920, y: -200, width: 1920, height: 1000 }
    expect(windowPlace(null, area)).toMatchObject({ x: -1520, y: -80 })
    expect(windowPlace({ x: 5, y: 5, width: 800, height: 600 }, area)).toMatchObject({ x: -800, y: 5 })
  })
})
