/** A statement that the practice tenant makes and no source confirms. Its id stands in the code where it is made. */
export interface Unconfirmed {
  readonly id: string
  readonly what: string
  /** The path of the file, below src/practice. */
  readonly where: string
}

/** All unconfirmed statements: try them in a real company before relying on them. A test compares this list with the code. */
export const unconfirmed: readonly Unconfirmed[] = [
  {
    id: 'restored-principal-has-no-grants',
    what: 'A restored service principal does not get its grants and consents back.',
    where: 'tenant/directory.ts',
  },
  {
    id: 'ids-graph-scopes',
    what: 'Ids of Microsoft Graph’s delegated scopes; those of User.ReadBasic.All, User.Read.All and LicenseAssignment.Read.All above all.',
    where: 'company/microsoft-graph.ts',
  },
  {
    id: 'ids-graph-app-roles',
    what: 'Ids of Application.* and AppRoleAssignment.* among Microsoft Graph’s application roles.',
    where: 'company/microsoft-graph.ts',
  },
  { id: 'id-ews-access-as-user', what: 'The id of EWS.AccessAsUser.All.', where: 'company/first-party.ts' },
  {
    id: 'id-microsoft-tenant',
    what: 'The id of the company that owns Microsoft’s first-party applications.',
    where: 'company/first-party.ts',
  },
  {
    id: 'pra-registers',
    what: 'A Privileged Role Administrator has no right of its own to register an application.',
    where: 'tenant/roles.ts',
  },
  {
    id: 'ids-default-roles',
    what: 'Template ids of the default member and guest roles in `wids`.',
    where: 'tenant/roles.ts',
  },
  {
    id: 'other-cloud-regions',
    what: 'The regions, and Graph’s host, in discovery of tenants of DoD and China.',
    where: 'company/clouds.ts',
  },
  { id: 'china-exchange-host', what: 'The host of Exchange in China.', where: 'company/clouds.ts' },
  {
    id: 'other-cloud-at-public',
    what: 'What the public cloud’s page and token endpoint answer to a tenant of another cloud.',
    where: 'routes/other-cloud.ts',
  },
  { id: 'ews-gone', what: 'EWS answers 410 from 2027-04-01.', where: 'routes/exchange.ts' },
  {
    id: 'wsdl-needs-token',
    what: 'services.wsdl, types.xsd and messages.xsd are for callers with a token only.',
    where: 'routes/exchange.ts',
  },
  {
    id: 'folder-of-another-mailbox',
    what: 'ErrorAccessDenied for a folder of a mailbox that is not the impersonated one.',
    where: 'routes/exchange/folders.ts',
  },
  { id: 'ews-diagnostics', what: 'The words of x-ms-diagnostics in EWS’s 401.', where: 'routes/exchange/caller.ts' },
  { id: 'ews-no-role-is-401', what: 'A token without full_access_as_app is 401.', where: 'routes/exchange/caller.ts' },
  {
    id: 'impersonation-required',
    what: 'ErrorImpersonationRequired where the impersonation header is missing.',
    where: 'routes/exchange/mailbox.ts',
  },
  {
    id: 'wrong-anchor',
    what: '500 where X-AnchorMailbox is missing or is not the impersonated mailbox.',
    where: 'routes/exchange/mailbox.ts',
  },
  {
    id: 'unlicensed-mailbox',
    what: 'A mailbox without licence answers ErrorNonExistentMailbox.',
    where: 'routes/exchange/mailbox.ts',
  },
  {
    id: 'primary-address-value',
    what: '`Value Name="Primary"` in the MessageXml of ErrorNonPrimarySmtpAddress.',
    where: 'routes/exchange/mailbox.ts',
  },
  {
    id: 'kiosk-answer',
    what: 'A kiosk mailbox answers 403 with the reason “EWS is disabled for this user or tenant”.',
    where: 'routes/exchange/policy.ts',
  },
  {
    id: 'redirect-refusal',
    what: 'The sentence for a redirect address that is none.',
    where: 'routes/graph/applications/applications.ts',
  },
  {
    id: 'default-audience',
    what: 'A new application without signInAudience is AzureADMyOrg.',
    where: 'routes/graph/entities/application.ts',
  },
  {
    id: 'reserved-unique-name',
    what: 'The sentence of the 400 for a uniqueName whose application is among the deleted items.',
    where: 'routes/graph/applications/applications.ts',
  },
  {
    id: 'upsert-on-unseen-name',
    what: '409 for an upsert on a name that is taken and not visible yet.',
    where: 'routes/graph/applications/applications.ts',
  },
  {
    id: 'permission-not-on-application',
    what: '“Permission being assigned was not found on application …”.',
    where: 'routes/graph/applications/assignments.ts',
  },
  {
    id: 'batch-sentences',
    what: 'The sentences for what is wrong with a batch.',
    where: 'routes/graph/request/batch.ts',
  },
  {
    id: 'batch-headers',
    what: 'A part of a batch has WWW-Authenticate as a request of its own has, and no request id but the one in an error.',
    where: 'routes/graph/request/batch.ts',
  },
  {
    id: 'bad-body-sentences',
    what: 'The sentences for unknown properties, wrong types and missing values in a body.',
    where: 'routes/graph/request/body.ts',
  },
  { id: 'unique-name-case', what: 'A uniqueName is compared with its case.', where: 'routes/graph/request/find.ts' },
  {
    id: 'grant-of-unknown-scope',
    what: 'A delegated grant of a scope Microsoft Graph does not offer is refused.',
    where: 'routes/graph/applications/grants.ts',
  },
  {
    id: 'key-credential-refusals',
    what: 'The sentences for a certificate that is not taken.',
    where: 'routes/graph/applications/key-credentials.ts',
  },
  {
    id: 'attachment-too-large',
    what: '413 ErrorMessageSizeExceeded for an attachment of 3 MB.',
    where: 'routes/graph/mailboxes/mail.ts',
  },
  {
    id: 'mail-unknown-user',
    what: '404 ErrorInvalidUser for mail as a user that is not there.',
    where: 'routes/graph/mailboxes/mail.ts',
  },
  {
    id: 'foreign-mailbox',
    what: 'ResourceNotFound for a mailbox of a domain that is not the company’s, ErrorInvalidUser for any other unknown one.',
    where: 'routes/graph/mailboxes/mailbox.ts',
  },
  {
    id: 'mailbox-unknown-user',
    what: '404 ErrorInvalidUser for the mailbox of a user that is not there.',
    where: 'routes/graph/mailboxes/mailbox.ts',
  },
  {
    id: 'rest-out-of-scope',
    what: '403 ErrorAccessDenied for a mailbox outside every scope that RBAC for Applications gave.',
    where: 'routes/graph/mailboxes/mailbox.ts',
  },
  {
    id: 'invalid-recipients',
    what: 'The sentence for an address that is none.',
    where: 'routes/graph/mailboxes/mail.ts',
  },
  {
    id: 'one-expand',
    what: 'The sentence for more than one $expand, and for one with other options than $select.',
    where: 'routes/graph/odata/expand.ts',
  },
  {
    id: 'advanced-operator-sentence',
    what: 'The sentence Microsoft shows for endsWith stands for ne, not and the others too.',
    where: 'routes/graph/odata/match.ts',
  },
  {
    id: 'too-many-alternatives',
    what: '15 alternatives at most in one filter, and the sentence.',
    where: 'routes/graph/odata/match.ts',
  },
  { id: 'skip-not-supported', what: 'The sentence for $skip.', where: 'routes/graph/odata/options.ts' },
  {
    id: 'unsearchable-property',
    what: 'The sentence for $search on a property without it.',
    where: 'routes/graph/odata/search.ts',
  },
  {
    id: 'key-credentials-invalid-end-date',
    what: 'KeyCredentialsInvalidEndDate for a secret that ends before it begins, or in the past.',
    where: 'routes/graph/applications/passwords.ts',
  },
  {
    id: 'secret-forbidden-details',
    what: 'The details beside CredentialTypeNotAllowedAsPerAppPolicy.',
    where: 'routes/graph/applications/passwords.ts',
  },
  {
    id: 'cast-without-header',
    what: 'The sentence for an OData cast on transitiveMemberOf without the advanced parameters.',
    where: 'routes/graph/people/people.ts',
  },
  {
    id: 'unstated-restrictions',
    what: 'An assigned app management policy does not inherit what it leaves out; the seed’s `unstatedRestrictions` says the opposite.',
    where: 'tenant/app-policy.ts',
  },
  {
    id: 'disabled-own-policy',
    what: 'An assigned app management policy that is switched off leaves the tenant’s default in force.',
    where: 'tenant/app-policy.ts',
  },
  {
    id: 'app-policy-writers',
    what: 'Application Administrator or Cloud Application Administrator alone may write app management policies.',
    where: 'tenant/roles.ts',
  },
  {
    id: 'new-policy-is-off',
    what: 'A new app management policy without `isEnabled` is switched off.',
    where: 'routes/graph/applications/policies.ts',
  },
  {
    id: 'delete-assigned-policy',
    what: 'An app management policy can be deleted while it is assigned.',
    where: 'routes/graph/applications/policies.ts',
  },
  {
    id: 'policy-readers',
    what: 'Which roles may read app management policies.',
    where: 'routes/graph/applications/policies.ts',
  },
  {
    id: 'request-too-large',
    what: '4 MB a request, then 413 “Maximum request length exceeded.”',
    where: 'routes/graph/request/read-json.ts',
  },
  {
    id: 'not-json-by-header',
    what: '415 for a body that is not JSON by its header.',
    where: 'routes/graph/request/read-json.ts',
  },
  {
    id: 'filter-assignments',
    what: 'Filters on appRoleAssignments: resourceId eq, principalDisplayName eq and startsWith, nothing else.',
    where: 'routes/graph/resources/directory.ts',
  },
  {
    id: 'filter-unique-name',
    what: 'uniqueName can be filtered with eq.',
    where: 'routes/graph/resources/directory.ts',
  },
  {
    id: 'tag-filter-by-default',
    what: 'tags/any with eq needs no ConsistencyLevel.',
    where: 'routes/graph/resources/directory.ts',
  },
  {
    id: 'denied-before-unknown-application',
    what: '403 before 400 where a service principal may not be created and its application is not visible.',
    where: 'routes/graph/applications/service-principals.ts',
  },
  {
    id: 'duplicate-service-principal-text',
    what: 'The sentence of the 409 for a second service principal.',
    where: 'routes/graph/applications/service-principals.ts',
  },
  {
    id: 'malformed-claims',
    what: 'The AADSTS number for a claims parameter that is no JSON object.',
    where: 'routes/sign-in/claims.ts',
  },
  {
    id: 'azure-powershell-scopes',
    what: 'Azure PowerShell has the scopes that are published for the Azure CLI.',
    where: 'routes/sign-in/microsoft-clients.ts',
  },
  {
    id: 'azure-portal-consent',
    what: 'The status and the refusals of the consent call behind `az ad app permission admin-consent`.',
    where: 'routes/azure.ts',
  },
  {
    id: 'azure-portal-scope',
    what: 'The scope of the principal that `az ad app permission admin-consent` asks a token for.',
    where: 'company/first-party.ts',
  },
  {
    id: 'required-access-limits',
    what: 'The sentence for more than 50 resources or 400 permissions in requiredResourceAccess.',
    where: 'routes/graph/applications/applications.ts',
  },
  { id: '90094-error', what: '`access_denied` travels back with AADSTS90094.', where: 'routes/sign-in/steps.ts' },
  {
    id: 'aadsts-texts',
    what: 'The texts of AADSTS 16000, 28000, 50027, 50058, 50059, 650053, 700051, 500014, 7000229, 900561, 9000411, 1002012, 501491, 501051, 530032, 530035 and 901002.',
    where: 'routes/sign-in/refusal.ts',
  },
  {
    id: 'disabled-by-microsoft',
    what: 'An application with `disabledByMicrosoftStatus` is refused with AADSTS7000112, and setting `accountEnabled` does not help.',
    where: 'routes/sign-in/disabled.ts',
  },
  { id: '65002-error', what: 'The OAuth error that comes with AADSTS65002.', where: 'routes/sign-in/steps.ts' },
  {
    id: 'block-suberror',
    what: '`invalid_grant` and `message_only` with AADSTS 53000, 53001, 530032 and 530035.',
    where: 'routes/sign-in/conditional-access.ts',
  },
  {
    id: 'challenge-claims',
    what: 'The `claims` that come with AADSTS 50076, 50079 and 50158.',
    where: 'routes/sign-in/conditional-access.ts',
  },
  {
    id: 'device-slow-down',
    what: 'A device that polls sooner than it was told gets `slow_down`, with the number of a code nobody has used yet.',
    where: 'routes/sign-in/tokens/device-code.ts',
  },
  {
    id: 'device-code-of-a-web-application',
    what: 'An application that is no public client gets a device code, and 7000218 at its first poll.',
    where: 'routes/sign-in/tokens/device-code.ts',
  },
  {
    id: 'admin-consent-refused',
    what: 'What the admin consent endpoint sends back when the person may not consent, or cancels at the older address.',
    where: 'routes/sign-in/pages/ending.ts',
  },
  {
    id: 'assertion-numbers',
    what: 'Which of AADSTS 50012, 50027, 700021, 700023, 700024 and 700027 each mistake in a client assertion gets.',
    where: 'routes/sign-in/tokens/assertion.ts',
  },
  {
    id: 'resource-twice',
    what: 'requiredResourceAccess that names a resource twice is refused, and in which words.',
    where: 'routes/graph/applications/applications.ts',
  },
  {
    id: 'consumers',
    what: 'AADSTS9002332 at every address of `consumers` but discovery.',
    where: 'routes/sign-in/authorize.ts',
  },
  {
    id: 'delegated-claims',
    what: 'The tokens of a delegated administrator (GDAP) have no default user role in `wids`, and no `acct`.',
    where: 'routes/sign-in/tokens/issue.ts',
  },
  {
    id: '90099-error',
    what: 'The OAuth error of AADSTS90099, and that it also stands for a permission that was not authorized.',
    where: 'routes/sign-in/steps.ts',
  },
  {
    id: 'ews-get',
    what: 'That a GET of EWS’ endpoint with a token is answered 404, and without one 401 as a POST is.',
    where: 'routes/exchange.ts',
  },
]
