import { checkSecret, domainIn, checkEntry, entryNames, type Entries, type Issues } from '#core/guide/entries.ts'
import { askedIn, at, beside, guideSteps, type GuideView } from '#core/guide/guide.ts'
import { ProblemError } from '#core/problem.ts'
import { profiles } from '#core/access/profile.ts'
import { ask } from '#core/provision/retry.ts'
import { Secret } from '#core/secret.ts'
import type { SessionEvent } from '#core/session/session-event.ts'
import { guideAccount, vaultAccount } from '#core/vault-account.ts'
import { portalAddress } from '#words/portal/addresses.ts'
import type { Given } from '#contract/calls.ts'
import type { Handlers } from '../serve.ts'
import type { Desk } from './desk.ts'
import { resolveIds } from './guide-ids.ts'

type Calls = Pick<Handlers, 'enter' | 'chooseProfile' | 'goToStep' | 'openPortal' | 'pasteSecret'>

/** The guide by hand: what a person does in the portal themselves, and says here. */
export function byHandCalls(desk: Desk): Calls {
  const { shell, turn } = desk
  const { allow, dispatch, problem, during } = turn
  const guided = (guide: GuideView): SessionEvent => ({ kind: 'guided', guide })

  return {
    async enter(given) {
      allow('enter')
      await Promise.resolve()
      // Who hands over is no part of what was proven.
      const proven = Object.keys(given).every((name) => askedIn.contact.some((one) => one === name))
      dispatch({ kind: 'guided', guide: withEntries(guideOf(desk), given, desk.now()), proven })
      return null
    },

    async chooseProfile({ profile }) {
      allow('choose-profile')
      await Promise.resolve()
      dispatch(guided({ ...guideOf(desk), profile: profiles[profile] }))
      return null
    },

    goToStep: ({ step }) =>
      during('go-to-step', { kind: 'guiding' }, async () => {
        const guide = guideOf(desk)
        const { session } = turn.state
        const forward = step === beside(guide, 1)
        const steps = guideSteps[guide.aim]
        const isReached = steps.includes(step) && steps.indexOf(step) <= steps.indexOf(guide.reached)
        if (!forward && !isReached) throw problem('out-of-order')
        if (session.at === 'guide' && guide.step === 'ids' && forward) {
          const checked = await resolveIds(desk, guide)
          const isSame = checked.entries.tenantId === guide.entries.tenantId
          if (Object.keys(checked.issues).length > 0 || !isSame) return guided(checked)
          return guided({ ...at(checked, step), unchecked: checked.unchecked })
        }
        return { ...guided(at(guide, step)), proven: true } as SessionEvent
      }),

    async openPortal() {
      allow('open-portal')
      const { step, entries } = guideOf(desk)
      if (step === 'contact') throw problem('out-of-order')
      try {
        await shell.openPage(desk.place().page(portalAddress(step, entries.applicationId)), turn.state.session.practice)
      } catch {
        throw problem('browser-not-opened')
      }
      return null
    },

    pasteSecret: () =>
      during('paste-secret', { kind: 'guiding' }, async () => {
        const guide = guideOf(desk)
        // The clipboard is read where the page asks for it, and nowhere else.
        if (guide.step !== 'secret') throw problem('out-of-order')
        const checked = checkSecret(await shell.clipboardText(), guide.entries)
        if ('wrong' in checked) return guided({ ...guide, secretIssue: checked.wrong })
        const secret = new Secret(checked.ok)
        if ((await heldOld(desk, guide))?.equals(secret)) {
          return guided({ ...guide, secretIssue: { code: 'is-old-secret' } })
        }
        await keep(desk, secret)
        await shell.clearClipboard()
        return guided({ ...guide, secretIssue: null, secretReceivedAt: desk.now().toISOString() })
      }),
  }
}

/** What is kept for another day follows what is on the screen; an exercise is over when the window closes. */
export function followGuide(desk: Desk): void {
  const { shell, turn } = desk
  const { at: stage, guide, practice } = turn.state.session
  if (!guide || practice) return
  const done = stage === 'done'
  const isOver = guide.oldSecret === 'gone' || guide.oldSecret === 'unknown' || (done && guide.aim === 'present')
  const kept = isOver ? null : done ? { ...guide, step: 'old-secret' as const } : guide
  const keeping = shell.guide.write(kept).then((well) => {
    const now = turn.state.session.guide
    if (now && now.kept !== well) turn.set({ session: { ...turn.state.session, guide: { ...now, kept: well } } })
  })
  turn.finish(keeping)
}

export function guideOf({ turn }: Desk): GuideView {
  const { guide } = turn.state.session
  if (!guide) throw turn.problem('out-of-order')
  return guide
}

/** What was entered, one after the other, so that two of one page are held against each other as they now stand. */
function withEntries(guide: GuideView, given: Given<'enter'>, now: Date): GuideView {
  const named = entryNames.filter((name) => given[name] !== undefined)
  let entries: Entries = { ...guide.entries, ...Object.fromEntries(named.map((name) => [name, null])) }
  let issues: Issues = Object.fromEntries(
    Object.entries(guide.issues).filter(([name]) => !named.some((one) => one === name)),
  )
  for (const name of named) {
    const text = given[name] ?? ''
    const checked = checkEntry(name, text, entries, now, guide.oldKeyId)
    if ('ok' in checked) entries = { ...entries, [name]: checked.ok }
    else issues = { ...issues, [name]: checked.wrong }
    if ('wrong' in checked && checked.wrong.code === 'domain-to-find') entries = { ...entries, domain: domainIn(text) }
  }
  const foundBy = named.includes('tenantId') ? null : guide.foundBy
  return { ...guide, entries, issues, foundBy, unchecked: false }
}

async function keep(desk: Desk, secret: Secret): Promise<void> {
  const context = desk.context()
  const { vault } = context.world
  await ask(context, () => vault.write(guideAccount, secret))
  const back = await ask(context, () => vault.read(guideAccount))
  if (!back?.equals(secret)) throw new ProblemError({ code: 'vault-unavailable', at: desk.now().toISOString() })
}

/** The new secret: where it was pasted, or where it was filed once it was handed over. */
export async function heldNew(desk: Desk, { entries }: GuideView): Promise<Secret | null> {
  const context = desk.context()
  const pasted = await ask(context, () => context.world.vault.read(guideAccount))
  return pasted ?? held(desk, entries, entries.secretKeyId)
}

/** The secret that a renewal replaces, if this computer handed it over. */
export function heldOld(desk: Desk, { entries, oldKeyId }: GuideView): Promise<Secret | null> {
  return held(desk, entries, oldKeyId)
}

async function held(desk: Desk, { tenantId, applicationId }: Entries, keyId: string | null): Promise<Secret | null> {
  if (tenantId === null || applicationId === null || keyId === null) return null
  const context = desk.context()
  return ask(context, () => context.world.vault.read(vaultAccount(tenantId, applicationId, keyId)))
}
