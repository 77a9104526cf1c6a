import type { Clock } from '#core/ports.ts'

/** How long work that must not be cut short may still take before the person is asked, in milliseconds. */
const settlingLimitMs = 30_000

/** After a restart, another one is not offered for this long, in milliseconds. */
const restartPauseMs = 60_000

/** What handling an unforeseen error needs of main. */
export interface UnforeseenPorts {
  readonly clock: Clock
  /** Writes down where the error happened, without its message: a message may quote a secret that it choked on. */
  readonly record: (error: unknown) => void
  /** Resolves when nothing is under way that must not be cut short. */
  readonly settled: () => Promise<void>
  /** When the assistant was last started again after such an error; `null`: never. */
  readonly lastRestart: () => Date | null
  /** Asks the person in main's own dialog; `mayRestart` false: only closing is offered. */
  readonly ask: (mayRestart: boolean) => Promise<'restart' | 'close'>
  readonly restart: () => void
  readonly close: () => void
}

/** What main does about an exception or a rejection that nothing caught. */
export interface Unforeseen {
  /** From the first such error on, what the program believes may be wrong: no new call is served. */
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
      // One dialog is enough, whatever else goes wrong meanwhile.
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
    // Whatever happened to the work, the person is asked.
  } finally {
    limit.abort(new Error('settled'))
  }
}
