/** The scope for reading, making, assigning and deleting app management policies: asked only for an exemption. */
export const exemptionScopes = ['Policy.ReadWrite.ApplicationConfiguration'] as const

/** The description of that policy in the tenant, for whoever finds it there. */
export const exemptionDescription =
  'Temporaire : permet un secret client à une seule application; l’Assistant Outlook-Prextra la retire lui-même. Temporary: lets one application have a client secret; the assistant removes it itself.'

/** Returns the name of the policy of one exemption. No other policy has it, as each exemption has an id of its own. */
export function exemptionName(id: string): string {
  return `Assistant Prextra · ${id}`
}
