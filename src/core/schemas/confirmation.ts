import { z } from 'zod'
import type { Confirmation } from '../handoff/confirmation.ts'

/** CDID's confirmation as it is read: nothing may be missing, and nothing may be added. */
export const confirmationSchema = z.strictObject({
  id: z.uuid(),
  keyId: z.guid().max(36),
  at: z.iso.datetime({ offset: true }),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
}) satisfies z.ZodType<Confirmation>
