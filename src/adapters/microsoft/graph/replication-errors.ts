/** An error of Graph's that means "not replicated yet". */
export interface ReplicationError {
  readonly status: number
  /** What the message must say; without it, the status alone is enough. */
  readonly message?: RegExp
}

/**
 * The errors of each call that mean "not replicated yet": Entra has others for each of them. They were met by
 * terraform-provider-azuread (internal/services/*, its `ShouldRetryOn…` conditions). The 404 of a read of what may not
 * exist is in none of these lists, because it is an answer.
 */
export const replicationErrors = {
  createServicePrincipal: [
    { status: 404 },
    { status: 400, message: /does not reference a valid application object/i },
    // This one reads like a refusal.
    { status: 403, message: /backing application of the service principal being created must in the local tenant/i },
  ],
  enableServicePrincipal: [{ status: 404 }],
  grantAppRole: [
    { status: 404 },
    { status: 400, message: /not a valid reference update/i },
    { status: 400, message: /does not exist or one of its queried reference-property objects are not present/i },
  ],
  patchApplication: [{ status: 404 }, { status: 409 }],
  addPassword: [{ status: 404 }],
  assignPolicy: [{ status: 404 }],
  restoreApplication: [{ status: 404 }],
} as const satisfies Record<string, readonly ReplicationError[]>
