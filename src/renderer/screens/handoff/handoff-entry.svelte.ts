import { isCaseNumber } from '#core/handoff/case-number.ts'
import { isMailAddress } from '#core/mail-address.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/** The optional fields of a handoff: who else gets the mail, and the case number that CDID gave on the phone. */
export class HandoffEntry {
  readonly #shell: Shell
  copyTo = $state('')
  caseNumber = $state('')
  #wrong = $state<'copyTo' | 'caseNumber' | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get copyToWrong(): string | null {
    return this.#wrong === 'copyTo' ? handoffWords[this.#shell.language].copyToWrong : null
  }

  get caseNumberWrong(): string | null {
    return this.#wrong === 'caseNumber' ? handoffWords[this.#shell.language].caseNumberWrong : null
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
  read(byMail: boolean): { readonly copyTo: string | null; readonly caseNumber: string | null } | null {
    const copyTo = byMail ? this.copyTo.trim() : ''
    const caseNumber = this.caseNumber.trim()
    this.#wrong = wrongIn(copyTo, caseNumber)
    if (this.#wrong) return null
    return { copyTo: copyTo === '' ? null : copyTo, caseNumber: caseNumber === '' ? null : caseNumber }
  }
}

function wrongIn(copyTo: string, caseNumber: string): 'copyTo' | 'caseNumber' | null {
  if (copyTo !== '' && !isMailAddress(copyTo)) return 'copyTo'
  if (caseNumber !== '' && !isCaseNumber(caseNumber)) return 'caseNumber'
  return null
}
