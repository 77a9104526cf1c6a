import { GraphRefusal } from '../request/refusal.ts'
import type { Comparison, Filter, Path } from './filter.ts'
import type { Literal } from './lexer.ts'
import { shortName, type Operator, type Property, type Resource } from './resource.ts'

type Test = (value: unknown) => boolean

/** The most alternatives that Entra accepts in one filter. */
const mostAlternatives = 15

interface Scope {
  readonly resource: Resource
  readonly isAdvanced: boolean
  /** Inside `any`: its variable, and the kind of its items. */
  readonly item?: { readonly variable: string; readonly property: Property; readonly name: string }
}

/** Turns a filter into a test of one entity. Throws Graph's 400 when the kind of object does not support the filter. */
export function compile(filter: Filter, resource: Resource, isAdvanced: boolean): Test {
  return make(filter, { resource, isAdvanced })
}

function make(filter: Filter, scope: Scope): Test {
  switch (filter.kind) {
    case 'and': {
      const tests = filter.of.map((one) => make(one, scope))
      return (value) => tests.every((test) => test(value))
    }
    case 'or': {
      if (filter.of.length > mostAlternatives) throw tooMany('OR', filter.of.length)
      const tests = filter.of.map((one) => make(one, scope))
      return (value) => tests.some((test) => test(value))
    }
    case 'not': {
      if (!scope.isAdvanced) throw needsAdvanced('not')
      const test = make(filter.of, scope)
      return (value) => !test(value)
    }
    case 'compare': {
      if (filter.path.at(-1) === '$count') return makeCount(filter.path, filter.how, filter.value, scope)
      const { read, property, name } = resolve(filter.path, scope)
      if (filter.value.kind === 'null') allow(property, 'null', name, scope)
      allow(property, filter.how, name, scope)
      const test = compare(filter.how, filter.value, property)
      return (value) => test(read(value))
    }
    case 'in': {
      if (filter.values.length > mostAlternatives) throw tooMany('IN', filter.values.length)
      const { read, property, name } = resolve(filter.path, scope)
      allow(property, 'in', name, scope)
      const tests = filter.values.map((one) => compare('eq', one, property))
      return (value) => tests.some((test) => test(read(value)))
    }
    case 'text': {
      const { read, property, name } = resolve(filter.path, scope)
      if (filter.how === 'contains') throw unsupported(`Unsupported property filter clause operator 'Contains'.`)
      if (filter.value.kind !== 'string' || property.type !== 'string')
        throw bad(`No function signature for the function with name '${filter.how}' matches the specified arguments.`)
      allow(property, filter.how, name, scope)
      const wanted = filter.value.value.toLowerCase()
      const isStart = filter.how === 'startswith'
      return (value) => {
        const given = read(value)
        if (typeof given !== 'string') return false
        const text = given.toLowerCase()
        return isStart ? text.startsWith(wanted) : text.endsWith(wanted)
      }
    }
    case 'any':
    case 'all':
      return makeAny(filter, scope)
  }
}

function makeAny(filter: Extract<Filter, { kind: 'any' | 'all' }>, scope: Scope): Test {
  const { read, property, name } = resolve(filter.path, scope)
  if (property.many !== true) throw bad(`Any/All may only be used following a collection.`)
  if (filter.kind === 'all') throw unsupported(`Unsupported Query.`)
  if (property.type === 'object' && property.inner === undefined)
    throw unsupported(`Complex query on property ${name} is not supported.`)
  if (filter.of === undefined) {
    if (!scope.isAdvanced) throw needsAdvanced('any')
    return (value) => listOf(read(value)).length > 0
  }
  const test = make(filter.of, { ...scope, item: { variable: filter.variable, property, name } })
  return (value) => listOf(read(value)).some(test)
}

/** Makes the test of `tags/$count eq 0`, which needs the advanced parameters and compares with 0 or 1 only. */
function makeCount(path: Path, how: Comparison, value: Literal, scope: Scope): Test {
  const { read, property } = resolve(path.slice(0, -1), scope)
  if (!scope.isAdvanced) throw needsAdvanced('$count')
  if (property.many !== true || value.kind !== 'number' || value.value > 1 || (how !== 'eq' && how !== 'ne'))
    throw unsupported('Unsupported Query.')
  return (entity) => (listOf(read(entity)).length === value.value) === (how === 'eq')
}

