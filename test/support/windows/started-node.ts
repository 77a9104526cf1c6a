/** What a Node that a test starts is given besides: under Wine, what lets its connections open (test/support/wine). */
export const startedNode: Readonly<Record<string, string>> =
  process.env['NODE_OPTIONS'] === undefined ? {} : { NODE_OPTIONS: process.env['NODE_OPTIONS'] }

/**
 * Whether a process was killed rather than ended. One that kills itself leaves no signal on Windows, only the number that
 * Windows gives to it.
 */
export function wasKilled({ code, signal }: { readonly code: number | null; readonly signal: string | null }): boolean {
  return signal === 'SIGKILL' || (process.platform === 'win32' && code === 1)
}

/** Makes a Node that a test starts trust an authority as the system's own. On Windows no file does: there it is an added one. */
export function systemTrusts(caFile: string): Readonly<Record<string, string>> {
  return process.platform === 'win32' ? { NODE_EXTRA_CA_CERTS: caFile } : { SSL_CERT_FILE: caFile }
}

/** How much longer what is measured may take: Windows' Node starts slowly under Wine. */
export const slowness = process.platform === 'win32' ? 3 : 1
