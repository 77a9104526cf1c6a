/** What makes Node take any certificate (nodejs.org/api/cli.html): it is read anew with each connection. */
const weakening = ['NODE_TLS_REJECT_UNAUTHORIZED']

/**
 * Deletes what turns the check of certificates off, before anything is sent. What adds a company's authority
 * (NODE_EXTRA_CA_CERTS, and the operating system's own) is left, so there is no reason to turn it off.
 */
export function keepCertificateChecks(environment: Record<string, string | undefined>): void {
  const found = Object.keys(environment).filter((name) => weakening.includes(name.toUpperCase()))
  for (const name of found) Reflect.deleteProperty(environment, name)
}
