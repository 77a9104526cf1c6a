import { smallCompany, type Seed } from '#practice/seed.ts'

const and = (mailbox: Seed['mailboxes'][number]) => ({ mailboxes: [...smallCompany.mailboxes, mailbox] })

/** The same company with one mailbox more. */
export const kioskMailbox = and({ address: 'quai@erablieredunord.example', name: 'Quai', licence: 'kiosk' })
export const unlicensedMailbox = and({ address: 'ancien@erablieredunord.example', name: 'Ancien', licence: 'none' })
