import {
  ConfidentialClientApplication,
  LogLevel,
  PublicClientApplication,
  type AuthenticationResult,
  type Configuration,
} from '@azure/msal-node'
import { signInClientId, tenantId } from '#support/tenant-client.ts'
import type { Tenant } from '#practice/tenant/tenant.ts'
import { msalNetwork } from './msal-network.ts'
import type { PageWalker, Person } from './page-walker.ts'

export const msalScopes = ['User.Read', 'Application.ReadWrite.All']

const authority = (name: string) => `https://login.microsoftonline.com/${name}`
const systemOf = (tenant: Tenant) => ({
  networkClient: msalNetwork(tenant.fetch),
  loggerOptions: { logLevel: LogLevel.Error },
})

/** MSAL's public client on a tenant; `at` is what stands in its authority. */
export function publicClient(
  tenant: Tenant,
  { clientId = signInClientId, at = 'organizations', clientCapabilities = [] as string[] } = {},
): PublicClientApplication {
  const auth = { clientId, authority: authority(at), clientCapabilities }
  return new PublicClientApplication({ auth, system: systemOf(tenant) })
}

export function confidentialClient(
  tenant: Tenant,
  clientId: string,
  proof: Pick<Configuration['auth'], 'clientSecret' | 'clientCertificate'>,
): ConfidentialClientApplication {
  const auth = { clientId, authority: authority(tenantId), ...proof }
  return new ConfidentialClientApplication({ auth, system: systemOf(tenant) })
}

/** MSAL's own interactive flow, its loopback server and all; the walker is its browser. */
export async function interactive(
  client: PublicClientApplication,
  walker: PageWalker,
  person: Person,
  more: Partial<Parameters<PublicClientApplication['acquireTokenInteractive']>[0]> = {},
): Promise<AuthenticationResult> {
  return client.acquireTokenInteractive({
    scopes: msalScopes,
    prompt: 'select_account',
    ...more,
    openBrowser: async (address) => {
      const { answer, address: back } = await walker.signIn(address, person)
      if (back !== undefined) await fetch(back, { method: 'POST', body: new URLSearchParams(answer) })
    },
  })
}
