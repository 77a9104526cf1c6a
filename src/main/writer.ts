import type { Writer } from '#core/session/writer.ts'
import type { Language } from '#words/format/language.ts'
import { portalAddress } from '#words/portal/addresses.ts'
import { isRemovalWord } from '#words/screens/review/removal-word.ts'
import { cdid } from './cdid.ts'
import { nextTask } from './next-task.ts'

/** Returns a writer that uses the window's language at the moment of each call, and loads a page's words with its first. */
export function createWriter(language: () => Language): Writer {
  return {
    language,
    async handoffMail(facts) {
      const { handoffMail } = await import('#words/mail/handoff-mail.ts')
      const { subject, text } = handoffMail[language()]
      return { subject: subject(facts), text: text(facts) }
    },
    async delegationPage(step, reader) {
      const { delegationPage } = await import('#words/pages/delegation/delegation.ts')
      return delegationPage(step, reader)
    },
    async document(name, facts) {
      const { documentOf } = await import('#words/pages/session-documents.ts')
      await nextTask()
      return documentOf(name, { ...facts, cdid }, language())
    },
    async supportFile(facts, masked) {
      const { supportFile } = await import('#words/pages/support.ts')
      return supportFile(facts, masked, language())
    },
    address: cdid.address,
    async ticket(facts) {
      const { ticketText } = await import('#words/pages/support.ts')
      return ticketText(facts, language())
    },
    async copied(fact, session) {
      const { copiedText } = await import('#words/screens/copied-facts.ts')
      return copiedText(fact, session, language())
    },
    portalAddress,
    isRemovalWord: (typed) => isRemovalWord(typed, language()),
  }
}
