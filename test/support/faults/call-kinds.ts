import type { FaultRequest } from '#practice/faults/faults.ts'

/** A kind of request, and during which work it is sent. */
export interface CallKind {
  readonly name: string
  readonly request: FaultRequest
  readonly during: 'sign-in' | 'renewal' | 'job' | 'clean-up' | 'removal'
}

const graph = (path: string) => `https://graph.microsoft.com/v1.0${path}`
const token = { method: 'POST', url: 'https://login.microsoftonline.com/*/token*' } as const

export const callKinds: readonly CallKind[] = [
  { name: 'code-token', during: 'sign-in', request: { ...token, bodyFragment: 'grant_type=authorization_code' } },
  { name: 'organization', during: 'sign-in', request: { method: 'GET', url: graph('/organization*') } },
  { name: 'renewed-token', during: 'renewal', request: { ...token, bodyFragment: 'grant_type=refresh_token' } },
  { name: 'read-by-key', during: 'job', request: { method: 'GET', url: graph('/applications(uniqueName=*') } },
  { name: 'list-by-tag', during: 'job', request: { method: 'GET', url: graph('/applications?*') } },
  { name: 'list-deleted', during: 'job', request: { method: 'GET', url: graph('/directory/deletedItems/*') } },
  { name: 'read-principal', during: 'job', request: { method: 'GET', url: graph('/servicePrincipals(appId=*)?*') } },
  { name: 'read-policy', during: 'job', request: { method: 'GET', url: graph('/policies/*') } },
  { name: 'upsert', during: 'job', request: { method: 'PATCH', url: graph('/applications(uniqueName=*') } },
  { name: 'patch-tag', during: 'job', request: { method: 'PATCH', url: graph('/applications/*') } },
  { name: 'create-principal', during: 'job', request: { method: 'POST', url: graph('/servicePrincipals') } },
  { name: 'grant', during: 'job', request: { method: 'POST', url: graph('/servicePrincipals/*/appRoleAssignedTo') } },
  {
    name: 'list-grants',
    during: 'job',
    request: { method: 'GET', url: graph('/servicePrincipals(appId=*)/appRoleAssignments*') },
  },
  { name: 'add-password', during: 'job', request: { method: 'POST', url: graph('/applications/*/addPassword') } },
  { name: 'app-token', during: 'job', request: { ...token, bodyFragment: 'client_credentials' } },
  {
    name: 'get-folder',
    during: 'job',
    request: { method: 'POST', url: 'https://outlook.office365.com/EWS/Exchange.asmx' },
  },
  { name: 'read-by-id', during: 'job', request: { method: 'GET', url: graph('/applications/*') } },
  {
    name: 'patch-delivered',
    during: 'job',
    request: { method: 'PATCH', url: graph('/applications/*'), bodyFragment: 'prextra-delivered' },
  },
  {
    name: 'remove-password',
    during: 'clean-up',
    request: { method: 'POST', url: graph('/applications/*/removePassword') },
  },
  { name: 'delete-application', during: 'removal', request: { method: 'DELETE', url: graph('/applications/*') } },
  {
    name: 'delete-sign-in-entry',
    during: 'removal',
    request: { method: 'DELETE', url: graph('/servicePrincipals/*') },
  },
]
