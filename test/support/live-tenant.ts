import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTenant, type Tenant, type TenantOptions } from '#practice/tenant/tenant.ts'
import { serveOverTls, type CertificateKind, type Exchange } from '#practice/serving/tls.ts'

/** The practice tenant under Microsoft's real names, over real TLS, for one browser or one assistant with a home of its own. */
export interface LiveTenant {
  readonly tenant: Tenant
  readonly port: number
  readonly caPem: string
  /** The tenant's certificate authority as a file, for NODE_EXTRA_CA_CERTS, REQUESTS_CA_BUNDLE, SSL_CERT_FILE and curl. */
  readonly caFile: string
  /** Chromium's own way of sending a name elsewhere. */
  readonly hostResolverRules: string
  /** What Chromium and Electron are started with; no other host can be reached. */
  readonly chromiumArgs: readonly string[]
  /** Every request that came over the wire. */
  readonly exchanges: readonly Exchange[]
  /** Makes a home trust the tenant's authority: Chromium and Electron read `$HOME/.pki/nssdb`. */
  trustIn(home: string): void
  close(): Promise<void>
}

export async function openLiveTenant(
  options: TenantOptions & { readonly certificate?: CertificateKind; readonly port?: number } = {},
): Promise<LiveTenant> {
  const { certificate = 'trusted', port = 0, ...tenantOptions } = options
  const tenant = createTenant(tenantOptions)
  const exchanges: Exchange[] = []
  const server = await serveOverTls(tenant, { certificate, port, onAnswered: (exchange) => exchanges.push(exchange) })
  const folder = mkdtempSync(join(tmpdir(), 'prextra-live-tenant-'))
  const caFile = join(folder, 'practice-ca.pem')
  writeFileSync(caFile, server.caPem)
  const hostResolverRules = [
    ...tenant.hosts.map((name) => `MAP ${name} 127.0.0.1:${server.port}`),
    'MAP * ~NOTFOUND',
    'EXCLUDE 127.0.0.1',
    'EXCLUDE localhost',
  ].join(', ')
  return {
    tenant,
    port: server.port,
    caPem: server.caPem,
    caFile,
    hostResolverRules,
    chromiumArgs: [`--host-resolver-rules=${hostResolverRules}`],
    exchanges,
    trustIn: (home) => trustIn(home, caFile),
    close: async () => {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** https://chromium.googlesource.com/chromium/src/+/main/docs/linux/cert_management.md */
function trustIn(home: string, caFile: string): void {
  const folder = join(home, '.pki', 'nssdb')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const certutil = (...args: string[]) => execFileSync('certutil', ['-d', `sql:${folder}`, ...args], { stdio: 'pipe' })
  certutil('-N', '--empty-password')
  certutil('-A', '-n', 'practice tenant', '-t', 'C,,', '-i', caFile)
}
