import type { Context } from 'hono'
import type { Company } from '../../../company/company.ts'
import type { PageContext } from './pages.ts'
import type { SignIns, Transaction } from '../sign-ins.ts'
import type { Language } from './language.ts'

/** An open sign-in, and the browser request that continues it. */
export interface Visit {
  readonly company: Company
  readonly signIns: SignIns
  readonly c: Context
  readonly language: Language
  readonly id: string
  readonly transaction: Transaction
}

/** Returns what the next page of a sign-in needs. */
export function pageContextOf({ language, id, transaction }: Visit): PageContext {
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
