import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

const fr = {
  title: 'La copie du secret sur ce poste',
  body: (day: string) =>
    `Windows la garde pour vérifier la confirmation de CDID. Elle s’efface dès que cette confirmation est enregistrée ici, ou à l’ouverture de l’assistant après le ${day}. Le secret remis à CDID continue de servir.`,
  bodyPractice:
    'Windows la garde pour vérifier la confirmation. Celle de l’exercice s’efface à la prochaine ouverture de l’assistant.',
  keep: 'Garder la copie au plus',
  days: (days: number) => `${days} jours`,
  forgotten: (organizations: string) =>
    `Pour ${organizations}, la copie du secret remis à CDID a été effacée de ce poste, comme convenu. Le secret que CDID utilise n’a pas été touché.`,
  recorded: 'La copie gardée sur ce poste est effacée.',
}

const en: typeof fr = {
  title: 'The copy of the secret on this computer',
  body: (day) =>
    `Windows keeps it to check CDID’s confirmation. It is deleted as soon as that confirmation is recorded here, or when the assistant opens after ${day}. The secret handed to CDID goes on serving.`,
  bodyPractice:
    'Windows keeps it to check the confirmation. The practice one is deleted when the assistant next opens.',
  keep: 'Keep the copy at most',
  days: (days) => `${days} days`,
  forgotten: (organizations) =>
    `For ${organizations}, the copy of the secret handed to CDID was deleted from this computer, as agreed. The secret that CDID uses was not touched.`,
  recorded: 'The copy kept on this computer is deleted.',
}

/** The copy of a secret that this computer keeps after the handoff, until CDID confirms. */
export const keptCopyWords: Words<typeof fr> = words({ fr, en })
