/**
 * What may be asked of a kind of object, property by property, as Microsoft's tables say.
 * https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/includes/filter-directory-objects.md
 * and the "Supports $filter (…)" sentences of each resource's page.
 */
export interface Property {
  readonly type: 'string' | 'guid' | 'boolean' | 'date' | 'number' | 'object'
  /** A collection: filters reach into it with `any`. */
  readonly many?: true
  /** Operators that work by default. */
  readonly filter?: readonly Operator[]
  /** Operators that need `ConsistencyLevel: eventual` and `$count=true`. */
  readonly advanced?: readonly Operator[]
  readonly order?: 'default' | 'advanced'
  readonly search?: true
  /** For objects: what a filter may reach inside them. */
  readonly inner?: Readonly<Record<string, Property>>
}

export type Operator = 'eq' | 'ne' | 'not' | 'ge' | 'le' | 'in' | 'startswith' | 'endswith' | 'null'

export interface Resource {
  /** `microsoft.graph.application` */
  readonly type: string
  /** Every property a read may select. */
  readonly properties: Readonly<Record<string, Property>>
  /** Relationships `$expand` may follow. */
  readonly expand?: readonly string[]
  /** What a read shows when nothing is selected; absent: everything. */
  readonly shown?: readonly string[]
  /** Whether this kind answers to ConsistencyLevel, `$search`, `$count` and `$orderby` at all. */
  readonly isDirectoryObject: boolean
  /** Options the kind takes besides `$select`, where it is not a directory object. */
  readonly options?: readonly string[]
}

/** The kind's name in Graph's sentences: 'Application'. */
export function shortName(resource: Resource): string {
  const name = resource.type.split('.').pop() ?? ''
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** A property from the operators' names, those after `|` being the advanced ones: `text('eq in startswith | ne not')`. */
export function property(type: Property['type'], operators = '', more: Partial<Property> = {}): Property {
  const [byDefault = '', advanced = ''] = operators.split('|')
  const read = (list: string) => list.split(' ').filter((one) => one !== '') as Operator[]
  return { type, filter: read(byDefault), advanced: read(advanced), ...more }
}
