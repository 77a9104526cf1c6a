import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** What the browser brought back. */
export type Redirect =
  | { readonly code: string; readonly clientInfo: string | null }
  | { readonly error: string; readonly description: string }

export interface Loopback {
  /** `http://localhost:<port>`; Entra ignores the port of a registered `http://localhost`. */
  readonly redirectUri: string
  /** Resolves once, on the first answer that carries our state; others are refused and waited past. */
  readonly answer: Promise<Redirect>
  close(): void
}

export interface LoopbackPages {
  readonly done: string
  readonly failed: string
}

const maxBodyBytes = 64 * 1024

/**
 * Listens for the browser's answer on both loopback addresses, so that no other program can squat on the one the
 * browser tries first. MSAL's own listener has no time limit, no size limit and no cancel, and does not check the host
 * (msal-node 7.2.1, measured); this one takes one form post or query with our state, of 64 KiB at most.
 */
export async function listenForRedirect(state: string, pages: LoopbackPages): Promise<Loopback> {
  let settle: (redirect: Redirect) => void = () => undefined
  const answer = new Promise<Redirect>((resolve) => {
    settle = resolve
  })
  let host = ''
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    receive(request, response, host).then(
      (fields) => {
        if (!fields) return
        if (!sameText(fields.get('state') ?? '', state)) {
          end(response, 400, '')
          return
        }
        const code = fields.get('code')
        end(response, 200, code === null ? pages.failed : pages.done)
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
  const first = await listen(createServer(limits, handle), '127.0.0.1', 0)
  const port = portOf(first)
  host = `localhost:${port}`
  const second = await listen(createServer(limits, handle), '::1', port).catch(unlessTaken)
  return {
    redirectUri: `http://localhost:${port}`,
    answer,
    close() {
      for (const server of [first, second]) {
        server?.close()
        server?.closeIdleConnections()
      }
    },
  }
}

/** Without IPv6 there is nothing to hold; a port that another program holds there is no place to wait. */
function unlessTaken(error: NodeJS.ErrnoException): null {
  if (error.code === 'EADDRINUSE') throw error
  return null
}

const limits = { headersTimeout: 10_000, requestTimeout: 15_000, maxHeaderSize: 32 * 1024 }

function listen(server: Server, address: string, port: number): Promise<Server> {
  server.maxConnections = 16
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

/** The fields of an answer, or `null` when it was no answer and has been refused. */
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

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
