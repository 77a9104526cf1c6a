/** An answer that means "not replicated yet": Entra says so in a different way for each call. */
export interface ReplicationError {
  readonly status: number
  /** What the message must say besides; without it, the status alone says it. */
  readonly says?: RegExp
}

/**
 * Call by call, as met by terraform-provider-azuread (internal/services/*, its `ShouldRetryOn…` conditions). A read of
 * what may not be there is in none of these lists: its 404 is an answer.
 */
export const replicationErrors = {
  createServicePrincipal: [
    { status: 404 },
    { status: 400, says: /does not reference a valid application object/i },
    // Reads like a refusal, and is none.
    { status: 403, says: /backing application of the service principal being created must in the local tenant/i },
  ],
  appRoleAssignments: [{ status: 404 }],
  grantAppRole: [
    { status: 404 },
    { status: 400, says: /not a valid reference update/i },
    { status: 400, says: /does not exist or one of its queried reference-property objects are not present/i },
  ],
  patchApplication: [{ status: 404 }, { status: 409 }],
  addPassword: [{ status: 404 }],
  restore: [{ status: 404 }],
} as const satisfies Record<string, readonly ReplicationError[]>
