import type { Tenant } from '#practice/tenant/tenant.ts'

export type Fields = Readonly<Record<string, string>>

/** The JSON of a form's answer, with its status and headers. */
export type Posted = Record<string, unknown> & { readonly status: number; readonly headers: Headers }

/** Posts a form to login.microsoftonline.com. */
export async function postForm(tenant: Tenant, path: string, fields: Fields, headers: Fields = {}): Promise<Posted> {
  const address = `https://login.microsoftonline.com/${path}`
  const response = await tenant.fetch(
    new Request(address, { method: 'POST', body: new URLSearchParams(fields), headers }),
  )
  const body = (await response.json()) as Record<string, unknown>
  return { ...body, status: response.status, headers: response.headers }
}
