import { badRequest, GraphRefusal } from './refusal.ts'
import type { ObjectShape, Shape } from '../shapes/shape.ts'

/**
 * Returns the properties of a body. Throws 400 for an unknown or read-only property, a wrong type or a missing property.
 * UNCONFIRMED(bad-body-sentences): Graph's exact sentences for these vary by endpoint; the statuses and codes do not.
 */
export function readBody(body: unknown, shape: ObjectShape): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new GraphRefusal(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    )
  }
  return readObject(body, shape)
}

function readObject(value: object, shape: ObjectShape): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const [name, given] of Object.entries(value)) {
    if (isAnnotation(name, given, shape)) continue
    const bound = /^(\w+)@odata\.bind$/.exec(name)?.[1]
    if (bound !== undefined && shape.binds?.includes(bound) === true) {
      read[name] = readValue(given, { kind: 'list', of: { kind: 'string' } }, name)
      continue
    }
    if (shape.readOnly?.includes(name) === true) {
      throw badRequest(`Property '${name}' is read-only and cannot be set.`)
    }
    const known = Object.hasOwn(shape.properties, name) ? shape.properties[name] : undefined
    if (known === undefined) {
      throw new GraphRefusal(
        400,
        'BadRequest',
        `The property '${name}' does not exist on type '${shape.type}'. Make sure to only use property names that are defined by the type.`,
      )
    }
    read[name] = readValue(given, known, name)
  }
  if (shape.isTyped === true && !('@odata.type' in value)) {
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Cannot create an abstract class: the property '@odata.type' is missing. Expected '#${shape.type}'.`,
    )
  }
  for (const name of shape.required ?? []) {
    if (read[name] === undefined) {
      throw badRequest(`A value is required for property '${name}' of resource '${shape.type.split('.').pop() ?? ''}'.`)
    }
  }
  return read
}

/** Whether a name is an annotation (`@odata.type`, `@odata.context`) that a client may repeat from what it read. */
function isAnnotation(name: string, given: unknown, shape: ObjectShape): boolean {
  if (name === '@odata.type') return given === `#${shape.type}`
  if (name === '@odata.context') return true
  const property = /^(\w+)@odata\.type$/.exec(name)?.[1]
  return property !== undefined && Object.hasOwn(shape.properties, property)
}

function readValue(value: unknown, shape: Shape, name: string): unknown {
  if (value === null) {
    if ('nullable' in shape) return null
    throw invalid(name)
  }
  switch (shape.kind) {
    case 'string':
      if (typeof value !== 'string') throw notA('Edm.String', value)
      if (value.length > (shape.longest ?? Infinity)) throw invalid(name)
      return value
    case 'boolean':
      if (typeof value !== 'boolean') throw notA('Edm.Boolean', value)
      return value
    case 'integer':
      if (!Number.isInteger(value)) throw notA('Edm.Int32', value)
      return value
    case 'base64':
      if (typeof value !== 'string' || !isBase64(value)) throw notA('Edm.Binary', value)
      return value
    case 'guid':
      if (typeof value !== 'string' || !isGuid(value)) throw notA('Edm.Guid', value)
      return value.toLowerCase()
    case 'date':
      if (typeof value !== 'string' || !isInstant(value)) throw notA('Edm.DateTimeOffset', value)
      return value
    case 'flags': {
      const names = typeof value === 'string' ? value.split(',').map((one) => one.trim()) : []
      if (names.length === 0 || !names.every((one) => shape.values.includes(one))) throw invalid(name)
      return value
    }
    case 'one-of':
      if (typeof value !== 'string' || !shape.values.includes(value)) throw invalid(name)
      return value
    case 'list':
      if (!Array.isArray(value)) {
        throw new GraphRefusal(
          400,
          'BadRequest',
          `When trying to read a null collection parameter value in JSON Light, a node of type 'PrimitiveValue' was found for '${name}'. A 'StartArray' node was expected.`,
        )
      }
      return value.map((item: unknown) => readValue(item, shape.of, name))
    case 'object':
      if (typeof value !== 'object' || Array.isArray(value)) throw notA(shape.type, value)
      return readObject(value, shape)
  }
}

export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

/** Whether a text is base64. Graph accepts line breaks within it, as tools copy them from PEM files. */
function isBase64(given: string): boolean {
  const text = given.replaceAll(/\s/g, '')
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}

function isInstant(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
  )
}

function notA(type: string, value: unknown): GraphRefusal {
  return new GraphRefusal(
    400,
    'BadRequest',
    `Cannot convert the literal '${JSON.stringify(value)}' to the expected type '${type}'.`,
  )
}

function invalid(name: string): GraphRefusal {
  return badRequest(`Invalid value specified for property '${name}'.`)
}
