import { defaultSecretEnd, lastSecretEnd, registeringRole, type Profile } from '#core/access/profile.ts'
import { day, type Instant } from '../../format/dates.ts'
import type { Language, Words } from '../../format/language.ts'
import { listed } from '../../format/listed.ts'
import { placed, portalName, pressed, type PortalName } from '../../portal/names.ts'
import type { PortalPlace } from '../../portal/addresses.ts'
import { roles } from '../../portal/roles.ts'
import { words } from '../../format/typography.ts'
import { guideWords } from './guide.ts'

/** What a gesture offers to copy, so that nothing is typed by hand. */
export type GestureCopy = 'applicationName' | 'redirectAddress' | 'manifest'

export interface Gesture {
  readonly text: string
  readonly copy?: GestureCopy
}

/** The description that the secret is given in the portal. */
export const secretDescription = 'Prextra'

/** What the gestures of a page depend on. */
interface GuideFacts {
  readonly profile: Profile
  /** Whether the pages are those of the practice portal. */
  readonly practice: boolean
  /** The organization's name, which the portal writes on its button; `null` when it is not known. */
  readonly organization: string | null
  /** The id of the secret that a renewal replaces. */
  readonly oldKeyId: string | null
  readonly now: Instant
}

type Namer = (name: PortalName) => string
type Step = (facts: GuideFacts, press: Namer, place: Namer) => readonly (Gesture | string)[]

/** Where something is in the practice portal, which has everything of an application on one page. */
const onPage: Words<(section: string) => string> = words({
  fr: (section) => `Sur la page de l’exercice, descendez à ${section}.`,
  en: (section) => `On the practice page, scroll down to ${section}.`,
})

