import type { Secret } from '../secret.ts'

/** What the person is asked: a proxy lets nothing pass without a user name and a password. */
export interface ProxyQuestion {
  /** The proxy's address and port, e.g. `proxy.nord.example:8080`. */
  readonly proxy: string
  /** Whether the proxy has just refused what was entered for it. */
  readonly refused: boolean
}

/** What the person entered for a proxy. */
export interface ProxyCredentials {
  readonly username: string
  readonly password: Secret
}

/** What the person may do about a proxy that asks for credentials. */
export interface ProxyQuestions {
  /** Returns the question that waits for the person; `null` when none does. */
  question(): ProxyQuestion | null
  /** Keeps what was entered for the proxy of the question, in memory only, and lets the requests that wait try it. */
  answer(credentials: ProxyCredentials): void
  /** Refuses the requests that wait for the proxy of the question, and every other one until the next work begins. */
  decline(): void
  /** Lets a declined proxy ask again: the person has begun something new. */
  beginWork(): void
  /** Forgets what was entered for every proxy. */
  forget(): void
}

/** How a request gets past a proxy that asks for credentials. */
export interface ProxySignIn extends ProxyQuestions {
  /**
   * Waits until a request may be made: while no proxy has accepted what was entered, one request at a time tries it, because
   * a directory locks an account after a few wrong passwords. Returns what lets the next one go on.
   */
  turn(): Promise<() => void>
  /**
   * Returns what a request may answer a proxy with; `null`: nothing. `tried` is what the same request answered before, which
   * the proxy has then refused.
   */
  credentialsFor(proxy: string, tried: ProxyCredentials | null): ProxyCredentials | null
  /** Says how a request ended that tried these credentials: whether the proxy let it `pass`. */
  ended(proxy: string, tried: ProxyCredentials, passed: boolean): void
  /** Waits until a request that a proxy stopped may be made again, and resolves to whether it may. Rejects when stopped. */
  ask(proxy: string, signal: AbortSignal): Promise<boolean>
}

/** How far the credentials for one proxy have come: entered, tried by one request, or accepted by the proxy. */
interface Entry {
  readonly credentials: ProxyCredentials
  state: 'entered' | 'trying' | 'accepted'
}

interface Waiting {
  readonly proxy: string
  readonly release: (mayTry: boolean) => void
}

/** Creates the memory of one run of the assistant. `changed` is called when there may be another question, or none. */
export function createProxySignIn(changed: () => void): ProxySignIn {
  const entries = new Map<string, Entry>()
  const refused = new Set<string>()
  const declined = new Set<string>()
  const waiting = new Set<Waiting>()
  let taken: Promise<void> | null = null

  const asking = (): string | null => [...waiting].find(({ proxy }) => !entries.has(proxy))?.proxy ?? null

  function release(proxy: string, mayTry: boolean): void {
    for (const one of [...waiting].filter((other) => other.proxy === proxy)) {
      waiting.delete(one)
      one.release(mayTry)
    }
    changed()
  }

  return {
    question() {
      const proxy = asking()
      return proxy === null ? null : { proxy, refused: refused.has(proxy) }
    },
    answer(credentials) {
      const proxy = asking()
      if (proxy === null) return
      entries.set(proxy, { credentials, state: 'entered' })
      refused.delete(proxy)
      release(proxy, true)
    },
    decline() {
      const proxy = asking()
      if (proxy === null) return
      declined.add(proxy)
      refused.delete(proxy)
      release(proxy, false)
    },
    beginWork() {
      declined.clear()
    },
    forget() {
      entries.clear()
      refused.clear()
    },
    async turn() {
      while (taken) await taken
      if ([...entries.values()].every(({ state }) => state === 'accepted')) return () => undefined
      return new Promise((resolve) => {
        taken = new Promise((free) => {
          resolve(() => {
            taken = null
            free()
          })
        })
      })
    },
    credentialsFor(proxy, tried) {
      const entry = entries.get(proxy)
      if (!entry) return null
      if (entry.credentials === tried) {
        entries.delete(proxy)
        refused.add(proxy)
        changed()
        return null
      }
      if (entry.state === 'trying') return null
      if (entry.state === 'entered') entry.state = 'trying'
      return entry.credentials
    },
    ended(proxy, tried, passed) {
      const entry = entries.get(proxy)
      if (entry?.credentials !== tried || entry.state === 'accepted') return
      entry.state = passed ? 'accepted' : 'entered'
      release(proxy, true)
    },
    async ask(proxy, signal) {
      signal.throwIfAborted()
      if (declined.has(proxy)) return false
      const entry = entries.get(proxy)
      if (entry && entry.state !== 'trying') return true
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.delete(one)
          changed()
          reject(signal.reason as Error)
        }
        const one: Waiting = {
          proxy,
          release: (mayTry) => {
            signal.removeEventListener('abort', leave)
            resolve(mayTry)
          },
        }
        signal.addEventListener('abort', leave, { once: true })
        waiting.add(one)
        changed()
      })
    },
  }
}
