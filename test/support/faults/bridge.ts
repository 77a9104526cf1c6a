import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listenOnLoopback } from '../loopback.ts'
import type { Site } from './site.ts'

/** The connection of another process to a site in this one: for its requests, those of its browser, and its waits. */
export interface Bridge {
  readonly port: number
  close(): void
}

/** The headers of a request over the bridge. */
export const bridgeHeaders = { url: 'x-bridge-url', wait: 'x-bridge-wait', browser: 'x-bridge-browser' } as const

const hopByHop = ['host', 'connection', 'content-length', 'transfer-encoding', ...Object.values(bridgeHeaders)]

export async function openBridge(site: Site): Promise<Bridge> {
  const server = createServer((incoming, outgoing) => {
    carry(site, incoming, outgoing).catch(() => {
      outgoing.destroy()
    })
  })
  return {
    port: await listenOnLoopback(server),
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function carry(site: Site, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { headers, method = 'GET' } = incoming
  const wait = headers[bridgeHeaders.wait]
  if (typeof wait === 'string') {
    site.clock.forward(Number(wait))
    outgoing.end()
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const sent = Object.entries(headers).filter(([name]) => !hopByHop.includes(name)) as [string, string][]
  const init: RequestInit = { method, headers: sent, redirect: 'manual', ...(body.length > 0 && { body }) }
  const url = String(headers[bridgeHeaders.url])
  const fromBrowser = headers[bridgeHeaders.browser] !== undefined
  const answer = await (fromBrowser ? site.tenant.fetch(new Request(url, init)) : site.fetch(url, init))
  const answerHeaders = Object.fromEntries(answer.headers)
  outgoing.writeHead(answer.status, { ...answerHeaders, 'set-cookie': answer.headers.getSetCookie() })
  outgoing.end(Buffer.from(await answer.arrayBuffer()))
}
