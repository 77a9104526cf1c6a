import type { Organization, User } from '@microsoft/microsoft-graph-types'
import { firstKey, type GraphAnswer, type GraphCall, type GraphRoute } from './call.ts'
import { list, one } from './query.ts'
import { badRequest, GraphRefusal, notFound } from './refusal.ts'

export const organizationRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: 'me', permissions: [['User.Read']], answer: getMe },
  {
    method: 'GET',
    path: 'organization',
    permissions: [['User.Read'], ['Organization.Read.All'], ['Directory.Read.All']],
    answer: listOrganization,
  },
  {
    method: 'GET',
    path: 'organization/{}',
    permissions: [['User.Read'], ['Organization.Read.All'], ['Directory.Read.All']],
    answer: getOrganization,
  },
]

/** What a read of a user gives when nothing is selected, and what more may be selected. */
const shownByDefault = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
]

function getMe(call: GraphCall): GraphAnswer {
  const { user } = call.caller
  if (user === undefined) {
    throw new GraphRefusal(400, 'BadRequest', '/me request is only valid with delegated authentication flow.')
  }
  const entity = {
    businessPhones: [],
    displayName: user.name,
    givenName: user.givenName,
    jobTitle: user.jobTitle ?? null,
    mail: user.mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: user.surname,
    userPrincipalName: user.userPrincipalName,
    id: user.id,
    accountEnabled: true,
    userType: user.kind === 'guest' ? 'Guest' : 'Member',
  } satisfies User
  const answer = one(call, 'users', 'microsoft.graph.user', entity)
  if (call.query.has('$select')) return answer
  const shown = Object.entries(answer.body ?? {}).filter(
    ([name]) => name.startsWith('@') || shownByDefault.includes(name),
  )
  return { status: 200, body: Object.fromEntries(shown) }
}

function listOrganization(call: GraphCall): GraphAnswer {
  const entity = organizationEntity(call)
  return list(call, 'organization', 'microsoft.graph.organization', [entity], entity, { scalars: [], collections: [] })
}

function getOrganization(call: GraphCall): GraphAnswer {
  const key = firstKey(call)
  if (key.by !== 'id') throw badRequest('Bad Request - Error in query syntax.')
  const entity = organizationEntity(call)
  if (key.value !== entity.id) throw notFound(key.value)
  return one(call, 'organization', 'microsoft.graph.organization', entity)
}

/** With User.Read alone only the name and the domains are told; the rest is null. organization-list.md */
function organizationEntity(call: GraphCall): Record<string, unknown> {
  const { seed } = call.company.directory
  const whole = call.caller.permissions.some((one) => one === 'Organization.Read.All' || one === 'Directory.Read.All')
  return {
    id: seed.tenantId,
    deletedDateTime: null,
    businessPhones: [],
    city: null,
    country: null,
    countryLetterCode: whole ? seed.countryLetterCode : null,
    createdDateTime: whole ? '2019-04-02T13:20:11Z' : null,
    displayName: seed.name,
    preferredLanguage: whole ? seed.preferredLanguage : null,
    tenantType: whole ? 'AAD' : null,
    technicalNotificationMails: [],
    verifiedDomains: seed.domains.map((domain) => ({
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault: domain.isDefault === true,
      isInitial: domain.isInitial === true,
      name: domain.name,
      type: 'Managed',
    })),
  } satisfies Organization
}
