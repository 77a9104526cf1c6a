import type { Scene } from '#support/gallery/views.ts'
import { escaped } from '#words/format/markup.ts'
import { picturePath, type LookedAt } from './look-at-scenes.ts'
import type { Take } from './takes.ts'

/** Returns a page that shows every scene in the takes with pictures, side by side, with what was found wrong under each. */
export function overviewPage(takes: readonly Take[], scenes: readonly Scene[], { faultsOf }: LookedAt): string {
  const shown = takes.filter(({ isPictured }) => isPictured)
  const cell = (take: Take, scene: Scene) => {
    const faults = faultsOf(take, scene).map((fault) => `<li>${escaped(fault)}</li>`)
    const path = escaped(picturePath(take, scene))
    const alt = escaped(`${scene.name}, ${take.name}`)
    return `<td><a href="${path}"><img loading="lazy" src="${path}" alt="${alt}"></a><ul>${faults.join('')}</ul></td>`
  }
  const rows = scenes.map(
    (scene) => `<tr><th>${escaped(scene.name)}</th>${shown.map((take) => cell(take, scene)).join('')}</tr>`,
  )
  const heads = shown.map(({ name, width, height }) => `<th>${escaped(name)}<br>${width} × ${height}</th>`)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Screens</title>
<style>
body { font: 13px system-ui; margin: 16px }
table { border-collapse: collapse }
th { position: sticky; top: 0; background: #fff; padding: 6px; text-align: start; vertical-align: top }
td { border-top: 1px solid #ccc; padding: 6px; vertical-align: top }
img { width: 320px; border: 1px solid #ccc }
ul { color: #b10e1c; margin: 4px 0; max-width: 320px; padding-inline-start: 16px }
</style>
<table><thead><tr><th>${scenes.length} scenes</th>${heads.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>
</html>
`
}
