import * as identity from '@azure/identity'

/** What {@link ask} is told on its command line, as JSON. */
export type Wish = { readonly scope: string; readonly tenantId: string; readonly clientId: string } & (
  | { readonly by: 'secret'; readonly secret: string }
  | { readonly by: 'certificate'; readonly certificatePath: string }
  | { readonly by: 'code'; readonly secret: string; readonly code: string; readonly redirectUri: string }
  | { readonly by: 'device' }
  | { readonly by: 'environment' }
)

/** Microsoft's library in a process of its own, so that it takes its proxy and its authority from the environment alone. */
async function ask(wish: Wish): Promise<{ readonly token: string } | { readonly message: string }> {
  try {
    return { token: (await credentialOf(wish).getToken(wish.scope))?.token ?? '' }
  } catch (error) {
    return { message: (error as Error).message }
  }
}

function credentialOf(wish: Wish): identity.TokenCredential {
  const { tenantId, clientId } = wish
  switch (wish.by) {
    case 'secret':
      return new identity.ClientSecretCredential(tenantId, clientId, wish.secret)
    case 'certificate':
      return new identity.ClientCertificateCredential(
        tenantId,
        clientId,
        { certificatePath: wish.certificatePath },
        { sendCertificateChain: true },
      )
    case 'code':
      return new identity.AuthorizationCodeCredential(tenantId, clientId, wish.secret, wish.code, wish.redirectUri)
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

process.stdout.write(JSON.stringify(await ask(JSON.parse(process.argv[2] ?? '') as Wish)))
