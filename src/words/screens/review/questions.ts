import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

const fr = {
  namesake: (name: string, created: string, id: string) =>
    `Une application « ${name} » existe déjà (${created === '' ? '' : `créée le ${created}, `}ID \`${id}\`). **Est-ce celle de Prextra?** Sans réponse, l’assistant en crée une nouvelle et ne touche pas à celle-là.`,
  adopt: 'Utiliser cette application',
  deleted: (deleted: string) =>
    `**L’assistant avait créé une application ici${deleted === '' ? ', qui a été supprimée' : `, supprimée le ${deleted}`}.** Microsoft la conserve 30 jours : elle peut être restaurée avec son contenu.`,
  restore: 'La restaurer',
  notRestored: 'Ne pas la restaurer',
  no: 'Non, en créer une nouvelle',
  notThisOne: 'Non, ce n’est pas celle de Prextra',
  adopting: (name: string) =>
    `L’assistant complétera « ${name} », que quelqu’un a créée à la main. Un retrait ne la supprimera jamais : il ne retirera que les secrets et les étiquettes de l’assistant.`,
  restoring: 'Une fois l’application restaurée, l’assistant compare de nouveau et montre ce qu’il y manque.',
  rather: 'Créer plutôt une nouvelle application',
}

const en: typeof fr = {
  namesake: (name, created, id) =>
    `An application “${name}” already exists (${created === '' ? '' : `created on ${created}, `}ID \`${id}\`). **Is it Prextra’s?** Without an answer, the assistant makes a new one and does not touch that one.`,
  adopt: 'Use this application',
  deleted: (deleted) =>
    `**The assistant had made an application here${deleted === '' ? ', which was deleted' : `, deleted on ${deleted}`}.** Microsoft keeps it for 30 days: it can be restored with what it contained.`,
  restore: 'Restore it',
  notRestored: 'Do not restore it',
  no: 'No, make a new one',
  notThisOne: 'No, it is not Prextra’s',
  adopting: (name) =>
    `The assistant will complete “${name}”, which somebody made by hand. A removal will never delete it: it removes only the assistant’s secrets and tags.`,
  restoring: 'Once the application is restored, the assistant compares again and shows what is missing.',
  rather: 'Make a new application instead',
}

/** The questions of a plan that only a person can answer: whether an application that was found is Prextra's. */
export const questionWords: Words<typeof fr> = words({ fr, en })
