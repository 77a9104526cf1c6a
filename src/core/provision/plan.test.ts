import { expect, test } from 'vitest'
import { profiles } from '../access/profile.ts'
import { otherProfileInPlace, type Found } from './plan.ts'

const found: Found = {
  application: { id: 'app-object', appId: 'app-client', displayName: 'Prextra', createdAt: null },
  deleted: [],
  servicePrincipal: null,
  profile: 'graph',
  permissions: profiles.graph.permissions,
  grantedBy: profiles.graph.grantedBy,
  granted: [],
  consented: false,
  others: ['full_access_as_app'],
  secret: null,
  retiring: null,
  namesakes: [],
  secretPolicy: null,
  longestSecretMs: null,
  limited: false,
  adopted: false,
}
const graphValues = profiles.graph.permissions.map(({ value }) => value)

test.each([
  ['the other profile is granted, and this one is not', found, 'ews'],
  ['something of this profile is granted', { ...found, granted: ['Mail.ReadWrite'] }, undefined],
  ['there is no application', { ...found, application: null }, undefined],
  ['nothing of the other profile is there', { ...found, others: [] }, undefined],
  ['the other profile is Graph, whole', { ...found, profile: 'ews', others: graphValues }, 'graph'],
  ['the other profile is Graph, in part', { ...found, profile: 'ews', others: graphValues.slice(1) }, undefined],
  [
    'limited: Graph leaves one permission in Entra',
    { ...found, profile: 'ews', limited: true, others: ['User.Read.All'] },
    'graph',
  ],
  ['limited: EWS leaves no permission in Entra', { ...found, limited: true, others: [] }, 'ews'],
] satisfies [string, Found, string | undefined][])('%s', (_name, about, expected) => {
  expect(otherProfileInPlace(about)?.id).toBe(expected)
})
