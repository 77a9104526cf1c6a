import { smallCompany, type Seed } from '#practice/company/seed.ts'

const withMailbox = (mailbox: Seed['mailboxes'][number]) => ({ mailboxes: [...smallCompany.mailboxes, mailbox] })

/** The same company with one mailbox more. */
export const kioskMailbox = withMailbox({ address: 'quai@erablieredunord.example', name: 'Quai', licence: 'kiosk' })
export const unlicensedMailbox = withMailbox({
  address: 'ancien@erablieredunord.example',
  name: 'Ancien',
  licence: 'none',
})

const intern = 'stage@erablieredunord.example'

/** An account that signs in with another name than its mailbox's address. */
export const otherName: Partial<Seed> = {
  ...withMailbox({ address: intern, name: 'Stage' }),
  users: [
    ...smallCompany.users,
    {
      id: '5b0c2f8e-6d14-4a37-8c95-e1f7a2b4d603',
      userPrincipalName: 'p.cote@erablieredunord.onmicrosoft.example',
      name: 'Philippe Côté',
      givenName: 'Philippe',
      surname: 'Côté',
      mail: intern,
      kind: 'member',
      roles: [],
    },
  ],
}
