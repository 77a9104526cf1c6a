import { createRequire } from 'node:module'
import { loadRegistry, readHive } from '#adapters/policy/registry.ts'
import { noPolicyReading, type HiveReading, type PolicyReading } from '#core/policy/reading.ts'
import { hives, type Hive } from '#core/policy/settings.ts'
import { readPolicy } from '#core/schemas/policy.ts'

/**
 * Reads the company's policy, in this process and before anything is shown. Where the module that reads the registry cannot
 * be loaded, nobody knows what the policy says, which is not the same as there being none. Only Windows has a registry.
 */
export function readCompanyPolicy(): PolicyReading {
  if (process.platform !== 'win32') return noPolicyReading
  let readHiveOf: (hive: Hive) => HiveReading = () => ({ state: 'unreadable' })
  try {
    const registry = loadRegistry(createRequire(__filename).resolve('native-reg/prebuilds/win32-x64/node.napi.node'))
    readHiveOf = (hive) => readHive(registry, hive)
  } catch {
    // Each hive is then unreadable.
  }
  return readPolicy(Object.fromEntries(hives.map((hive) => [hive, readHiveOf(hive)])) as Record<Hive, HiveReading>)
}
