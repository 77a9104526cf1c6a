import type { Company } from '../../company/company.ts'
import type { SeedMailbox } from '../../company/seed.ts'
import type { ExchangeRequest } from './request.ts'
import { SoapFault } from './soap.ts'

/** Returns the mailbox that a request impersonates. Throws EWS's refusal when it does not exist or is named by an alias. */
export function findMailbox(
  company: Company,
  impersonated: ExchangeRequest['impersonated'],
  anchor: string | null,
): SeedMailbox {
  if (impersonated === undefined) {
    // UNCONFIRMED(impersonation-required): the code and the sentence.
    throw new SoapFault(
      'ErrorImpersonationRequired',
      'ExchangeImpersonation SOAP header must be present for this type of OAuth token.',
    )
  }
  const wanted = impersonated.value.toLowerCase()
  if (anchor?.toLowerCase() !== wanted) {
    // Microsoft promises only that a wrong anchor fails, with 500 or 503. impersonation-and-ews-in-exchange.md UNCONFIRMED(wrong-anchor)
    throw new SoapFault('ErrorInternalServerError', 'An internal server error occurred. The operation failed.')
  }
  const { mailboxes, users } = company.directory.seed
  // A principal name is the name one signs in with; its mailbox may have another address.
  const principal = users.find((user) => user.userPrincipalName.toLowerCase() === wanted)
  const address = impersonated.kind === 'PrincipalName' ? (principal?.mail ?? '').toLowerCase() : wanted
  const mailbox = mailboxes.find((one) => one.address.toLowerCase() === address)
  // UNCONFIRMED(unlicensed-mailbox): that a mailbox without licence answers as if it were not there.
  if (mailbox !== undefined && mailbox.licence !== 'none') return mailbox
  const primary = mailboxes.find((one) => one.aliases?.some((alias) => alias.toLowerCase() === address) === true)
  if (primary !== undefined) {
    // UNCONFIRMED(primary-address-value): the name of the value that holds the right address.
    throw new SoapFault(
      'ErrorNonPrimarySmtpAddress',
      'The primary SMTP address must be specified when referencing a mailbox.',
      { Primary: primary.address },
    )
  }
  throw new SoapFault('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.')
}
