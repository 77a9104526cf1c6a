import { publicCloud } from '../access/cloud.ts'
import { rolesAmong } from '../access/profile.ts'
import { isSameId } from '../folded-name.ts'
import { isMailAddress } from '../mail-address.ts'
import { ProblemError, type ProblemCode } from '../problem.ts'
import { ask } from '../provision/retry.ts'
import type { Aim, RunContext } from '../provision/step.ts'
import type { Action } from './actions.ts'
import type { SessionContext } from './context.ts'
import type { Account } from './desktop.ts'
import { historyStage } from './history-stage.ts'
import { inEitherWay, showPageFor } from './microsoft-page.ts'
import { namingStage, rememberedIn, rememberOrganization } from './name-organization.ts'
import { requireAllowedTenant, requireKnownPolicy, requirePractice } from './obey-policy.ts'
import type { Identity, NamedOrganization } from './identity.ts'
import type { SignInStage, StageData } from './session.ts'
import type { SignInWay } from './sign-in-way.ts'
import { startGuide } from './start-guide.ts'
import type { WayIn } from './ways-in.ts'

/** Opens the real world or the practice tenant, at the first stage of a way in. */
export async function start(context: SessionContext, { way }: { readonly way: WayIn }): Promise<void> {
  context.allow('start')
  refuseWay(context, way)
  if (way === 'by-hand' || way === 'by-hand-kept' || way === 'by-hand-practice') return startGuide(context, way)
  await context.openWorkplace(way === 'practice')
  if (way === 'manage') context.arriveAt(historyStage(context.desktop))
  else if (way === 'name-organization') context.arriveAt(namingStage(context, 'present'))
  else await signInFor(context, 'start', { intent: 'present', organization: null, remember: false, way: 'browser' })
}

/** Shows why the company's policy closes this way in, and throws it. *Manage* stays open, because a removal does. */
function refuseWay(context: SessionContext, way: WayIn): void {
  const isPractice = way === 'practice' || way === 'by-hand-practice'
  try {
    if (isPractice) requirePractice(context)
    else requireKnownPolicy(context, way === 'manage' ? 'removed' : 'present')
  } catch (error) {
    if (error instanceof ProblemError) context.emit({ kind: 'failed', problem: error.problem })
    throw error
  }
}

/** How a person signs in, also again as somebody else. */
export interface SignInChoices {
  /** `null` for what the person came for before. */
  readonly aim: Aim | null
  /** `own`: to the account's own organization. `same`, which is usual: to the one that was named, if one was. */
  readonly organization?: 'own' | 'same' | undefined
  /** The id of the secret in the history whose organization it is. */
  readonly picked?: string | undefined
  /** Whether this computer remembers the named organization once the sign-in is done. */
  readonly remember?: boolean | undefined
  /** By default the browser. */
  readonly way?: SignInWay | undefined
}

export function signIn(context: SessionContext, choices: SignInChoices): Promise<void> {
  const { aim, organization, picked, remember = false, way = 'browser' } = choices
  const { session } = context
  const intent = aim ?? ('intent' in session ? session.intent : 'present')
  const before = picked === undefined ? namedBefore(context) : pickedInHistory(context, picked)
  const named = organization === 'own' ? null : before
  return signInFor(context, 'sign-in', { intent, organization: named, remember: remember && named !== null, way })
}

function namedBefore({ session }: SessionContext): NamedOrganization | null {
  if (session.at === 'sign-in') return session.organization
  return session.at === 'identity' ? session.identity.named : null
}

/** Returns the organization of a secret in the history. Throws `bad-input` for one that is not there. */
function pickedInHistory(context: SessionContext, keyId: string): NamedOrganization {
  const { session } = context
  const line = session.at === 'history' && session.history.find((one) => isSameId(one.keyId, keyId))
  if (!line) throw context.problem('bad-input')
  const { tenantId, cloud, organization } = line
  return { domain: organization.domain || null, tenantId, cloud, movedFrom: null }
}

