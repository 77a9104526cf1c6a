import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** An XML element with its namespace resolved, so that a reader need not know the prefixes. */
export interface Element {
  readonly namespace: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly Element[]
  readonly text: string
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

/** Returns the root element of a document, or undefined when it is not well formed, has a DOCTYPE or an undeclared prefix. */
export function parseXml(text: string): Element | undefined {
  // SOAP 1.1, section 3, forbids a document type declaration. The deprecated validator is still part of the package.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  if (/<!DOCTYPE/i.test(text) || XMLValidator.validate(text) !== true) return undefined
  const nodes = parser.parse(text) as unknown[]
  const [root, ...more] = nodes.filter((node) => tagOf(node) !== '#text')
  if (root === undefined || more.length > 0) return undefined
  return read(root, new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]))
}

export function child(element: Element, namespace: string, name: string): Element | undefined {
  return element.children.find((one) => one.namespace === namespace && one.name === name)
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

type Node = Record<string, unknown>

function tagOf(node: unknown): string {
  return Object.keys(node as Node).find((key) => key !== ':@') ?? '#text'
}

function read(node: unknown, outer: ReadonlyMap<string, string>): Element | undefined {
  const tag = tagOf(node)
  const content = (node as Node)[tag] as unknown[]
  const given = Object.entries(((node as Node)[':@'] ?? {}) as Record<string, string>)
  const scope = new Map(outer)
  for (const [name, value] of given) {
    if (name === 'xmlns') scope.set('', value)
    else if (name.startsWith('xmlns:')) scope.set(name.slice('xmlns:'.length), value)
  }
  const [prefix, name] = split(tag)
  const namespace = prefix === '' ? (scope.get('') ?? '') : scope.get(prefix)
  if (namespace === undefined) return undefined
  const children: Element[] = []
  let text = ''
  for (const inner of content) {
    if (tagOf(inner) === '#text') {
      text += String((inner as Node)['#text'])
      continue
    }
    const element = read(inner, scope)
    if (element === undefined) return undefined
    children.push(element)
  }
  return { namespace, name, attributes: new Map(given), children, text: text.trim() }
}

function split(tag: string): [prefix: string, name: string] {
  const colon = tag.indexOf(':')
  return colon === -1 ? ['', tag] : [tag.slice(0, colon), tag.slice(colon + 1)]
}
