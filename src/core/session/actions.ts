import { isFilled, isProvable } from '../guide/guide.ts'
import { isNetworkProblem } from '../network/network-problem.ts'
import { assistantPathOf, guideOf, isAuthorized, isReading, isStable, pathOf } from './session-path.ts'
import type { Session, Stage } from './session.ts'

/** What a person may do at each stage; everything else is refused as `out-of-order`. */
const legal = {
  welcome: ['start', 'open-confirmation', 'forget-everything'],
  history: ['sign-in', 'renew-by-hand', 'open-confirmation', 'record-confirmation', 'forget-row', 'show-file'],
  guide: [
    'enter',
    'choose-profile',
    'choose-cloud',
    'go-to-step',
    'open-portal',
    'paste-secret',
    'go-to-proof',
    'go-to-handoff',
    'record-confirmation',
    'check-old-secret',
    'delegate',
  ],
  'sign-in': ['find-organization', 'forget-organization', 'cancel-sign-in', 'sign-in', 'delegate'],
  identity: ['accept-identity', 'sign-in', 'name-organization', 'stop'],
  review: ['plan', 'approve', 'record-confirmation', 'go-to-proof', 'delegate', 'go-to-limit', 'stop'],
  run: ['stop', 'plan'],
  delegation: ['save-page', 'watch', 'check-now', 'stop'],
  limit: ['set-limit', 'delegate', 'plan', 'stop'],
  proof: ['prove', 'watch', 'check-now', 'stop', 'go-to-handoff', 'delegate', 'go-to-limit', 'plan', 'go-to-step'],
  handoff: ['hand-off', 'go-to-proof', 'stop', 'cancel-sign-in'],
  done: ['hand-off-again', 'seal-again', 'show-file', 'keep-copy', 'stop', 'cancel-sign-in'],
  removed: [],
  network: ['stop'],
} as const satisfies Record<Stage, readonly string[]>

/** What may be done at every stage with a page of Microsoft's that is open there, or wanted. */
const withPage = ['open-page', 'explain-code', 'copy-link', 'copy-code', 'reopen-page', 'change-way'] as const

export type Action = (typeof legal)[Stage][number] | (typeof withPage)[number] | 'home' | 'back' | 'check-connection'

/** All actions. */
export const actions: readonly Action[] = [
  ...new Set<Action>([...Object.values(legal).flat(), ...withPage, 'home', 'back', 'check-connection']),
]

/** The only actions that are legal while something is on its way: they end it, or its next wait, or open its page. */
const whileBusy: readonly Action[] = ['cancel-sign-in', ...withPage, 'stop', 'check-now']

/** The only actions that are legal while reads of the tenant have not agreed: the proof, and nothing after it. */
const besideReads: readonly Action[] = ['prove', 'watch', 'check-now', 'stop', ...withPage]

/** Returns whether a person may do this now. */
export function isLegal(session: Session, action: Action): boolean {
  if (session.busy && !whileBusy.includes(action)) return false
  if (isReading(session) && !besideReads.includes(action)) return false
  if (action === 'home') return true
  if (action === 'back') return previousStage(session) !== null
  if (action === 'check-connection') return mayCheckConnection(session)
  const isOfStage = [...legal[session.at], ...withPage].some((one) => one === action)
  return isOfStage && isMet(session, action)
}

/** Whether the connection may be checked: from the welcome, once more, and after any failure of the network. */
function mayCheckConnection({ at, problem }: Session): boolean {
  return at === 'welcome' || at === 'network' || (problem !== null && isNetworkProblem(problem.code))
}

/** Whether the session holds what an action needs, such as a plan that was shown before it is approved. */
function isMet(session: Session, action: Action): boolean {
  const path = pathOf(session)
  const plan = assistantPathOf(session)?.plan ?? null
  switch (action) {
    case 'stop':
      return session.busy
    case 'cancel-sign-in':
      return session.at === 'sign-in' || isShown(session)
    case 'change-way':
      return isShown(session)
    case 'copy-code':
      return session.page?.state === 'open' && session.page.code !== null
    case 'explain-code':
      return session.page?.state === 'open' || (session.at === 'sign-in' && !session.busy)
    case 'open-page':
      return session.page?.state === 'wanted'
    case 'copy-link':
    case 'reopen-page':
      return session.page?.state === 'open'
    case 'plan':
      return plan !== null
    case 'approve':
      return plan !== null && plan.changes.length > 0
    case 'go-to-limit':
      return plan?.changes.length === 0 && plan.found.servicePrincipal !== null
    case 'go-to-proof':
      if (session.at === 'handoff') return true
      if (session.at === 'guide') return isProvable(session.guide)
      return plan?.changes.length === 0 && plan.aim !== 'removed' && plan.found.consented && hasSecretHere(plan)
    case 'go-to-handoff':
      if (!path?.proof || !isAuthorized(path.proof) || !isStable(path)) return false
      return session.at !== 'guide' || isFilled(session.guide, 'contact')
    case 'hand-off':
      return path !== null && isStable(path)
    case 'go-to-step':
      return path?.origin === 'guide'
    case 'choose-cloud':
      return session.at === 'guide' && session.guide.step === 'registration'
    case 'delegate':
      if (session.at === 'sign-in') return session.organization !== null
      return session.at !== 'guide' || session.guide.step === 'consent'
    case 'watch':
      // Nobody signed in on the guide's path, so a consent cannot be looked for.
      // Nothing can be read that shows an exemption: the next run tries.
      if (session.at !== 'delegation') return true
      if (session.step === 'secrets' || session.step === 'sign-in') return false
      return session.step !== 'consent' || path?.origin === 'assistant'
    case 'check-now':
      // A wait that Microsoft itself asks for is not cut short.
      return session.waiting !== null && session.waiting.reason === path?.awaited?.for
    default:
      return true
  }
}

/** Whether a page of Microsoft's is open, or on its way. */
function isShown({ page }: Session): boolean {
  return page !== null && page.state !== 'wanted'
}

function hasSecretHere({ found }: { readonly found: { readonly secret: { readonly held: boolean } | null } }): boolean {
  return found.secret?.held === true
}

/** Returns the stage that *back* leads to; `null` where there is none, as during a run or after the handoff. */
export function previousStage(session: Session): Stage | null {
  const isGuide = guideOf(session) !== null
  switch (session.at) {
    case 'history':
    case 'identity':
    case 'guide':
      return 'welcome'
    case 'review':
      return 'identity'
    case 'limit':
      return 'review'
    case 'proof':
      return isGuide ? 'guide' : 'review'
    case 'handoff':
      return isGuide ? 'guide' : 'proof'
    case 'delegation':
    case 'network':
      return session.from.at
    default:
      return null
  }
}
