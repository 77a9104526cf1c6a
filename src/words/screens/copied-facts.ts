import { supportDetails, type Problem } from '#core/problem.ts'
import { assistantPathOf, cloudIn, guideOf, identityOf } from '#core/session/session-path.ts'
import type { Session } from '#core/session/session.ts'
import type { CopiedFact } from '#core/session/writer.ts'
import { controlCodeWords } from '../format/control-code.ts'
import type { Language } from '../format/language.ts'
import { networkText } from '../pages/network.ts'
import { removedApplicationId } from '../pages/session-documents.ts'
import { manifestJson } from '../portal/manifest.ts'
import { allowListOnScreen, withdrawOnScreen } from '../scripts/on-screen.ts'

/** Returns what a copy button copies, whole; `null` when there is nothing to copy yet. */
export function copiedText(fact: CopiedFact, session: Session, language: Language): string | null {
  const guide = guideOf(session)
  const path = assistantPathOf(session)
  switch (fact) {
    case 'tenantId':
      return identityOf(session)?.tenantId ?? guide?.entries.tenantId ?? null
    case 'applicationId':
      return applicationIdOf(session)
    case 'servicePrincipalId':
      return path?.plan.found.servicePrincipal?.id ?? madeId(session, 'create-service-principal')
    case 'controlCode':
      return session.at === 'done' ? controlCodeWords(session.handoff.code, language).join(' ') : null
    case 'exchangeScript': {
      const appId = applicationIdOf(session)
      return appId && allowListOnScreen(cloudIn(session), appId, language)
    }
    case 'withdrawScript': {
      const appId = removedApplicationId(session)
      return appId && withdrawOnScreen(cloudIn(session), appId, language)
    }
    // A ticket tells of the computer too, and the address is CDID's: neither is in the session.
    case 'ticket':
    case 'address':
      return null
    case 'supportDetails':
      return session.problem && supportLine(session.problem)
    case 'applicationName':
      return guide && guide.profile.displayName
    case 'redirectAddress':
      return guide?.profile.redirectUris[0] ?? null
    case 'networkResult':
      return session.at === 'network' ? networkText(session, session.practice, language) : null
    case 'manifest':
      return guide && manifestJson(guide.profile)
  }
}

function applicationIdOf(session: Session): string | null {
  const found = assistantPathOf(session)?.plan.found.application?.appId
  return found ?? madeId(session, 'create-application') ?? guideOf(session)?.entries.applicationId ?? null
}

function madeId(session: Session, kind: 'create-application' | 'create-service-principal'): string | null {
  return assistantPathOf(session)?.run?.rows.find((row) => row.change.kind === kind)?.id ?? null
}

function supportLine(problem: Problem): string {
  return supportDetails(problem)
    .map(({ name, value }) => (name === 'status' ? `HTTP ${value}` : value))
    .join(' · ')
}
