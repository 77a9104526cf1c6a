import { createHash } from 'node:crypto'
import type { SeedMailbox, SeedUser } from '../../../company/seed.ts'
import { userAgentPolicy } from '../../exchange/policy.ts'
import { assignments, reach, type MailboxCaller } from '../../exchange/scope.ts'
import { firstKey, rootOf, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { calendarResource, contactFolderResource, mailFolderResource } from '../resources/mailbox.ts'
import { list, one, refuseOptions } from '../odata/query.ts'
import { GraphRefusal } from '../request/refusal.ts'

/**
 * The routes by which an application acting as itself reads a mailbox's settings and folders, not its items. Signed-in
 * accounts have no scope for them here. api-reference/v1.0/api/{calendar-get,user-list-contactfolders,mailfolder-get,user-get-mailboxsettings}.md
 */
export const mailboxRoutes: readonly GraphRoute[] = [
  route('calendar', 'Calendars.ReadWrite', (call, { address }) => {
    const entity = { id: idOf(address, 'calendar'), name: 'Calendar', isDefaultCalendar: true, canEdit: true }
    return one(call, { set: setOf(call, 'calendar'), resource: calendarResource, row: entity, entity })
  }),
  route('contactFolders', 'Contacts.ReadWrite', (call) =>
    // The list holds only folders beside the default one, and the mailboxes here have none.
    list(call, { set: setOf(call, 'contactFolders'), resource: contactFolderResource, rows: [], entity: (row) => row }),
  ),
  route('mailFolders/inbox', 'Mail.ReadWrite', (call, { address }) => {
    const counts = { childFolderCount: 0, unreadItemCount: 0, totalItemCount: 0 }
    const entity = {
      id: idOf(address, 'inbox'),
      displayName: 'Inbox',
      parentFolderId: idOf(address, 'root'),
      ...counts,
    }
    return one(call, { set: setOf(call, 'mailFolders'), resource: mailFolderResource, row: entity, entity })
  }),
  route('mailboxSettings/timeZone', 'MailboxSettings.Read', (call) => {
    refuseOptions(call)
    const context = `${rootOf(call)}/$metadata#${setOf(call, 'mailboxSettings/timeZone')}`
    return { status: 200, body: { '@odata.context': context, value: 'Eastern Standard Time' } }
  }),
]

type Permission = 'Calendars.ReadWrite' | 'Contacts.ReadWrite' | 'Mail.ReadWrite' | 'MailboxSettings.Read'

function route(
  path: string,
  permission: Permission,
  answer: (call: GraphCall, mailbox: SeedMailbox) => GraphAnswer,
): GraphRoute {
  return {
    method: 'GET',
    path: `users/{}/${path}`,
    // openMailbox decides, because Exchange's own assignments count as well as the token.
    permissions: [[]],
    answer: (call) => answer(call, openMailbox(call, permission)),
  }
}

/** Returns the mailbox that a path names. Throws Exchange's refusal when the application may not open it. */
function openMailbox(call: GraphCall, permission: Permission): SeedMailbox {
  const { company, caller } = call
  const wanted = {
    appId: caller.appId,
    hasRole: caller.user === undefined && caller.permissions.includes(permission),
    role: `Application ${permission}` as const,
  } satisfies MailboxCaller
  const isAssigned = caller.user === undefined && assignments(company, wanted).length > 0
  if (!wanted.hasRole && !isAssigned) throw caller.permissions.length === 0 ? noPermissions() : denied()
  // The company's list of user agents is for REST as well. https://learn.microsoft.com/graph/resolve-auth-errors
  if (userAgentPolicy(company, call.headers.get('user-agent') ?? '') !== undefined) {
    throw disabled('Access to OData is disabled.')
  }
  needExchange(call)
  const { value } = firstKey(call)
  const user = company.directory.user(value)
  if (user === undefined) {
    if (isForeign(call, value)) throw new GraphRefusal(404, 'ResourceNotFound', 'Resource could not be discovered.')
    // UNCONFIRMED(mailbox-unknown-user): Exchange's code and sentence for a user that is not there.
    throw new GraphRefusal(404, 'ErrorInvalidUser', `The requested user '${value}' is invalid.`)
  }
  const mailbox = mailboxOf(call, user)
  switch (reach(company, wanted, mailbox)) {
    case 'yes':
      return mailbox
    case 'policy':
      throw disabled(
        'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.',
      )
    case 'scope':
      // UNCONFIRMED(rest-out-of-scope): that a mailbox outside every scope answers as one without consent does.
      throw denied()
  }
}

/** Throws what Graph answers in a company without Exchange Online: https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/1920 */
export function needExchange(call: GraphCall): void {
  const { hasExchangeOnline, tenantId } = call.company.directory.seed
  if (hasExchangeOnline) return
  throw new GraphRefusal(
    401,
    'OrganizationFromTenantGuidNotFound',
    `The tenant for tenant guid '${tenantId}' does not exist.`,
  )
}

/**
 * Whether an address has a domain that is not the company's: https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/7160
 * UNCONFIRMED(foreign-mailbox): that this, and not the missing account, decides between ResourceNotFound and ErrorInvalidUser.
 */
function isForeign(call: GraphCall, value: string): boolean {
  const domain = /@([^@]+)$/.exec(value)?.[1]?.toLowerCase()
  return domain !== undefined && !call.company.directory.seed.domains.some(({ name }) => name === domain)
}

/** Returns the mailbox of an account. Throws 404 when it has none that Graph shows. */
export function mailboxOf(call: GraphCall, user: SeedUser): SeedMailbox {
  const { seed } = call.company.directory
  const address = user.mail?.toLowerCase()
  const mailbox = seed.mailboxes.find((one) => one.address.toLowerCase() === address)
  if (user.kind === 'member' && mailbox !== undefined && mailbox.licence !== 'none') return mailbox
  // The mailboxes of generated users do not stand in the seed.
  const isGenerated = mailbox === undefined && !seed.users.includes(user)
  if (isGenerated && user.mail !== null) return { address: user.mail, name: user.name }
  throw new GraphRefusal(
    404,
    'MailboxNotEnabledForRESTAPI',
    'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
  )
}

function setOf(call: GraphCall, path: string): string {
  return `users('${encodeURIComponent(firstKey(call).value)}')/${path}`
}

function idOf(address: string, folder: string): string {
  return createHash('sha256').update(`${address.toLowerCase()} ${folder}`).digest('base64url')
}

function denied(): GraphRefusal {
  return new GraphRefusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.')
}

/** Returns the refusal of a mailbox that a policy of the company closes. https://learn.microsoft.com/graph/auth-limit-mailbox-access "Handling API errors" */
function disabled(message: string): GraphRefusal {
  return new GraphRefusal(403, 'ErrorAccessDenied', message)
}

/** https://github.com/O365/python-o365/issues/427 */
function noPermissions(): GraphRefusal {
  return new GraphRefusal(
    401,
    'NoPermissionsInAccessToken',
    'The token contains no permissions, or permissions can not be understood.',
  )
}
