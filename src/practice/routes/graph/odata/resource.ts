/**
 * The query operators that each property of a kind of object supports, by Microsoft's tables.
 * https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/includes/filter-directory-objects.md
 * and the "Supports $filter (…)" sentences of each resource's page.
 */
export interface Property {
  readonly type: 'string' | 'guid' | 'boolean' | 'date' | 'number' | 'object'
  /** Whether it is a collection, whose items a filter reaches with `any`. */
  readonly many?: true
  /** The operators that need no header. */
  readonly filter?: readonly Operator[]
  /** The operators that need `ConsistencyLevel: eventual` and `$count=true`. */
  readonly advanced?: readonly Operator[]
  readonly order?: 'default' | 'advanced'
  readonly search?: true
  /** For objects: the inner properties that a filter may use. */
  readonly inner?: Readonly<Record<string, Property>>
}

export type Operator = 'eq' | 'ne' | 'not' | 'ge' | 'le' | 'in' | 'startswith' | 'endswith' | 'null'

export interface Resource {
  /** `microsoft.graph.application` */
  readonly type: string
  /** All properties that `$select` may name. */
  readonly properties: Readonly<Record<string, Property>>
  /** The relationships that `$expand` may name. */
  readonly expand?: readonly string[]
  /** The properties shown without `$select`; all when absent. */
  readonly shown?: readonly string[]
  /** Whether the kind supports ConsistencyLevel, `$search`, `$count` and `$orderby`. */
  readonly isDirectoryObject: boolean
  /** For kinds that are no directory objects: the options they support besides `$select`. */
  readonly options?: readonly string[]
}

/** Returns the name of a kind in Graph's sentences, such as 'Application'. */
export function shortName(resource: Resource): string {
  const name = resource.type.split('.').pop() ?? ''
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Makes a property. `operators` names those that need no header, then after `|` the advanced ones: `eq in | ne not`. */
export function property(type: Property['type'], operators = '', more: Partial<Property> = {}): Property {
  const [byDefault = '', advanced = ''] = operators.split('|')
  const read = (list: string) => list.split(' ').filter((one) => one !== '') as Operator[]
  return { type, filter: read(byDefault), advanced: read(advanced), ...more }
}
