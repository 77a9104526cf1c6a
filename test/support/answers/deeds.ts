import type { Input } from '#contract/calls.ts'
import type { ProfileId } from '#core/access/profile.ts'
import type { Problem } from '#core/problem.ts'
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

async function toReview(place: Place, choice: Partial<Input<'plan'>> = {}): Promise<void> {
  await mustSucceed('the sign-in', signIn(place))
  await mustSucceed('the first plan', place.assistant.call('acceptIdentity', {}))
  if (Object.keys(choice).length > 0) await mustSucceed('the plan', plan(place, choice))
}

async function toProof(place: Place): Promise<void> {
  await toReview(place)
  await mustSucceed('the way to the proof', place.assistant.call('goToProof', {}))
}

const prove = ({ assistant }: Place, { mailbox }: About) => assistant.call('prove', { mailbox, blockedMailbox: null })

async function toHandoff(place: Place, about: About): Promise<void> {
  await toProof(place)
  await mustSucceed('the proof', prove(place, about))
  await mustSucceed('the way to the handoff', place.assistant.call('goToHandoff', {}))
}

export const deeds = {
  /** Signs in, up to the organization that is shown. */
  'sign in': { begins: 'new', prepare: () => Promise.resolve(), act: signIn },

  /** Accepts the organization, which makes the first plan. */
  plan: {
    begins: 'new',
    prepare: (place) => mustSucceed('the sign-in', signIn(place)),
    act: ({ assistant }) => assistant.call('acceptIdentity', {}),
  },

  /** The same where everything is in place already. */
  'plan again': {
    begins: 'made',
    prepare: (place) => mustSucceed('the sign-in', signIn(place)),
    act: ({ assistant }) => assistant.call('acceptIdentity', {}),
  },

  /** Approves the plan of a whole set-up. */
  'set up': { begins: 'new', prepare: (place, { profile }) => toReview(place, { profile }), act: approve },

  /** Approves the plan that removes a secret whose value this computer has lost, and makes another. */
  'replace the lost secret': {
    begins: 'made',
    async prepare(place) {
      place.keychain.entries.clear()
      await toReview(place)
    },
    act: approve,
  },

  /** Approves the plan that leaves Exchange to grant the permissions, for some mailboxes only. */
  'limit to some mailboxes': {
    begins: 'made',
    prepare: (place) => toReview(place, { reach: 'limited' }),
    act: approve,
  },

  /** Approves the plan that removes everything. */
  remove: { begins: 'made', prepare: (place) => toReview(place, { aim: 'removed' }), act: approve },

  /** Proves the access on a mailbox. */
  prove: { begins: 'made', prepare: toProof, act: prove },

  /** Waits for the EWS list, which does not name the application yet. */
  'wait for the list': {
    begins: 'made',
    async prepare(place, about) {
      place.tenant.exchange.ewsAllowedAppIds = []
      await toProof(place)
      const problem = await prove(place, about)
      if (problem?.code !== 'ews-blocked') throw new Error(`the proof ended with ${problem?.code ?? 'success'}`)
    },
    act: ({ assistant }) => assistant.call('watch', {}),
  },

  /** Waits for the consent that somebody else gives. */
  'wait for the consent': {
    begins: 'new',
    async prepare(place, { profile }) {
      await toReview(place, { profile, consentDelegated: true })
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
export async function tryAgain(place: Place): Promise<Problem | null> {
  const problem = await plan(place, {})
  if (problem || place.assistant.session.plan?.changes.length === 0) return problem
  return approve(place)
}
