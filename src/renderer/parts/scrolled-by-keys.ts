/** What Tab stops at. */
const focusable = 'button, a[href], input, select, textarea, fluent-button, fluent-accordion-item, [tabindex="0"]'

/**
 * Lets Tab stop at a column that scrolls and holds nothing else that it stops at, so that the arrow keys scroll it. Later
 * releases of Chromium do this by themselves.
 */
export function scrolledByKeys(column: HTMLElement): () => void {
  const look = () => {
    const isNeeded = column.scrollHeight > column.clientHeight && column.querySelector(focusable) === null
    if (isNeeded) column.tabIndex = 0
    else column.removeAttribute('tabindex')
  }
  // Not while what was pressed is drawn.
  let idle = 0
  const sizes = new ResizeObserver(() => {
    cancelIdleCallback(idle)
    idle = requestIdleCallback(look)
  })
  sizes.observe(column)
  for (const child of column.children) sizes.observe(child)
  return () => {
    cancelIdleCallback(idle)
    sizes.disconnect()
  }
}
