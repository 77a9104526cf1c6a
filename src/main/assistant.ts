import { suggestFix } from '#core/guide/suggest-fix.ts'
import { fingerprint } from '#core/fingerprint.ts'
import { previousStage } from '#core/session/actions.ts'
import { createSessionContext, type SessionContext } from '#core/session/context.ts'
import type { Desktop, Workplace } from '#core/session/desktop.ts'
import { keepGuide } from '#core/session/keep-guide.ts'
import { policyProblem, profileOfNew } from '#core/session/obey-policy.ts'
import { resumable } from '#core/session/resumable.ts'
import { guideOf } from '#core/session/session-path.ts'
import { newSession, type Session } from '#core/session/session.ts'
import type { Writer } from '#core/session/writer.ts'
import type { View } from '#contract/calls.ts'
import type { Language } from '#words/format/language.ts'

/** The facts that the window is drawn from besides the session: about the build, and about the open world. */
export interface ViewFacts {
  readonly version: string
  readonly built: View['built']
  readonly electron: View['electron']
  /** The name of the sign-in application that is shown before a world is open. */
  readonly signInApplication: string
  readonly cdid: View['cdid']
  /** Returns the number of requests sent to Microsoft since the world was opened. */
  readonly requests: () => number
}

/** The assistant behind one window: its session, what the window may ask of it, and what the window is told. */
export interface RunningAssistant {
  readonly context: SessionContext
  readonly language: () => Language
  view(): View
  /** Sends the view again: something beside the session has changed. */
  tell(): void
  setLanguage(language: Language): void
  setScreenShare(on: boolean): void
}

/** Creates the assistant at the welcome. `changed` is called with each new view. */
export function createAssistant(
  ports: { readonly desktop: Desktop; readonly writer: (language: () => Language) => Writer },
  facts: ViewFacts,
  start: { readonly language: Language },
  changed: (view: View) => void,
): RunningAssistant {
  let { language } = start
  let screenShare = false
  let workplace: Workplace | null = null
  const desktop: Desktop = {
    ...ports.desktop,
    async openWorkplace(practice) {
      workplace = await ports.desktop.openWorkplace(practice)
      return workplace
    },
  }
  const session: Session = { ...newSession, resumable: resumable(desktop), problem: policyProblem(desktop) }
  const context = createSessionContext({ desktop, writer: ports.writer(() => language) }, session, () => {
    keepGuide(context)
    changed(assistant.view())
  })

  const assistant: RunningAssistant = {
    context,
    language: () => language,
    view: () => ({
      language,
      screenShare,
      version: facts.version,
      built: facts.built,
      electron: facts.electron,
      signInApplication: workplace?.signInApplication.name ?? facts.signInApplication,
      recipient: recipientOf(workplace),
      grantedBy: profileOfNew(ports.desktop.policy.policy, context.now()).grantedBy,
      backTo: previousStage(context.session),
      fix: fixFor(context.session),
      requests: facts.requests(),
      proxy: ports.desktop.proxies.question(),
      policy: ports.desktop.policy.policy,
      cdid: facts.cdid,
      hasAnswer: context.memory.confirmation !== null,
      session: context.session,
    }),
    tell() {
      changed(assistant.view())
    },
    setLanguage(next) {
      // The company's language is not changed, whatever the window asks.
      language = ports.desktop.policy.policy.language ?? next
      changed(assistant.view())
    },
    setScreenShare(on) {
      screenShare = on
      changed(assistant.view())
    },
  }
  return assistant
}

function recipientOf(workplace: Workplace | null): View['recipient'] {
  const recipient = workplace?.world.recipients[0]
  if (!workplace || !recipient) return null
  return { id: recipient.id, fingerprint: fingerprint(recipient.publicKey), address: workplace.address }
}

function fixFor(session: Session): View['fix'] {
  const guide = guideOf(session)
  return guide && session.problem ? suggestFix(guide, session.problem) : null
}
