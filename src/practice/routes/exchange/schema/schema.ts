export const typesNamespace = 'http://schemas.microsoft.com/exchange/services/2006/types'
export const messagesNamespace = 'http://schemas.microsoft.com/exchange/services/2006/messages'

/** A type of Exchange's schema, in the namespace of types or of messages. */
export type SchemaType = EnumerationType | TextType | ComplexType

/** Text that must be one of these values. */
export interface EnumerationType {
  readonly kind: 'enumeration'
  readonly name: string
  readonly values: readonly string[]
}

/** Text that must have the form of one of XML Schema's own types. */
export interface TextType {
  readonly kind: 'string' | 'boolean' | 'int' | 'dateTime'
}

/** An element with attributes and children. */
export interface ComplexType {
  readonly kind: 'complex'
  readonly namespace: Namespace
  readonly name: string
  readonly attributes?: readonly AttributeRule[]
  /** The children, in this order. */
  readonly sequence?: readonly Particle[]
  /** Whether any children are accepted without a look at them. */
  readonly isOpen?: true
}

export type Namespace = 'types' | 'messages'

export interface AttributeRule {
  readonly name: string
  readonly type: EnumerationType | TextType
  readonly isRequired?: true
}

/** One place in a sequence: one of these elements, so many times. */
export interface Particle {
  readonly oneOf: readonly ElementRule[]
  /** The default is 1. */
  readonly min?: 0
  /** The default is 1. */
  readonly max?: 'unbounded'
}

export interface ElementRule {
  readonly namespace: Namespace
  readonly name: string
  readonly type: SchemaType
}

export const namespaces: Readonly<Record<Namespace, string>> = { types: typesNamespace, messages: messagesNamespace }

/** Makes a place of a sequence that holds one element. */
export function element(namespace: Namespace, name: string, type: SchemaType, min?: 0): Particle {
  return { oneOf: [{ namespace, name, type }], ...(min === undefined ? {} : { min }) }
}

export function enumeration(name: string, values: readonly string[]): EnumerationType {
  return { kind: 'enumeration', name, values }
}

export const text: TextType = { kind: 'string' }
export const truth: TextType = { kind: 'boolean' }
export const int: TextType = { kind: 'int' }
export const dateTime: TextType = { kind: 'dateTime' }
