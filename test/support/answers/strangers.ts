import { asSent, type Ending } from './row.ts'
import { notMicrosoft, perhapsNotMicrosoft } from './said.ts'
import { pageTitle } from './wire-answers.ts'

/** How a deed ends that met an answer without a proof that Microsoft gave it. */
/** The end of a page that is not Microsoft's. */
export function stranger(
  host: string,
  status: number,
  title: string | null = pageTitle,
  more: Ending['details'] = {},
): Ending {
  return {
    code: 'not-microsoft',
    nature: 'here',
    says: notMicrosoft(host, { status, ...(title !== null && { pageTitle: title }) }),
    details: {
      host,
      status: String(status),
      ...(title !== null && { pageTitle: title }),
      clientRequestId: asSent,
      ...more,
    },
  }
}

/** The end of a busy page, after waiting. */
export function busyStranger(host: string, status: number): Ending {
  return {
    code: 'perhaps-not-microsoft',
    nature: 'wait',
    says: perhapsNotMicrosoft(host, { status, pageTitle }),
    details: { host, status: String(status), pageTitle, clientRequestId: asSent },
  }
}
