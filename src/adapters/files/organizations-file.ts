import { readFileSync, rmSync } from 'node:fs'
import type { z } from 'zod'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import {
  rememberedOrganizationsSchema,
  rememberedOrganizationsVersion,
} from '#core/schemas/remembered-organizations.ts'
import type { OrganizationsFile } from '#core/session/desktop.ts'
import type { RememberedOrganization } from '#core/session/identity.ts'

/** The largest file that is read, in bytes. */
const maxBytes = 16 * 1024

/** Keeps the remembered organizations in one file; when none is left, there is no file. */
export function createOrganizationsFile(path: string): OrganizationsFile {
  let last: Promise<boolean> = Promise.resolve(true)

  async function write(organizations: readonly RememberedOrganization[]): Promise<boolean> {
    try {
      if (organizations.length === 0) rmSync(path, { force: true })
      else await atomicWrite(path, Buffer.from(JSON.stringify(toFile(organizations), null, 2)))
      return true
    } catch {
      return false
    }
  }

  return {
    read() {
      try {
        const bytes = readFileSync(path)
        if (bytes.length > maxBytes) return []
        return rememberedOrganizationsSchema.parse(JSON.parse(bytes.toString('utf8'))).organizations
      } catch {
        return []
      }
    },
    // Writes run one after another, so that the last one wins.
    write: (organizations) => (last = last.then(() => write(organizations))),
  }
}

function toFile(organizations: readonly RememberedOrganization[]): z.input<typeof rememberedOrganizationsSchema> {
  return {
    format: 'prextra-organizations',
    version: rememberedOrganizationsVersion,
    organizations: organizations.map(({ domain, tenantId }) => ({ domain, tenantId })),
  }
}
