import { webcrypto } from 'node:crypto'

// Node 18, in the development fallback of Electron, has no global `crypto`; the pinned one does.
Object.defineProperty(globalThis, 'crypto', {
  value: (globalThis as { readonly crypto?: unknown }).crypto ?? webcrypto,
  configurable: true,
})
