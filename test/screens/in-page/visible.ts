/** What a person sees of a page: Fluent's elements draw in shadow roots, so every walk goes through them. */

/** Returns the element around a node as it is drawn: its slot, its parent, or the host of its shadow root. */
function outer(node: Node): Element | null {
  if (node instanceof Element && node.assignedSlot) return node.assignedSlot
  if (node instanceof Text && node.assignedSlot) return node.assignedSlot
  const parent = node.parentNode
  return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null
}

/** The elements around a node, the innermost first. */
export function* around(node: Node): Generator<Element> {
  for (let one = outer(node); one !== null; one = outer(one)) yield one
}

/** Everything that is drawn in an element, through shadow roots. */
export function* within(root: ParentNode): Generator<Element> {
  for (const element of root.children) {
    yield element
    if (element.shadowRoot) yield* within(element.shadowRoot)
    yield* within(element)
  }
}

export function isDrawn(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect()
  return width > 0 && height > 0 && element.checkVisibility({ checkVisibilityCSS: true })
}

/** Whether an element is there for screen readers only. */
export function isUnseen(element: Element): boolean {
  if (element.closest('.unseen') !== null) return true
  return [...around(element)].some((one) => one.classList.contains('unseen') || one.slot === 'end-hidden')
}

/** The open dialog, which stands before everything else; otherwise the page. */
export function front(): ParentNode {
  const open = [...within(document)].find((one) => one instanceof HTMLDialogElement && one.open)
  const host = open?.getRootNode()
  return host instanceof ShadowRoot ? host.host : (open ?? document.body)
}

/** A piece of text as it is drawn. */
export interface DrawnText {
  readonly text: string
  readonly element: Element
  readonly node: Text
  readonly boxes: readonly DOMRect[]
}

/** All text that a person can see, but that of drawings. */
export function drawnTexts(): readonly DrawnText[] {
  const root = front()
  const elements = root instanceof Element ? [root, ...within(root)] : [...within(root)]
  if (root instanceof Element && root.shadowRoot) elements.push(...within(root.shadowRoot))
  return elements.flatMap((element) => {
    if (element.closest('svg, script, style, title') !== null || !element.checkVisibility() || isUnseen(element))
      return []
    return [...element.childNodes].flatMap((node): DrawnText[] => {
      const text = node instanceof Text ? node.data.trim() : ''
      if (!(node instanceof Text) || text === '') return []
      const range = document.createRange()
      range.selectNodeContents(node)
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0)
      return boxes.length === 0 ? [] : [{ text, element, node, boxes }]
    })
  })
}

/** Names an element in a sentence. */
export function nameOf(element: Element): string {
  const text = (element.getAttribute('aria-label') ?? element.textContent).trim().replaceAll(/\s+/g, ' ')
  const name =
    element.classList.length > 0
      ? `.${[...element.classList].filter((one) => !one.startsWith('svelte-')).join('.')}`
      : ''
  return `<${element.localName}${name}> ${text.slice(0, 60)}`.trim()
}
