import type { Element, Position } from '../xml.ts'
import {
  namespaces,
  type ComplexType,
  type ElementRule,
  type EnumerationType,
  type Particle,
  type TextType,
} from './schema.ts'

/** A request breaks the schema. The message is the sentence that Exchange puts into `Violation`. */
export class SchemaViolation extends Error {
  readonly at: Position

  constructor(message: string, at: Position) {
    super(message)
    this.at = at
  }
}

/** Throws SchemaViolation for the first place where an element breaks its rule. The sentences are those of .NET. */
export function validate(element: Element, rule: ElementRule): void {
  const { type } = rule
  if (type.kind === 'complex') {
    checkAttributes(element, type)
    if (type.isOpen !== true) checkChildren(element, type.sequence ?? [])
    return
  }
  const [unexpected] = element.children
  if (unexpected !== undefined) throw unexpectedChild(element, unexpected, [])
  const problem = problemOf(element.text, type)
  if (problem !== undefined)
    throw new SchemaViolation(`The '${element.namespace}:${element.name}' element is invalid - ${problem}`, element.at)
}

function checkAttributes(element: Element, { attributes = [] }: ComplexType): void {
  for (const [name, { value, at }] of element.attributes) {
    const rule = attributes.find((one) => one.name === name)
    if (rule === undefined) throw new SchemaViolation(`The '${name}' attribute is not declared.`, at)
    const problem = problemOf(value, rule.type)
    if (problem !== undefined) throw new SchemaViolation(`The '${name}' attribute is invalid - ${problem}`, at)
  }
  const missing = attributes.find(({ name, isRequired }) => isRequired === true && !element.attributes.has(name))
  if (missing !== undefined)
    throw new SchemaViolation(`The required attribute '${missing.name}' is missing.`, element.at)
}

function checkChildren(element: Element, sequence: readonly Particle[]): void {
  let place = 0
  let count = 0
  for (const child of element.children) {
    const expected = expectedFrom(sequence, place, count)
    for (;;) {
      const particle = sequence[place]
      if (particle === undefined) throw unexpectedChild(element, child, expected)
      const isFull = count > 0 && particle.max !== 'unbounded'
      const rule = isFull ? undefined : particle.oneOf.find((one) => isOf(child, one))
      if (rule !== undefined) {
        validate(child, rule)
        count += 1
        break
      }
      if (count === 0 && particle.min !== 0) throw unexpectedChild(element, child, expected)
      place += 1
      count = 0
    }
  }
  const left = sequence.slice(count === 0 ? place : place + 1)
  if (left.some(({ min }) => min !== 0)) {
    const expected = expectedFrom(sequence, place, count)
    throw new SchemaViolation(
      `The element '${element.name}' in namespace '${element.namespace}' has incomplete content.${listOf(expected)}`,
      element.end,
    )
  }
}

function isOf(child: Element, rule: ElementRule): boolean {
  return child.name === rule.name && child.namespace === namespaces[rule.namespace]
}

/** Returns the elements that may stand at a place, up to the next one that must. */
function expectedFrom(sequence: readonly Particle[], place: number, count: number): readonly ElementRule[] {
  const expected: ElementRule[] = []
  for (const [index, particle] of sequence.entries()) {
    if (index < place || (index === place && count > 0 && particle.max !== 'unbounded')) continue
    expected.push(...particle.oneOf)
    if (particle.min !== 0 && !(index === place && count > 0)) break
  }
  return expected
}

function unexpectedChild(element: Element, child: Element, expected: readonly ElementRule[]): SchemaViolation {
  return new SchemaViolation(
    `The element '${element.name}' in namespace '${element.namespace}' has invalid child element '${child.name}' in namespace '${child.namespace}'.${listOf(expected)}`,
    child.at,
  )
}

function listOf(expected: readonly ElementRule[]): string {
  const [first] = expected
  if (first === undefined) return ''
  const names = expected.filter(({ namespace }) => namespace === first.namespace).map(({ name }) => name)
  return ` List of possible elements expected: '${names.join(', ')}' in namespace '${namespaces[first.namespace]}'.`
}

const forms: Readonly<Record<Exclude<TextType['kind'], 'string'>, RegExp>> = {
  boolean: /^(true|false|0|1)$/,
  int: /^[+-]?\d{1,10}$/,
  dateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/,
}

function problemOf(value: string, type: EnumerationType | TextType): string | undefined {
  if (type.kind === 'string') return undefined
  if (type.kind === 'enumeration') {
    if (type.values.includes(value)) return undefined
    return `The value '${value}' is invalid according to its datatype '${namespaces.types}:${type.name}' - The Enumeration constraint failed.`
  }
  if (forms[type.kind].test(value)) return undefined
  return `The value '${value}' is invalid according to its datatype 'http://www.w3.org/2001/XMLSchema:${type.kind}'.`
}
