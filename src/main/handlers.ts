import { basename } from 'node:path'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { signInTimeLimitMs } from '#adapters/microsoft/sign-in.ts'
import { deliver } from '#core/deliver.ts'
import { handoffFileName } from '#core/handoff.ts'
import { ProblemError, type Problem } from '#core/problem.ts'
import { defaultSecretEnd, isLifetime, profiles } from '#core/profile.ts'
import { prove, type Proof } from '#core/prove.ts'
import { apply, plan } from '#core/run.ts'
import { before, isLegal, newSession, type Action, type Session } from '#core/session.ts'
import { advance, type SessionEvent } from '#core/session-event.ts'
import type { Outside, Seen, Wish } from '#core/step.ts'
import { readIdentity } from './identity.ts'
import type { Handlers } from './serve.ts'
import type { Shell, State } from './shell.ts'
import type { Workplace } from './world.ts'

/** Hands each call of the contract to the core, one at a time, and tells the window what changed. */
export function createHandlers<View>(
  shell: Shell,
  start: State,
  changed: (state: State) => View,
): Omit<Handlers, 'look'> & { look(): Promise<View>; stop(): Promise<null> } {
  let state = start
  let workplace: Workplace | null = null
  let under = new AbortController()
  let link: string | null = null
  let wish: Wish | null = null
  let seen: Seen = {}
  let proof: Proof | null = null

  const set = (next: Partial<State>) => {
    state = { ...state, ...next }
    changed(state)
  }
  const now = () => new Date()
  const happen = (event: SessionEvent) => set({ session: advance(state.session, event, now()) })
  const problem = (code: Problem['code']): ProblemError => new ProblemError({ code, at: now().toISOString() })
  const allow = (action: Action) => {
    if (!isLegal(state.session, action)) throw problem('out-of-order')
  }
  const place = () => {
    if (!workplace) throw problem('out-of-order')
    return workplace
  }
  const outside = (): Outside => ({ world: place().world, signal: under.signal, say: happen })
  const wished = () => {
    if (!wish) throw problem('out-of-order')
    return wish
  }

  /** Legal, begun, and over: a failure is shown where it happened, and answered to the call as well. */
  async function during(action: Action, begun: SessionEvent, work: () => Promise<SessionEvent>): Promise<null> {
    allow(action)
    under = new AbortController()
    happen(begun)
    try {
      happen(await work())
    } catch (error) {
      const { reason } = under.signal as { readonly reason: unknown }
      const known = error instanceof ProblemError ? error : reason instanceof ProblemError ? reason : null
      happen({ kind: 'failed', problem: (known ?? problem('internal')).problem })
      throw known ?? error
    }
    return null
  }

  async function signIn(action: Action): Promise<null> {
    const { practice } = state.session
    return during(action, { kind: 'started', practice }, async () => {
      link = null
      const answer = await place().signIn.begin(async (url) => {
        link = place().page(url)
        happen({ kind: 'page-opened', until: new Date(now().getTime() + signInTimeLimitMs).toISOString() })
        // A browser that does not open is not the end: the link can be copied.
        await shell.openSignInPage(link, practice).catch(() => undefined)
      }, under.signal)
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

  return {
    look: () => Promise.resolve(changed(state)),
    setLanguage: ({ language }) => done(() => set({ language })),
    setScreenShare: ({ on }) => done(() => set({ screenShare: on })),

    async start({ way }) {
      allow('start')
      const practice = way === 'practice'
      set({ session: { ...newSession, busy: true } })
      wish = proof = null
      seen = {}
      try {
        workplace = await shell.openWorkplace(practice)
      } catch (error) {
        set({ session: newSession })
        if (error instanceof ProblemError) happen({ kind: 'failed', problem: error.problem })
        throw error
      }
      set({ session: { ...newSession, practice } })
      return signIn('start')
    },

    signIn: () => signIn('sign-in'),

    cancelSignIn: () => end('cancel-sign-in', 'sign-in-cancelled'),

    async copyLink() {
      allow('copy-link')
      if (link) await shell.copyText(link)
      return null
    },

    async reopenPage() {
      allow('reopen-page')
      try {
        if (link) await shell.openSignInPage(link, state.session.practice)
      } catch {
        throw problem('browser-not-opened')
      }
      return null
    },

    acceptIdentity() {
      const tenantId = state.session.identity?.tenantId
      if (tenantId === undefined) throw problem('out-of-order')
      return during('accept-identity', { kind: 'planning' }, () => {
        const profile = profiles.ews
        return planAfresh({ profile, tenantId, secretEndsAt: defaultSecretEnd(profile, now()), renew: false })
      })
    },

    plan({ secretEndsAt, renew }) {
      const last = wished()
      if (secretEndsAt !== null && !isLifetime(last.profile, secretEndsAt, now())) throw problem('bad-input')
      return during('plan', { kind: 'planning' }, () =>
        planAfresh({ ...last, secretEndsAt: secretEndsAt ?? last.secretEndsAt, renew }),
      )
    },

    approve({ planId }) {
      const approved = state.session.plan
      if (approved?.id !== planId) throw problem('out-of-order')
      return during('approve', { kind: 'running' }, async () => {
        proof = null
        let ended: 'done' | 'stopped' = 'stopped'
        try {
          const made = await apply(outside(), wished(), approved.changes)
          seen = made.seen
          ended = 'done'
          return { kind: 'ran', plan: made.plan }
        } finally {
          shell.tellRunEnded(ended)
        }
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
      const { identity, practice } = state.session
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
      const text = shell.copyOf(fact, state.session, state.language)
      if (text === null) throw problem('out-of-order')
      await shell.copyText(text)
      return null
    },

    showJournal: () => done(() => shell.showJournal()),

    back: () => {
      const to = before[state.session.at]
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

  function go(action: Action, to: Session['at']): Promise<null> {
    return done(() => {
      allow(action)
      happen({ kind: 'went', to })
    })
  }

  function end(action: Action, code: Problem['code']): Promise<null> {
    return done(() => {
      allow(action)
      under.abort(problem(code))
    })
  }
}
