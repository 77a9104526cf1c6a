import { escaped } from '../../format/markup.ts'
import type { Drawing, Shape } from './shapes.ts'

/** Returns a drawing as SVG for a printed page. Each look is a class that `drawingStyle` paints. */
export function svgOf({ width, height, title, shapes }: Drawing): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">${shapes.map(elementOf).join('')}</svg>`
}

function elementOf(shape: Shape): string {
  switch (shape.kind) {
    case 'box': {
      const { look, x, y, width, height } = shape
      const radius = look === 'dot' || look === 'ring' ? width / 2 : 4
      return `<rect class="${look}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"></rect>`
    }
    case 'text':
      return `<text class="${shape.look}" x="${shape.x}" y="${shape.y}">${escaped(shape.text)}</text>`
    case 'line':
      return `<line x1="${shape.x1}" y1="${shape.y1}" x2="${shape.x2}" y2="${shape.y2}"></line>`
    case 'number':
      return `<circle class="number" cx="${shape.x}" cy="${shape.y}" r="8"></circle><text class="value" x="${shape.x}" y="${shape.y + 4}">${shape.value}</text>`
  }
}

/** The style of drawings on a printed page, with the same colours in a light and in a dark theme. */
export const drawingStyle = `
svg { border: 1px solid #8a8886; border-radius: 8px; display: block; margin: 8px 0; max-width: 100%; break-inside: avoid; }
svg text { fill: #242424; font: 12px 'Segoe UI', system-ui, sans-serif; }
svg .quiet { fill: #616161; }
svg .strong { font-weight: 600; }
svg text.code { font-family: 'Cascadia Mono', Consolas, monospace; font-size: 11px; }
svg .good { fill: #0e700e; }
svg rect { fill: none; stroke: #8a8886; }
svg rect.blank, svg rect.current { fill: #d1d1d1; stroke: none; }
svg rect.code { fill: #fafafa; }
svg rect.mark, svg rect.ring { stroke: #0f6cbd; stroke-width: 2; }
svg rect.dot, svg circle.number { fill: #0f6cbd; stroke: none; }
svg line { stroke: #8a8886; }
pre { break-inside: avoid; }
p:has(+ p > a), p:has(> a), p:has(+ svg) { break-after: avoid; }
@media print { svg { max-width: 82%; } }
svg .value { fill: #ffffff; font-weight: 600; font-size: 11px; text-anchor: middle; }
`.trim()
