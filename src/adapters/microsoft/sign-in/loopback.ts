import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'

/** What the browser brought back. */
export type Redirect =
  | { readonly code: string; readonly clientInfo: string | null }
  | { readonly error: string; readonly description: string }

export interface Loopback {
  /** `http://localhost:<port>`: Entra ignores the port of a registered `http://localhost`. */
  readonly redirectUri: string
  /** Resolves once, with the first answer that carries our state. Other answers are refused. */
  readonly answer: Promise<Redirect>
  /** From now on an answer in the address is accepted as well as one that is posted. */
  readonly acceptQuery: () => void
  close(): void
}

/** The pages that the browser shows once it has brought an answer. */
export interface LoopbackPages {
  readonly done: string
  readonly failed: string
  /** For an answer that does not carry our state: it belongs to another sign-in, such as one that was given up. */
  readonly foreign: string
}

/** This computer lets no program listen on localhost: a firewall or an antivirus forbids it, or it has no loopback address. */
export class LoopbackRefused extends Error {
  constructor(cause: unknown) {
    super('no program may listen on localhost', { cause })
    this.name = 'LoopbackRefused'
  }
}

const maxBodyBytes = 64 * 1024
/** How many ports are tried when another program holds the same port on the other loopback address. */
const maxAttempts = 5

/**
 * Listens for the browser's answer on both loopback addresses, so that no other program can take it on the one that the
 * browser tries first. It takes one form post with our state, of 64 KiB at most, or a query once one was asked for. MSAL's own listener has no time
 * limit, no size limit and no way to cancel, and does not check the host (msal-node 7.2.1, measured). Rejects with
 * LoopbackRefused where this computer does not let it listen.
 */
export async function listenForRedirect(state: string, pages: () => LoopbackPages): Promise<Loopback> {
  let settle: (redirect: Redirect) => void = () => undefined
  const answer = new Promise<Redirect>((resolve) => {
    settle = resolve
  })
  let host = ''
  let takesQuery = false
  const handle: RequestListener = (request, response) => {
    receive(request, response, host).then(
      (fields) => {
        if (!fields) return
        if (!isSameText(fields.get('state') ?? '', state)) {
          end(response, 400, pages().foreign)
          return
        }
        if (request.method === 'GET' && !takesQuery) {
          end(response, 405, pages().foreign)
          return
        }
        const code = fields.get('code')
        end(response, 200, code === null ? pages().failed : pages().done)
        settle(
          code === null
            ? { error: fields.get('error') ?? 'unknown', description: fields.get('error_description') ?? '' }
            : { code, clientInfo: fields.get('client_info') },
        )
      },
      () => {
        end(response, 400, '')
      },
    )
  }
  const { port, servers } = await listenOnBoth(handle)
  host = `localhost:${port}`
  return {
    redirectUri: `http://localhost:${port}`,
    answer,
    acceptQuery: () => {
      takesQuery = true
    },
    close() {
      for (const server of servers) {
        server.close()
        server.closeIdleConnections()
      }
    },
  }
}

/** Whether this computer lets a program listen for the browser's answer. The port is given back at once. */
export async function canListen(): Promise<boolean> {
  try {
    const loopback = await listenForRedirect(randomUUID(), () => ({ done: '', failed: '', foreign: '' }))
    loopback.close()
    return true
  } catch (error) {
    if (error instanceof LoopbackRefused) return false
    throw error
  }
}

/** Listens on one port of 127.0.0.1 and of ::1; where there is no IPv6, of 127.0.0.1 alone. */
async function listenOnBoth(handle: RequestListener): Promise<{ port: number; servers: readonly Server[] }> {
  for (let attempt = 1; ; attempt += 1) {
    const first = await listen(handle, '127.0.0.1', 0).catch((error: unknown) => {
      throw new LoopbackRefused(error)
    })
    const port = portOf(first)
    try {
      const second = await listen(handle, '::1', port).catch(unlessPortIsTaken)
      return { port, servers: second ? [first, second] : [first] }
    } catch (error) {
      first.close()
      if (attempt === maxAttempts) throw new LoopbackRefused(error)
    }
  }
}

/** Without IPv6 the second address is not needed. A port that another program holds there is not ours to use. */
function unlessPortIsTaken(error: NodeJS.ErrnoException): null {
  if (error.code === 'EADDRINUSE') throw error
  return null
}

/** How long a browser on this computer may take, in milliseconds; Node looks every so often (30 s, unless it is told). */
const limits = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 32 * 1024,
}
const maxConnections = 16

/**
 * Keeps at most so many connections: a new one takes the place of the oldest that has asked for nothing, else of the oldest.
 * Were new ones refused, silent ones would keep the browser out.
 */
function makeRoom(server: Server): void {
  const silent = new Set<Socket>()
  const speaking = new Set<Socket>()
  server.on('connection', (socket) => {
    const [oldest] = silent.size > 0 ? silent : speaking
    if (silent.size + speaking.size >= maxConnections) oldest?.destroy()
    silent.add(socket)
    socket.once('close', () => {
      silent.delete(socket)
      speaking.delete(socket)
    })
  })
  server.prependListener('request', ({ socket }) => {
    if (silent.delete(socket)) speaking.add(socket)
  })
}

function listen(handle: RequestListener, address: string, port: number): Promise<Server> {
  const server = createServer(limits, handle)
  makeRoom(server)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, () => {
      resolve(server)
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the listener has no port')
  return address.port
}

/** Returns the fields of an answer, or `null` after refusing a request that is none. */
async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  host: string,
): Promise<URLSearchParams | null> {
  const url = new URL(request.url ?? '/', `http://${host}`)
  if (request.headers.host !== host || url.pathname !== '/') return refuse(response, 404)
  if (request.method === 'GET') return url.searchParams
  if (request.method !== 'POST') return refuse(response, 405)
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return refuse(response, 415)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBodyBytes) {
      request.destroy()
      return null
    }
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

function refuse(response: ServerResponse, status: number): null {
  end(response, status, '')
  return null
}

function end(response: ServerResponse, status: number, page: string): void {
  if (response.writableEnded || response.destroyed) return
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    connection: 'close',
  })
  response.end(page)
}

/** Compares two texts in a time that says nothing about where they differ. */
function isSameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
