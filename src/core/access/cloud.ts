/** Microsoft's clouds. The public one is Microsoft's worldwide cloud, GCC included. */
export const cloudIds = ['public', 'gcc-high', 'dod', 'china'] as const

export type CloudId = (typeof cloudIds)[number]

/** What a host of a cloud is for: sign-in and tokens, Microsoft Graph, Exchange Online, the Entra admin centre. */
export const cloudHosts = ['login', 'graph', 'exchange', 'entra'] as const

export type CloudHost = (typeof cloudHosts)[number]

/**
 * The hosts of one cloud, and its names elsewhere (docs/clouds.md). Tokens of one cloud are not accepted in another, and
 * Microsoft's own applications have the same ids in each.
 */
export interface Cloud extends Readonly<Record<CloudHost, string>> {
  readonly id: CloudId
  /** Where a person types the code of a device: nothing but the person's browser goes there. */
  readonly devicePages: readonly string[]
  /** Other hosts that a service of this cloud names as its authority, or that an older client signs in at. */
  readonly loginAliases: readonly string[]
  /** The cloud's name for PowerShell: `Connect-ExchangeOnline -ExchangeEnvironmentName`. */
  readonly exchangeEnvironment: string
  /** The hosts that no source of Microsoft's confirms. They are marked where a person sees them. */
  readonly unconfirmed: readonly CloudHost[]
}

const microsoft = ['microsoft.com', 'www.microsoft.com']

/**
 * Sources. Sign-in: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud. Graph:
 * https://learn.microsoft.com/graph/deployments. Exchange:
 * https://learn.microsoft.com/exchange/reference/admin-api-get-started. Entra admin centre:
 * https://learn.microsoft.com/entra/fundamentals/faq. PowerShell:
 * https://learn.microsoft.com/powershell/module/exchangepowershell/connect-exchangeonline.
 */
export const clouds: Readonly<Record<CloudId, Cloud>> = {
  public: {
    id: 'public',
    login: 'login.microsoftonline.com',
    graph: 'graph.microsoft.com',
    exchange: 'outlook.office365.com',
    entra: 'entra.microsoft.com',
    devicePages: ['login.microsoftonline.com', 'login.microsoft.com', ...microsoft],
    loginAliases: ['login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    exchangeEnvironment: 'O365Default',
    unconfirmed: [],
  },
  'gcc-high': {
    id: 'gcc-high',
    login: 'login.microsoftonline.us',
    graph: 'graph.microsoft.us',
    exchange: 'outlook.office365.us',
    entra: 'entra.microsoft.us',
    devicePages: ['login.microsoftonline.us', ...microsoft],
    loginAliases: ['login.usgovcloudapi.net'],
    exchangeEnvironment: 'O365USGovGCCHigh',
    unconfirmed: [],
  },
  dod: {
    id: 'dod',
    login: 'login.microsoftonline.us',
    graph: 'dod-graph.microsoft.us',
    exchange: 'outlook-dod.office365.us',
    entra: 'entra.microsoft.us',
    devicePages: ['login.microsoftonline.us', ...microsoft],
    loginAliases: ['login.usgovcloudapi.net'],
    exchangeEnvironment: 'O365USGovDoD',
    // Microsoft's page names one admin centre for the US government, and does not say that it is for DoD as well.
    unconfirmed: ['entra'],
  },
  china: {
    id: 'china',
    login: 'login.partner.microsoftonline.cn',
    graph: 'microsoftgraph.chinacloudapi.cn',
    exchange: 'partner.outlook.cn',
    entra: 'entra.microsoftonline.cn',
    devicePages: ['login.partner.microsoftonline.cn', ...microsoft],
    loginAliases: ['login.chinacloudapi.cn', 'sts.chinacloudapi.cn'],
    exchangeEnvironment: 'O365China',
    // The page on Exchange names outlook.office365.cn; every client that was seen uses this host.
    unconfirmed: ['exchange'],
  },
}

export const publicCloud: Cloud = clouds.public

/** What the OpenID configuration of a tenant says about its cloud; `null` where it says nothing. */
export interface CloudFacts {
  /** `cloud_instance_name`: the sign-in host without `login.` */
  readonly instance: string
  /** `tenant_region_sub_scope` */
  readonly subScope: string | null
  /** `msgraph_host` */
  readonly graphHost: string | null
}

/** How `tenant_region_sub_scope` names the two clouds that share one sign-in host. */
const subScopes: Readonly<Record<string, CloudId>> = { DODCON: 'gcc-high', DOD: 'dod' }

/**
 * Returns the cloud of a tenant, or `null` for one that is not in the table. GCC High and DoD share a sign-in host, so the
 * sub scope tells them apart, and Graph's host where there is none.
 */
export function cloudOf({ instance, subScope, graphHost }: CloudFacts): Cloud | null {
  const host = `login.${instance.toLowerCase()}`
  const same = Object.values(clouds).filter(({ login, loginAliases }) => [login, ...loginAliases].includes(host))
  const named = same.find(({ id }) => id === subScopes[subScope?.toUpperCase() ?? ''])
  if (named || same.length < 2) return named ?? same[0] ?? null
  return same.find(({ graph }) => graph === graphHost?.toLowerCase()) ?? null
}

/** Returns the sign-in hosts of all clouds, each once. */
export const loginHosts: readonly string[] = [...new Set(Object.values(clouds).map(({ login }) => login))]
