import { beforeAll, describe, expect, test } from 'vitest'
import { valuesOf, addApplications, openCompany, type SignedInCompany } from '../signed-in-company.ts'

let company: SignedInCompany
let ids: Record<string, string>

beforeAll(async () => {
  company = await openCompany()
  ids = await addApplications(company)
})

const sync = 'Prextra Outlook Sync'
const erable = "L'Érable d'Or"
const paie = 'Paie 2026'
const old = 'paie ancienne'
const reports = 'Rapports (mensuels)'

const ask = async (filter: string, isAdvanced = false, path = '/applications') => {
  const query = `$filter=${encodeURIComponent(filter)}${isAdvanced ? '&$count=true' : ''}`
  return valuesOf(await company.get(`${path}?${query}`, isAdvanced ? { consistencylevel: 'eventual' } : {}))
}

const unsupported = (property: string, kind = 'Application') =>
  `Request_UnsupportedQuery: Unsupported or invalid query filter clause specified for property '${property}' of resource '${kind}'.`
const needsAdvanced = (operator: string) =>
  `Request_UnsupportedQuery: Operator '${operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information`

describe('filters that work by default', () => {
  test.each([
    [`displayName eq '${sync}'`, [sync]],
    [`displayName eq 'prextra outlook SYNC'`, [sync]],
    [`displayName eq 'L''Érable d''Or'`, [erable]],
    [`displayName eq 'nobody'`, []],
    [`startswith(displayName,'paie')`, [paie, old]],
    [`startsWith(displayName, 'Pai')`, [paie, old]],
    [`startswith(displayName,'paie') eq true`, [paie, old]],
    [`displayName in ('${sync}', '${paie}')`, [sync, paie]],
    [`displayName ge 'paie' and displayName le 'paie b'`, [paie, old]],
    [`tags/any(t:t eq 'sync')`, [sync, paie]],
    [`tags/any(x: x eq 'SYNC')`, [sync, paie]],
    [`tags/any(t:startswith(t,'cdid'))`, [sync]],
    [`tags/any(t:t eq 'O''Neil')`, [reports]],
    [`tags/any(t:t eq 'sync') and startswith(displayName,'P')`, [sync, paie]],
    [`tags/any(t:t eq 'boutique') or displayName eq '${old}'`, [erable, old]],
    [
      `(tags/any(t:t eq 'sync') or tags/any(t:t eq 'boutique')) and (startswith(displayName,'L') or (displayName eq '${paie}'))`,
      [erable, paie],
    ],
    [`tags/any(t:t eq 'sync' or (t eq 'boutique'))`, [sync, erable, paie]],
    [`identifierUris/any(u:u eq 'api://erable')`, [erable]],
    [`identifierUris/any(u:startswith(u,'api://'))`, [erable]],
    [`signInAudience eq 'AzureADMultipleOrgs'`, [paie]],
    [`createdDateTime ge 2026-01-01T00:00:00Z and displayName eq '${paie}'`, [paie]],
    [`createdDateTime le 2026-01-01`, []],
    [`description eq 'remplacée par paie 2026'`, [old]],
    [`startswith(publisherDomain,'erabliere') and displayName eq '${paie}'`, [paie]],
  ])('%s', async (filter, expected) => {
    expect(await ask(filter)).toEqual(expected)
  })

  test('by id and appId, in any case, and by appId through in', async () => {
    const id = ids[paie] ?? ''
    const appId = company.tenant.state.applications.find((one) => one.id === id)?.appId ?? ''
    expect(await ask(`id eq '${id}'`)).toEqual([paie])
    expect(await ask(`appId eq '${appId.toUpperCase()}'`)).toEqual([paie])
    expect(await ask(`appId in ('${appId}')`)).toEqual([paie])
    expect(await ask(`appId eq '${appId}' and displayName eq '${old}'`)).toEqual([])
    expect(await ask(`id eq '${id}' and tags/any(t:t eq 'paie')`)).toEqual([paie])
  })
})

describe('filters that need ConsistencyLevel and $count', () => {
  test.each([
    [`displayName ne '${sync}'`, 'ne', [erable, paie, old, reports]],
    [`not startswith(displayName,'p')`, 'not', [erable, reports]],
    [`NOT(tags/any(t:t eq 'sync'))`, 'not', [erable, old, reports]],
    [`description ne null`, 'null', [old]],
    [`description eq null and startswith(displayName,'p')`, 'null', [sync, paie]],
    [`tags/any(t:endswith(t,'yn'))`, 'endsWith', []],
    [`tags/any(t:endswith(t,'prextra'))`, 'endsWith', [sync]],
    [`tags/$count eq 0`, '$count', [old]],
    [`requiredResourceAccess/any(r:r/resourceAppId eq '00000002-0000-0ff1-ce00-000000000000')`, 'eq', [sync]],
  ])('%s', async (filter, operator, expected) => {
    expect(await ask(filter)).toBe(needsAdvanced(operator))
    expect(await ask(filter, true)).toEqual(expected)
  })

  test('the header alone, or $count alone, is not enough', async () => {
    const filter = encodeURIComponent(`displayName ne 'x'`)
    expect(valuesOf(await company.get(`/applications?$filter=${filter}`, { consistencylevel: 'eventual' }))).toBe(
      needsAdvanced('ne'),
    )
    expect(valuesOf(await company.get(`/applications?$filter=${filter}&$count=true`))).toBe(needsAdvanced('ne'))
  })
})