const french: Readonly<Record<PortalPlace, Step>> = {
  registration: ({ profile, practice }, press, place) => [
    practice
      ? `En exercice, choisissez **${guideWords.fr.openPractice}** dans l’assistant.`
      : `Ouvrez le ${place('centre')} et connectez-vous avec un compte **professionnel** du locataire. Rôle minimal : ${roles.fr[registeringRole]}.`,
    practice
      ? `La page ${place('registerPage')} s’ouvre dans votre navigateur.`
      : `Dans ${place('entraId')}, choisissez ${press('registrations')}, puis ${press('newRegistration')}.`,
    { text: `${press('name')} : \`${profile.displayName}\``, copy: 'applicationName' },
    `${press('accountTypes')} : ${place('singleTenant')}.`,
    {
      text: `${press('redirect')} : dans la liste, choisissez ${press('publicClient')}, puis collez l’adresse \`${redirectOf(profile)}\``,
      copy: 'redirectAddress',
    },
    `Choisissez ${press('register')}.`,
  ],
  ids: (_facts, press, place) => [
    `Dans ${place('overview')}, copiez ${press('appId')} et collez-le ci-dessous.`,
    `Copiez ensuite ${press('tenantId')}. L’**ID d’objet**, entre les deux, n’est pas celui qu’il faut.`,
  ],
  permission: ({ profile, practice }, press, place) => [
    practice ? onPage.fr(press('manifest')) : `Sous ${place('manage')}, ouvrez ${press('manifest')}.`,
    {
      text:
        profile.id === 'graph'
          ? 'Cherchez `requiredResourceAccess` (Ctrl+F). Remplacez tout ce qui est entre les crochets `[` et `]` par les lignes copiées : Microsoft Graph ne doit y être nommé qu’une fois.'
          : 'Cherchez `requiredResourceAccess` (Ctrl+F) et collez les lignes juste après le crochet `[`. S’il y a déjà quelque chose entre les crochets, ajoutez une **virgule** après la dernière accolade collée.',
      copy: 'manifest',
    },
    `Choisissez ${press('save')}, puis ${practice ? `descendez à ${press('apiPermissions')}` : `ouvrez ${press('apiPermissions')} (ou **Autorisations de l’API**)`} : ${permissionsOf(profile, 'fr')} ${profile.permissions.length > 1 ? 'doivent' : 'doit'} être dans la liste.`,
  ],
  consent: ({ organization, profile, practice }, press, place) => [
    practice
      ? onPage.fr(press('apiPermissions'))
      : `Sous ${place('manage')}, ouvrez ${press('apiPermissions')} (ou **Autorisations de l’API**). Rôle minimal : ${smallestRole(profile, 'fr')}.`,
    practice
      ? `Choisissez ${press('consent')}.`
      : `Choisissez ${press('consent')}${organization ? ` pour ${organization}` : ' pour votre organisation'}, puis répondez ${press('yes')}.`,
    `Actualisez la page : dans la colonne ${place('status')}, chaque ligne doit afficher ${press('granted')}, en vert.`,
  ],
  secret: (facts, press, place) => [
    facts.practice
      ? onPage.fr(press('certificates'))
      : `Dans ${place('certificates')}, choisissez ${press('newSecret')}.`,
    `${press('description')} : \`${secretDescription}\`. ${press('expires')} : ${lifetime(facts, 'fr')}. Puis ${press(facts.practice ? 'newSecret' : 'add')}.`,
    `Sur la nouvelle ligne, copiez d’abord ${press('secretId')}, et lisez la date d’expiration.`,
    `Copiez enfin la ${press('value')}, que Microsoft ne montre qu’une fois, et choisissez **Coller le secret**.`,
  ],
  'old-secret': ({ oldKeyId, practice }, press, place) => [
    'Enregistrez la confirmation reçue de CDID : elle prouve que le **nouveau** secret est en service.',
    practice
      ? onPage.fr(press('certificates'))
      : `Sous ${place('manage')}, ouvrez ${press('certificates')}, onglet ${place('clientSecrets')}.`,
    `${press('delete')} : la ligne ${oldKeyId ? `dont l’ID est \`${oldKeyId}\`` : 'de l’ancien secret, celle qui expire en premier'}. Conservez l’autre.`,
  ],
}

const english: typeof french = {
  registration: ({ profile, practice }, press, place) => [
    practice
      ? `In practice, choose **${guideWords.en.openPractice}** in the assistant.`
      : `Open the ${place('centre')} and sign in with a **work** account of the tenant. Least privileged role: ${roles.en[registeringRole]}.`,
    practice
      ? `The page ${place('registerPage')} opens in your browser.`
      : `In ${place('entraId')}, choose ${press('registrations')}, then ${press('newRegistration')}.`,
    { text: `${press('name')}: \`${profile.displayName}\``, copy: 'applicationName' },
    `${press('accountTypes')}: ${place('singleTenant')}.`,
    {
      text: `${press('redirect')}: in the list, choose ${press('publicClient')}, then paste the address \`${redirectOf(profile)}\``,
      copy: 'redirectAddress',
    },
    `Choose ${press('register')}.`,
  ],
  ids: (_facts, press, place) => [
    `In ${place('overview')}, copy ${press('appId')} and paste it below.`,
    `Then copy ${press('tenantId')}. The **Object ID**, between the two, is not the one.`,
  ],
  permission: ({ profile, practice }, press, place) => [
    practice ? onPage.en(press('manifest')) : `Under ${place('manage')}, open ${press('manifest')}.`,
    {
      text:
        profile.id === 'graph'
          ? 'Find `requiredResourceAccess` (Ctrl+F). Replace all that is between the brackets `[` and `]` with the copied lines: Microsoft Graph may be named there only once.'
          : 'Find `requiredResourceAccess` (Ctrl+F) and paste the lines right after the bracket `[`. If there is something between the brackets already, add a **comma** after the last brace that was pasted.',
      copy: 'manifest',
    },
    `Choose ${press('save')}, then ${practice ? 'scroll down to' : 'open'} ${press('apiPermissions')}: ${permissionsOf(profile, 'en')} must be in the list.`,
  ],
  consent: ({ organization, profile, practice }, press, place) => [
    practice
      ? onPage.en(press('apiPermissions'))
      : `Under ${place('manage')}, open ${press('apiPermissions')}. Least privileged role: ${smallestRole(profile, 'en')}.`,
    practice
      ? `Choose ${press('consent')}.`
      : `Choose ${press('consent')}${organization ? ` for ${organization}` : ' for your organization'}, then answer ${press('yes')}.`,
    `Refresh the page: in the column ${place('status')}, each line must show ${press('granted')}, in green.`,
  ],
  secret: (facts, press, place) => [
    facts.practice ? onPage.en(press('certificates')) : `In ${place('certificates')}, choose ${press('newSecret')}.`,
    `${press('description')}: \`${secretDescription}\`. ${press('expires')}: ${lifetime(facts, 'en')}. Then ${press(facts.practice ? 'newSecret' : 'add')}.`,
    `On the new line, copy the ${press('secretId')} first, and read the date it expires on.`,
    `Copy the ${press('value')} last, which Microsoft shows only once, and choose **Paste the secret**.`,
  ],
  'old-secret': ({ oldKeyId, practice }, press, place) => [
    'Record the confirmation received from CDID: it proves that the **new** secret is in use.',
    practice
      ? onPage.en(press('certificates'))
      : `Under ${place('manage')}, open ${press('certificates')}, tab ${place('clientSecrets')}.`,
    `${press('delete')}: the line ${oldKeyId ? `whose ID is \`${oldKeyId}\`` : 'of the old secret, the one that expires first'}. Keep the other.`,
  ],
}

const gestures: Words<typeof french> = words({ fr: french, en: english })

/** Returns what is done on one page of the portal, in order. The numbers in its drawing are places in this list. */
export function gesturesOf(place: PortalPlace, facts: GuideFacts, language: Language): readonly Gesture[] {
  const steps = gestures[language][place](
    facts,
    (name) => pressed(name, language),
    (name) => placed(name, language),
  )
  return steps.map((step) => (typeof step === 'string' ? { text: step } : step))
}

/** Returns the path to a page, from the portal's list of registrations. */
export function pathTo(place: PortalPlace, { displayName }: Profile, language: Language): readonly string[] {
  const say = (name: PortalName) => portalName(name, language)
  const last: Readonly<Record<PortalPlace, PortalName>> = {
    registration: 'newRegistration',
    ids: 'overview',
    permission: 'manifest',
    consent: 'apiPermissions',
    secret: 'certificates',
    'old-secret': 'certificates',
  }
  return [say('registrations'), ...(place === 'registration' ? [] : [displayName]), say(last[place])]
}

const until: Words<(day: string) => string> = words({ fr: (day) => `jusqu’au ${day}`, en: (day) => `until ${day}` })

/** Names the lifetime to choose: the portal's own 180 days, or a date when what the secret opens ends before that. */
function lifetime({ profile, now }: GuideFacts, language: Language): string {
  const { endsOn } = profile
  const isCut = defaultSecretEnd(profile, new Date(now)) === lastSecretEnd(profile)
  if (endsOn === undefined || !isCut) return portalName('sixMonths', language)
  return `${placed('custom', language)}, ${until[language](day(`${endsOn}T12:00:00`, language))}`
}

function smallestRole({ grantedBy: [smallest = 'global-administrator'] }: Profile, language: Language): string {
  return roles[language][smallest]
}

function redirectOf({ redirectUris }: Profile): string {
  return redirectUris[0] ?? ''
}

function permissionsOf({ permissions }: Profile, language: Language): string {
  return listed(
    permissions.map(({ value }) => `\`${value}\``),
    language,
  )
}
