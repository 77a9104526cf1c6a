import { around, drawnTexts, front, isDrawn, isUnseen, nameOf, within } from './visible.ts'

/** What is looked at. Each returns a sentence for every fault that it finds. */
export type CheckName = keyof typeof checks

/** How much of the task must be in view: all of it, or its beginning where the window is lower than the design goes. */
export type InView = 'whole' | 'beginning'

export interface Looked {
  readonly inView: InView
  /** Whether the scene was only shown, so that the focus is where the screen put it. */
  readonly untouched: boolean
  /** Texts that a shared screen must not hold, wherever in the page: ids, addresses, domains. */
  readonly hidden: readonly string[]
}

const tolerance = 1.5

/** The column that scrolls, and its command bar. */
const column = () => document.querySelector('.column')
const commandBar = () => document.querySelector('.page > footer')

const checks = {
  /** Nothing scrolls sideways but code. */
  sideways(): string[] {
    const page = document.documentElement
    const wide = [page, ...document.querySelectorAll('main, .page, .column')].filter(
      (one) => one.scrollWidth > one.clientWidth + 1,
    )
    return wide.map((one) => `${nameOf(one).slice(0, 40)} scrolls sideways by ${one.scrollWidth - one.clientWidth} px`)
  },

  /** No text is cut, leaves its box, or lies on another one. */
  text(): string[] {
    return [...cutTexts(), ...overlappingTexts()]
  },

  /** The heading, the task of the screen and its commands are seen without scrolling. */
  view({ inView, untouched }: Looked): string[] {
    const scrolling = column()
    const bar = commandBar()
    if (!scrolling || !bar) return ['there is no column, or no command bar']
    // What was clicked may have been further down.
    if (!untouched) scrolling.scrollTop = 0
    const bottom = Math.min(bar.getBoundingClientRect().top, window.innerHeight)
    const out: string[] = []
    if (scrolling.scrollTop !== 0) out.push('the column is scrolled')
    if (bar.getBoundingClientRect().bottom > window.innerHeight + tolerance) out.push('the command bar is out of view')
    const heading = document.querySelector('h1')?.getBoundingClientRect()
    if (!heading || heading.top < 0 || heading.bottom > bottom) out.push('the heading is out of view')
    const tasks = [...document.querySelectorAll('[data-task], [data-refusal]')].filter(isDrawn)
    if (tasks.length === 0) out.push('the screen names no task')
    // Of what is asked or refused before the task, all is seen, and of the task that it must begin below. In a lower window
    // only what comes first is, and that it begins.
    const isFirst = (task: Element) => task.matches('[data-task="first"], [data-refusal]')
    const waitsForAnswer = tasks.some(isFirst)
    const looked = inView === 'whole' ? tasks : waitsForAnswer ? tasks.filter(isFirst) : tasks.slice(0, 1)
    for (const task of looked) {
      const box = task.getBoundingClientRect()
      const isWhole = inView === 'whole' && (isFirst(task) || !waitsForAnswer) && !task.matches('[data-task="list"]')
      const must = isWhole ? box.bottom : Math.min(box.bottom, box.top + 40)
      if (must > bottom + tolerance) out.push(`${Math.round(must - bottom)} px of the task are hidden: ${nameOf(task)}`)
    }
    return out
  },

  /** A link is told by more than its colour. */
  links(): string[] {
    return [...document.querySelectorAll('.link, a')]
      .filter((one) => isDrawn(one) && !getComputedStyle(one).textDecorationLine.includes('underline'))
      .map((one) => `a link without underline: ${nameOf(one)}`)
  },

  /** What is wrong with a field is said of the field itself. */
  errors(): string[] {
    const shown = [...document.querySelectorAll('[data-error]')].filter(isDrawn)
    const fields = [...document.querySelectorAll('[aria-invalid="true"]')]
    const described = (field: Element) => (field.getAttribute('aria-describedby') ?? '').split(/\s+/)
    const unsaid = shown.filter((error) => !fields.some((field) => described(field).includes(error.id)))
    const unexplained = fields.filter((field) => !shown.some((error) => described(field).includes(error.id)))
    return [
      ...unsaid.map((error) => `no field says that this is wrong with it: ${nameOf(error)}`),
      ...unexplained.map((field) => `a field is wrong, and nothing says why: ${nameOf(field)}`),
    ]
  },

  /** One first heading, which has the focus, unless a refusal has it. */
  heading({ untouched }: Looked): string[] {
    const headings = document.querySelectorAll('h1')
    if (headings.length !== 1) return [`there are ${headings.length} first headings`]
    const focused = document.activeElement
    const isRight = focused === headings[0] || focused?.matches('[data-refusal], [aria-invalid="true"]') === true
    return !untouched || isRight ? [] : [`the focus is on ${focused ? nameOf(focused) : 'nothing'}`]
  },

  /** A wait is announced, a refusal told once, and what stands still is not announced at all. */
  live({ untouched }: Looked): string[] {
    const out: string[] = []
    const polite = document.querySelectorAll('.window > [aria-live="polite"]')
    if (polite.length !== 1) out.push(`there are ${polite.length} polite regions`)
    const isWaiting = document.querySelector('[data-waits]') !== null
    const announced = polite[0]?.textContent.trim() ?? ''
    if (isWaiting && announced === '') out.push('something is waited for, and nothing announces it')
    if (/undefined|null|NaN|\*\*|`/.test(announced)) out.push(`this is announced: ${announced}`)
    const statuses = [...document.querySelectorAll('[role="status"]')]
    if (untouched)
      for (const one of statuses) if (one.textContent.trim() !== '') out.push(`announced on arrival: ${nameOf(one)}`)
    for (const one of document.querySelectorAll('[role="alert"]')) {
      if (one.matches('[data-refusal]') || one.querySelector('[data-refusal]')) out.push(`told twice: ${nameOf(one)}`)
    }
    return out
  },

  /** What is clicked is at least 24 pixels in both directions. */
  targets(): string[] {
    const clicked =
      'button, a[href], fluent-button, input, select, [role="radio"], [role="checkbox"], [role="switch"], [role="combobox"]'
    return [...within(front())]
      .filter((one) => one.matches(clicked) && isDrawn(one) && !isUnseen(one))
      .filter(
        (one) =>
          !(one.getRootNode() instanceof ShadowRoot && (one.getRootNode() as ShadowRoot).host.matches('fluent-button')),
      )
      .map((one) => ({ one, box: targetOf(one).getBoundingClientRect() }))
      .filter(({ box }) => box.width < 24 - 0.1 || box.height < 24 - 0.1)
      .map(({ one, box }) => `${Math.round(box.width)} × ${Math.round(box.height)} px: ${nameOf(one)}`)
  },

  /** At most one primary action. */
  primary(): string[] {
    const primary = [...document.querySelectorAll('main fluent-button[appearance="primary"]')].filter(
      (one) => isDrawn(one) && one.closest('fluent-dialog') === null,
    )
    return primary.length > 1 ? [`${primary.length} primary actions: ${primary.map(nameOf).join(', ')}`] : []
  },

  /** Nothing in the page holds what a shared screen must not show: not its text, its attributes, or its fields. */
  shared({ hidden }: Looked): string[] {
    return [...within(document)].flatMap((element) => {
      const own = [...element.childNodes].flatMap((node) => (node instanceof Text ? [node.data] : []))
      const value = element instanceof HTMLInputElement && element !== document.activeElement ? [element.value] : []
      const said = [...[...element.attributes].map(({ value: text }) => text), ...own, ...value]
      return said.flatMap((text) =>
        hidden.filter((one) => text.toLowerCase().includes(one)).map((one) => `${one} in ${nameOf(element)}`),
      )
    })
  },
}

/** What is clicked for a control: a box or a radio button by its label, a list by all that is drawn of it. */
function targetOf(control: Element): Element {
  const { labels, type } = control as Partial<HTMLInputElement>
  const isSmall = control.matches('fluent-radio, fluent-checkbox') || type === 'radio' || type === 'checkbox'
  const host = control.closest('fluent-dropdown')
  return host ?? (isSmall ? (control.closest('label') ?? labels?.[0] ?? control) : control)
}

function cutTexts(): string[] {
  return drawnTexts().flatMap(({ text, node, boxes }) => {
    const left = Math.min(...boxes.map((box) => box.left))
    const right = Math.max(...boxes.map((box) => box.right))
    const top = Math.min(...boxes.map((box) => box.top))
    const bottom = Math.max(...boxes.map((box) => box.bottom))
    let box = false
    let across = true
    let down = true
    for (const element of around(node)) {
      const style = getComputedStyle(element)
      if (style.display === 'inline' || style.display === 'contents') continue
      const outside = element.getBoundingClientRect()
      const isBeside = left < outside.left - tolerance || right > outside.right + tolerance
      if (!box && across && isBeside && style.overflowX === 'visible') return [`leaves its box: ${text.slice(0, 60)}`]
      box = true
      if (['auto', 'scroll'].includes(style.overflowX)) across = false
      if (['auto', 'scroll'].includes(style.overflowY)) down = false
      if (across && isBeside && ['hidden', 'clip'].includes(style.overflowX)) return [`is cut: ${text.slice(0, 60)}`]
      const isBelow = top < outside.top - tolerance || bottom > outside.bottom + tolerance
      if (down && isBelow && ['hidden', 'clip'].includes(style.overflowY)) return [`is cut below: ${text.slice(0, 60)}`]
    }
    return []
  })
}

function overlappingTexts(): string[] {
  const texts = drawnTexts().flatMap(({ text, element, boxes }) => boxes.map((box) => ({ text, element, box })))
  const out: string[] = []
  texts.forEach((one, place) => {
    for (const other of texts.slice(place + 1)) {
      if (one.element === other.element || one.element.contains(other.element) || other.element.contains(one.element))
        continue
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
      // Lines of text are set closer than their boxes.
      if (
        across > 3 &&
        down > Math.min(one.box.height, other.box.height) / 2 &&
        isSameLayer(one.element, other.element)
      )
        out.push(`lies on another text: ${one.text.slice(0, 40)} / ${other.text.slice(0, 40)}`)
    }
  })
  return out
}

/** Whether both scroll together: what is scrolled under the command bar is not seen on it. */
function isSameLayer(one: Element, other: Element): boolean {
  return (one.closest('.column') === null) === (other.closest('.column') === null)
}

export function look(looked: Looked, names: readonly CheckName[]): Record<string, readonly string[]> {
  return Object.fromEntries(names.map((name) => [name, checks[name](looked)]))
}
