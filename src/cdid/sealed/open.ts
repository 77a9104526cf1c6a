import { fingerprint } from '#core/fingerprint.ts'
import type { ControlCode } from '#core/handoff/document.ts'
import { controlCodeWords, readControlCode } from '#words/format/control-code.ts'
import type { Language } from '#words/format/language.ts'
import { receptionWords } from '#words/reception/reception.ts'
import { ReceptionError } from '../reception-problem.ts'
import { printable } from '../terminal/printable-text.ts'
import { padTo, widthOf } from '../terminal/text-width.ts'
import type { HandoffFacts, OpenedFile } from './sealed-file.ts'

/** Reads a control code as it was typed. Throws `control-code-unreadable` when it is not eight words of one list. */
export function readTypedCode(typed: string): ControlCode {
  const code = readControlCode(typed)
  if (!code) throw new ReceptionError({ code: 'control-code-unreadable' })
  return code
}

/** Throws `control-code-differs` when the code that the administrator read out is not the file's. It never tells the right one. */
export function compareCode(opened: OpenedFile, typed: string): void {
  const code = readTypedCode(typed)
  if (!opened.controlCode.every((value, at) => code[at] === value)) {
    throw new ReceptionError({ code: 'control-code-differs' })
  }
}

/** Returns what a technician reads about an opened file: labels and values in two columns, then the control code in both languages. */
export function summary(opened: OpenedFile, language: Language, now: Date, compared: boolean): string {
  const words = receptionWords[language]
  const key = { fingerprint: fingerprint(opened.recipient), file: opened.identity }
  const rows = words.summary(shown(opened.facts), key, now)
  const width = Math.max(...rows.map(([label]) => widthOf(label)))
  return [
    ...rows.map(([label, value]) => `  ${padTo(label, width)}  ${printable(value)}`),
    '',
    compared ? words.codeAgrees : words.codeToCompare,
    `  ${controlCodeWords(opened.controlCode, 'fr').join(' ')}`,
    `  ${controlCodeWords(opened.controlCode, 'en').join(' ')}`,
  ].join('\n')
}

/** Returns the same for a program, with the names of the handoff document. */
export function summaryJson(opened: OpenedFile, compared: boolean): object {
  const { recipient: publicKey, identity } = opened
  return {
    ...shown(opened.facts),
    recipient: { publicKey, fingerprint: fingerprint(publicKey), identity },
    controlCode: { fr: controlCodeWords(opened.controlCode, 'fr'), en: controlCodeWords(opened.controlCode, 'en') },
    controlCodeCompared: compared,
  }
}

/** Returns only the fields that this version knows, because an unknown one may hold anything. */
function shown(facts: HandoffFacts): HandoffFacts {
  return {
    format: facts.format,
    version: facts.version,
    id: facts.id,
    createdAt: facts.createdAt,
    practice: facts.practice,
    profile: facts.profile,
    cloud: facts.cloud,
    environment: facts.environment,
    applicationId: facts.applicationId,
    tenantId: facts.tenantId,
    secretKeyId: facts.secretKeyId,
    secretExpiresAt: facts.secretExpiresAt,
    organization: { name: facts.organization.name, domain: facts.organization.domain },
    contact: { name: facts.contact.name, email: facts.contact.email },
    caseNumber: facts.caseNumber,
    proof: { token: facts.proof.token, mailbox: facts.proof.mailbox },
    ...(facts.setUp && { setUp: facts.setUp }),
    assistant: facts.assistant,
  }
}