/** The problems after which the browser may come back with the same wrong account by itself. */
const wrongAccount: readonly ProblemCode[] = ['wrong-account', 'other-account', 'tenant-changed']

function signInFor(
  context: SessionContext,
  action: Action,
  to: Pick<SignInStage, 'intent' | 'organization'> & { readonly remember: boolean; readonly way: SignInWay },
): Promise<void> {
  const { intent, organization, way } = to
  const work = async (): Promise<{ readonly stage: StageData }> => {
    requireKnownPolicy(context, intent)
    if (organization) requireAllowedTenant(context, intent, organization)
    const tenantId = organization?.tenantId ?? null
    const { signIn: port } = context.workplace()
    const answer = await inEitherWay(context, way, (current, signal) => {
      context.emit({ kind: 'page-opening', way: current })
      return port.begin({ tenantId, way: current }, showPageFor(context), signal)
    })
    // The sign-in is not repeated by itself, because that would open the page again.
    if (!('done' in answer)) throw new ProblemError('no' in answer ? answer.no : answer.problem)
    context.emit({ kind: 'page-closed' })
    const identity = await readIdentity(context.run(), answer.done, organization)
    requireAllowedTenant(context, intent, identity)
    if (to.remember) rememberOrganization(context, identity)
    context.desktop.comeForward()
    return { stage: { at: 'identity', intent, identity } }
  }
  const { session } = context
  const accountWasWrong =
    session.at === 'identity' || (session.problem !== null && wrongAccount.includes(session.problem.code))
  return context.during(action, work, () => {
    context.enterCloud(organization?.cloud ?? publicCloud.id)
    const remembered = rememberedIn(context)
    return { at: 'sign-in', intent, step: way, accountWasWrong, organization, wrong: null, remembered }
  })
}

/**
 * Returns who signed in, and the organization that Graph names for the very tenant the token is from. Throws
 * `tenant-changed` for any other tenant than the one that was named.
 */
export async function readIdentity(
  context: RunContext,
  account: Account,
  named: NamedOrganization | null,
): Promise<Identity> {
  const { world, signal } = context
  const organization = await ask(context, () => world.directory.organization(signal))
  const isNamed = named === null || isSameId(named.tenantId, account.tenantId)
  if (!isNamed || !isSameId(organization.id, account.tenantId)) {
    throw new ProblemError({ code: 'tenant-changed', at: world.clock.now().toISOString() })
  }
  const { tenantId, name, username, homeDomain, otherScopes } = account
  const { kind, mailbox } = await userOf(context, account)
  const roles = await rolesOf(context, account)
  const { id: cloud } = world.cloud
  const who = { account: { name, username }, kind, mailbox, homeDomain, named, roles, otherScopes }
  return { tenantId, organization, ...who, cloud }
}

/**
 * Returns what the account is in the tenant, and its mailbox. Of an account of another organization that is not said to be
 * a guest, it is looked whether it has a user object, which a delegated administrator has not. Such an account has no
 * mailbox here. Nothing depends on the answer: an address only fills a field.
 */
async function userOf({ world, signal }: RunContext, { kind }: Account): Promise<Pick<Identity, 'kind' | 'mailbox'>> {
  if (kind === 'guest' || kind === 'delegated') return { kind, mailbox: null }
  const answer = await world.directory.ownUser(signal)
  if (kind === 'external') return { kind: 'done' in answer && !answer.done ? 'delegated' : kind, mailbox: null }
  const mail = 'done' in answer ? (answer.done?.mail ?? null) : null
  return { kind, mailbox: mail !== null && isMailAddress(mail) ? mail : null }
}

/**
 * Returns the roles that are active for the account: those that its token names, or else those that Graph shows. `null`:
 * neither says them. They only warn; what the account may do, Microsoft answers.
 */
async function rolesOf({ world, signal }: RunContext, { roles }: Account): Promise<Identity['roles']> {
  if (roles !== null) return roles
  const answer = await world.directory.activeRoles(signal)
  return 'done' in answer && answer.done ? rolesAmong(answer.done) : null
}
