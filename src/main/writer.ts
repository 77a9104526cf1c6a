import type { Writer } from '#core/session/writer.ts'
import type { Language } from '#words/format/language.ts'
import { handoffMail } from '#words/mail/handoff-mail.ts'
import { delegationPage } from '#words/pages/delegation/delegation.ts'
import { documentOf } from '#words/pages/session-documents.ts'
import { portalAddress } from '#words/portal/addresses.ts'
import { copiedText } from '#words/screens/copied-facts.ts'
import { isRemovalWord } from '#words/screens/review/removal-word.ts'

/** Returns a writer that uses the window's language at the moment of each call. */
export function createWriter(language: () => Language): Writer {
  return {
    language,
    handoffMail: (facts) => {
      const { subject, text } = handoffMail[language()]
      return { subject: subject(facts), text: text(facts) }
    },
    delegationPage,
    document: (name, facts) => documentOf(name, facts, language()),
    copied: (fact, session) => copiedText(fact, session, language()),
    portalAddress,
    isRemovalWord: (typed) => isRemovalWord(typed, language()),
  }
}
