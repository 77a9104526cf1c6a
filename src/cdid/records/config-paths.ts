import { realFile, samePath } from '../files/real-file.ts'
import type { Records } from './records-schema.ts'

/**
 * Returns the records with every path that leads to `config` written as its real path. Older records hold the path as it was
 * typed, through a link for example.
 */
export async function withRealPath(records: Records, config: string): Promise<Records> {
  const written = new Set(
    records.customers.flatMap(({ deliveries, removals }) => [
      ...deliveries.flatMap(({ merged }) => (merged ? [merged.config] : [])),
      ...removals.map((removal) => removal.config),
    ]),
  )
  const aliases = new Set<string>()
  for (const path of written) {
    if (path === config) continue
    if (samePath(await realFile(path).catch(() => path), config)) aliases.add(path)
  }
  if (aliases.size === 0) return records
  const real = <T extends { readonly config: string }>(change: T): T =>
    aliases.has(change.config) ? { ...change, config } : change
  return {
    ...records,
    customers: records.customers.map((customer) => ({
      ...customer,
      deliveries: customer.deliveries.map((delivery) => ({
        ...delivery,
        merged: delivery.merged && real(delivery.merged),
      })),
      removals: customer.removals.map(real),
    })),
  }
}
