import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import { makeAuthority, usualValidity, type Authority, type ServerCertificate } from './certificates.ts'
import { readRequest, TooLong, writeResponse } from './wire.ts'

/** The host names of a tenant of the public cloud. */
export const hostNames: readonly string[] = [
  'login.microsoftonline.com',
  'graph.microsoft.com',
  'outlook.office365.com',
  'management.azure.com',
  'main.iam.ad.ext.azure.com',
]

/** What a TLS server needs of a tenant. `hasWrongCertificate` asks whether a host shows a certificate nobody trusts. */
export interface Served {
  /** The host names to answer for; those of the public cloud unless given. */
  readonly hosts?: readonly string[]
  readonly fetch: (request: Request) => Promise<Response>
  readonly hasWrongCertificate?: (host: string) => boolean
}

/** The certificate that is shown: one of the returned authority, or a wrong one of the given kind. */
export type CertificateKind = 'trusted' | 'untrusted' | 'expired' | 'not-yet-valid' | 'wrong-name'

export interface TlsOptions {
  /** The default is 0: any free port. */
  readonly port?: number
  readonly certificate?: CertificateKind
  /** Called after each request. */
  readonly onAnswered?: (exchange: Exchange) => void
}

/** One request for the log: the names of its query parameters without their values, no body and no token. */
export interface Exchange {
  readonly at: string
  readonly method: string
  readonly host: string
  readonly path: string
  readonly query: readonly string[]
  /** The HTTP status; 0 when the connection was cut. */
  readonly status: number
  readonly ms: number
}

export interface TlsServer {
  readonly port: number
  /** The certificate of the authority that a client must trust. With `untrusted`, trusting it does not help. */
  readonly caPem: string
  readonly close: () => Promise<void>
}

/** Serves a tenant over TLS under Microsoft's host names, on the loopback addresses of this machine only. */
export async function serveOverTls(tenant: Served, options: TlsOptions = {}): Promise<TlsServer> {
  const { port: wanted = 0, certificate = 'trusted' } = options
  const authority = await makeAuthority()
  const { hosts = hostNames } = tenant
  const contexts = await makeContexts(hosts, authority, certificate)
  const wrong = await makeContexts(hosts, authority, 'untrusted')
  const sockets = new Set<Socket>()
  const open = (): Server => {
    const server = createServer(
      {
        ALPNProtocols: ['http/1.1'],
        SNICallback: (name, answer) => {
          const shown = tenant.hasWrongCertificate?.(name) === true ? wrong : contexts
          const context = shown.get(name.toLowerCase())
          if (context === undefined) answer(new Error(`no certificate for ${name}`))
          else answer(null, context)
        },
      },
      (incoming, outgoing) => void answer(tenant, options, incoming, outgoing),
    )
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    return server
  }
  const servers = [open()]
  const port = await listen(servers[0] as Server, '127.0.0.1', wanted)
  const close = async (): Promise<void> => {
    const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    for (const socket of sockets) socket.destroy()
    await Promise.all(closed)
  }
  const second = open()
  try {
    await listen(second, '::1', port)
    servers.push(second)
  } catch (error) {
    // A machine without IPv6 has no ::1, and no client there asks for it.
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') {
      await close()
      throw error
    }
  }
  return { port, caPem: authority.caPem, close }
}

async function answer(
  tenant: Served,
  options: TlsOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const started = performance.now()
  const at = new Date().toISOString()
  const host = (incoming.headers.host ?? '').toLowerCase().replace(/:\d+$/, '')
  const given = new AbortController()
  outgoing.once('close', () => given.abort())
  let status = 0
  try {
    if (!isOurs(host, tenant.hosts ?? hostNames, incoming)) {
      outgoing.writeHead((status = 421), { 'content-length': 0 }).end()
      return
    }
    const response = await tenant.fetch(await readRequest(incoming, host, given.signal))
    status = response.status
    await writeResponse(response, incoming, outgoing)
  } catch (error) {
    if (error instanceof TooLong) {
      outgoing.writeHead((status = 413), { 'content-length': 0, connection: 'close' }).end()
    } else {
      // Where `tenant.fetch` rejects, a client on the network sees its connection cut.
      status = 0
      incoming.socket.destroy()
    }
  } finally {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'https://name.invalid')
    const query = [...new Set(searchParams.keys())]
    const ms = Math.round(performance.now() - started)
    options.onAnswered?.({ at, method: incoming.method ?? '', host, path: pathname, query, status, ms })
  }
}

/** Whether the request names a host of the tenant, the same one the TLS connection was opened for. */
function isOurs(host: string, hosts: readonly string[], { socket }: IncomingMessage): boolean {
  const opened = 'servername' in socket ? socket.servername : undefined
  return hosts.includes(host) && opened === host
}

async function makeContexts(
  hosts: readonly string[],
  trusted: Authority,
  kind: CertificateKind,
): Promise<Map<string, SecureContext>> {
  const authority = kind === 'untrusted' ? await makeAuthority() : trusted
  const issue = (name: string): Promise<ServerCertificate> => {
    const hour = 3600_000
    const now = Date.now()
    switch (kind) {
      case 'trusted':
      case 'untrusted':
        return authority.issue(name, usualValidity())
      case 'expired':
        return authority.issue(name, { from: new Date(now - 48 * hour), to: new Date(now - 24 * hour) })
      case 'not-yet-valid':
        return authority.issue(name, { from: new Date(now + 24 * hour), to: new Date(now + 48 * hour) })
      case 'wrong-name':
        return authority.issue('proxy.example', usualValidity())
    }
  }
  const made = await Promise.all(hosts.map(async (name) => [name, await issue(name)] as const))
  return new Map(
    made.map(([name, { certPem, keyPem }]) => [
      name,
      createSecureContext({ cert: certPem, key: keyPem, minVersion: 'TLSv1.2' }),
    ]),
  )
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
