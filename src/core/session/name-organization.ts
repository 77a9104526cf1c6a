import { publicCloud } from '../access/cloud.ts'
import { checkEntry, domainIn, noEntries } from '../guide/entries.ts'
import { isSameId } from '../folded-name.ts'
import { ProblemError } from '../problem.ts'
import type { Aim } from '../provision/step.ts'
import type { Arrival, SessionContext } from './context.ts'
import type { Desktop } from './desktop.ts'
import { requireAllowedTenant } from './obey-policy.ts'
import type { Identity, OrganizationIssue, RememberedOrganization } from './identity.ts'
import type { SignInStage } from './session.ts'

/** The most organizations that this computer remembers. */
const mostRemembered = 5

/** The tenant of Microsoft's personal accounts, which is nobody's organization. */
const personalAccounts = '9188040d-6c67-4c5b-b112-36a304b66dad'

/** Returns the stage at which the person says which organization it is; nothing was opened yet. */
export function namingStage(context: SessionContext, intent: Aim): SignInStage {
  const remembered = rememberedIn(context)
  return {
    at: 'sign-in',
    intent,
    step: 'naming',
    accountWasWrong: false,
    organization: null,
    wrong: null,
    remembered,
  }
}

/** Leaves the account that signed in, to say which organization it should have been. */
export function nameOrganization(context: SessionContext): void {
  context.allow('name-organization')
  const { session } = context
  if (session.at !== 'identity') throw context.problem('out-of-order')
  context.arriveAt(namingStage(context, session.intent))
}

/**
 * Looks for the tenant of a domain or of a tenant id, as Microsoft tells anybody, and shows it. What is wrong with the text
 * is said at its field. Opens nothing.
 */
export function findOrganization(context: SessionContext, { text }: { readonly text: string }): Promise<void> {
  const naming = (): SignInStage => {
    const { session } = context
    if (session.at !== 'sign-in') throw context.problem('out-of-order')
    return { ...session, step: 'naming', organization: null, wrong: null }
  }
  // An organization is looked for from the public cloud, whatever was named before.
  const begin = (): SignInStage => {
    context.enterCloud(publicCloud.id)
    return naming()
  }
  return context.during(
    'find-organization',
    async (): Promise<Arrival> => {
      const stage = naming()
      const wrong = (issue: OrganizationIssue): Arrival => ({ stage: { ...stage, wrong: issue } })
      const name = readName(text, context.now())
      if ('wrong' in name) return wrong(name.wrong)
      const { world, signal } = context.run()
      const answer = await world.discovery.tenant(name.ok, signal)
      if (!('done' in answer)) throw new ProblemError('no' in answer ? answer.no : answer.problem)
      const found = answer.done
      if (found === null || found.tenantId === personalAccounts) return wrong('unknown')
      const { tenantId, cloud } = found
      requireAllowedTenant(context, stage.intent, found)
      const domain = isSameId(tenantId, name.ok) ? null : name.ok
      const before = stage.remembered.find((one) => one.domain === domain)
      const movedFrom = before && !isSameId(before.tenantId, tenantId) ? before.tenantId : null
      return { stage: { ...stage, organization: { domain, tenantId, cloud, movedFrom } } }
    },
    begin,
  )
}

/** Returns the domain or the tenant id in a text, both in lower case. */
function readName(text: string, now: Date): { readonly ok: string } | { readonly wrong: OrganizationIssue } {
  const checked = checkEntry('tenantId', text, noEntries, now)
  if ('ok' in checked) return checked
  switch (checked.wrong.code) {
    case 'domain-to-find':
      return { ok: domainIn(text) }
    case 'missing':
      return { wrong: 'missing' }
    case 'address-for-id':
      return { wrong: 'address' }
    default:
      return { wrong: 'neither-domain-nor-id' }
  }
}

/** Forgets an organization on this computer. */
export async function forgetOrganization(
  context: SessionContext,
  { domain }: { readonly domain: string },
): Promise<void> {
  context.allow('forget-organization')
  const { session, desktop } = context
  if (session.at !== 'sign-in') throw context.problem('out-of-order')
  const remembered = session.remembered.filter((one) => one.domain !== domain)
  context.arriveAt({ ...session, remembered })
  await desktop.organizationsFile.write(remembered)
}

/** Remembers the organization that was signed in to, before those of other days. Nothing waits for the file. */
export function rememberOrganization(context: SessionContext, { named, organization, tenantId }: Identity): void {
  const domain = named?.domain ?? organization.domain
  if (context.session.practice || domain === '') return
  context.finish(context.desktop.organizationsFile.write(withRemembered(context.desktop, { domain, tenantId })))
}

function withRemembered(desktop: Desktop, last: RememberedOrganization): readonly RememberedOrganization[] {
  const others = desktop.organizationsFile.read().filter(({ domain }) => domain !== last.domain)
  return [last, ...others].slice(0, mostRemembered)
}

/** Returns the organizations that this computer remembers. They are real ones, so practice has none. */
export function rememberedIn({ session, desktop }: SessionContext): readonly RememberedOrganization[] {
  return session.practice ? [] : desktop.organizationsFile.read()
}
