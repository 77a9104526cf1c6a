import type { Problem } from '#core/problem.ts'
import type { Session } from '#core/session/session.ts'
import type { Fact } from '#contract/calls.ts'
import { controlCodeWords } from '#words/format/control-code.ts'
import { manifestJson } from '#words/portal/manifest.ts'
import { allowListOnScreen, withdrawOnScreen } from '#words/scripts/on-screen.ts'
import type { Language } from '#words/format/language.ts'

/** What a copy button copies, whole, from main's own state; `null` when there is nothing to copy yet. */
export function copyOf(fact: Fact, session: Session, language: Language): string | null {
  const appId =
    session.plan?.found.application?.appId ??
    madeId(session, 'create-application') ??
    session.guide?.entries.applicationId ??
    null
  const profile = session.guide?.profile ?? null
  switch (fact) {
    case 'tenantId':
      return session.identity?.tenantId ?? session.guide?.entries.tenantId ?? null
    case 'applicationId':
      return appId
    case 'servicePrincipalId':
      return session.plan?.found.servicePrincipal?.id ?? madeId(session, 'create-service-principal')
    case 'controlCode':
      return session.handoff && controlCodeWords(session.handoff.code, language).join(' ')
    case 'exchangeScript':
      return appId && allowListOnScreen(appId, language)
    case 'withdrawScript':
      return removedApp(session) && withdrawOnScreen(removedApp(session) ?? '', language)
    case 'supportDetails':
      return session.problem && supportDetails(session.problem)
    case 'applicationName':
      return profile && profile.displayName
    case 'redirectAddress':
      return profile && (profile.redirectUris[0] ?? null)
    case 'manifest':
      return profile && manifestJson(profile)
  }
}

/** The application that was just removed, or released. */
export function removedApp(session: Session): string | null {
  const changes = session.run?.rows.map(({ change }) => change) ?? []
  const removed = changes.find(({ kind }) => kind === 'remove-application' || kind === 'release-application')
  return removed && 'appId' in removed ? removed.appId : null
}

function madeId(session: Session, kind: string): string | null {
  return session.run?.rows.find((row) => row.change.kind === kind)?.id ?? null
}

function supportDetails({ code, at, microsoft }: Problem): string {
  const { host, status, code: theirs, correlationId } = microsoft ?? {}
  return [code, host, status && `HTTP ${status}`, theirs, correlationId, at].filter(Boolean).join(' · ')
}
