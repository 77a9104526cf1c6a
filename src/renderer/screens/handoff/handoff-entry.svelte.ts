import { isCaseNumber } from '#core/handoff/case-number.ts'
import { isContact } from '#core/handoff/contact.ts'
import { isMailAddress } from '#core/mail-address.ts'
import type { Contact } from '#core/session/identity.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/**
 * The fields of a handoff: who else gets the mail, the case number that CDID gave on the phone, and the organization's
 * contact where the account that signed in is not it.
 */
export class HandoffEntry {
  readonly #shell: Shell
  copyTo = $state('')
  caseNumber = $state('')
  contactName = $state('')
  contactEmail = $state('')
  #wrong = $state<WrongField | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get copyToWrong(): string | null {
    return this.#wrong === 'copyTo' ? handoffWords[this.#shell.language].copyToWrong : null
  }

  get caseNumberWrong(): string | null {
    return this.#wrong === 'caseNumber' ? handoffWords[this.#shell.language].caseNumberWrong : null
  }

  get contactNameWrong(): string | null {
    return this.#wrong === 'contactName' ? handoffWords[this.#shell.language].contactNameWrong : null
  }

  get contactEmailWrong(): string | null {
    return this.#wrong === 'contactEmail' ? handoffWords[this.#shell.language].contactEmailWrong : null
  }

  readonly enterContactName = (value: string): void => {
    this.contactName = value
    this.#wrong = null
  }

  readonly enterContactEmail = (value: string): void => {
    this.contactEmail = value
    this.#wrong = null
  }

  readonly enterCopyTo = (value: string): void => {
    this.copyTo = value
    this.#wrong = null
  }

  readonly enterCaseNumber = (value: string): void => {
    this.caseNumber = value
    this.#wrong = null
  }

  /** Returns what was entered; `null` when a field is wrong, which is then shown under it. Main checks again. */
  read(byMail: boolean, asksContact: boolean): Entered | null {
    const contact = asksContact ? { name: this.contactName.trim(), email: this.contactEmail.trim() } : null
    const copyTo = byMail ? this.copyTo.trim() : ''
    const caseNumber = this.caseNumber.trim()
    this.#wrong = (contact && wrongInContact(contact)) ?? wrongIn(copyTo, caseNumber)
    if (this.#wrong) return null
    return {
      copyTo: copyTo === '' ? null : copyTo,
      caseNumber: caseNumber === '' ? null : caseNumber,
      ...(contact && { contact }),
    }
  }
}

type WrongField = 'copyTo' | 'caseNumber' | 'contactName' | 'contactEmail'

interface Entered {
  readonly copyTo: string | null
  readonly caseNumber: string | null
  readonly contact?: Contact
}

function wrongInContact(contact: Contact): WrongField | null {
  if (isContact(contact)) return null
  return isMailAddress(contact.email) ? 'contactName' : contact.name === '' ? 'contactName' : 'contactEmail'
}

function wrongIn(copyTo: string, caseNumber: string): WrongField | null {
  if (copyTo !== '' && !isMailAddress(copyTo)) return 'copyTo'
  if (caseNumber !== '' && !isCaseNumber(caseNumber)) return 'caseNumber'
  return null
}
