import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import { makeAuthority, usualValidity, type Authority, type ServerCertificate } from './certificates.ts'
import { readRequest, TooLong, writeResponse } from './wire.ts'

/** The names the practice tenant answers to. */
export const hostNames = ['login.microsoftonline.com', 'graph.microsoft.com', 'outlook.office365.com'] as const

/** What is served. `hasWrongCertificate`: whether the tenant's faults spoil the certificate of this host now. */
export interface Served {
  readonly fetch: (request: Request) => Promise<Response>
  readonly hasWrongCertificate?: (host: string) => boolean
}

/** Which certificate is shown: one the returned authority vouches for, or one of the ways it goes wrong. */
export type CertificateKind = 'trusted' | 'untrusted' | 'expired' | 'not-yet-valid' | 'wrong-name'

export interface TlsOptions {
  /** Default 0: any free one. */
  readonly port?: number
  readonly certificate?: CertificateKind
  /** After each request. */
  readonly onAnswered?: (exchange: Exchange) => void
}

/** One request as a log may show it: the names of its query's parameters, never their values; no body, no token. */
export interface Exchange {
  readonly at: string
  readonly method: string
  readonly host: string
  readonly path: string
  readonly query: readonly string[]
  /** 0: the line was cut. */
  readonly status: number
  readonly ms: number
}

export interface TlsServer {
  readonly port: number
  /** The authority a client must trust to accept the certificates (`untrusted`: trusting it does not help). */
  readonly caPem: string
  readonly close: () => Promise<void>
}

/** Serves a tenant under Microsoft's own host names, over TLS, on this machine's loopback addresses alone. */
export async function serveOverTls(tenant: Served, options: TlsOptions = {}): Promise<TlsServer> {
  const { port: wanted = 0, certificate = 'trusted' } = options
  const authority = await makeAuthority()
  const contexts = await makeContexts(authority, certificate)
  const wrong = await makeContexts(authority, 'untrusted')
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
    // A machine without IPv6 has no ::1; a client there never asks for it.
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
    if (!isOurs(host, incoming)) {
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
      // What `fetch` would have thrown in process is, on a wire, a connection cut.
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

/** Asked for a host it has, over a connection opened for that very host. */
function isOurs(host: string, { socket }: IncomingMessage): boolean {
  const opened = 'servername' in socket ? socket.servername : undefined
  return hostNames.some((name) => name === host) && opened === host
}

async function makeContexts(trusted: Authority, kind: CertificateKind): Promise<Map<string, SecureContext>> {
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
  const made = await Promise.all(hostNames.map(async (name) => [name, await issue(name)] as const))
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
