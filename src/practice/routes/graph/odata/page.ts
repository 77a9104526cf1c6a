import { rootOf, type GraphCall } from '../request/call.ts'
import { GraphRefusal } from '../request/refusal.ts'

const defaultPage = 100
const longestPage = 999
/** The beginning of every page token that this tenant gives out. */
const tokenMark = 'practice:'

export function readTop(query: URLSearchParams): number {
  const text = query.get('$top')
  if (text === null) return defaultPage
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value >= 1 && value <= longestPage) return value
  throw new GraphRefusal(
    400,
    'BadRequest',
    `Invalid value '${text}' for $top query option found. The $top query option requires an integer between 1 and ${longestPage}.`,
  )
}

/** Returns how many objects the pages before this one held. Throws for a token that this tenant did not give out. */
export function readSkip(query: URLSearchParams): number {
  const token = query.get('$skiptoken')
  if (token === null) return 0
  const [, skip] = /^practice:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('latin1')) ?? []
  if (skip !== undefined) return Number(skip)
  throw new GraphRefusal(
    400,
    'Directory_ExpiredPageToken',
    'The specified page token value has expired and can no longer be included in your request.',
  )
}

/** Returns the address of the next page: the same request with a page token. */
export function nextLink(call: GraphCall, skip: number): string {
  const kept = [...call.query].filter(([name]) => name !== '$skiptoken')
  const token = Buffer.from(`${tokenMark}${skip}`, 'latin1').toString('base64url')
  const query = [...kept, ['$skiptoken', token] as const].map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${rootOf(call)}/${call.path}?${query.join('&')}`
}
