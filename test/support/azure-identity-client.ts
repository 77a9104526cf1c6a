import * as identity from '@azure/identity'

/** What {@link ask} is told on its command line, as JSON. */
export type DesiredState = { readonly scope: string; readonly tenantId: string; readonly clientId: string } & (
  | { readonly by: 'secret'; readonly secret: string }
  | { readonly by: 'certificate'; readonly certificatePath: string }
  | { readonly by: 'code'; readonly secret: string; readonly code: string; readonly redirectUri: string }
  | { readonly by: 'device' }
  | { readonly by: 'environment' }
)

/** Microsoft's library in a process of its own, so that it takes its proxy and its authority from the environment alone. */
async function ask(desired: DesiredState): Promise<{ readonly token: string } | { readonly message: string }> {
  try {
    return { token: (await credentialOf(desired).getToken(desired.scope))?.token ?? '' }
  } catch (error) {
    return { message: (error as Error).message }
  }
}

function credentialOf(desired: DesiredState): identity.TokenCredential {
  const { tenantId, clientId } = desired
  switch (desired.by) {
    case 'secret':
      return new identity.ClientSecretCredential(tenantId, clientId, desired.secret)
    case 'certificate':
      return new identity.ClientCertificateCredential(
        tenantId,
        clientId,
        { certificatePath: desired.certificatePath },
        { sendCertificateChain: true },
      )
    case 'code':
      return new identity.AuthorizationCodeCredential(
        tenantId,
        clientId,
        desired.secret,
        desired.code,
        desired.redirectUri,
      )
    case 'device':
      return new identity.DeviceCodeCredential({
        tenantId,
        clientId,
        userPromptCallback: (shown) => void process.stderr.write(JSON.stringify(shown)),
      })
    case 'environment':
      return new identity.EnvironmentCredential()
  }
}

process.stdout.write(JSON.stringify(await ask(JSON.parse(process.argv[2] ?? '') as DesiredState)))
