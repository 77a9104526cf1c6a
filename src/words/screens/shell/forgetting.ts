import { oneLine } from '#core/handoff/mail.ts'
import type { Losses } from '#core/session/personal-data.ts'
import type { Language, Words } from '../../format/language.ts'
import type { Mask } from '../../format/mask.ts'
import { words } from '../../format/typography.ts'

const fr = {
  /** The button on the welcome. */
  name: 'Tout oublier sur cet ordinateur…',
  /** Asked first when a secret was made and never handed over. */
  unsent: {
    question: 'Un secret n’a jamais été remis à CDID. Le retirer d’abord?',
    detail: (organizations: string) =>
      `Organisation : ${organizations}\n\nCe secret est encore valide. Connectez-vous pour le retirer du locataire, puis revenez tout oublier. Si vous l’oubliez sans le retirer, il reste valide, et personne ne le détient.`,
    remove: 'Me connecter et le retirer',
    leave: 'Oublier sans le retirer',
    cancel: 'Annuler',
  },
  /** Asked in any case. */
  everything: {
    question: 'Tout oublier sur cet ordinateur?',
    forget: 'Tout oublier',
    cancel: 'Annuler',
  },
  losses: {
    lead: 'Ce qui est effacé de votre profil Windows ne revient pas :',
    unsent: (organizations: string) =>
      `• Le secret jamais remis pour ${organizations} : il reste valide dans Entra, et personne ne le détient`,
    secrets: (count: number) =>
      count === 1
        ? '• 1 secret : la confirmation de CDID ne pourra plus être vérifiée ici'
        : `• ${count} secrets : les confirmations de CDID ne pourront plus être vérifiées ici`,
    secretsUnknown: '• Les secrets : Windows ne dit pas en ce moment combien il y en a',
    guide: (organization: string) => `• Le guide manuel commencé${organization && ` pour ${organization}`}`,
    handoffs: (count: number) => `• L’historique : ${count} ${count === 1 ? 'organisation' : 'organisations'}`,
    organizations: (count: number) =>
      `• ${count} ${count === 1 ? 'organisation retenue' : 'organisations retenues'} par son nom`,
    rest: '• Les journaux et les réglages de la fenêtre',
    stays: 'Rien ne change dans Entra ni chez CDID : ce qui a été remis continue de fonctionner.',
  },
  /** Shown on the welcome afterwards. */
  emptied: 'Tout ce que l’assistant conservait pour vous est effacé. Rien n’a changé dans Entra.',
  left: {
    keychain:
      'Windows n’a pas effacé tous les secrets : réessayez, ou supprimez-les dans le Gestionnaire d’informations d’identification.',
    files:
      'Tous les fichiers n’ont pas pu être effacés : un autre programme en utilise peut-être un. Fermez-le, puis réessayez.',
  },
}

const en: typeof fr = {
  name: 'Forget everything on this computer…',
  unsent: {
    question: 'A secret was never handed to CDID. Remove it first?',
    detail: (organizations) =>
      `Organization: ${organizations}\n\nThis secret is still valid. Sign in to remove it from the tenant, then come back to forget everything. If you forget it without removing it, it stays valid, and nobody holds it.`,
    remove: 'Sign in and remove it',
    leave: 'Forget without removing it',
    cancel: 'Cancel',
  },
  everything: {
    question: 'Forget everything on this computer?',
    forget: 'Forget everything',
    cancel: 'Cancel',
  },
  losses: {
    lead: 'What is deleted from your Windows profile does not come back:',
    unsent: (organizations) =>
      `• The secret of ${organizations} that was never handed over: it stays valid in Entra, and nobody holds it`,
    secrets: (count) =>
      count === 1
        ? '• 1 secret: CDID’s confirmation can no longer be checked here'
        : `• ${count} secrets: CDID’s confirmations can no longer be checked here`,
    secretsUnknown: '• The secrets: Windows does not say at the moment how many there are',
    guide: (organization) => `• The manual guide that was begun${organization && ` for ${organization}`}`,
    handoffs: (count) => `• The history: ${count} ${count === 1 ? 'organization' : 'organizations'}`,
    organizations: (count) => `• ${count} ${count === 1 ? 'organization' : 'organizations'} remembered by name`,
    rest: '• The journals and the settings of the window',
    stays: 'Nothing changes in Entra or at CDID: what was handed over goes on working.',
  },
  emptied: 'All that the assistant kept for you is deleted. Nothing has changed in Entra.',
  left: {
    keychain: 'Windows has not deleted all secrets: try again, or delete them in Credential Manager.',
    files: 'Not all files could be deleted: another program may be using one. Close it, then try again.',
  },
}

/** *Forget everything on this computer*: what is asked before, and said after. */
export const forgettingWords: Words<typeof fr> = words({ fr, en })

/** Returns the names of the organizations of these secrets, each once; the tenant's id stands for one that is not known. */
export function namesOf(unsent: Losses['unsent'], mask: Mask): string {
  const names = unsent.map(({ organization: { name }, tenantId }) =>
    name === '' ? mask.id(tenantId) : mask.name(oneLine(name)),
  )
  return [...new Set(names)].join(', ')
}

/** Returns the lines that say what a person loses. */
export function saidLosses(
  { unsent, secrets, guide, handoffs, organizations }: Losses,
  language: Language,
  mask: Mask,
): string[] {
  const { losses } = forgettingWords[language]
  return [
    losses.lead,
    ...(unsent.length > 0 ? [losses.unsent(namesOf(unsent, mask))] : []),
    ...(secrets === null ? [losses.secretsUnknown] : secrets > 0 ? [losses.secrets(secrets)] : []),
    ...(guide === null ? [] : [losses.guide(mask.name(oneLine(guide)))]),
    ...(handoffs > 0 ? [losses.handoffs(handoffs)] : []),
    ...(organizations > 0 ? [losses.organizations(organizations)] : []),
    losses.rest,
    '',
    losses.stays,
  ]
}
