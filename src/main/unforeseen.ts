import type { Clock } from '#core/ports.ts'

/** How long work that must not be cut short may still take before the person is asked, in milliseconds. */
const settlingLimitMs = 30_000

/** After a restart, another one is not offered for this long, in milliseconds. */
const restartPauseMs = 60_000

/** What handling an unforeseen error needs of main. */
export interface UnforeseenPorts {
  readonly clock: Clock
  /** Records where the error happened, without its message, which may quote a secret. */
  readonly record: (error: unknown) => void
  /** Resolves when nothing is under way that must not be cut short. */
  readonly settled: () => Promise<void>
  /** Returns when the assistant was last started again after such an error; `null` when it never was. */
  readonly lastRestart: () => Date | null
  /** Asks the person in main's own dialog. Only closing is offered when `mayRestart` is false. */
  readonly ask: (mayRestart: boolean) => Promise<'restart' | 'close'>
  readonly restart: () => void
  readonly close: () => void
}

/** How main handles an exception or a rejection that nothing caught. */
export interface Unforeseen {
  /** Whether such an error has happened. No new call is served then, because the state of the program may be wrong. */
  readonly isBroken: boolean
  /** Records the error, lets what must not be cut short end, and then asks the person. Never rejects. */
  happened(error: unknown): Promise<void>
}

export function createUnforeseen(ports: UnforeseenPorts): Unforeseen {
  let isBroken = false
  return {
    get isBroken() {
      return isBroken
    },
    async happened(error) {
      ports.record(error)
      // Errors that follow are recorded, but the person is asked only once.
      if (isBroken) return
      isBroken = true
      const last = ports.lastRestart()
      const mayRestart = last === null || ports.clock.now().getTime() - last.getTime() >= restartPauseMs
      await settledInTime(ports)
      const answer = await ports.ask(mayRestart).catch(() => 'close' as const)
      if (answer === 'restart' && mayRestart) ports.restart()
      else ports.close()
    },
  }
}

async function settledInTime({ clock, settled }: UnforeseenPorts): Promise<void> {
  const limit = new AbortController()
  try {
    await Promise.race([settled(), clock.wait(settlingLimitMs, limit.signal)])
  } catch {
    // The person is asked even when waiting for the work has failed.
  } finally {
    limit.abort(new Error('settled'))
  }
}
