import { webcrypto } from 'node:crypto'

// The Electron used in development in place of the pinned one may run Node 18, which has no global `crypto`.
Object.defineProperty(globalThis, 'crypto', {
  value: (globalThis as { readonly crypto?: unknown }).crypto ?? webcrypto,
  configurable: true,
})
