/** The scope for reading, making, assigning and deleting app management policies: asked only for an exemption. */
export const exemptionScopes = ['Policy.ReadWrite.ApplicationConfiguration'] as const

/** Returns the name of the policy of one exemption. No other policy has it, as each exemption has an id of its own. */
export function exemptionName(id: string): string {
  return `Assistant Prextra · ${id}`
}
