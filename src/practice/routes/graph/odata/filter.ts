import { readTokens, syntax, type Literal, type Token } from './lexer.ts'

export type Comparison = 'eq' | 'ne' | 'ge' | 'le' | 'gt' | 'lt'
export type TextTest = 'startswith' | 'endswith' | 'contains'

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | { readonly kind: 'compare'; readonly how: Comparison; readonly path: Path; readonly value: Literal }
  | { readonly kind: 'in'; readonly path: Path; readonly values: readonly Literal[] }
  | { readonly kind: 'text'; readonly how: TextTest; readonly path: Path; readonly value: Literal }
  | { readonly kind: 'any' | 'all'; readonly path: Path; readonly variable: string; readonly of: Filter | undefined }

/** Property names from the outer to the inner one. Inside `any` the first is the variable; the last may be `$count`. */
export type Path = readonly string[]

const comparisons = ['eq', 'ne', 'ge', 'le', 'gt', 'lt']
const textTests = ['startswith', 'endswith', 'contains']

/** Parses a `$filter`. Throws Graph's 400 for a syntax error. */
export function readFilter(text: string): Filter {
  const reader = new Reader(readTokens(text), text)
  const filter = reader.readOr()
  reader.end()
  return filter
}

/** A recursive descent parser: or, and, not, then one test. The case of operators and functions does not matter. */
class Reader {
  private readonly tokens: readonly Token[]
  private readonly text: string
  private next = 0

  constructor(tokens: readonly Token[], text: string) {
    this.tokens = tokens
    this.text = text
  }

  end(): void {
    const left = this.tokens[this.next]
    if (left !== undefined) throw this.broken(left.at)
  }

  readOr(): Filter {
    const first = this.readAnd()
    const all = [first]
    while (this.takeWord('or')) all.push(this.readAnd())
    return all.length === 1 ? first : { kind: 'or', of: all }
  }

  private readAnd(): Filter {
    const first = this.readNot()
    const all = [first]
    while (this.takeWord('and')) all.push(this.readNot())
    return all.length === 1 ? first : { kind: 'and', of: all }
  }

  private readNot(): Filter {
    if (this.takeWord('not')) return { kind: 'not', of: this.readNot() }
    if (this.takeMark('(')) {
      const inner = this.readOr()
      this.needMark(')')
      return inner
    }
    return this.readTest()
  }

  private readTest(): Filter {
    const name = this.needWord()
    const how = name.toLowerCase()
    if (this.takeMark('(')) {
      if (!textTests.includes(how)) throw syntax(`An unknown function with name '${name}' was found.`)
      const path = this.readPath(this.needWord())
      this.needMark(',')
      const value = this.needLiteral()
      this.needMark(')')
      // `startswith(displayName,'x') eq true` means the same as without `eq true`.
      if (this.takeWord('eq')) {
        const truth = this.needLiteral()
        if (truth.kind !== 'boolean' || !truth.value) throw this.broken(this.position())
      }
      return { kind: 'text', how: how as TextTest, path, value }
    }
    const path = this.readPath(name)
    const last = path.at(-1)
    if ((last === 'any' || last === 'all') && this.takeMark('(')) return this.readLambda(last, path.slice(0, -1))
    return this.readComparison(path)
  }

  private readLambda(kind: 'any' | 'all', path: Path): Filter {
    if (kind === 'any' && this.takeMark(')')) return { kind, path, variable: '', of: undefined }
    const variable = this.needWord()
    this.needMark(':')
    const of = this.readOr()
    this.needMark(')')
    return { kind, path, variable, of }
  }

  private readComparison(path: Path): Filter {
    const operator = this.needWord().toLowerCase()
    if (operator === 'in') {
      this.needMark('(')
      const values = [this.needLiteral()]
      while (this.takeMark(',')) values.push(this.needLiteral())
      this.needMark(')')
      return { kind: 'in', path, values }
    }
    if (!comparisons.includes(operator)) throw this.broken(this.position())
    return { kind: 'compare', how: operator as Comparison, path, value: this.needLiteral() }
  }

  private readPath(first: string): Path {
    const path = [first]
    while (this.takeMark('/')) path.push(this.needWord())
    return path
  }

  private takeWord(text: string): boolean {
    const token = this.tokens[this.next]
    if (token?.kind !== 'word' || token.text.toLowerCase() !== text) return false
    this.next += 1
    return true
  }

  private takeMark(text: string): boolean {
    const token = this.tokens[this.next]
    if (token?.kind !== 'mark' || token.text !== text) return false
    this.next += 1
    return true
  }

  private needMark(text: string): void {
    if (!this.takeMark(text)) throw this.broken(this.position())
  }

  private needWord(): string {
    const token = this.tokens[this.next]
    if (token?.kind !== 'word') throw this.broken(this.position())
    this.next += 1
    return token.text
  }

  private needLiteral(): Literal {
    const token = this.tokens[this.next]
    if (token?.kind !== 'literal') throw this.broken(this.position())
    this.next += 1
    return token.literal
  }

  private position(): number {
    return this.tokens[this.next]?.at ?? this.text.length
  }

  private broken(at: number): ReturnType<typeof syntax> {
    return syntax(`Syntax error at position ${at} in '${this.text}'.`)
  }
}
