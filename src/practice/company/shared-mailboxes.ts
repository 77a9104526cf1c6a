import { createHash } from 'node:crypto'
import type { Seed, SeedUser } from './seed.ts'

/**
 * Returns an account for each mailbox of the seed that belongs to no account: shared mailboxes have one of their own,
 * which nobody signs in with. https://learn.microsoft.com/microsoft-365/admin/email/about-shared-mailboxes
 */
export function sharedMailboxes({ mailboxes, users, tenantId }: Seed): readonly SeedUser[] {
  return mailboxes
    .filter(({ address }) => !users.some(({ mail }) => mail?.toLowerCase() === address.toLowerCase()))
    .map(({ address, name }) => ({
      id: idOf(`${tenantId} ${address}`),
      userPrincipalName: address,
      name,
      givenName: name,
      surname: '',
      mail: address,
      kind: 'member',
      roles: [],
      isShared: true,
    }))
}

function idOf(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`
}
