import http from 'node:http'
import tls from 'node:tls'

/**
 * Makes Node's own fetch go through a company's network: the operating system's certificates beside Node's and those of
 * NODE_EXTRA_CA_CERTS, and the proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY (nodejs.org/api/http.html, built-in proxy support).
 * Returns false when this Node is too old to be told of a proxy, and must be started with `--use-env-proxy`.
 */
export function honourCompanyNetwork(environment: Readonly<Record<string, string | undefined>>): boolean {
  const certificates = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')]
  tls.setDefaultCACertificates([...new Set(certificates)])
  const proxy = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some((name) => environment[name])
  if (!proxy || environment['NODE_USE_ENV_PROXY'] === '1') return true
  if (!('setGlobalProxyFromEnv' in http)) return false
  http.setGlobalProxyFromEnv()
  return true
}
