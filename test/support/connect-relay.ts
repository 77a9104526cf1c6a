import { once } from 'node:events'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { connect, type Socket } from 'node:net'
import { listenOnLoopback } from './loopback.ts'

/** What a proxy answers in place of leading on. */
export interface Refusal {
  readonly status: number
  readonly headers: OutgoingHttpHeaders
}

/**
 * An HTTPS proxy that knows the given names alone and leads them to one local port. TLS stays between the client and
 * the tenant: for clients that cannot be told an address, without touching the hosts file. `admit` may take its time, and
 * says what a request is refused with.
 */
export async function openRelay(
  names: readonly string[],
  port: number,
  admit: (request: IncomingMessage) => Promise<Refusal | null> = () => Promise.resolve(null),
): Promise<{ url: string; asked: readonly string[]; close: () => Promise<void> }> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((_, response) => response.writeHead(405).end())
  server.on('connect', (request, socket: Socket) => {
    const { url = '' } = request
    asked.push(url)
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    void admit(request).then((refused) => {
      const refusal = refused ?? (names.some((name) => url === `${name}:443`) ? null : { status: 403, headers: {} })
      if (refusal) {
        const lines = Object.entries({ ...refusal.headers, 'content-length': 0 })
        socket.end(
          `HTTP/1.1 ${refusal.status} No\r\n${lines.map(([name, value]) => `${name}: ${String(value)}\r\n`).join('')}\r\n`,
        )
        return
      }
      const onward = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        onward.pipe(socket)
        socket.pipe(onward)
      })
      onward.on('error', () => socket.destroy())
      socket.on('close', () => onward.destroy())
    })
  })
  return {
    url: `http://127.0.0.1:${await listenOnLoopback(server)}`,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
