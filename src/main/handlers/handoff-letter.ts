import { armored } from '#adapters/seal/age.ts'
import type { Delivery } from '#core/handoff/deliver.ts'
import { oneLine, type Mail } from '#core/handoff/mail.ts'
import type { Proof } from '#core/access/prove.ts'
import type { Identity } from '#core/session/session.ts'
import { handoffMail } from '#words/mail/handoff-mail.ts'
import type { Language } from '#words/format/language.ts'

export interface LetterFacts {
  readonly identity: Identity
  readonly proof: Proof
  readonly delivery: Delivery
  readonly fileName: string
  readonly caseNumber: string | null
  readonly address: string
  readonly copyTo: string | null
}

/** The mail to CDID, the project lead in copy: both may have the sealed file, one of them can open it. */
export function handoffLetter(facts: LetterFacts, language: Language): Mail {
  const { identity, proof, delivery, fileName, caseNumber, address, copyTo } = facts
  const { line, sealed } = delivery
  const words = handoffMail[language]
  const about = {
    ...{ practice: line.practice, organization: oneLine(identity.organization.name), caseNumber, fileName },
    contact: oneLine(identity.account.name) || identity.account.username,
    ...{ applicationId: line.appId, expiresAt: line.expiresAt, provenAt: proof.mailbox },
  }
  return {
    to: [{ address }],
    ...(copyTo !== null && { cc: [{ address: copyTo }] }),
    subject: words.subject(about),
    text: words.text(about),
    // Some gateways rewrite bytes: age's armor is text, and the control code is of what it holds.
    attachments: [{ fileName, contentType: 'application/vnd.age', content: new TextEncoder().encode(armored(sealed)) }],
  }
}
