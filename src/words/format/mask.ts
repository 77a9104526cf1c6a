import { addressParts } from '#core/mail-address.ts'

/** How names and ids are shown: in full, or shortened while the screen is shared. Copying always gives them in full. */
export interface Mask {
  readonly on: boolean
  readonly id: (id: string) => string
  readonly name: (name: string) => string
  readonly address: (address: string) => string
  readonly domain: (domain: string) => string
}

const same = (text: string) => text

export function maskOf(on: boolean): Mask {
  if (!on) return { on, id: same, name: same, address: same, domain: same }
  return { on, id: shortId, name: initials, address: shortAddress, domain: shortDomain }
}

/** Shortens `8f3b6a1e-…-c943` to `8f3b…c943`. */
function shortId(id: string): string {
  return id.length <= 9 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`
}

/**
 * Shortens `Marie-Ève Tremblay` to `M.-È. T.`, and `Érablière du Nord inc.` to `É. du N. inc.`: only capitalized words.
 */
function initials(name: string): string {
  return name.replace(/\p{Lu}[\p{L}\p{M}’']*\.?/gu, (word) => `${word.slice(0, 1)}.`)
}

/** Shortens `me.tremblay@erablieredunord.example` to `me…ay@er…rd.example`. */
function shortAddress(address: string): string {
  const parts = addressParts(address)
  return parts === null ? ends(address) : `${ends(parts.local)}@${shortDomain(parts.domain)}`
}

function shortDomain(domain: string): string {
  const labels = domain.split('.')
  return labels.map((label, place) => (place === labels.length - 1 ? label : ends(label))).join('.')
}

function ends(text: string): string {
  return text.length <= 4 ? `${text.slice(0, 1)}…` : `${text.slice(0, 2)}…${text.slice(-2)}`
}
