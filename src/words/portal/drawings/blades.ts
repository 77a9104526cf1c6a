import type { Profile } from '#core/access/profile.ts'
import type { Language, Words } from '../../format/language.ts'
import { portalName, type PortalName } from '../names.ts'
import type { PortalPlace } from '../addresses.ts'
import { words } from '../../format/typography.ts'
import { beside, box, line, menu, number, target, text, widthOf, type Drawing, type Shape } from './shapes.ts'

const width = 776

const titles: Words<Readonly<Record<PortalPlace, string>>> = words({
  fr: {
    registration: 'Dessin : la page Inscrire une application, avec son nom, ses comptes, son URI et son bouton.',
    ids: 'Dessin : la vue d’ensemble de l’application. L’ID d’objet, entre les deux, n’est pas à copier.',
    permission: 'Dessin : l’éditeur du manifeste, et où coller les lignes.',
    consent: 'Dessin : la liste des autorisations, le bouton de consentement et l’état à vérifier.',
    secret: 'Dessin : la liste des secrets client. La valeur est à gauche de l’ID du secret.',
    'old-secret': 'Dessin : la liste des secrets client, et la corbeille de l’ancien.',
  },
  en: {
    registration: 'Drawing: the page Register an application, with its name, accounts, URI and button.',
    ids: 'Drawing: the application’s overview. The object ID, between the two, is not the one to copy.',
    permission: 'Drawing: the manifest editor, and where to paste the lines.',
    consent: 'Drawing: the list of permissions, the consent button and the status to check.',
    secret: 'Drawing: the list of client secrets. The value is to the left of the secret’s ID.',
    'old-secret': 'Drawing: the list of client secrets, and the bin of the old one.',
  },
})

/** Draws where to click in one step. The numbers are those of the step's gestures. */
export function drawingOf(place: PortalPlace, profile: Profile, language: Language): Drawing {
  const say = (name: PortalName) => portalName(name, language)
  const { height, shapes } = draw[place](say, profile)
  return { width, height, title: titles[language][place], shapes }
}

type Namer = (name: PortalName) => string
type Drawn = { readonly height: number; readonly shapes: readonly Shape[] }

const blade = (say: Namer) => [
  say('overview'),
  say('authentication'),
  say('certificates'),
  say('apiPermissions'),
  say('manifest'),
]

