import type { SettingName } from '#core/policy/settings.ts'
import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** A setting as Group Policy's editor names and explains it, and the names of its choices. */
interface SettingWords {
  readonly name: string
  readonly explain: string
  readonly choices?: Readonly<Record<string, string>>
}

export interface PolicyWords {
  readonly product: string
  readonly publisher: string
  readonly supported: string
  /** The label of the field that holds a setting's value. */
  readonly field: string
  readonly settings: Readonly<Record<SettingName, SettingWords>>
}

/** What Group Policy's templates and docs/deploy.md say of each setting of a company's policy. */
export const policyWords: Words<PolicyWords> = words({
  fr: {
    product: 'Assistant Outlook–Prextra',
    publisher: 'CDID',
    supported: 'Windows 10 version 1809 ou plus récent, avec l’assistant installé',
    field: 'Valeur :',
    settings: {
      allowedClouds: {
        name: 'Nuages de Microsoft permis',
        explain:
          'Seuls les nuages cochés peuvent être configurés. Un retrait reste possible dans tous. Non configuré : tous sont permis.',
        choices: { public: 'Public (GCC compris)', 'gcc-high': 'GCC High', dod: 'DoD', china: 'Chine (21Vianet)' },
      },
      allowedTenants: {
        name: 'Organisations permises',
        explain:
          'L’identifiant (GUID) de chaque organisation qui peut être configurée, un par ligne. Un retrait reste possible dans toutes. Non configuré : toutes sont permises.',
      },
      handoffWays: {
        name: 'Façons de remettre l’accès à CDID',
        explain:
          'Seules les façons cochées sont offertes. Le fichier est scellé pour CDID dans tous les cas. Non configuré : toutes sont offertes.',
        choices: {
          mail: 'Courriel envoyé par l’assistant',
          draft: 'Brouillon de courriel',
          file: 'Fichier enregistré',
        },
      },
      longestSecretDays: {
        name: 'Durée maximale d’un secret, en jours',
        explain:
          'Un secret client ne peut pas durer plus longtemps que ce nombre de jours. Une règle plus courte de l’organisation dans Entra l’emporte. Non configuré : 180 jours par défaut, au choix de la personne.',
      },
      copyDays: {
        name: 'Jours pendant lesquels la copie du secret est conservée',
        explain:
          'La copie est dans le gestionnaire d’informations d’identification de la personne. Elle est effacée dès que CDID confirme, ou après ce nombre de jours. Non configuré : 30 jours, au choix de la personne.',
        choices: { 7: '7 jours', 30: '30 jours', 90: '90 jours' },
      },
      language: {
        name: 'Langue de l’assistant',
        explain: 'Non configuré : celle de Windows, puis celle que la personne choisit.',
        choices: { fr: 'Français', en: 'Anglais' },
      },
      profile: {
        name: 'Autorisations demandées',
        explain:
          'Le jeu d’autorisations d’une nouvelle configuration. Non configuré : EWS jusqu’à ce que Microsoft l’éteigne, puis Microsoft Graph.',
        choices: { ews: 'Exchange Web Services (EWS)', graph: 'Microsoft Graph' },
      },
      proofRequired: {
        name: 'Exiger une preuve avant de remettre l’accès',
        explain:
          'Activé : rien n’est remis à CDID avant qu’une vraie boîte aux lettres ait été ouverte. Non configuré ou désactivé : un jeton suffit.',
      },
      practiceAllowed: {
        name: 'Permettre l’exercice',
        explain:
          'Désactivé : l’exercice, qui ne touche à rien de réel, n’est pas offert. Non configuré ou activé : il l’est.',
      },
      updateNotice: {
        name: 'Rappeler qu’une version plus récente existe peut-être',
        explain:
          'Désactivé : une version de plus de six mois ne le dit pas dans « Obtenir de l’aide ». L’assistant ne se met jamais à jour lui-même, et ne demande rien à un serveur. Non configuré ou activé : elle le dit.',
      },
      signInClientId: {
        name: 'Application de connexion',
        explain:
          'L’identifiant (GUID) de l’application inscrite dans Entra par laquelle on se connecte, à la place de celle de CDID. L’assistant ne la supprime jamais. Réglage de l’ordinateur seulement.',
      },
    },
  },
  en: {
    product: 'Prextra Outlook Setup Assistant',
    publisher: 'CDID',
    supported: 'Windows 10 version 1809 or later, with the assistant installed',
    field: 'Value:',
    settings: {
      allowedClouds: {
        name: 'Allowed Microsoft clouds',
        explain:
          'Only the checked clouds can be set up. A removal stays possible in all of them. Not configured: all are allowed.',
        choices: { public: 'Public (GCC included)', 'gcc-high': 'GCC High', dod: 'DoD', china: 'China (21Vianet)' },
      },
      allowedTenants: {
        name: 'Allowed organizations',
        explain:
          'The tenant ID (GUID) of each organization that may be set up, one on a line. A removal stays possible in all of them. Not configured: all are allowed.',
      },
      handoffWays: {
        name: 'Ways to hand the access over to CDID',
        explain:
          'Only the checked ways are offered. The file is sealed to CDID in any case. Not configured: all are offered.',
        choices: { mail: 'Mail sent by the assistant', draft: 'Mail draft', file: 'Saved file' },
      },
      longestSecretDays: {
        name: 'Longest life of a secret, in days',
        explain:
          'A client secret cannot last longer than this number of days. A shorter rule of the organization in Entra wins. Not configured: 180 days by default, as the person chooses.',
      },
      copyDays: {
        name: 'Days for which the copy of the secret is kept',
        explain:
          'The copy is in the person’s Credential Manager. It is deleted once CDID confirms, or after this number of days. Not configured: 30 days, as the person chooses.',
        choices: { 7: '7 days', 30: '30 days', 90: '90 days' },
      },
      language: {
        name: 'Language of the assistant',
        explain: 'Not configured: that of Windows, then the one that the person chooses.',
        choices: { fr: 'French', en: 'English' },
      },
      profile: {
        name: 'Permissions that are asked for',
        explain:
          'The set of permissions of a new set-up. Not configured: EWS until Microsoft switches it off, then Microsoft Graph.',
        choices: { ews: 'Exchange Web Services (EWS)', graph: 'Microsoft Graph' },
      },
      proofRequired: {
        name: 'Require a proof before the access is handed over',
        explain:
          'Enabled: nothing is handed over to CDID before a real mailbox was opened. Not configured or disabled: a token is enough.',
      },
      practiceAllowed: {
        name: 'Allow practice',
        explain: 'Disabled: practice, which touches nothing real, is not offered. Not configured or enabled: it is.',
      },
      updateNotice: {
        name: 'Remind that a newer version may exist',
        explain:
          'Disabled: a version that is older than six months does not say so in “Get help”. The assistant never updates itself, and asks no server. Not configured or enabled: it says so.',
      },
      signInClientId: {
        name: 'Sign-in application',
        explain:
          'The ID (GUID) of the application registered in Entra through which people sign in, in place of CDID’s. The assistant never deletes it. A setting of the computer only.',
      },
    },
  },
})
