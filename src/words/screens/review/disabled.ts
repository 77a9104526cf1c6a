import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

const fr = {
  heading: 'L’application d’entreprise est désactivée',
  lead: (organization: string) =>
    `L’assistant a comparé **${organization}** avec ce dont Prextra a besoin. Il n’y a rien à créer, mais l’application d’entreprise est désactivée.`,
  byAdministrator:
    '**L’application d’entreprise de Prextra est désactivée dans votre locataire.** Quelqu’un avait peut-être une raison : demandez-la avant de l’activer.',
  byMicrosoft: (status: string) =>
    `**Microsoft a désactivé l’application de Prextra** (\`${status}\`). L’assistant ne peut pas l’activer. Écrivez à Microsoft : dans le Centre d’administration Microsoft Entra, ouvrez une « Nouvelle demande de support ».`,
  proofFails: 'Tant qu’elle est désactivée, Microsoft ne lui délivre aucun jeton : la preuve échouera.',
  enable: 'Activer l’application d’entreprise',
  enabled: 'Ce plan l’active.',
}

const en: typeof fr = {
  heading: 'The enterprise application is disabled',
  lead: (organization) =>
    `The assistant compared **${organization}** with what Prextra needs. There is nothing to create, but the enterprise application is disabled.`,
  byAdministrator:
    '**Prextra’s enterprise application is disabled in your tenant.** Somebody may have had a reason: ask for it before you enable it.',
  byMicrosoft: (status) =>
    `**Microsoft has disabled Prextra’s application** (\`${status}\`). The assistant cannot enable it. Write to Microsoft: in the Microsoft Entra admin centre, open a “New support request”.`,
  proofFails: 'As long as it is disabled, Microsoft issues no token to it: the proof will fail.',
  enable: 'Enable the enterprise application',
  enabled: 'This plan enables it.',
}

/** What is said of a service principal that is disabled, on the screen of a plan and on its page. */
export const disabledWords: Words<typeof fr> = words({ fr, en })
