/** The hosts of one of Microsoft's clouds. Source: learn.microsoft.com/graph/deployments. */
export interface Cloud {
  readonly id: 'public'
  readonly login: string
  readonly graph: string
  readonly exchange: string
}

/** Worldwide and GCC. The sovereign clouds are added here, and nowhere else, when a customer of CDID lives in one. */
export const publicCloud: Cloud = {
  id: 'public',
  login: 'login.microsoftonline.com',
  graph: 'graph.microsoft.com',
  exchange: 'outlook.office365.com',
}
