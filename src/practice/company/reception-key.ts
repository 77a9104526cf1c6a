/**
 * The practice tenant's own reception key. It is public on purpose: what is sealed in practice is worth nothing, and
 * CDID's key can never open it. Practice seals to this key only; `prextra-reception` takes it only with --practice.
 */
export const practiceIdentity = 'AGE-SECRET-KEY-1MEY0TKAYQECKQTYRXKAQWL774YMXP6SE8FZ0GTH09VE6QSQRPK3SWH66HU'

export const practiceRecipient = {
  id: 'practice',
  publicKey: 'age103lcwunenwjygl805x0qkg8q5sjk5gvsvr6az9wexlggj6k8wsas0wscaf',
  notAfter: '2099-12-31',
} as const
