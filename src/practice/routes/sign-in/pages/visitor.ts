import type { Context } from 'hono'
import type { Company } from '../../../company/company.ts'
import type { PageWish } from './pages.ts'
import type { SignIns, Transaction } from '../sign-ins.ts'
import type { Language } from './language.ts'

/** A sign-in under way, and the browser it is under way in. */
export interface Visit {
  readonly company: Company
  readonly signIns: SignIns
  readonly c: Context
  readonly language: Language
  readonly id: string
  readonly transaction: Transaction
}

/** What its next page is made from. */
export function wishOf({ language, id, transaction }: Visit): PageWish {
  const { ending, request } = transaction
  const address =
    ending.kind === 'code'
      ? ending.request.redirectUri
      : ending.kind === 'admin-consent'
        ? ending.redirectUri
        : undefined
  const formAction = address === undefined ? undefined : new URL(address).origin
  return { language, transaction: id, request, formAction }
}
