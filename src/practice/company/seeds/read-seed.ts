import { expectJson, FileProblem, type Expected } from '../../serving/expect-json.ts'
import { roleTemplateIds } from '../../tenant/roles.ts'
import { otherClouds } from '../clouds.ts'
import type { Seed } from '../seed.ts'

const nullable = (expected: Expected): Expected => ({ either: [expected, { oneOf: [null] }] })

const account = (...kinds: readonly string[]): Expected => ({
  object: {
    id: 'guid',
    userPrincipalName: 'text',
    name: 'text',
    givenName: 'text',
    surname: 'text',
    mail: nullable('text'),
    kind: { oneOf: kinds },
    roles: { listOf: { oneOf: Object.keys(roleTemplateIds) } },
  },
  optional: { jobTitle: 'text', home: { object: { tenantId: 'guid', objectId: 'guid' } } },
})

const mailbox: Expected = {
  object: { address: 'text', name: 'text' },
  optional: {
    aliases: { listOf: 'text' },
    ewsEnabled: { oneOf: [false] },
    outOfScope: { oneOf: [true] },
    licence: { oneOf: ['kiosk', 'none'] },
  },
}

const exchange: Expected = {
  object: {
    ewsEnabled: { oneOf: [true, false, null] },
    ewsAllowedAppIds: { listOf: 'guid' },
    ewsAllowsNewApplications: 'truth',
    nullBecomesFalseOn: 'instant',
  },
  optional: {
    userAgents: {
      object: { policy: { oneOf: ['EnforceAllowList', 'EnforceBlockList'] }, list: { listOf: 'text' } },
    },
  },
}

const subscription: Expected = {
  object: {
    skuId: 'guid',
    skuPartNumber: 'text',
    bought: 'number',
    used: 'number',
    servicePlans: { listOf: { object: { id: 'guid', name: 'text' } } },
  },
}

const seed: Expected = {
  object: {
    tenantId: 'guid',
    name: 'text',
    countryLetterCode: 'text',
    preferredLanguage: 'text',
    domains: { listOf: { object: { name: 'text' }, optional: { isInitial: 'truth', isDefault: 'truth' } } },
    usersMayRegisterApplications: 'truth',
    hasExchangeOnline: 'truth',
    users: { listOf: account('member', 'guest') },
    mailboxes: { listOf: mailbox },
    exchange,
  },
  optional: {
    cloud: { oneOf: otherClouds },
    delegatedAdministrators: { listOf: account('delegated') },
    newSecrets: {
      object: {},
      optional: { forbidden: 'truth', longestDays: 'number', onlyForApplicationsCreatedAfter: 'instant' },
    },
    unstatedRestrictions: { oneOf: ['inherited'] },
    objectQuota: 'number',
    subscriptions: { listOf: subscription },
    generatedObjects: { object: { seed: 'number', users: 'number', applications: 'number' } },
  },
}

/** Returns the company that a parsed JSON file describes. Throws a FileProblem with one sentence when it describes none. */
export function readSeed(json: unknown): Seed {
  expectJson(json, seed, 'seed')
  const read = json as Seed
  if (read.users.length === 0)
    throw new FileProblem('The seed is not right: "users" is empty, so nobody could sign in.')
  const ids = [...read.users, ...(read.delegatedAdministrators ?? [])].map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new FileProblem(`The seed is not right: two users have the id "${twice}".`)
  for (const mark of ['isDefault', 'isInitial'] as const) {
    if (read.domains.filter((domain) => domain[mark] === true).length !== 1)
      throw new FileProblem(`The seed is not right: exactly one of "domains" must have "${mark}": true.`)
  }
  return read
}
