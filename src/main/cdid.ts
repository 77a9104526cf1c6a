import { z } from 'zod'
import { cloudIds } from '#core/access/cloud.ts'
import type { CdidFacts } from '#core/cdid-facts.ts'
import { isMailAddress } from '#core/mail-address.ts'
import cdidJson from '../../build/cdid.json' with { type: 'json' }

const inBothLanguages = z
  .strictObject({ fr: z.string().min(1), en: z.string().min(1) })
  .nullable()
  .default(null)
const mailAddress = z.string().refine(isMailAddress)

/** What only CDID can say of itself; `null` until it has. */
const facts = {
  address: mailAddress,
  phone: z.string().min(1).nullable().default(null),
  hours: inBothLanguages,
  hosting: inBothLanguages,
  dataLocation: inBothLanguages,
  readers: inBothLanguages,
  retention: inBothLanguages,
  privacyOfficer: z
    .strictObject({ name: z.string().min(1), email: mailAddress })
    .nullable()
    .default(null),
  privacyPolicy: z
    .url({ protocol: /^https$/ })
    .nullable()
    .default(null),
}

/**
 * CDID's keys and sign-in application, and what is said of CDID. They are fixed by the build, because whoever changes the
 * recipient can steal the secret.
 */
export const cdid = z
  .strictObject({
    ...facts,
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
  .parse(cdidJson) satisfies CdidFacts
