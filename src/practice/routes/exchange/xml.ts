/** An XML element with its namespace resolved, so that a reader need not know the prefixes. */
export interface Element {
  readonly namespace: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly children: readonly Element[]
  readonly text: string
  /** Where the name of its start tag stands. */
  readonly at: Position
  /** Where the name of its end tag stands. */
  readonly end: Position
}

export interface Attribute {
  readonly value: string
  readonly at: Position
}

/** A place in a document; the first line and the first character of a line have the number 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A document is not well formed, has a document type declaration or an undeclared prefix. */
export class XmlProblem extends Error {
  readonly at: Position

  constructor(message: string, at: Position) {
    super(message)
    this.at = at
  }
}

/** Returns the root element of a document. Throws XmlProblem, whose message is one sentence. */
export function parseXml(text: string): Element {
  return new Parser(text).parse()
}

export function child(element: Element, namespace: string, name: string): Element | undefined {
  return element.children.find((one) => one.namespace === namespace && one.name === name)
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attributes.get(name)?.value
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'
const nameAt = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y
const spaceAt = /[ \t\r\n]*/y
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Reads the XML that SOAP 1.1 allows: elements, attributes, text, CDATA and comments. */
class Parser {
  private readonly text: string
  private next: number

  constructor(text: string) {
    this.text = text
    this.next = text.startsWith('\uFEFF') ? 1 : 0
  }

  parse(): Element {
    this.skipMisc()
    if (!this.text.startsWith('<', this.next)) throw this.problem('Data at the root level is invalid.')
    const root = this.readElement(new Map([['xml', xmlNamespace]]))
    this.skipMisc()
    if (this.next < this.text.length) throw this.problem('Data at the root level is invalid.')
    return root
  }

  /** Skips blanks, comments and processing instructions around the root. SOAP 1.1, section 3, forbids a DOCTYPE. */
  private skipMisc(): void {
    for (;;) {
      this.skipSpace()
      if (this.text.startsWith('<?', this.next)) this.skipPast('?>')
      else if (this.text.startsWith('<!--', this.next)) this.skipPast('-->')
      else if (this.text.startsWith('<!', this.next))
        throw this.problem('For security reasons DTD is prohibited in this XML document.')
      else return
    }
  }

  private readElement(outer: ReadonlyMap<string, string>): Element {
    this.take('<')
    const at = this.position()
    const tag = this.readName()
    const given = this.readAttributes()
    const scope = new Map(outer)
    for (const [name, { value }] of given) {
      if (name === 'xmlns') scope.set('', value)
      else if (name.startsWith('xmlns:')) scope.set(name.slice('xmlns:'.length), value)
    }
    const [prefix, name] = split(tag)
    const namespace = prefix === '' ? (scope.get('') ?? '') : scope.get(prefix)
    if (namespace === undefined) throw new XmlProblem(`'${prefix}' is an undeclared prefix.`, at)
    const attributes = new Map([...given].filter(([one]) => one !== 'xmlns' && !one.includes(':')))
    if (this.text.startsWith('/>', this.next)) {
      this.next += 2
      return { namespace, name, attributes, children: [], text: '', at, end: at }
    }
    this.take('>')
    const { children, text } = this.readContent(scope)
    const end = this.position()
    const closing = this.readName()
    if (closing !== tag) {
      throw new XmlProblem(`The '${tag}' start tag does not match the end tag of '${closing}'.`, end)
    }
    this.skipSpace()
    this.take('>')
    return { namespace, name, attributes, children, text: text.trim(), at, end }
  }

  /** Reads up to and with the `</` of the element's end tag. */
  private readContent(scope: ReadonlyMap<string, string>): { children: Element[]; text: string } {
    const children: Element[] = []
    let text = ''
    for (;;) {
      const open = this.text.indexOf('<', this.next)
      if (open === -1) throw this.problem('Unexpected end of file has occurred.')
      text += this.decode(this.text.slice(this.next, open), this.next)
      this.next = open
      if (this.text.startsWith('</', open)) {
        this.next += 2
        return { children, text }
      }
      if (this.text.startsWith('<![CDATA[', open)) {
        const from = open + '<![CDATA['.length
        this.skipPast(']]>')
        text += this.text.slice(from, this.next - ']]>'.length)
      } else if (this.text.startsWith('<!--', open)) this.skipPast('-->')
      else if (this.text.startsWith('<?', open)) this.skipPast('?>')
      else children.push(this.readElement(scope))
    }
  }

  private readAttributes(): Map<string, Attribute> {
    const read = new Map<string, Attribute>()
    for (;;) {
      const before = this.next
      this.skipSpace()
      if (/^[/>]/.test(this.text.slice(this.next, this.next + 1))) return read
      if (this.next === before) throw this.problem('An error occurred while parsing a start tag.')
      const at = this.position()
      const name = this.readName()
      if (read.has(name)) throw new XmlProblem(`'${name}' is a duplicate attribute name.`, at)
      this.skipSpace()
      this.take('=')
      this.skipSpace()
      const quote = this.text.charAt(this.next)
      if (quote !== '"' && quote !== "'") throw this.problem('The value of an attribute must stand in quotes.')
      const close = this.text.indexOf(quote, this.next + 1)
      const value = this.text.slice(this.next + 1, close)
      if (close === -1 || value.includes('<')) throw this.problem('The value of an attribute does not end.')
      read.set(name, { value: this.decode(value, this.next + 1), at })
      this.next = close + 1
    }
  }

  private decode(text: string, from: number): string {
    return text.replaceAll(/&([^;&\s]*);?/g, (whole, name: string, index: number) => {
      const code = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name)
      const known = code === null ? entities[name] : fromCode(code)
      if (known !== undefined && whole.endsWith(';')) return known
      throw new XmlProblem('An error occurred while parsing EntityName.', this.position(from + index))
    })
  }

  private readName(): string {
    nameAt.lastIndex = this.next
    const name = nameAt.exec(this.text)?.[0]
    if (name === undefined) throw this.problem('A name was expected.')
    this.next += name.length
    return name
  }

  private take(mark: string): void {
    if (!this.text.startsWith(mark, this.next)) throw this.problem(`'${mark}' was expected.`)
    this.next += mark.length
  }

  private skipSpace(): void {
    spaceAt.lastIndex = this.next
    this.next += spaceAt.exec(this.text)?.[0].length ?? 0
  }

  private skipPast(mark: string): void {
    const found = this.text.indexOf(mark, this.next)
    if (found === -1) throw this.problem('Unexpected end of file has occurred.')
    this.next = found + mark.length
  }

  private problem(message: string): XmlProblem {
    return new XmlProblem(message, this.position())
  }

  private position(index = this.next): Position {
    const before = this.text.slice(0, index)
    const lastBreak = before.lastIndexOf('\n')
    return { line: before.split('\n').length, column: index - lastBreak }
  }
}

function fromCode([, hexadecimal, decimal]: RegExpExecArray): string | undefined {
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

function split(tag: string): [prefix: string, name: string] {
  const colon = tag.indexOf(':')
  return colon === -1 ? ['', tag] : [tag.slice(0, colon), tag.slice(colon + 1)]
}