describe('filters Graph refuses', () => {
  test.each([
    [`notes eq 'x'`, unsupported('notes')],
    [`endswith(displayName,'x')`, unsupported('displayName')],
    [`displayName gt 'a'`, unsupported('displayName')],
    [`tags/any(t:t eq 'a') and web eq 'x'`, unsupported('web')],
    [`contains(displayName,'x')`, `Request_UnsupportedQuery: Unsupported property filter clause operator 'Contains'.`],
    [
      `keyCredentials/any(k:k/endDateTime le 2021-01-02T12:00:00Z)`,
      'Request_UnsupportedQuery: Complex query on property keyCredentials is not supported.',
    ],
    [
      `passwordCredentials/any(p:p/keyId eq 'x')`,
      'Request_UnsupportedQuery: Complex query on property passwordCredentials is not supported.',
    ],
    [
      `displayname eq 'x'`,
      `BadRequest: Invalid filter clause: Could not find a property named 'displayname' on type 'microsoft.graph.application'.`,
    ],
    [
      `createdDateTime ge '2026'`,
      `BadRequest: Invalid filter clause: A binary operator with incompatible types was detected. Found operand types 'Edm.DateTimeOffset' and 'Edm.String' for operator kind 'GreaterThanOrEqual'.`,
    ],
    [
      `id eq 0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90`,
      `BadRequest: Invalid filter clause: A binary operator with incompatible types was detected. Found operand types 'Edm.String' and 'Edm.Guid' for operator kind 'Equal'.`,
    ],
    [
      `tags eq 'x'`,
      `BadRequest: Invalid filter clause: A binary operator with incompatible types was detected: 'tags' is a collection, use any.`,
    ],
    [
      `displayName/any(t:t eq 'x')`,
      'BadRequest: Invalid filter clause: Any/All may only be used following a collection.',
    ],
    [`tags/all(t:t eq 'x')`, 'Request_UnsupportedQuery: Unsupported Query.'],
    [
      `displayName eq 'x`,
      `BadRequest: Invalid filter clause: There is an unterminated string literal at position 17 in 'displayName eq 'x'.`,
    ],
    [
      `displayName eq 'L'Érable'`,
      `BadRequest: Invalid filter clause: Syntax error: character 'É' is not valid at position 18 in 'displayName eq 'L'Érable''.`,
    ],
    [`displayName eq`, `BadRequest: Invalid filter clause: Syntax error at position 14 in 'displayName eq'.`],
    [`(displayName eq 'x'`, `BadRequest: Invalid filter clause: Syntax error at position 19 in '(displayName eq 'x''.`],
    [
      `displayName = 'x'`,
      `BadRequest: Invalid filter clause: Syntax error: character '=' is not valid at position 12 in 'displayName = 'x''.`,
    ],
    [
      `nonsense(displayName,'x')`,
      `BadRequest: Invalid filter clause: An unknown function with name 'nonsense' was found.`,
    ],
    [`1 eq 1`, `BadRequest: Invalid filter clause: Syntax error at position 0 in '1 eq 1'.`],
    [``, `BadRequest: Invalid filter clause: Syntax error at position 0 in ''.`],
    [
      Array.from({ length: 16 }, (_, n) => `displayName eq '${n}'`).join(' or '),
      `Request_UnsupportedQuery: Too many child clauses specified in search filter expression containing 'OR' operators: 16. Max allowed: 15.`,
    ],
  ])('%s', async (filter, expected) => {
    expect(await ask(filter)).toBe(expected)
  })
})

describe('filters on enterprise applications, as tools write them', () => {
  const principals = '/servicePrincipals'
  test.each([
    [`appId eq '00000002-0000-0ff1-ce00-000000000000'`, ['Office 365 Exchange Online']],
    [`servicePrincipalNames/any(c:c eq 'https://outlook.office365.com')`, ['Office 365 Exchange Online']],
    [`servicePrincipalNames/any(c:c eq 'https://graph.microsoft.com')`, ['Microsoft Graph']],
    [`startswith(appId,'00000003')`, ['Microsoft Graph']],
    [
      `displayName eq 'Microsoft Graph' or displayName eq 'Office 365 Exchange Online'`,
      ['Microsoft Graph', 'Office 365 Exchange Online'],
    ],
    [
      `appOwnerOrganizationId eq f8cdef31-a31e-4b4a-93e4-5f571e91255a and startswith(displayName,'M')`,
      ['Microsoft Graph'],
    ],
    [
      `accountEnabled eq true and servicePrincipalType eq 'Application' and startswith(displayName,'O')`,
      ['Office 365 Exchange Online'],
    ],
    [`accountEnabled eq false`, []],
  ])('%s', async (filter, expected) => {
    expect(await ask(filter, false, principals)).toEqual(expected)
  })

  test.each([
    ['appRoleAssignmentRequired eq true', unsupported('appRoleAssignmentRequired', 'ServicePrincipal')],
    [
      `appOwnerOrganizationId eq 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'`,
      `BadRequest: Invalid filter clause: A binary operator with incompatible types was detected. Found operand types 'Edm.Guid' and 'Edm.String' for operator kind 'Equal'.`,
    ],
    [
      `accountEnabled eq 'true'`,
      `BadRequest: Invalid filter clause: A binary operator with incompatible types was detected. Found operand types 'Edm.Boolean' and 'Edm.String' for operator kind 'Equal'.`,
    ],
  ])('%s is refused', async (filter, expected) => {
    expect(await ask(filter, false, principals)).toBe(expected)
  })
})
