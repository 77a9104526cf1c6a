import http from 'node:http'
import tls from 'node:tls'
import { ReceptionError } from '../reception-problem.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The variables that name a proxy, in the order in which Node looks at them. */
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const

/**
 * Makes Node's own fetch go through a company's network: the operating system's certificates beside Node's and those of
 * NODE_EXTRA_CA_CERTS, and the proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY (nodejs.org/api/http.html, built-in proxy support).
 * Returns false when this Node is too old to be told of a proxy, and must be started with `--use-env-proxy`. Throws
 * `proxy-variable`, naming the variable, when what it holds is not the address of a proxy.
 */
export function honourCompanyNetwork(environment: Environment): boolean {
  const certificates = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')]
  tls.setDefaultCACertificates([...new Set(certificates)])
  const wrong = wrongProxyVariable(environment)
  if (wrong !== null) throw new ReceptionError({ code: 'proxy-variable', variable: wrong })
  if (proxyVariable(environment) === null || environment['NODE_USE_ENV_PROXY'] === '1') return true
  if (!('setGlobalProxyFromEnv' in http)) return false
  http.setGlobalProxyFromEnv()
  return true
}

/** Returns the variable whose proxy is used for Microsoft; `null` when none is. Its value may hold a password. */
export function proxyVariable(environment: Environment): string | null {
  return proxyVariables.find((name) => environment[name]) ?? null
}

/** Returns the first variable whose value is not `http://host:port` or `https://host:port`; its value may hold a password. */
export function wrongProxyVariable(environment: Environment): string | null {
  const isWrong = (name: string) => {
    const value = environment[name]
    return value !== undefined && value !== '' && !(/^https?:\/\//i.test(value) && URL.canParse(value))
  }
  return proxyVariables.find(isWrong) ?? null
}
