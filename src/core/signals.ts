/** A signal of its own, which is aborted with others. */
export interface JoinedSignal {
  readonly signal: AbortSignal
  /** Aborts it, with this reason if it is given, and lets go of the others. */
  readonly end: (reason?: unknown) => void
  /** Lets go of the others, and leaves it as it is. */
  readonly letGo: () => void
}

/** Returns a signal that is aborted when one of these is, for the same reason, and by `end`. */
export function joinSignals(...signals: readonly AbortSignal[]): JoinedSignal {
  const own = new AbortController()
  const links = signals.map((signal) => {
    const stop = () => {
      own.abort(signal.reason)
    }
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    return () => {
      signal.removeEventListener('abort', stop)
    }
  })
  const letGo = () => {
    for (const unlink of links) unlink()
  }
  return {
    signal: own.signal,
    end: (reason) => {
      letGo()
      own.abort(reason)
    },
    letGo,
  }
}

/** The result of `call`, or a rejection with the signal's reason as soon as it is aborted; the call itself goes on. */
export async function unlessAborted<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  signal.throwIfAborted()
  let stop: () => void = () => undefined
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => {
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([call(), stopped])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
