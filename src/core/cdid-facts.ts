import type { Language } from './language.ts'

/** The same fact, written in each language. */
export type InBothLanguages = Readonly<Record<Language, string>>

/**
 * What only CDID can say of itself. It is fixed by the build (`build/cdid.json`). `null`: CDID has not supplied it yet; pages
 * say so, and no release is packaged.
 */
export interface CdidFacts {
  /** The address of the mailbox that receives the sealed files and answers questions. */
  readonly address: string
  readonly phone: string | null
  readonly hours: InBothLanguages | null
  /** Where the Prextra server runs that uses the access, and who operates it. */
  readonly hosting: InBothLanguages | null
  /** Where the synchronized data is kept, and whether any of it leaves Québec. */
  readonly dataLocation: InBothLanguages | null
  /** Who at CDID can read the synchronized data, and when. */
  readonly readers: InBothLanguages | null
  /** How long CDID keeps the synchronized data and the secret. */
  readonly retention: InBothLanguages | null
  /** The person in charge of the protection of personal information (Law 25). */
  readonly privacyOfficer: { readonly name: string; readonly email: string } | null
  /** The https address of CDID's privacy policy. */
  readonly privacyPolicy: string | null
}