const draw: Readonly<Record<PortalPlace, (say: Namer, profile: Profile) => Drawn>> = {
  registration: (say, { displayName, redirectUris: [address = ''] }) => {
    const column = 226
    return {
      height: 152,
      shapes: [
        text(18, 30, say('name')),
        box('field', column, 12, 300, 26),
        text(column + 10, 30, displayName),
        number(column + 316, 25, 3),
        text(18, 64, say('accountTypes')),
        box('ring', column, 54, 12, 12),
        box('dot', column + 3, 57, 6, 6),
        text(column + 22, 64, say('singleTenant')),
        number(column + 22 + widthOf(say('singleTenant')) + 14, 60, 4),
        text(18, 98, say('redirect')),
        box('field', column, 80, widthOf(say('publicClient')) + 20, 26),
        text(column + 10, 98, say('publicClient')),
        number(width - 20, 93, 5),
        box('field', column + widthOf(say('publicClient')) + 28, 80, 488 - widthOf(say('publicClient')), 26),
        text(column + widthOf(say('publicClient')) + 36, 98, `${address.slice(0, 26)}…`, 'quiet'),
        ...target(18, 134, say('register'), 6, 'strong'),
      ],
    }
  },

  ids: (say, { displayName }) => {
    const column = beside + 206
    const row = (y: number, name: PortalName) => text(beside, y, say(name), 'quiet')
    return {
      height: 152,
      shapes: [
        ...menu(blade(say), 0, null, 152),
        row(32, 'displayName'),
        text(column, 32, displayName),
        row(66, 'appId'),
        box('mark', column - 8, 49, 292, 26),
        text(column, 66, '9c41d0e7-35ab-4b8f-8d62-1e07f3a9c5b4', 'code'),
        number(column + 300, 61, 1),
        row(96, 'objectId'),
        box('blank', column, 88, 252, 8),
        row(128, 'tenantId'),
        box('mark', column - 8, 111, 292, 26),
        text(column, 128, '3e7a90b2-6c1d-4f58-9b04-d2f18c6e7a35', 'code'),
        number(column + 300, 123, 2),
      ],
    }
  },

  permission: (say) => ({
    height: 152,
    shapes: [
      ...menu(blade(say), 4, 1, 152),
      ...target(beside, 30, say('save'), 3),
      box('code', beside, 46, 560, 94),
      text(beside + 12, 66, '"replyUrlsWithType": [ … ],', 'code'),
      text(beside + 12, 86, '"requiredResourceAccess": [', 'code'),
      box('mark', beside + 30, 93, 300, 22),
      box('blank', beside + 40, 100, 200, 8),
      number(beside + 346, 104, 2),
      text(beside + 12, 132, '],', 'code'),
    ],
  }),

  consent: (say, { permissions: [first] }) => {
    const [typeAt, statusAt] = [beside + 250, beside + 370]
    return {
      height: 152,
      shapes: [
        ...menu(blade(say), 3, 1, 152),
        ...target(beside, 32, `${say('consent')}…`, 2),
        text(beside, 72, say('permissionName'), 'quiet'),
        text(typeAt, 72, say('type'), 'quiet'),
        text(statusAt, 72, say('status'), 'quiet'),
        line(beside, 82, width - 16, 82),
        text(beside, 106, first?.resourceName ?? '', 'strong'),
        text(beside + 14, 130, first?.value ?? '', 'code'),
        text(typeAt, 130, 'Application'),
        box('mark', statusAt - 8, 112, widthOf(say('granted')) + 34, 26),
        text(statusAt, 130, `✓ ${say('granted')}`, 'good'),
        number(statusAt + widthOf(say('granted')) + 40, 125, 3),
      ],
    }
  },

  secret: (say) => {
    const { head, expiresAt, valueAt, idAt } = secretsTable(say, 100)
    return {
      height: 152,
      shapes: [
        ...menu(blade(say), 2, null, 152),
        ...head,
        ...target(beside, 66, `+ ${say('newSecret')}`, 1),
        text(beside, 134, 'Prextra'),
        text(expiresAt, 134, '2027-04-01'),
        number(expiresAt + 84, 129, 2),
        box('mark', valueAt - 8, 116, 118, 26),
        box('blank', valueAt, 126, 100, 8),
        number(valueAt + 124, 129, 4),
        box('blank', idAt, 126, 84, 8),
        number(idAt + 100, 129, 3),
      ],
    }
  },

  'old-secret': (say) => {
    const { head, expiresAt, valueAt, idAt } = secretsTable(say, 66)
    const row = (y: number) => [box('blank', valueAt, y - 8, 100, 8), box('blank', idAt, y - 8, 84, 8)]
    return {
      height: 152,
      shapes: [
        ...menu(blade(say), 2, 2, 152),
        ...head,
        text(beside, 100, 'Prextra'),
        text(expiresAt, 100, '2027-09-28'),
        ...row(100),
        text(beside, 134, 'Prextra'),
        text(expiresAt, 134, '2027-04-01'),
        ...row(134),
        box('mark', idAt + 90, 117, 26, 26),
        text(idAt + 99, 134, '✕'),
        number(idAt + 132, 129, 3),
      ],
    }
  },
}

/** Draws the list of secrets, without its rows. `top` is the base line of its column heads. */
function secretsTable(say: Namer, top: number) {
  const [expiresAt, valueAt, idAt] = [beside + 130, beside + 258, beside + 430]
  const tabAt = beside + widthOf(say('certificatesTab')) + 16
  const head: readonly Shape[] = [
    text(beside, 28, say('certificatesTab'), 'quiet'),
    text(tabAt, 28, say('clientSecrets'), 'strong'),
    line(tabAt, 35, tabAt + widthOf(say('clientSecrets')), 35),
    text(beside, top, say('description'), 'quiet'),
    text(expiresAt, top, say('expires'), 'quiet'),
    text(valueAt, top, say('value'), 'quiet'),
    text(idAt, top, say('secretId'), 'quiet'),
    line(beside, top + 8, width - 16, top + 8),
  ]
  return { head, expiresAt, valueAt, idAt }
}
