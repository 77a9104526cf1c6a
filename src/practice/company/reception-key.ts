/**
 * The key pair that practice seals to. It is public on purpose, because what is sealed in practice is worth nothing.
 * CDID's own key is never used in practice, and `prextra-reception` accepts this one only with `--practice`.
 */
export const practiceIdentity = 'AGE-SECRET-KEY-1MEY0TKAYQECKQTYRXKAQWL774YMXP6SE8FZ0GTH09VE6QSQRPK3SWH66HU'

export const practiceRecipient = {
  id: 'practice',
  publicKey: 'age103lcwunenwjygl805x0qkg8q5sjk5gvsvr6az9wexlggj6k8wsas0wscaf',
  notAfter: '2099-12-31',
} as const
