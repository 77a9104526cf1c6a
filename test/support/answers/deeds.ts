import type { Input } from '#contract/calls.ts'
import type { ProfileId } from '#core/access/profile.ts'
import type { Problem } from '#core/problem.ts'
import type { SignInPage } from '#core/session/desktop.ts'
import { exemptionScopes } from '#core/provision/exemption.ts'
import { removalWord } from '#words/screens/review/removal-word.ts'
import type { Place } from './place.ts'

/**
 * What the person does when something goes wrong. Each first does what must come before (`prepare`), which must succeed;
 * then the faults of the row begin, and `act` is the deed itself.
 */
export interface Deed {
  /** `made`: the deed begins in a company where the set-up is over. */
  readonly begins: 'new' | 'made'
  prepare(place: Place, about: About): Promise<void>
  act(place: Place, about: About): Promise<Problem | null>
}

/** What a deed is about. */
export interface About {
  readonly profile: ProfileId
  readonly mailbox: string
  /** What the person chooses for the plan that the deed is about. */
  readonly chooses: Partial<Input<'plan'>>
  /** The sign-in was once given the right to read the tenant's policies. */
  readonly readsPolicies: boolean
}

export const reception = 'accueil@erablieredunord.example'

const usual = { secretEndsAt: null, aim: null, adopt: null, restore: null } as const

async function signIn({ assistant }: Place): Promise<Problem | null> {
  return assistant.call('start', { way: 'automatic' })
}

async function mustSucceed(what: string, work: Promise<Problem | null>): Promise<void> {
  const problem = await work
  if (problem) throw new Error(`${what} ended with ${problem.code}`)
}

async function signedIn(place: Place, { readsPolicies }: About): Promise<void> {
  await mustSucceed('the sign-in', signIn(place))
  if (!readsPolicies) return
  const { desktop, workplace } = place.assistant.context
  const open = ({ url }: SignInPage) => desktop.openPage(url, workplace().world)
  const { signal } = new AbortController()
  const answer = await workplace().signIn.allow(exemptionScopes, () => Promise.resolve('browser'), open, signal)
  if (!('done' in answer)) throw new Error('the right to read policies was not given')
}

function plan({ assistant }: Place, choice: Partial<Input<'plan'>>): Promise<Problem | null> {
  return assistant.call('plan', { ...usual, ...choice })
}

function approve({ assistant, language }: Place): Promise<Problem | null> {
  const { plan: shown } = assistant.session
  return assistant.call('approve', {
    planId: shown?.id ?? '',
    typed: shown?.aim === 'removed' ? removalWord[language] : null,
  })
}

async function toReview(place: Place, about: About, choice: Partial<Input<'plan'>> = {}): Promise<void> {
  await signedIn(place, about)
  await mustSucceed('the first plan', place.assistant.call('acceptIdentity', {}))
  if (Object.keys(choice).length > 0) await mustSucceed('the plan', plan(place, choice))
}

async function toProof(place: Place, about: About): Promise<void> {
  await toReview(place, about)
  await mustSucceed('the way to the proof', place.assistant.call('goToProof', {}))
  // The person names the mailbox once the reads beside the proof are over: they are not what the deed is about.
  await place.assistant.context.memory.reads?.ended
}

const prove = ({ assistant }: Place, { mailbox }: About) => assistant.call('prove', { mailbox, blockedMailbox: null })

async function toHandoff(place: Place, about: About): Promise<void> {
  await toProof(place, about)
  await mustSucceed('the proof', prove(place, about))
  await mustSucceed('the way to the handoff', place.assistant.call('goToHandoff', {}))
}

