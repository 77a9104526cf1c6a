import type { IncomingMessage, ServerResponse } from 'node:http'

/** The longest request body that is read, in bytes; Microsoft Graph takes about half of it. */
const longestBody = 8 * 1024 * 1024

/** Thrown while reading a request body that is longer than the limit. */
export class TooLong extends Error {}

/** Turns an incoming request into the Request that `fetch` would be called with. */
export async function readRequest(incoming: IncomingMessage, host: string, signal: AbortSignal): Promise<Request> {
  const headers = new Headers()
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = incoming.rawHeaders.slice(index, index + 2)
    headers.append(name, value)
  }
  const method = incoming.method ?? 'GET'
  const body = await readBody(incoming)
  const bodyless = method === 'GET' || method === 'HEAD' || body.length === 0
  return new Request(`https://${host}${incoming.url ?? '/'}`, {
    method,
    headers,
    signal,
    redirect: 'manual',
    ...(bodyless ? {} : { body: new Uint8Array(body) }),
  })
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > longestBody) throw new TooLong()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Sends an answer as its body arrives. Throws when the body breaks off, and the caller then cuts the connection. */
export async function writeResponse(response: Response, incoming: IncomingMessage, outgoing: ServerResponse) {
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies)
  if (response.body === null || incoming.method === 'HEAD') {
    outgoing.end()
    return
  }
  outgoing.flushHeaders()
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    if (outgoing.destroyed) return
    if (!outgoing.write(chunk)) await drained(outgoing)
  }
  outgoing.end()
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done)
      outgoing.off('close', done)
      resolve()
    }
    outgoing.once('drain', done)
    outgoing.once('close', done)
  })
}
