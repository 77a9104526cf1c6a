import type { MicrosoftDetails } from '#core/problem.ts'
import type { HttpResponse } from './http.ts'

const maxLength = 512

/** Returns what support needs of a response. It never holds the body, a token or a secret. */
export function detailsOf(response: HttpResponse, host: string, code: string | null = null): MicrosoftDetails {
  const { status, headers, text, clientRequestId } = response
  const date = new Date(headers.get('date') ?? '')
  return {
    host,
    status,
    ...given('code', code),
    ...given('requestId', requestIdOf(headers)),
    ...given('clientRequestId', headers.get('client-request-id') ?? clientRequestId ?? null),
    ...given('diagnostics', headers.get('x-ms-diagnostics')),
    ...given('policyReason', headers.get('x-ews-policy-reason')),
    ...given('date', Number.isNaN(date.getTime()) ? null : date.toISOString()),
    ...given('pageTitle', pageTitle(text)),
  }
}

function given<Name extends keyof MicrosoftDetails>(name: Name, value: string | null): Partial<Record<Name, string>> {
  return value === null || value === '' ? {} : ({ [name]: oneLine(value, maxLength) } as Record<Name, string>)
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" }

/** Returns the title of an HTML page on one line, at most 120 characters, or `null` for any other text. */
export function pageTitle(text: string): string | null {
  const [, title] = /<title\b[^>]*>([^<]*)<\/title>/i.exec(text.slice(0, 64 * 1024)) ?? []
  if (title === undefined) return null
  const decoded = title.replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_entity, name: string) => entities[name] ?? '')
  return oneLine(decoded, 120) || null
}

/** Returns the text without characters that hide, reorder or break a line. */
export function oneLine(text: string, max: number): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, max)
}

/** Returns Microsoft's id of one exchange, for support. */
export function requestIdOf(headers: Headers): string | null {
  return headers.get('request-id') ?? headers.get('x-ms-request-id')
}