export const deeds = {
  /** Signs in, up to the organization that is shown. */
  'sign in': { begins: 'new', prepare: () => Promise.resolve(), act: signIn },

  /** Accepts the organization, which makes the first plan. */
  plan: {
    begins: 'new',
    prepare: signedIn,
    act: ({ assistant }) => assistant.call('acceptIdentity', {}),
  },

  /** The same where everything is in place already. */
  'plan again': {
    begins: 'made',
    prepare: signedIn,
    act: ({ assistant }) => assistant.call('acceptIdentity', {}),
  },

  /** Asks for another plan, as the person chooses. */
  choose: {
    begins: 'new',
    prepare: (place, about) => toReview(place, about),
    act: (place, { chooses }) => plan(place, chooses),
  },

  /** The same where everything is in place already. */
  'choose again': {
    begins: 'made',
    prepare: (place, about) => toReview(place, about),
    act: (place, { chooses }) => plan(place, chooses),
  },

  /** Approves the plan of a whole set-up. */
  'set up': {
    begins: 'new',
    prepare: (place, about) => toReview(place, about, { profile: about.profile, ...about.chooses }),
    act: approve,
  },

  /** Approves the plan that the person chose where everything was in place. */
  change: { begins: 'made', prepare: (place, about) => toReview(place, about, about.chooses), act: approve },

  /** Approves the plan that removes a secret whose value this computer has lost, and makes another. */
  'replace the lost secret': {
    begins: 'made',
    async prepare(place, about) {
      place.keychain.entries.clear()
      await toReview(place, about, about.chooses)
    },
    act: approve,
  },

  /** Approves the plan that leaves Exchange to grant the permissions, for some mailboxes only. */
  'limit to some mailboxes': {
    begins: 'made',
    prepare: (place, about) => toReview(place, about, { reach: 'limited' }),
    act: approve,
  },

  /** Approves the plan that removes everything. */
  remove: { begins: 'made', prepare: (place, about) => toReview(place, about, { aim: 'removed' }), act: approve },

  /** Proves the access on a mailbox. */
  prove: { begins: 'made', prepare: toProof, act: prove },

  /** Proves the access after a plan that the person chose was made true. */
  'change, then prove': {
    begins: 'made',
    async prepare(place, about) {
      await toReview(place, about, about.chooses)
      await mustSucceed('the change', approve(place))
    },
    act: prove,
  },

  /** Goes to the page that asks somebody else for an exemption, after a set-up that a ban on secrets stopped. */
  'ask for the exemption': {
    begins: 'new',
    async prepare(place, about) {
      await toReview(place, about, { profile: about.profile })
      const problem = await approve(place)
      if (problem?.code !== 'secrets-forbidden') throw new Error(`the set-up ended with ${problem?.code ?? 'success'}`)
      await mustSucceed('the plan', plan(place, { exemption: 'delegated' }))
    },
    async act({ assistant, language }) {
      const problem = await assistant.call('delegate', { step: 'secrets' })
      return problem ?? assistant.call('savePage', { language })
    },
  },

  /** Waits for the EWS list, which does not name the application yet. */
  'wait for the list': {
    begins: 'made',
    async prepare(place, about) {
      place.tenant.exchange.ewsAllowedAppIds = []
      await toProof(place, about)
      const problem = await prove(place, about)
      if (problem?.code !== 'ews-blocked') throw new Error(`the proof ended with ${problem?.code ?? 'success'}`)
    },
    act: ({ assistant }) => assistant.call('watch', {}),
  },

  /** Waits for the consent that somebody else gives. */
  'wait for the consent': {
    begins: 'new',
    async prepare(place, about) {
      await toReview(place, about, { profile: about.profile, consentDelegated: true })
      await mustSucceed('the set-up', approve(place))
    },
    act: ({ assistant }) => assistant.call('watch', {}),
  },

  /** Saves the sealed file on this computer. */
  'hand over a file': {
    begins: 'made',
    prepare: toHandoff,
    act: ({ assistant }) => assistant.call('handOff', { way: 'file', caseNumber: null, copyTo: null }),
  },

  /** Sends the sealed file from the person's own mailbox. */
  'send the mail': {
    begins: 'made',
    prepare: toHandoff,
    act: ({ assistant }) => assistant.call('handOff', { way: 'mail', caseNumber: null, copyTo: null }),
  },
} as const satisfies Readonly<Record<string, Deed>>

export type DeedName = keyof typeof deeds

/** Does the whole set-up, removal or renewal again after the faults are over: a new plan, and its approval. */
export async function tryAgain(place: Place, choice: Partial<Input<'plan'>> = {}): Promise<Problem | null> {
  const problem = await plan(place, choice)
  if (problem || place.assistant.session.plan?.changes.length === 0) return problem
  return approve(place)
}
