import type { Organization, SubscribedSku } from '@microsoft/microsoft-graph-types'
import type { SeedSubscription } from '../../../company/seed.ts'
import { firstKey, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { readOrganization, readSkus } from '../request/permissions.ts'
import { list, one } from '../odata/query.ts'
import { badRequest, notFound } from '../request/refusal.ts'
import { organizationResource, skuResource } from '../resources/company.ts'

export const organizationRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: 'organization', permissions: readOrganization, answer: listOrganization },
  { method: 'GET', path: 'organization/{}', permissions: readOrganization, answer: getOrganization },
  { method: 'GET', path: 'subscribedSkus', permissions: readSkus, answer: listSkus },
  { method: 'GET', path: 'subscribedSkus/{}', permissions: readSkus, answer: getSku },
]

function listOrganization(call: GraphCall): GraphAnswer {
  const rows = [organizationEntity(call)]
  return list(call, { set: 'organization', resource: organizationResource, rows, entity: (row) => row })
}

function getOrganization(call: GraphCall): GraphAnswer {
  const key = firstKey(call)
  if (key.by !== 'id') throw badRequest('Bad Request - Error in query syntax.')
  const entity = organizationEntity(call)
  if (key.value !== entity.id) throw notFound(key.value)
  return one(call, { set: 'organization', resource: organizationResource, row: entity, entity })
}

/** Returns the company. With User.Read alone only the name and the domains are shown, the rest is null: organization-list.md */
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

/** Microsoft 365 Business Premium. https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const businessPremium: SeedSubscription = {
  skuId: 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46',
  skuPartNumber: 'SPB',
  bought: 25,
  used: 4,
  servicePlans: [{ id: '9aaf7827-d63c-4b61-89c3-182f06f82e5c', name: 'EXCHANGE_S_STANDARD' }],
}

function skus(call: GraphCall): Record<string, unknown>[] {
  const { seed } = call.company.directory
  return (seed.subscriptions ?? [businessPremium]).map(
    (sku) =>
      ({
        accountId: seed.tenantId,
        accountName: seed.domains.find((domain) => domain.isInitial === true)?.name.split('.')[0] ?? null,
        appliesTo: 'User',
        capabilityStatus: 'Enabled',
        consumedUnits: sku.used,
        id: `${seed.tenantId}_${sku.skuId}`,
        prepaidUnits: { enabled: sku.bought, lockedOut: 0, suspended: 0, warning: 0 },
        servicePlans: sku.servicePlans.map((plan) => ({
          appliesTo: 'User',
          provisioningStatus: 'Success',
          servicePlanId: plan.id,
          servicePlanName: plan.name,
        })),
        skuId: sku.skuId,
        skuPartNumber: sku.skuPartNumber,
        subscriptionIds: [],
      }) satisfies SubscribedSku,
  )
}

function listSkus(call: GraphCall): GraphAnswer {
  return list(call, { set: 'subscribedSkus', resource: skuResource, rows: skus(call), entity: (row) => row })
}

function getSku(call: GraphCall): GraphAnswer {
  const { value } = firstKey(call)
  const entity = skus(call).find((sku) => sku.id === value)
  if (entity === undefined) throw notFound(value)
  return one(call, { set: 'subscribedSkus', resource: skuResource, row: entity, entity })
}
