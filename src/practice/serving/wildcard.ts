/** Whether a text fits a pattern in which `*` stands for any characters. Case does not matter. */
export function isLike(text: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${escaped}$`, 'i').test(text)
}
