/**
 * How a package for Windows is signed, from the environment: by Azure's signing service (AZURE_SIGNING_ENDPOINT,
 * AZURE_SIGNING_ACCOUNT, AZURE_SIGNING_PROFILE and AZURE_SIGNING_PUBLISHER, with AZURE_TENANT_ID, AZURE_CLIENT_ID and
 * AZURE_CLIENT_SECRET, which electron-builder reads), or with a certificate in a file (WIN_CSC_LINK or CSC_LINK, with
 * WIN_CSC_KEY_PASSWORD or CSC_KEY_PASSWORD). Throws when only a part of them is set, because a release must not be
 * unsigned by an oversight.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function signingSettings(env) {
  const service = {
    endpoint: env.AZURE_SIGNING_ENDPOINT ?? '',
    codeSigningAccountName: env.AZURE_SIGNING_ACCOUNT ?? '',
    certificateProfileName: env.AZURE_SIGNING_PROFILE ?? '',
    publisherName: env.AZURE_SIGNING_PUBLISHER ?? '',
  }
  const login = [env.AZURE_TENANT_ID, env.AZURE_CLIENT_ID, env.AZURE_CLIENT_SECRET]
  const given = Object.values(service).filter(Boolean).length
  if (given > 0) {
    if (given < 4 || !login.every(Boolean))
      throw new Error('some of the settings for Azure’s signing service are missing')
    return { signed: true, config: { azureSignOptions: service } }
  }
  const file = env.WIN_CSC_LINK ?? env.CSC_LINK
  if (file && !(env.WIN_CSC_KEY_PASSWORD ?? env.CSC_KEY_PASSWORD)) {
    throw new Error('the password of the signing certificate is missing')
  }
  return file ? { signed: true, config: {} } : { signed: false, config: {} }
}
