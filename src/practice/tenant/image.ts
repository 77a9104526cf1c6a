import type { ExchangeSwitch } from '../company/company.ts'
import type { Directory } from './directory.ts'
import type { Seed } from '../company/seed.ts'
import type {
  StoredApplication,
  StoredAssignment,
  StoredGrant,
  StoredMail,
  StoredPolicy,
  StoredServicePrincipal,
} from './stored.ts'

/** A saved tenant: its seed and all that it stores. It holds hashes of secrets, never their text. */
export interface TenantImage {
  readonly format: typeof imageFormat
  readonly seed: Seed
  readonly applications: readonly StoredApplication[]
  readonly deletedApplications: readonly StoredApplication[]
  readonly servicePrincipals: readonly StoredServicePrincipal[]
  readonly deletedServicePrincipals: readonly StoredServicePrincipal[]
  readonly assignments: readonly StoredAssignment[]
  readonly grants: readonly StoredGrant[]
  readonly policies: readonly StoredPolicy[]
  readonly defaultPolicy: StoredPolicy
  readonly sentMail: readonly StoredMail[]
  readonly exchange: ExchangeSwitch
  readonly writes: number
}

export const imageFormat = 'practice-tenant/1'

const tables = [
  'applications',
  'deletedApplications',
  'servicePrincipals',
  'deletedServicePrincipals',
  'assignments',
  'grants',
  'policies',
] as const

export function saveImage(directory: Directory, exchange: ExchangeSwitch): TenantImage {
  const rows = Object.fromEntries(tables.map((name) => [name, [...directory[name]]])) as unknown as Pick<
    TenantImage,
    (typeof tables)[number]
  >
  const { seed, defaultPolicy, sentMail, writes } = directory
  return structuredClone({ format: imageFormat, seed, ...rows, defaultPolicy, sentMail, exchange, writes })
}

/** Replaces what a directory and an Exchange hold by a saved tenant. */
export function loadImage(image: TenantImage, directory: Directory, exchange: ExchangeSwitch): void {
  const copy = structuredClone(image)
  directory.clear()
  for (const name of tables) for (const row of copy[name]) directory[name].add(row as never)
  for (const principal of directory.servicePrincipals) directory.faults.mayDisable(principal)
  directory.defaultPolicy = copy.defaultPolicy
  directory.sentMail.push(...copy.sentMail)
  directory.writes = copy.writes
  Object.assign(exchange, copy.exchange)
}

/** Returns the saved tenant that a parsed JSON file holds. Throws an Error with one sentence when it holds none. */
export function readImage(json: unknown): TenantImage {
  const image = json as Partial<TenantImage> | null
  if (typeof image !== 'object' || image?.format !== imageFormat) {
    throw new Error(`This is no saved practice tenant: its "format" must be "${imageFormat}".`)
  }
  const missing = [...tables, 'sentMail' as const].find((name) => !Array.isArray(image[name]))
  if (missing !== undefined) throw new Error(`The saved practice tenant is not whole: "${missing}" must be a list.`)
  if (typeof image.seed !== 'object' || typeof image.exchange !== 'object' || typeof image.defaultPolicy !== 'object') {
    throw new Error('The saved practice tenant is not whole: "seed", "exchange" and "defaultPolicy" must be objects.')
  }
  return image as TenantImage
}
