import { GraphRefusal } from './refusal.ts'

/**
 * JSON batching. https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/concepts/json-batching.md
 * A batch has up to 20 requests with unique ids. A request that depends on a failed one is answered with 424.
 */
interface Item {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly dependsOn: readonly string[]
}

interface ItemAnswer {
  readonly id: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

const most = 20
const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']

/** The exchange that a batch came in. `root` begins the addresses of its requests; each has the batch's token. */
interface Carrier {
  readonly root: string
  readonly authorization: string
  readonly signal: AbortSignal
  readonly send: (request: Request) => Promise<Response>
}

/**
 * Carries out the requests of a batch one after the other. "The order of the responses may not match the order of the
 * requests", so it never does.
 */
export async function answerBatch(carrier: Carrier, body: unknown): Promise<{ responses: readonly ItemAnswer[] }> {
  const items = readItems(body)
  const answers = new Map<string, ItemAnswer>()
  for (const item of inOrder(items)) {
    const isBlocked = item.dependsOn.some((id) => (answers.get(id)?.status ?? 0) >= 400)
    answers.set(item.id, isBlocked ? failedDependency(item) : await carryOut(carrier, item))
  }
  return { responses: [...answers.values()].reverse() }
}

async function carryOut({ root, authorization, signal, send }: Carrier, item: Item): Promise<ItemAnswer> {
  const headers = new Headers(item.headers)
  headers.set('authorization', authorization)
  const hasBody = item.body !== undefined && item.method !== 'GET'
  if (hasBody && headers.get('content-type') === null)
    throw bad(`Batch request '${item.id}' has a body and no content-type header.`)
  const address = `${root}${item.url.startsWith('/') ? '' : '/'}${item.url}`
  const init = { method: item.method, headers, signal, ...(hasBody ? { body: JSON.stringify(item.body) } : {}) }
  const response = await send(new Request(address, init))
  const text = await response.text()
  // UNCONFIRMED(batch-headers): which headers a part has beside the documented ones. Its request id is in an error's body.
  const kept = [
    'content-type',
    'retry-after',
    'location',
    'odata-version',
    'cache-control',
    'www-authenticate',
    'x-ms-resource-unit',
  ]
  return {
    id: item.id,
    status: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => kept.includes(name)).map(named)),
    body: text === '' ? null : readText(text, response),
  }
}

function readText(text: string, response: Response): unknown {
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return isJson ? (JSON.parse(text) as unknown) : text
}

/** Writes a header's name as Graph does inside a batch: `Content-Type`. */
function named([name, value]: readonly [string, string]): readonly [string, string] {
  return [name.replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase()), value]
}

function failedDependency(item: Item): ItemAnswer {
  const error = {
    code: 'FailedDependency',
    message: 'The request was not executed because a request it depends on failed.',
  }
  return { id: item.id, status: 424, headers: { 'Content-Type': 'application/json' }, body: { error } }
}

function readItems(body: unknown): readonly Item[] {
  const { requests, ...more } = (typeof body === 'object' && body !== null ? body : {}) as { requests?: unknown }
  if (!Array.isArray(requests) || Object.keys(more).length > 0) throw bad('Invalid batch payload format.')
  if (requests.length === 0) throw bad('Invalid batch payload format.')
  if (requests.length > most) throw bad(`Number of batch request steps exceeds the maximum value of ${most}.`)
  const items = requests.map(readItem)
  const ids = items.map((item) => item.id)
  // "The value of id is case-insensitive": json-batching.md
  if (new Set(ids.map((id) => id.toLowerCase())).size !== ids.length) throw bad('Batch request ids must be unique.')
  for (const { id, dependsOn } of items) {
    const unknown = dependsOn.find((other) => !ids.includes(other) || other === id)
    if (unknown !== undefined)
      throw bad(`Batch request '${id}' depends on '${unknown}', which is no other request of the batch.`)
  }
  return items
}

/** UNCONFIRMED(batch-sentences): Graph's words for what is wrong with a batch; that each of these is refused is documented. */
function readItem(given: unknown): Item {
  const { id, method, url, headers = {}, body, dependsOn = [], ...more } = (given ?? {}) as Record<string, unknown>
  const isText = (one: unknown): one is string => typeof one === 'string' && one !== ''
  if (!isText(id) || !isText(method) || !isText(url) || Object.keys(more).length > 0)
    throw bad('Invalid batch payload format.')
  if (!methods.includes(method.toUpperCase())) throw bad(`Batch request '${id}' has an unknown method '${method}'.`)
  if (/^https?:/i.test(url) || url.includes('$batch'))
    throw bad(`Batch request '${id}' needs an address relative to the version.`)
  if (
    typeof headers !== 'object' ||
    headers === null ||
    !Object.values(headers).every((one) => typeof one === 'string')
  )
    throw bad('Invalid batch payload format.')
  if (!Array.isArray(dependsOn) || !dependsOn.every(isText)) throw bad('Invalid batch payload format.')
  return { id, method: method.toUpperCase(), url, headers: headers as Record<string, string>, body, dependsOn }
}

/** Returns the requests with each after those it depends on. Throws when they depend on each other in a circle. */
function inOrder(items: readonly Item[]): readonly Item[] {
  const left = [...items]
  const ordered: Item[] = []
  while (left.length > 0) {
    const index = left.findIndex(({ dependsOn }) => dependsOn.every((id) => ordered.some((done) => done.id === id)))
    if (index === -1) throw bad('Batch requests depend on one another in a circle.')
    ordered.push(...left.splice(index, 1))
  }
  return ordered
}

function bad(message: string): GraphRefusal {
  return new GraphRefusal(400, 'BadRequest', message)
}
