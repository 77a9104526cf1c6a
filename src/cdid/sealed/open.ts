import { fingerprint } from '#core/fingerprint.ts'
import type { ControlCode } from '#core/handoff/document.ts'
import { controlCodeWords, readControlCode } from '#words/format/control-code.ts'
import type { Language } from '#words/format/language.ts'
import { receptionWords } from '#words/reception/reception.ts'
import { printable, printableJson } from '../terminal/printable-text.ts'
import type { AskPassphrase } from './identity-file.ts'
import { ReceptionError } from '../reception-problem.ts'
import { type HandoffFacts, type OpenedFile, openSealedFile } from './sealed-file.ts'

export interface OpenRequest {
  readonly askPassphrase: AskPassphrase
  readonly file: string
  readonly identity: string
  readonly practice: boolean
  /** The control code that the administrator read out; `null` when none was typed. */
  readonly controlCode: string | null
}

/** Opens a sealed file and compares its control code. A problem never tells the right code. */
export async function open(request: OpenRequest): Promise<OpenedFile> {
  const typed = request.controlCode === null ? null : readControlCode(request.controlCode)
  if (request.controlCode !== null && !typed) throw new ReceptionError({ code: 'control-code-unreadable' })
  const opened = await openSealedFile(request)
  if (typed && !sameCode(typed, opened.controlCode)) throw new ReceptionError({ code: 'control-code-differs' })
  return opened
}

/** Returns what a technician reads about an opened file: labels and values in two columns, then the control code in both languages. */
export function summary(opened: OpenedFile, language: Language, now: Date, compared: boolean): string {
  const words = receptionWords[language]
  const rows = words.summary(shown(opened.facts), fingerprint(opened.recipient), now)
  const width = Math.max(...rows.map(([label]) => label.length))
  return [
    ...rows.map(([label, value]) => `  ${label.padEnd(width)}  ${printable(value)}`),
    '',
    compared ? words.codeAgrees : words.codeToCompare,
    `  ${controlCodeWords(opened.controlCode, 'fr').join(' ')}`,
    `  ${controlCodeWords(opened.controlCode, 'en').join(' ')}`,
  ].join('\n')
}

/** Returns the same as JSON, with the names of the handoff document. */
export function summaryJson(opened: OpenedFile, compared: boolean): string {
  const code = { fr: controlCodeWords(opened.controlCode, 'fr'), en: controlCodeWords(opened.controlCode, 'en') }
  const recipient = { publicKey: opened.recipient, fingerprint: fingerprint(opened.recipient) }
  return printableJson({ ...shown(opened.facts), recipient, controlCode: code, controlCodeCompared: compared })
}

/** Returns only the fields that this version knows, because an unknown one may hold anything. */
function shown(facts: HandoffFacts): HandoffFacts {
  const { id, createdAt, practice, profile, cloud, environment, applicationId, tenantId, secretKeyId } = facts
  const { secretExpiresAt, caseNumber, assistant, format, version } = facts
  return {
    format,
    version,
    id,
    createdAt,
    practice,
    profile,
    cloud,
    environment,
    applicationId,
    tenantId,
    secretKeyId,
    secretExpiresAt,
    organization: { name: facts.organization.name, domain: facts.organization.domain },
    contact: { name: facts.contact.name, email: facts.contact.email },
    caseNumber,
    proof: { token: facts.proof.token, mailbox: facts.proof.mailbox },
    ...(facts.setUp && { setUp: facts.setUp }),
    assistant,
  }
}

function sameCode(typed: ControlCode, right: ControlCode): boolean {
  return right.every((value, index) => typed[index] === value)
}
