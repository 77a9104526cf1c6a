import { property, type Resource } from '../odata/resource.ts'

/** The company itself, its subscriptions and its app management policies. They take few query options. */

const plain = property('string')

export const organizationResource: Resource = {
  type: 'microsoft.graph.organization',
  isDirectoryObject: false,
  options: ['$top'],
  properties: Object.fromEntries(
    'id deletedDateTime businessPhones city country countryLetterCode createdDateTime displayName preferredLanguage tenantType technicalNotificationMails verifiedDomains assignedPlans defaultUsageLocation marketingNotificationEmails mobileDeviceManagementAuthority onPremisesLastSyncDateTime onPremisesSyncEnabled partnerTenantType postalCode privacyProfile provisionedPlans securityComplianceNotificationMails securityComplianceNotificationPhones state street'
      .split(' ')
      .map((one) => [one, plain]),
  ),
}

export const skuResource: Resource = {
  type: 'microsoft.graph.subscribedSku',
  isDirectoryObject: false,
  properties: Object.fromEntries(
    'accountId accountName appliesTo capabilityStatus consumedUnits id prepaidUnits servicePlans skuId skuPartNumber subscriptionIds'
      .split(' ')
      .map((one) => [one, plain]),
  ),
}

export const defaultPolicyResource: Resource = {
  type: 'microsoft.graph.tenantAppManagementPolicy',
  isDirectoryObject: false,
  properties: Object.fromEntries(
    'id deletedDateTime displayName description isEnabled applicationRestrictions servicePrincipalRestrictions'
      .split(' ')
      .map((one) => [one, plain]),
  ),
}

export const policyResource: Resource = {
  type: 'microsoft.graph.appManagementPolicy',
  isDirectoryObject: false,
  options: ['$top', '$skiptoken'],
  properties: Object.fromEntries(
    'id deletedDateTime displayName description isEnabled restrictions'.split(' ').map((one) => [one, plain]),
  ),
}
