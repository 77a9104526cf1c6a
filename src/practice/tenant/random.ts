/** A source of numbers in [0, 1) that a seed decides (mulberry32): the same seed gives the same numbers. */
export type Random = () => number

export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function between(random: Random, least: number, most: number): number {
  return least + random() * (most - least)
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Returns a GUID of version 4's form, drawn from the given source. */
export function randomGuid(random: Random): string {
  let text = ''
  for (let word = 0; word < 4; word += 1) {
    const bits = Math.floor(random() * 4294967296)
    for (let shift = 24; shift >= 0; shift -= 8) text += hex[(bits >>> shift) & 255] ?? ''
  }
  const variant = '89ab'.charAt(Math.floor(random() * 4))
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20, 32)}`
}
