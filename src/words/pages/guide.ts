import { clouds } from '#core/access/cloud.ts'
import type { EntryName } from '#core/guide/entries.ts'
import { guideSteps, type GuideView } from '#core/guide/guide.ts'
import { registeringRole, type Profile, type RoleName } from '#core/access/profile.ts'
import { drawingOf } from '../portal/drawings/blades.ts'
import { guideCodes } from '../screens/shell/step-codes.ts'
import type { Instant } from '../format/dates.ts'
import type { Language, Words } from '../format/language.ts'
import { oneLine } from '../format/markup.ts'
import { manifestJson } from '../portal/manifest.ts'
import { portalAddress, type PortalPlace } from '../portal/addresses.ts'
import { roles } from '../portal/roles.ts'
import { gesturesOf, pathTo, secretDescription } from '../screens/guide/gestures.ts'
import { guideWords, saidOf } from '../screens/guide/guide.ts'
import { words } from '../format/typography.ts'
import { toHtml, type Block, type Page, type Value } from './document.ts'
import { permissionTable } from './permission-table.ts'

const fr = {
  title: (renewed: boolean): string =>
    renewed
      ? 'Renouveler à la main le secret de Prextra'
      : 'Configurer à la main la synchronisation Outlook et Prextra',
  lead: (roles: string, renewed: boolean): string =>
    `À faire dans le Centre d’administration Microsoft Entra, par une personne qui a au moins ${roles}. ${renewed ? 'Comptez cinq minutes.' : 'Comptez de 15 à 20 minutes.'}`,
  leadPractice: `À faire dans le portail fictif de l’exercice. Pour chaque étape, choisissez « ${guideWords.fr.openPractice} » dans l’assistant.`,
  role: (name: string) => `le rôle ${name}`,
  roles: (first: string, second: string) => `les rôles ${first} et ${second}`,
  values: 'Valeurs de votre locataire',
  toFill: '…………………………………………',
  name: 'Nom de l’application',
  redirect: 'URI de redirection',
  description: 'Description du secret',
  link: 'Ouvrir la page dans Entra',
  never: 'N’écrivez la valeur du secret nulle part : ni sur cette page, ni dans un courriel.',
  paste:
    'Si vous faites ces manipulations sur un autre poste, ouvrez-y l’assistant pour y coller le secret : il ne doit passer ni par un message ni par un fichier.',
  proof: 'Prouver que l’accès fonctionne',
  proofSteps: [
    'Dans l’assistant, nommez une boîte aux lettres : il obtient un jeton, vérifie l’autorisation et ouvre la boîte sans lire de message.',
    'Si Exchange Online refuse l’application, un administrateur Exchange l’ajoute à la liste EWS avec le script que l’assistant fournit. Microsoft peut prendre jusqu’à 24 heures pour en tenir compte.',
  ],
  handoff: 'Informer l’équipe technique de CDID',
  handoffSteps: [
    'L’assistant scelle l’ID d’application, l’ID de l’annuaire et le secret dans un fichier que seule CDID peut ouvrir.',
    'Remettez ce fichier à votre chargé de projet, ou envoyez-le à technique@cdid.com. Au téléphone, lisez le code de contrôle.',
    'CDID ajoute l’accès au serveur de Prextra, puis vous le confirme par courriel.',
    'La suite se trouve dans la documentation « Synchronisation Outlook et Prextra » du module CRM.',
  ],
}

const en: typeof fr = {
  title: (renewed) =>
    renewed ? 'Renew Prextra’s secret by hand' : 'Set up the Outlook and Prextra synchronization by hand',
  lead: (roles, renewed) =>
    `To be done in the Microsoft Entra admin centre, by somebody who has at least ${roles}. ${renewed ? 'Allow five minutes.' : 'Allow 15 to 20 minutes.'}`,
  leadPractice: `To be done in the make-believe portal of the practice company. For each step, choose “${guideWords.en.openPractice}” in the assistant.`,
  role: (name) => `the ${name} role`,
  roles: (first, second) => `the ${first} and ${second} roles`,
  values: 'Values of your tenant',
  toFill: '…………………………………………',
  name: 'Name of the application',
  redirect: 'Redirect URI',
  description: 'Description of the secret',
  link: 'Open the page in Entra',
  never: 'Do not write the secret’s value anywhere: not on this page, not in an e-mail.',
  paste:
    'If you do this on another computer, open the assistant there to paste the secret: it must go through no message and no file.',
  proof: 'Prove that access works',
  proofSteps: [
    'In the assistant, name a mailbox: it obtains a token, checks the permission and opens the mailbox without reading a message.',
    'If Exchange Online refuses the application, an Exchange administrator adds it to the EWS allow list with the script that the assistant provides. Microsoft may take up to 24 hours to apply it.',
  ],
  handoff: 'Inform CDID’s technical team',
  handoffSteps: [
    'The assistant seals the application ID, the directory ID and the secret in a file that only CDID can open.',
    'Give this file to your project lead, or send it to technique@cdid.com. On the phone, read out the control code.',
    'CDID adds the access to the Prextra server, then confirms it by e-mail.',
    'What follows is in the documentation “Synchronisation Outlook et Prextra” of the CRM module.',
  ],
}

