/** Milliseconds of a Retry-After header: seconds or an HTTP date (RFC 9110, 10.2.3); absent or unreadable: undefined. */
export function retryAfterMs(headers: Headers, now: Date): number | undefined {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now.getTime()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
