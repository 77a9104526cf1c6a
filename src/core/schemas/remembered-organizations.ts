import { z } from 'zod'
import { isDomainName } from '../domain-name.ts'

/** The version of the file that this build writes, and the only one it reads. */
export const rememberedOrganizationsVersion = 1

/** The organizations that a person wanted remembered, the last one first. */
export const rememberedOrganizationsSchema = z.object({
  format: z.literal('prextra-organizations'),
  version: z.literal(rememberedOrganizationsVersion),
  organizations: z.array(z.object({ domain: z.string().refine(isDomainName), tenantId: z.guid() })).max(50),
})
