import type { ProxyRoute } from '#core/network/observation.ts'

/**
 * Returns the ways in an answer of Chromium's proxy resolver, which has the form of a PAC file's:
 * `PROXY proxy.nord.example:8080; DIRECT`. An answer in another form gives none.
 */
export function readRoutes(answer: string): readonly ProxyRoute[] {
  return answer.split(';').flatMap((part): readonly ProxyRoute[] => {
    const [kind = '', address = ''] = part.trim().split(/\s+/)
    if (kind.toUpperCase() === 'DIRECT') return ['direct']
    return /^(?:PROXY|HTTPS?|SOCKS[45]?|QUIC)$/i.test(kind) && address !== '' ? [{ proxy: address }] : []
  })
}
