import type { ProblemCode } from '#core/problem.ts'

/**
 * Entra's sign-in error numbers: what each means for a person who signs in, and for an application that asks for a token.
 * `words/problems` says the remedy of each problem. `busy`: it passes by itself. `settling`: what was just made is not
 * known everywhere yet.
 *
 * Source, unless a line names another: https://learn.microsoft.com/entra/identity-platform/reference-error-codes and, for
 * one number, https://login.microsoftonline.com/error?code=<number>. Microsoft may change the numbers, so a number that is
 * not here is judged by the kind of error that comes with it (sign-in-error.ts).
 */
export type Meaning = ProblemCode | 'busy' | { readonly settling: ProblemCode }

interface Entry {
  /** What it means for a person who signs in; also for an application, unless `application` says otherwise. */
  readonly person: Meaning
  readonly application?: Meaning
}

const families: readonly { readonly means: Entry; readonly numbers: readonly number[] }[] = [
  // Conditional access and security defaults.
  {
    means: { person: 'conditional-access' },
    numbers: [
      50131, // ConditionalAccessFailed
      53002, // ApplicationUsedIsNotAnApprovedApp
      53003, // BlockedByConditionalAccess
      530032, // BlockedByConditionalAccessOnSecurityPolicy
      530034, // DelegatedAdminBlockedDueToSuspiciousActivity
      530035, // BlockedBySecurityDefaults
    ],
  },
  // Devices.
  {
    means: { person: 'device-not-managed' },
    numbers: [
      50005, // DevicePolicyError: the platform is not supported
      50097, // DeviceAuthenticationRequired
      50127, // BrokerAppNotInstalled
      50129, // DeviceIsNotWorkplaceJoined
      50155, // DeviceAuthenticationFailed
      50187, // DeviceInformationNotProvided
      53000, // DeviceNotCompliant
      53001, // DeviceNotDomainJoined
      530001, // the browser does not support device authentication: login.microsoftonline.com/error?code=530001
      530002, // the device is required to be compliant: login.microsoftonline.com/error?code=530002
      530003, // the device is required to be managed: github.com/Azure/azure-workload-identity/issues/618
      130007, // NgcDeviceIsDisabled
      135011, // the device is disabled
    ],
  },
  // The second factor, and an organization's own extra step.
  {
    means: { person: 'second-factor' },
    numbers: [
      50072, // UserStrongAuthEnrollmentRequiredInterrupt
      50074, // UserStrongAuthClientAuthNRequiredInterrupt
      50076, // UserStrongAuthClientAuthNRequired
      50078, // UserStrongAuthExpired
      50079, // UserStrongAuthEnrollmentRequired
      50125, // PasswordResetRegistrationRequiredInterrupt
      50158, // ExternalSecurityChallenge
      50161, // InvalidExternalSecurityChallengeConfiguration
      53004, // ProofUpBlockedDueToRisk
      53010, // ProofUpBlockedDueToSecurityInfoAcr
    ],
  },
  // The account itself.
  {
    means: { person: 'account-blocked' },
    numbers: [
      50053, // IdsLocked, or a malicious address
      50055, // InvalidPasswordExpiredPassword
      50057, // UserDisabled
      50135, // PasswordChangeCompromisedPassword
      50144, // InvalidPasswordExpiredOnPremPassword
      53011, // UserBlockedDueToRisk
    ],
  },
  // An account that is not one of this organization.
  {
    means: { person: 'wrong-account' },
    numbers: [
      16000, // InteractionRequired: the account does not exist in the tenant
      16003, // SsoUserAccountNotFoundInResourceTenant
      50014, // GuestUserInPendingState
      50020, // UserUnauthorized: github.com/AzureAD/AzureADAssessment/issues/14 (a guest must name the tenant)
      50034, // UserAccountNotFound
      500208, // the domain is not valid for the account's type
      50197, // ConflictingIdentities
      51004, // UserAccountNotInDirectory
      90072, // PassThroughUserMfaError
    ],
  },
  // Guests, partners and access between organizations.
  {
    means: { person: 'cross-tenant-blocked' },
    numbers: [
      50002, // NotAllowedTenant: restricted proxy access
      500021, // tenant restrictions
      500022, // tenant restrictions
      500212, // NotAllowedByOutboundPolicyTenant
      500213, // NotAllowedByInboundPolicyTenant
      50177, // ExternalChallengeNotSupportedForPassthroughUsers
      50178, // SessionControlNotSupportedForPassthroughUsers
      90084, // OrgIdWsFederationGuestNotAllowed
    ],
  },
  // Assignment.
  {
    means: { person: 'sign-in-not-assigned' },
    numbers: [50105], // EntitlementGrantsNotFound
  },
  // Consent.
  {
    means: { person: 'sign-in-needs-approval', application: 'consent-missing' },
    numbers: [
      65001, // DelegationDoesNotExist
      90008, // TokenForItselfRequiresGraphPermission
      90093, // GraphUserUnauthorized
      90094, // AdminConsentRequired
      90095, // AdminConsentRequiredRequestAccess
    ],
  },
  {
    // A partner's customer has not authorized the application with which their delegated administrator signs in.
    means: { person: 'sign-in-not-authorized', application: 'consent-missing' },
    numbers: [90099], // login.microsoftonline.com/error?code=90099
  },
  {
    means: { person: 'sign-in-declined' },
    numbers: [65004], // UserDeclinedConsent
  },
  // A session, a code or a refresh token that is over.
  {
    means: { person: 'signed-out' },
    numbers: [
      50013, // InvalidAssertion
      50058, // UserInformationNotProvided
      50085, // the refresh token needs another sign-in
      50089, // the flow token expired
      50132, // SsoArtifactInvalidOrExpired
      50133, // SsoArtifactRevoked
      50173, // FreshTokenNeeded
      54005, // the authorization code was redeemed already
      70000, // InvalidGrant
      70008, // ExpiredOrRevokedGrant
      700082, // ExpiredOrRevokedGrantInactiveToken
      700084, // the refresh token of a single-page application is over
      70043, // BadTokenDueToSignInFrequency
    ],
  },
  // Federation: the organization's own identity provider.
  {
    means: { person: 'identity-provider-failed' },
    numbers: [
      20001, // WsFedSignInResponseError
      20012, // WsFedMessageInvalid
      20033, // FedMetadataInvalidTenantName
      40008, // OAuth2IdPUnretryableServerError
      40009, // OAuth2IdPRefreshTokenRedemptionUserError
      40010, // OAuth2IdPRetryableServerError
      40015, // OAuth2IdPAuthCodeRedemptionUserError
      50008, // InvalidSamlToken
      5000819, // InvalidSamlTokenEmailMissingOrInvalid
      50107, // InvalidRealmUri
      80001, // OnPremiseStoreIsNotAvailable
      80002, // OnPremisePasswordValidatorRequestTimedout
      80005, // OnPremisePasswordValidatorUnpredictableWebException
      80007, // OnPremisePasswordValidatorErrorOccurredOnPrem
      80010, // OnPremisePasswordValidationEncryptionException
      80012, // OnPremisePasswordValidationAccountLogonInvalidHours
      80013, // OnPremisePasswordValidationTimeSkew
      80014, // OnPremisePasswordValidationAuthenticationAgentTimeout
      90123, // IdentityProviderAccessDenied
    ],
  },
  // The tenant and the cloud.
  {
    means: { person: 'tenant-unknown' },
    numbers: [
      50059, // MissingTenantRealmAndNoUserInformationProvided
      50128, // invalid domain name
      90002, // InvalidTenantName
      90019, // MissingTenantRealm
      900021, // the tenant identifier is no id: login.microsoftonline.com/error?code=900021
      900023, // the tenant identifier is no domain: login.microsoftonline.com/error?code=900023
    ],
  },
  {
    means: { person: 'other-cloud' },
    numbers: [
      1000104, // XCB2BResourceCloudNotAllowedOnIdentityTenant
      900382, // a confidential client in another cloud
      900432, // a confidential client in another cloud
      90038, // NationalCloudTenantRedirection
      90043, // NationalCloudAuthCodeRedirection
      900439, // USGClientNotSupportedOnPublicEndpoint
      90051, // InvalidNationalCloudId
    ],
  },
  // The application that asks: the assistant's own sign-in, or the one that was set up.
  {
    means: { person: 'sign-in-app-disabled', application: 'application-disabled' },
    numbers: [
      1000031, // the application cannot be accessed at this time
      70001, // UnauthorizedClient: the application is disabled
      7000112, // UnauthorizedClientApplicationDisabled: github.com/Worklytics/psoxy/pull/74
    ],
  },
  {
    means: { person: 'sign-in-misconfigured', application: { settling: 'application-unknown' } },
    numbers: [
      700011, // UnauthorizedClientAppNotFoundInOrgIdTenant
      700016, // UnauthorizedClient_DoesNotMatchRequest
    ],
  },
  {
    means: { person: 'sign-in-misconfigured', application: { settling: 'service-principal-missing' } },
    numbers: [7000229], // the service principal is missing: login.microsoftonline.com/error?code=7000229
  },
  {
    means: { person: 'sign-in-misconfigured' },
    numbers: [
      28002, // the scope is not valid
      50011, // InvalidReplyTo
      500113, // no reply address: login.microsoftonline.com/error?code=500113
      50194, // not a multi-tenant application
      65002, // a first-party application without preauthorization
      65005, // MisconfiguredApplication
      650056, // misconfigured application
      700025, // a public client with a credential
      70003, // UnsupportedGrantType
      70005, // UnsupportedResponseType
      70011, // InvalidScope
      7000218, // a secret or an assertion is missing
      90014, // MissingRequiredField
      900144, // a parameter is missing
      9002313, // InvalidRequest
      900971, // no reply address provided
    ],
  },
  // The API a token is asked for: Exchange Online or Microsoft Graph.
  {
    means: { person: 'api-disabled' },
    numbers: [500014], // its service principal is disabled: microsoft-authentication-library-for-dotnet/issues/3150
  },
  {
    means: { person: 'sign-in-misconfigured', application: 'exchange-missing' },
    numbers: [
      50001, // InvalidResource
      500011, // InvalidResourceServicePrincipalNotFound
      650052, // the organization has not subscribed to the service
      650054, // the resource was removed
      650057, // InvalidResource
    ],
  },
  // The application's secret.
  {
    means: { person: 'sign-in-misconfigured', application: { settling: 'secret-not-accepted' } },
    numbers: [
      70002, // InvalidClient
      7000215, // InvalidClientSecret, also for some seconds after the secret was made
    ],
  },
  {
    // Met for a secret that was made seconds ago, too: github.com/Azure-Samples/active-directory-dotnetcore-daemon-v2/issues/87
    means: { person: 'sign-in-misconfigured', application: { settling: 'secret-expired' } },
    numbers: [7000222], // InvalidClientSecretExpiredKeysProvided
  },
  // Throttling and outages.
  {
    means: { person: 'busy' },
    numbers: [
      50000, // TokenIssuanceError
      50033, // RetryableError
      50087, // SasRetryableError
      50088, // too many second factors by phone
      50166, // ExternalClaimsProviderThrottled
      50196, // LoopDetected: too many requests in a short time
      70012, // MsaServerError
      90006, // ExternalServerRetryableError
      90012, // RequestTimeout
      90024, // RequestBudgetExceededError
      90033, // MsodsServiceUnavailable
      90055, // TenantThrottlingError
      90090, // GraphRetryableError
      90091, // GraphServiceUnreachable
    ],
  },
]

const byNumber: ReadonlyMap<number, Entry> = new Map(
  families.flatMap(({ means, numbers }) => numbers.map((number) => [number, means] as const)),
)

/** Returns what a number means for whoever asked, or `null` when the table does not have it. */
export function meaningOf(number: number, subject: 'person' | 'application'): Meaning | null {
  const entry = byNumber.get(number)
  if (!entry) return null
  return subject === 'application' ? (entry.application ?? entry.person) : entry.person
}

/** Every number that the table has, in order. */
export const knownNumbers: readonly number[] = [...byNumber.keys()].sort((one, other) => one - other)
