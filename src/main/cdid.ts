import { z } from 'zod'
import { cloudIds } from '#core/access/cloud.ts'
import { isMailAddress } from '#core/mail-address.ts'
import cdidJson from '../../build/cdid.json' with { type: 'json' }

/**
 * CDID's keys and sign-in application. They are fixed by the build, because whoever changes the recipient can steal the
 * secret.
 */
export const cdid = z
  .strictObject({
    address: z.string().refine(isMailAddress),
    recipients: z.array(
      z.strictObject({ id: z.string().min(1), publicKey: z.string().startsWith('age1'), notAfter: z.iso.date() }),
    ),
    // `own` says that only this assistant uses the application, so that removing everything may remove its entry too.
    // An application of one cloud does not exist in another, so each other cloud needs a client id of its own.
    signIn: z.strictObject({
      clientId: z.guid(),
      name: z.string().min(1),
      own: z.boolean(),
      otherClouds: z.partialRecord(z.enum(cloudIds).exclude(['public']), z.guid()).default({}),
    }),
  })
  .parse(cdidJson)
