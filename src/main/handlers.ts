import { basename } from 'node:path'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { signInTimeLimitMs } from '#adapters/microsoft/sign-in.ts'
import { deliver } from '#core/deliver.ts'
import { handoffFileName } from '#core/handoff.ts'
import { ProblemError } from '#core/problem.ts'
import { defaultSecretEnd, isLifetime, profiles } from '#core/profile.ts'
import { prove, type Proof } from '#core/prove.ts'
import { recordConfirmation } from '#core/record-confirmation.ts'
import { apply, plan } from '#core/run.ts'
import { before, newSession, type Action } from '#core/session.ts'
import type { SessionEvent } from '#core/session-event.ts'
import type { Aim, Outside, Seen, Wish } from '#core/step.ts'
import { removalWord } from '#words/removal-word.ts'
import { readIdentity } from './identity.ts'
import type { Handlers } from './serve.ts'
import type { Shell, State } from './shell.ts'
import { createTurn } from './turn.ts'
import type { Workplace } from './world.ts'

/** Hands each call of the contract to the core, one at a time, and tells the window what changed. */
export function createHandlers<View>(
  shell: Shell,
  start: State,
  changed: (state: State) => View,
): Omit<Handlers, 'look'> & { look(): Promise<View>; stop(): Promise<null>; settled(): Promise<void> } {
  const turn = createTurn(start, changed)
  const { happen, problem, allow, during, go, end } = turn
  let workplace: Workplace | null = null
  let link: string | null = null
  let wish: Wish | null = null
  let seen: Seen = {}
  let proof: Proof | null = null

  const place = () => {
    if (!workplace) throw problem('out-of-order')
    return workplace
  }
  const now = () => workplace?.world.clock.now() ?? new Date()
  const outside = (): Outside => ({
    world: place().world,
    signal: turn.signal,
    say: happen,
    finish: turn.finish,
  })
  const wished = () => {
    if (!wish) throw problem('out-of-order')
    return wish
  }

  async function signIn(action: Action, intent: Aim): Promise<null> {
    const { practice } = turn.state.session
    return during(action, { kind: 'started', practice, intent }, async () => {
      link = null
      const answer = await place().signIn.begin(async (url) => {
        link = place().page(url)
        happen({ kind: 'page-opened', until: new Date(Date.now() + signInTimeLimitMs).toISOString() })
        // A browser that does not open is not the end: the link can be copied.
        await shell.openSignInPage(link, practice).catch(() => undefined)
      }, turn.signal)
      // Never asked again by itself: that would open the page again.
      if (!('done' in answer)) throw new ProblemError('no' in answer ? answer.no : answer.problem)
      const identity = await readIdentity(outside(), answer.done)
      shell.comeForward()
      return { kind: 'signed-in', identity }
    })
  }

  async function planAfresh(wanted: Omit<Wish, 'asOf'>): Promise<SessionEvent> {
    wish = { ...wanted, asOf: now().toISOString() }
    const made = await plan(outside(), wish)
    seen = made.seen
    return { kind: 'planned', plan: made.plan }
  }

  async function openWorkplace(practice: boolean): Promise<void> {
    turn.set({ session: { ...newSession, busy: true } })
    wish = proof = null
    seen = {}
    try {
      workplace = await shell.openWorkplace(practice)
    } catch (error) {
      turn.set({ session: newSession })
      if (error instanceof ProblemError) happen({ kind: 'failed', problem: error.problem })
      throw error
    }
    turn.set({ session: { ...newSession, practice } })
  }

  return {
    look: () => Promise.resolve(changed(turn.state)),
    settled: turn.settled,
    setLanguage: ({ language }) => done(() => turn.set({ language })),
    setScreenShare: ({ on }) => done(() => turn.set({ screenShare: on })),

    async start({ way }) {
      allow('start')
      await openWorkplace(way === 'practice')
      if (way !== 'manage') return signIn('start', 'present')
      happen({ kind: 'history-opened', history: shell.history() })
      return null
    },

    signIn: ({ aim }) => signIn('sign-in', aim ?? turn.state.session.intent),

    cancelSignIn: () => end('cancel-sign-in', 'sign-in-cancelled'),

    async copyLink() {
      allow('copy-link')
      if (link) await shell.copyText(link)
      return null
    },

    async reopenPage() {
      allow('reopen-page')
      try {
        if (link) await shell.openSignInPage(link, turn.state.session.practice)
      } catch {
        throw problem('browser-not-opened')
      }
      return null
    },

    acceptIdentity() {
      const { identity, intent, practice } = turn.state.session
      const tenantId = identity?.tenantId
      if (tenantId === undefined) throw problem('out-of-order')
      return during('accept-identity', { kind: 'planning' }, () => {
        const profile = profiles.ews
        const secretEndsAt = defaultSecretEnd(profile, now())
        const signInEntry = shell.ownSignInClient(practice)
        return planAfresh({ profile, tenantId, secretEndsAt, aim: intent, adopt: null, restore: null, signInEntry })
      })
    },

    plan({ secretEndsAt, aim, adopt, restore }) {
      const last = wished()
      const found = turn.state.session.plan?.found
      const shown = (id: string | null, among: readonly { readonly id: string }[] = []) =>
        id === null || id === last.adopt || among.some((one) => one.id === id)
      if (!shown(adopt, found?.namesakes) || !shown(restore, found?.deleted)) throw problem('bad-input')
      if (secretEndsAt !== null && !isLifetime(last.profile, secretEndsAt, now())) throw problem('bad-input')
      return during('plan', { kind: 'planning' }, () =>
        planAfresh({
          ...last,
          secretEndsAt: secretEndsAt ?? last.secretEndsAt,
          aim: aim ?? last.aim,
          adopt,
          restore,
        }),
      )
    },

    approve({ planId, typed }) {
      const { session, language } = turn.state
      const approved = session.plan
      if (approved?.id !== planId) throw problem('out-of-order')
      const isTyped = typed?.trim().toLocaleUpperCase('fr') === removalWord[language]
      if (approved.aim === 'removed' && !isTyped) throw problem('not-typed')
      return during('approve', { kind: 'running' }, async () => {
        proof = null
        let ended: 'done' | 'stopped' = 'stopped'
        try {
          const made = await apply(outside(), wished(), approved.changes)
          seen = made.seen
          // Done once: what comes after is an ordinary plan of what is there.
          wish = { ...wished(), aim: 'present', adopt: null, restore: null }
          ended = 'done'
          return { kind: 'ran', plan: made.plan }
        } finally {
          shell.tellRunEnded(ended)
        }
      })
    },

    recordConfirmation() {
      return during('record-confirmation', { kind: 'planning' }, async () => {
        const bytes = await shell.openConfirmation()
        if (bytes !== null) await recordConfirmation(outside(), seen, bytes)
        return planAfresh({ ...wished(), aim: 'present' })
      })
    },

    stop: () => end('stop', 'stopped'),

    goToProof: () => go('go-to-proof', 'proof'),

    prove({ mailbox }) {
      return during('prove', { kind: 'proving', mailbox }, async () => {
        proof = null
        const told = (event: SessionEvent) => {
          happen(event)
          // The token was obtained, whatever the mailbox says next: a handoff may say so.
          if (event.kind === 'check-passed' && event.check === 'role')
            proof = { token: now().toISOString(), mailbox: null }
        }
        proof = await prove({ ...outside(), say: told }, wished(), seen, mailbox)
        return { kind: 'proved' }
      })
    },

    goToHandoff: () => go('go-to-handoff', 'handoff'),

    async handOff() {
      const { identity, practice } = turn.state.session
      const shown = proof
      if (!identity || !shown) throw problem('out-of-order')
      return during('hand-off', { kind: 'handing-off' }, async () => {
        const suggested = handoffFileName(identity.organization.domain, now(), practice)
        const path = await shell.chooseFile(suggested, practice)
        if (path === null) return { kind: 'handoff-cancelled' }
        const about = { identity, proof: shown, assistant: shell.version }
        const { sealed, code } = await deliver(outside(), wished(), seen, about)
        try {
          await atomicWrite(path, sealed)
        } catch {
          throw problem('file-not-written')
        }
        return {
          kind: 'handed-off',
          handoff: { fileName: basename(path), bytes: sealed.length, savedAt: now().toISOString(), code },
        }
      })
    },

    async copy({ fact }) {
      const text = shell.copyOf(fact, turn.state.session, turn.state.language)
      if (text === null) throw problem('out-of-order')
      await shell.copyText(text)
      return null
    },

    showJournal: () => done(() => shell.showJournal()),

    back: () => {
      const to = before[turn.state.session.at]
      return to === undefined ? Promise.reject(problem('out-of-order')) : go('back', to)
    },

    home: () => go('home', 'welcome'),

    close: () => done(() => shell.close()),
  }

  function done(work: () => void): Promise<null> {
    return Promise.resolve().then(() => {
      work()
      return null
    })
  }
}
