/** A small drawing of where to click, as data that both the window and the printed guide draw. Lengths are in pixels. */
export interface Drawing {
  readonly width: number
  readonly height: number
  /** What the drawing shows, for a screen reader. */
  readonly title: string
  readonly shapes: readonly Shape[]
}

export type BoxLook = 'field' | 'mark' | 'blank' | 'current' | 'code' | 'dot' | 'ring'
export type TextLook = 'plain' | 'strong' | 'quiet' | 'code' | 'good'

export type Shape =
  | ({ readonly kind: 'box'; readonly look: BoxLook; readonly x: number; readonly y: number } & Size)
  | { readonly kind: 'text'; readonly look: TextLook; readonly x: number; readonly y: number; readonly text: string }
  | { readonly kind: 'line'; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }
  /** The number of a gesture, counted from one. */
  | { readonly kind: 'number'; readonly x: number; readonly y: number; readonly value: number }

interface Size {
  readonly width: number
  readonly height: number
}

/** Returns the largest width that a text of 12 px can have in any of the typefaces that draw it. */
export function widthOf(text: string): number {
  return Math.ceil(text.length * 6.9)
}

export const text = (x: number, y: number, content: string, look: TextLook = 'plain'): Shape => ({
  kind: 'text',
  look,
  x,
  y,
  text: content,
})

export const box = (look: BoxLook, x: number, y: number, width: number, height: number): Shape => ({
  kind: 'box',
  look,
  x,
  y,
  width,
  height,
})

export const line = (x1: number, y1: number, x2: number, y2: number): Shape => ({ kind: 'line', x1, y1, x2, y2 })

export const number = (x: number, y: number, value: number): Shape => ({ kind: 'number', x, y, value })

/** Draws what is to be pressed: its text in a frame, followed by the number of the gesture. `y` is the text's base line. */
export function target(
  x: number,
  y: number,
  content: string,
  value: number,
  look: TextLook = 'plain',
): readonly Shape[] {
  const width = widthOf(content) + 20
  return [box('mark', x, y - 18, width, 26), text(x + 10, y, content, look), number(x + width + 14, y - 5, value)]
}

const menuWidth = 178

/** Draws the menu of a page. The current item has the number of a gesture when it is to be pressed, `null` when not. */
export function menu(
  items: readonly string[],
  current: number,
  value: number | null,
  height: number,
): readonly Shape[] {
  return [
    line(menuWidth, 0, menuWidth, height),
    ...items.flatMap((item, place) => {
      const y = 28 + place * 26
      const here = place === current
      return [
        ...(here ? [box(value === null ? 'current' : 'mark', 8, y - 18, menuWidth - 16, 26)] : []),
        text(18, y, item, here ? 'strong' : 'quiet'),
        ...(here && value !== null ? [number(menuWidth - 22, y - 5, value)] : []),
      ]
    }),
  ]
}

/** The left edge of what stands beside the menu. */
export const beside = menuWidth + 18
