import type { Clock } from '#core/ports.ts'

/** A clock that moves only while something waits, and on which work can be scheduled, such as an administrator's. */
export interface ScenarioClock extends Clock {
  readonly waits: readonly number[]
  set(at: Date): void
  /** Schedules work, which is done when a wait reaches that time. Resolves once it is done. */
  at(when: Date, work: () => unknown): Promise<void>
}

interface Appointment {
  readonly at: number
  readonly keep: () => Promise<void>
}

export function createScenarioClock(start: string, moved: (now: Date) => void): ScenarioClock {
  let now = Date.parse(start)
  const waits: number[] = []
  let appointments: Appointment[] = []
  const set = (ms: number) => {
    now = ms
    moved(new Date(now))
  }
  /** Does all the work scheduled until then, in order, each at its time. */
  async function keepAppointments(until: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      const [next] = appointments.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
      if (!next) return
      appointments = appointments.filter((one) => one !== next)
      set(Math.max(now, next.at))
      await next.keep()
    }
  }
  set(now)
  return {
    waits,
    now: () => new Date(now),
    set: (date) => {
      set(date.getTime())
    },
    at: (when, work) =>
      new Promise((resolve, reject) => {
        const keep = async () => {
          try {
            await work()
            resolve()
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)))
          }
        }
        appointments.push({ at: when.getTime(), keep })
      }),
    async wait(ms, signal) {
      const until = now + ms
      await keepAppointments(until, signal)
      waits.push(ms)
      set(Math.max(now, until))
      await Promise.resolve()
    },
    // No time limit ever passes on this clock.
    alarm: () => () => undefined,
  }
}
