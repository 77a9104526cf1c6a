import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

const fr = {
  heading: 'Limiter l’application à un groupe',
  lead: 'Un administrateur Exchange accorde l’accès aux boîtes aux lettres d’un groupe, avec un script. L’assistant retire ensuite le consentement qui vaut pour toutes les boîtes.',
  group: 'Groupe de sécurité à extension messagerie',
  groupNote: 'Par son adresse. Seuls ses membres directs comptent.',
  allowedMailbox: 'Une boîte aux lettres du groupe',
  allowedMailboxNote: 'Le script, puis la preuve, montrent qu’elle s’ouvre.',
  blockedMailbox: 'Une boîte aux lettres hors du groupe',
  blockedMailboxNote: 'Le script, puis la preuve, montrent qu’elle reste fermée.',
  wanted: 'Entrez une adresse de courriel sans espace ni accent, par exemple prextra@exemple.com.',
  same: 'Entrez deux boîtes différentes.',
  order:
    'L’ordre compte : tant que le consentement du locataire existe, il ouvre toutes les boîtes. Le script crée l’étendue et l’essaie; le consentement est retiré en dernier, avec votre accord.',
  ask: 'Confier à un administrateur Exchange…',
  go: 'Le script a réussi, continuer',
  placeholder: (domain: string) => `groupe@${domain}`,
  mailbox: (domain: string) => `prenom.nom@${domain}`,
}

const en: typeof fr = {
  heading: 'Limit the application to a group',
  lead: 'An Exchange administrator grants access to the mailboxes of a group, with a script. The assistant then removes the consent that covers all mailboxes.',
  group: 'Mail-enabled security group',
  groupNote: 'By its address. Only its direct members count.',
  allowedMailbox: 'A mailbox in the group',
  allowedMailboxNote: 'The script, then the proof, show that it opens.',
  blockedMailbox: 'A mailbox outside the group',
  blockedMailboxNote: 'The script, then the proof, show that it stays closed.',
  wanted: 'Enter an e-mail address without spaces or accents, for example prextra@example.com.',
  same: 'Enter two different mailboxes.',
  order:
    'The order counts: while the tenant’s consent exists, it opens all mailboxes. The script creates the scope and tests it; the consent is removed last, once you agree.',
  ask: 'Hand over to an Exchange administrator…',
  go: 'The script succeeded, continue',
  placeholder: (domain) => `group@${domain}`,
  mailbox: (domain) => `first.last@${domain}`,
}

/** The screen that limits the application to the mailboxes of a group. */
export const limitWords: Words<typeof fr> = words({ fr, en })
