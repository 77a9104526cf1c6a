import { randomGuid, seededRandom } from '../tenant/random.ts'
import type { Seed, SeedUser } from './seed.ts'
import type { StoredApplication } from '../tenant/stored.ts'

const givenNames = [
  'Amélie',
  'Benoît',
  'Chantal',
  'David',
  'Élise',
  'Félix',
  'Geneviève',
  'Hugo',
  'Isabelle',
  'Jonathan',
]
const surnames = [
  'Bouchard',
  'Côté',
  'Dubé',
  'Fortin',
  'Gauthier',
  'Lavoie',
  'Morin',
  'Pelletier',
  'Simard',
  'Thibault',
]
const products = [
  'Facturation',
  'Inventaire',
  'Paie',
  'Portail',
  'Rapports',
  'Sauvegarde',
  'Synchronisation',
  'Téléphonie',
]

/** The generated objects of a large company, always the same for one seed. The users are made at the first read. */
export class GeneratedObjects {
  readonly isEmpty: boolean
  private readonly seed: Seed
  private made: Map<string, SeedUser> | undefined

  constructor(seed: Seed) {
    this.seed = seed
    this.isEmpty = (seed.generatedObjects?.users ?? 0) === 0
  }

  users(): Iterable<SeedUser> {
    return this.index().values()
  }

  user(idOrName: string): SeedUser | undefined {
    if (this.isEmpty) return undefined
    const index = this.index()
    const byName = /^u(\d+)@/.exec(idOrName)?.[1]
    const found = index.get(byName === undefined ? idOrName : this.idOf(Number(byName)))
    return byName === undefined || found?.userPrincipalName === idOrName ? found : undefined
  }

  *applications(): Generator<StoredApplication> {
    const { seed = 0, applications = 0 } = this.seed.generatedObjects ?? {}
    const random = seededRandom(seed + 1)
    for (let n = 1; n <= applications; n += 1) {
      const product = products[n % products.length] ?? ''
      const day = String(1 + (n % 28)).padStart(2, '0')
      yield {
        id: randomGuid(random),
        appId: randomGuid(random),
        uniqueName: n % 10 === 0 ? `generated-${n}` : null,
        createdDateTime: `20${19 + (n % 7)}-0${1 + (n % 9)}-${day}T08:00:00Z`,
        createdBy: null,
        deletedDateTime: null,
        owners: [],
        properties: {
          displayName: `${product} ${n}`,
          tags: n % 100 === 0 ? ['generated'] : [],
          signInAudience: 'AzureADMyOrg',
        },
        passwords: [],
        keys: [],
        policies: [],
        hiddenFor: 0,
      }
    }
  }

  private index(): Map<string, SeedUser> {
    if (this.made !== undefined) return this.made
    this.made = new Map()
    const domain = this.seed.domains.find((one) => one.isDefault === true)?.name ?? ''
    for (let n = 1; n <= (this.seed.generatedObjects?.users ?? 0); n += 1) {
      const givenName = givenNames[n % givenNames.length] ?? ''
      const surname = surnames[Math.floor(n / 10) % surnames.length] ?? ''
      const mail = `u${n}@${domain}`
      const id = this.idOf(n)
      const names = { name: `${givenName} ${surname}`, givenName, surname }
      this.made.set(id, { id, userPrincipalName: mail, ...names, mail, kind: 'member', roles: [] })
    }
    return this.made
  }

  /** Returns the id of the nth user without making those before it. */
  private idOf(n: number): string {
    return randomGuid(seededRandom((this.seed.generatedObjects?.seed ?? 0) * 1_000_003 + n))
  }
}
