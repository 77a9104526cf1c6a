/** What the value of a property in a request body must be. */
export type Shape = (
  | { readonly kind: 'string'; readonly longest?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'guid' }
  | { readonly kind: 'date' }
  | { readonly kind: 'base64' }
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  /** Several of these values in one text, with commas between them. */
  | { readonly kind: 'flags'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape }
  | ObjectShape
) & { readonly nullable?: true }

export interface ObjectShape {
  readonly kind: 'object'
  /** The type's name in Graph's sentences. */
  readonly type: string
  readonly properties: Readonly<Record<string, Shape>>
  /** The properties that Graph computes and refuses in a body. */
  readonly readOnly?: readonly string[]
  readonly required?: readonly string[]
  /** The relationships that may be set at creation, as `owners@odata.bind`. */
  readonly binds?: readonly string[]
  /** Whether a body must name the type in `@odata.type`, because a property takes several types. */
  readonly isTyped?: true
  readonly nullable?: true
}

export const text: Shape = { kind: 'string', nullable: true }
export const string: Shape = { kind: 'string' }
export const texts: Shape = { kind: 'list', of: string }
export const truth: Shape = { kind: 'boolean', nullable: true }
export const flag: Shape = { kind: 'boolean' }
export const guid: Shape = { kind: 'guid' }
export const date: Shape = { kind: 'date', nullable: true }
export const binary: Shape = { kind: 'base64', nullable: true }
export const integer: Shape = { kind: 'integer', nullable: true }

export function object(
  type: string,
  properties: Record<string, Shape>,
  required: readonly string[] = [],
  more: Partial<ObjectShape> = {},
): ObjectShape {
  return { kind: 'object', type: `microsoft.graph.${type}`, properties, required, ...more }
}

export function listOf(of: Shape): Shape {
  return { kind: 'list', of }
}

export function oneOf(...values: string[]): Shape {
  return { kind: 'one-of', values }
}
