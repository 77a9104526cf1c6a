import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

const fr = {
  title: 'La copie du secret dans votre profil Windows',
  body: (day: string) =>
    `Elle sert à vérifier la confirmation de CDID. L’assistant l’efface dès que cette confirmation est enregistrée ici, ou à sa première ouverture après le ${day}. Le secret que CDID utilise n’est pas touché.`,
  bodyPractice:
    'Elle sert à vérifier la confirmation. L’assistant efface celle de l’exercice à sa prochaine ouverture.',
  keep: 'Conserver la copie au plus',
  days: (days: number) => `${days} ${days === 1 ? 'jour' : 'jours'}`,
  forgotten: (organizations: string) =>
    `Pour ${organizations}, la copie du secret remis à CDID a été effacée de votre profil Windows, comme convenu. Le secret que CDID utilise n’a pas été touché.`,
  pasted: (organization: string) =>
    `${organization && `Pour ${organization}, `}${organization ? 'le' : 'Le'} secret collé dans le guide a été effacé de votre profil Windows : le guide attendait depuis plus d’un mois. S’il est utilisé ailleurs, rien n’y change. Pour continuer le guide, collez-le de nouveau.`,
  recorded: 'La copie conservée dans votre profil Windows est effacée.',
}

const en: typeof fr = {
  title: 'The copy of the secret in your Windows profile',
  body: (day) =>
    `It serves to check CDID’s confirmation. The assistant deletes it as soon as that confirmation is recorded here, or when it first opens after ${day}. The secret that CDID uses is not affected.`,
  bodyPractice: 'It serves to check the confirmation. The assistant deletes the practice copy when it next opens.',
  keep: 'Keep the copy at most',
  days: (days) => `${days} ${days === 1 ? 'day' : 'days'}`,
  forgotten: (organizations) =>
    `For ${organizations}, the copy of the secret handed to CDID was deleted from your Windows profile, as agreed. The secret that CDID uses is not affected.`,
  pasted: (organization) =>
    `${organization && `For ${organization}, `}${organization ? 'the' : 'The'} secret pasted into the guide was deleted from your Windows profile: the guide had been waiting for more than a month. If it is used elsewhere, nothing changes there. To continue the guide, paste it again.`,
  recorded: 'The copy kept in your Windows profile is deleted.',
}

/** The copy of a secret that this computer keeps after the handoff, until CDID confirms. */
export const keptCopyWords: Words<typeof fr> = words({ fr, en })