const phrases: Words<typeof fr> = words({ fr, en })

/** The steps that are made after CDID has confirmed. */
const afterHandoff: Readonly<Record<GuideView['aim'], readonly PortalPlace[]>> = {
  present: [],
  renewed: ['old-secret'],
}

/** Makes the guide by hand as one page, with what was entered so far. The secret is not in it. */
export function guidePage(
  guide: GuideView,
  language: Language,
  practice: boolean,
  now: Instant,
): { readonly title: string; readonly html: string } {
  const p = phrases[language]
  const title = p.title(guide.aim === 'renewed')
  const inPortal = guideSteps[guide.aim].filter((step) => step !== 'contact')
  const page: Page = {
    language,
    title,
    practice,
    lead: practice ? p.leadPractice : p.lead(rolesFor(guide, language), guide.aim === 'renewed'),
    blocks: [
      { kind: 'values', caption: p.values, values: valuesOf(guide, language) },
      ...inPortal.flatMap((place) => stepBlocks(place, guide, language, practice, now)),
      { kind: 'warning', text: p.never },
      { kind: 'paragraph', text: p.paste },
      { kind: 'heading', text: `${guideCodes.proof} · ${p.proof}` },
      { kind: 'steps', items: p.proofSteps },
      { kind: 'heading', text: `${guideCodes.handoff} · ${p.handoff}` },
      { kind: 'steps', items: p.handoffSteps },
      ...afterHandoff[guide.aim].flatMap((place) => stepBlocks(place, guide, language, practice, now)),
    ],
  }
  return { title, html: toHtml(page) }
}

/** Names the role that may register an application or add a secret, and the role that may consent where it is another. */
function rolesFor({ aim, profile }: GuideView, language: Language): string {
  const p = phrases[language]
  const [granting = registeringRole] = profile.grantedBy
  const alone = aim === 'renewed' || granting === registeringRole
  const say = (name: RoleName) => roles[language][name]
  return alone ? p.role(say(registeringRole)) : p.roles(say(registeringRole), say(granting))
}

function stepBlocks(
  place: PortalPlace,
  guide: GuideView,
  language: Language,
  practice: boolean,
  now: Instant,
): readonly Block[] {
  const { profile } = guide
  const facts = { profile, practice, organization: guide.entries.organization, oldKeyId: guide.oldKeyId, now }
  const { heading, lead } = saidOf(place, profile.id, language)
  return [
    { kind: 'heading', text: `${guideCodes[place]} · ${heading}` },
    { kind: 'paragraph', text: lead },
    // The address of the practice portal ends with the assistant that serves it, so it is on no paper.
    ...(practice ? [] : [portalLink(place, guide, language)]),
    { kind: 'drawing', drawing: drawingOf(place, profile, language) },
    { kind: 'steps', items: gesturesOf(place, facts, language).map(({ text }) => text) },
    ...(place === 'permission' ? permissionBlocks(profile, language) : []),
  ]
}

function portalLink(place: PortalPlace, { cloud, entries, profile }: GuideView, language: Language): Block {
  const address = portalAddress(clouds[cloud], place, entries.applicationId)
  const host = place === 'registration' ? [clouds[cloud].entra] : []
  const printed = [...host, ...pathTo(place, profile, language)].join(' > ')
  return { kind: 'link', text: phrases[language].link, address, printed }
}

function permissionBlocks(profile: Profile, language: Language): readonly Block[] {
  return [{ kind: 'code', text: manifestJson(profile) }, permissionTable(profile.permissions, language)]
}

function valuesOf({ entries, aim, profile }: GuideView, language: Language): readonly Value[] {
  const p = phrases[language]
  const { fields } = guideWords[language]
  const entry = (name: EntryName): Value => ({
    label: fields[name].name,
    value: entries[name] === null ? p.toFill : oneLine(entries[name]),
    code: name !== 'organization',
  })
  return [
    ...(entries.organization === null ? [] : [entry('organization')]),
    { label: p.name, value: profile.displayName },
    ...(aim === 'present' ? [{ label: p.redirect, value: profile.redirectUris[0] ?? '', code: true }] : []),
    { label: p.description, value: secretDescription },
    entry('applicationId'),
    entry('tenantId'),
    entry('secretKeyId'),
    { ...entry('secretExpiresAt'), value: entries.secretExpiresAt?.slice(0, 10) ?? p.toFill },
  ]
}
