/** Returns a name in bold that ends a sentence. No second full stop follows a name that ends with one, as « inc. » does. */
export function lastName(name: string): string {
  return `**${name}**${name.endsWith('.') ? '' : '.'}`
}
