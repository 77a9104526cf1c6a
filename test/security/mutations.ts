/** One protection turned off in a copy of what is shipped, and the check that must then fail. */
export interface Mutation {
  /** The protection. */
  readonly what: string
  /** The bundle that is changed. */
  readonly bundle: 'main' | 'preload' | 'reception'
  /** A piece of the bundle that occurs in it once. */
  readonly replace: string
  readonly by: string
  readonly check: { readonly file: string; readonly name: string }
}

/** `npm run test:security -- --mutations` applies each of them to a copy of the builds and runs its check. */
export const mutations: readonly Mutation[] = []
