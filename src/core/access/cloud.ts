/** The hosts of one of Microsoft's clouds. Source: learn.microsoft.com/graph/deployments. */
export interface Cloud {
  readonly id: 'public'
  readonly login: string
  readonly graph: string
  readonly exchange: string
  /** Where a person types the code of a device: nothing but the person's browser goes there. */
  readonly devicePages: readonly string[]
}

/** Worldwide and GCC. The sovereign clouds are added here, and nowhere else, when a customer of CDID lives in one. */
export const publicCloud: Cloud = {
  id: 'public',
  login: 'login.microsoftonline.com',
  graph: 'graph.microsoft.com',
  exchange: 'outlook.office365.com',
  devicePages: ['login.microsoftonline.com', 'login.microsoft.com', 'microsoft.com', 'www.microsoft.com'],
}
