/** The ids of Microsoft's clouds other than the public one. */
export const otherClouds = ['gcc-high', 'dod', 'china'] as const

export type OtherCloud = (typeof otherClouds)[number]

/** The hosts and names of one of Microsoft's clouds. */
export interface CloudHosts {
  readonly login: string
  readonly graph: string
  readonly exchange: string
  /** The issuer of tokens of the first version. */
  readonly oldIssuer: string
  /** What OpenID discovery calls the cloud, and the region of its tenants. */
  readonly instance: string
  readonly region: string
  readonly subRegion: string | null
}

/** The hosts of the public cloud. */
export const publicHosts: CloudHosts = {
  login: 'login.microsoftonline.com',
  graph: 'graph.microsoft.com',
  exchange: 'outlook.office365.com',
  oldIssuer: 'sts.windows.net',
  instance: 'microsoftonline.com',
  region: 'NA',
  subRegion: null,
}

const governmentHosts: CloudHosts = {
  ...publicHosts,
  login: 'login.microsoftonline.us',
  graph: 'graph.microsoft.us',
  exchange: 'outlook.office365.us',
  instance: 'microsoftonline.us',
  region: 'USGov',
  subRegion: 'DODCON',
}

/**
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud, https://learn.microsoft.com/graph/deployments
 * UNCONFIRMED(other-cloud-regions): the regions, and Graph's host, in discovery of tenants of DoD and China.
 * UNCONFIRMED(china-exchange-host): the host of Exchange in China.
 */
const hostsByCloud: Readonly<Record<OtherCloud, CloudHosts>> = {
  'gcc-high': governmentHosts,
  dod: {
    ...governmentHosts,
    graph: 'dod-graph.microsoft.us',
    exchange: 'outlook-dod.office365.us',
    subRegion: 'DOD',
  },
  china: {
    login: 'login.partner.microsoftonline.cn',
    graph: 'microsoftgraph.chinacloudapi.cn',
    exchange: 'partner.outlook.cn',
    oldIssuer: 'sts.chinacloudapi.cn',
    instance: 'partner.microsoftonline.cn',
    region: 'AS',
    subRegion: null,
  },
}

/** Returns the hosts of the cloud that a company is in. */
export function hostsOf({ cloud }: { readonly cloud?: OtherCloud }): CloudHosts {
  return cloud === undefined ? publicHosts : hostsByCloud[cloud]
}