function resolve(path: Path, scope: Scope): { read: (value: unknown) => unknown; property: Property; name: string } {
  const { item, resource } = scope
  if (item !== undefined && path[0] === item.variable) {
    const [, inner, ...more] = path
    if (inner === undefined)
      return { read: (value) => value, property: { ...item.property, ...single }, name: item.name }
    const property = item.property.inner?.[inner]
    if (property === undefined || more.length > 0) throw missing(inner, resource)
    return { read: (value) => (value as Record<string, unknown>)[inner], property, name: item.name }
  }
  const [name = '', inner, ...more] = path
  const property = Object.hasOwn(resource.properties, name) ? resource.properties[name] : undefined
  if (property === undefined) throw missing(name, resource)
  if (inner === undefined) return { read: (value) => (value as Record<string, unknown>)[name], property, name }
  const within = property.inner?.[inner]
  if (within === undefined || more.length > 0 || property.many === true) throw missing(inner, resource)
  const read = (value: unknown): unknown => (value as Record<string, Record<string, unknown>>)[name]?.[inner]
  return { read, property: within, name: `${name}/${inner}` }
}

/** Marks one item of a collection, which is no collection itself. */
const single = { many: undefined } as unknown as Partial<Property>

function allow(property: Property, how: Operator | Comparison, name: string, scope: Scope): void {
  if (property.many === true)
    throw bad(`A binary operator with incompatible types was detected: '${name}' is a collection, use any.`)
  if (property.filter?.includes(how as Operator) === true) return
  if (property.advanced?.includes(how as Operator) === true) {
    if (scope.isAdvanced) return
    throw needsAdvanced(how === 'endswith' ? 'endsWith' : how)
  }
  throw unsupported(
    `Unsupported or invalid query filter clause specified for property '${name}' of resource '${shortName(scope.resource)}'.`,
  )
}

function compare(how: Comparison, literal: Literal, property: Property): Test {
  if (literal.kind === 'null') return (value) => ((value ?? null) === null) === (how === 'eq')
  const fits = literal.kind === property.type
  if (!fits) {
    throw bad(
      `A binary operator with incompatible types was detected. Found operand types '${edm(property.type)}' and '${edm(literal.kind)}' for operator kind '${kinds[how]}'.`,
    )
  }
  const wanted = plain(literal.value, property.type)
  return (value) => {
    const given = value === null || value === undefined ? undefined : plain(value, property.type)
    if (how === 'eq') return given === wanted
    if (how === 'ne') return given !== wanted
    if (given === undefined) return false
    if (how === 'ge') return given >= wanted
    if (how === 'le') return given <= wanted
    return how === 'gt' ? given > wanted : given < wanted
  }
}

/** Returns a value as Entra compares it: text without case, a date as an instant. */
function plain(value: unknown, type: Property['type']): string | number | boolean {
  if (type === 'date') return Date.parse(String(value))
  return typeof value === 'string' ? value.toLowerCase() : (value as number | boolean)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : []
}

const kinds: Record<Comparison, string> = {
  eq: 'Equal',
  ne: 'NotEqual',
  ge: 'GreaterThanOrEqual',
  le: 'LessThanOrEqual',
  gt: 'GreaterThan',
  lt: 'LessThan',
}

function edm(type: Property['type'] | Literal['kind']): string {
  const names: Record<string, string> = {
    string: 'Edm.String',
    guid: 'Edm.Guid',
    date: 'Edm.DateTimeOffset',
    number: 'Edm.Int32',
    boolean: 'Edm.Boolean',
  }
  return names[type] ?? 'Edm.ComplexType'
}

function missing(name: string, resource: Resource): GraphRefusal {
  return bad(`Could not find a property named '${name}' on type '${resource.type}'.`)
}

function bad(message: string): GraphRefusal {
  return new GraphRefusal(400, 'BadRequest', `Invalid filter clause: ${message}`)
}

function unsupported(message: string): GraphRefusal {
  return new GraphRefusal(400, 'Request_UnsupportedQuery', message)
}

/** Returns the refusal that aad-advanced-queries.md shows for endsWith. UNCONFIRMED(advanced-operator-sentence) for others. */
function needsAdvanced(operator: string): GraphRefusal {
  return unsupported(
    `Operator '${operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information`,
  )
}

// UNCONFIRMED(too-many-alternatives): the number and the sentence.
function tooMany(operator: string, count: number): GraphRefusal {
  return unsupported(
    `Too many child clauses specified in search filter expression containing '${operator}' operators: ${count}. Max allowed: ${mostAlternatives}.`,
  )
}
