import { describe, expect, it } from 'vitest'
import { zoomAfter, zooms } from './zoom.ts'

describe('the zoom after a key', () => {
  it('goes one step, as a browser does, and stays at its ends', () => {
    expect(['+', '='].map((key) => zoomAfter(key, 1))).toEqual([1.1, 1.1])
    expect(['-', '_'].map((key) => zoomAfter(key, 1))).toEqual([0.9, 0.9])
    expect([zoomAfter('+', 4), zoomAfter('-', 0.8)]).toEqual([4, 0.8])
  })

  it('goes back to the usual size from any', () => {
    expect(zooms.map((zoom) => zoomAfter('0', zoom))).toEqual(zooms.map(() => 1))
  })

  it('is that of the next step from a zoom that is none of them, as an old file may hold', () => {
    expect([zoomAfter('+', 1.3), zoomAfter('-', 1.3)]).toEqual([1.5, 1.25])
  })

  it('is no other key’s', () => {
    expect(['a', 'Enter', ''].map((key) => zoomAfter(key, 1))).toEqual([null, null, null])
  })
})
