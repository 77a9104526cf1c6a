import type { WaitReason } from '#core/answer.ts'
import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** What the assistant is waiting for, and why that is normal. How long it is normal is said in a sentence of its own. */
export const waits: Words<Readonly<Record<WaitReason, string>>> = words({
  fr: {
    replication:
      'Ce qui vient d’être créé n’est pas encore visible sur tous les serveurs de Microsoft. C’est normal et cela dure d’habitude moins d’une minute.',
    throttled: 'Microsoft demande à l’assistant de patienter. L’assistant reprendra tout seul.',
    busy: 'Les serveurs de Microsoft sont occupés. L’assistant reprendra tout seul.',
    'secret-not-active':
      'Microsoft ne reconnaît pas encore le nouveau secret partout. C’est normal et cela dure d’habitude moins d’une minute.',
    'answer-lost': 'La réponse de Microsoft s’est perdue. L’assistant regarde si la demande a été exécutée.',
    confirming:
      'Tout est fait. L’assistant relit le locataire jusqu’à ce que tous les serveurs de Microsoft donnent la même réponse.',
    'allow-list':
      'Microsoft peut prendre jusqu’à 24 heures pour tenir compte de la liste EWS partout. Un refus d’ici là est normal.',
    limit:
      'Exchange prend d’habitude de 30 minutes à 2 heures pour appliquer une limite. Un écart d’ici là est normal.',
    consent: 'L’assistant vérifie si le consentement a été accordé et continuera tout seul.',
  },
  en: {
    replication:
      'What was just created is not visible yet on all of Microsoft’s servers. This is normal and usually takes less than a minute.',
    throttled: 'Microsoft asks the assistant to wait. The assistant will continue by itself.',
    busy: 'Microsoft’s servers are busy. The assistant will continue by itself.',
    'secret-not-active':
      'Microsoft does not recognize the new secret everywhere yet. This is normal and usually takes less than a minute.',
    'answer-lost': 'Microsoft’s answer was lost. The assistant checks whether the request was carried out.',
    confirming:
      'Everything is done. The assistant keeps reading the tenant until all of Microsoft’s servers give the same answer.',
    'allow-list':
      'Microsoft may take up to 24 hours to apply the EWS allow list everywhere. A refusal until then is normal.',
    limit: 'Exchange usually takes 30 minutes to 2 hours to apply a limit. A difference until then is normal.',
    consent: 'The assistant checks whether the consent has been granted, and will continue by itself.',
  },
})
