import type { Company } from '../../company.ts'
import type { SeedMailbox } from '../../seed.ts'
import { SoapFault, type GetFolderRequest } from './soap.ts'

/** The mailbox a request impersonates. Throws what EWS answers for one that may not be, or is not there. */
export function findMailbox(
  company: Company,
  impersonated: GetFolderRequest['impersonated'],
  anchor: string | null,
): SeedMailbox {
  if (impersonated === undefined) {
    throw new SoapFault(
      'ErrorImpersonationRequired',
      'ExchangeImpersonation SOAP header must be present for this type of OAuth token.',
    )
  }
  const wanted = impersonated.value.toLowerCase()
  if (anchor?.toLowerCase() !== wanted) {
    // Microsoft promises only that a wrong anchor fails, with 500 or 503. impersonation-and-ews-in-exchange.md (UNCONFIRMED code)
    throw new SoapFault('ErrorInternalServerError', 'An internal server error occurred. The operation failed.')
  }
  const { mailboxes } = company.directory.seed
  const mailbox = mailboxes.find((one) => one.address.toLowerCase() === wanted)
  if (mailbox !== undefined) {
    if (mailbox.outOfScope === true) {
      throw new SoapFault(
        'ErrorImpersonateUserDenied',
        'The account does not have permission to impersonate the requested user.',
      )
    }
    return mailbox
  }
  const primary = mailboxes.find((one) => one.aliases?.some((alias) => alias.toLowerCase() === wanted) === true)
  if (primary !== undefined) {
    throw new SoapFault(
      'ErrorNonPrimarySmtpAddress',
      'The primary SMTP address must be specified when referencing a mailbox.',
      { Primary: primary.address },
    )
  }
  throw new SoapFault('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.')
}
