import type { Keychain } from '#adapters/keychain/keychain.ts'
import { ProblemError } from '#core/problem.ts'
import type { FaultEffect } from '#practice/faults/faults.ts'
import { countRequests, strikeAt } from '#support/faults/counting.ts'
import type { Computer } from '#support/faults/computer.ts'
import { createMemoryKeychain } from '#support/faults/memory-keychain.ts'
import { runRow, type Cell } from '#support/faults/row.ts'
import { openTrial, type Trial } from '#support/faults/trial.ts'

/**
 * Stops as soon as `stuck` resolves, and returns what was not as expected: the job must end although nothing answers and no
 * time passes.
 */
async function stopped(trial: Trial, computer: Computer, stuck: Promise<void>): Promise<readonly string[]> {
  const now = () => trial.site.clock.now().getTime()
  let stoppedAt = Number.NaN
  let tookMs = Number.POSITIVE_INFINITY
  void stuck.then(() => {
    stoppedAt = now()
    computer.stop()
  })
  const { error } = await trial.attempt(
    computer,
    async () => {
      try {
        await computer.job()
      } finally {
        tookMs = now() - stoppedAt
        // Work that goes on after Stop gets no answer, and gives up when its time limit passes.
        trial.site.hung = () => setImmediate(trial.site.clock.passLimits)
        trial.site.clock.passLimits()
      }
    },
    () => Promise.resolve([]),
  )
  const isStopped = error instanceof ProblemError && error.problem.code === 'stopped'
  return [...(isStopped ? [] : [`ended with ${String(error)}`]), ...(tookMs === 0 ? [] : [`let go after ${tookMs} ms`])]
}

async function opened(trial: Trial, keychain: Keychain = createMemoryKeychain()): Promise<Computer> {
  const computer = trial.computer({ keychain })
  await trial.signIn(computer)
  return computer
}

function atRequest(at: number, effect: FaultEffect): Cell {
  return {
    id: `request-${at}-${effect}`,
    async run(open) {
      const trial = open()
      const computer = await opened(trial)
      strikeAt(trial.site, new Map([[at, { name: effect, effect }]]))
      const stuck = new Promise<void>((resolve) => {
        trial.site.hung = resolve
      })
      const unmet = await stopped(trial, computer, stuck)
      trial.site.watch = () => undefined
      await trial.converge(computer)
      return { observed: trial.observe(), unmet }
    },
  }
}

/** Returns a cell in which the keychain asks the person something, and the person presses Stop. */
function atKeychain(at: number, done: boolean): Cell {
  return {
    id: `keychain-${at}${done ? '-after-it-was-done' : ''}`,
    async run(open) {
      const trial = open()
      const memory = createMemoryKeychain()
      let count = 0
      let stick: () => void = () => undefined
      const stuck = new Promise<void>((resolve) => {
        stick = resolve
      })
      const hanging =
        <Given extends readonly string[], Told>(call: (...given: Given) => Promise<Told>) =>
        async (...given: Given): Promise<Told> => {
          count += 1
          if (count !== at) return call(...given)
          if (done) await call(...given)
          stick()
          return new Promise<Told>(() => undefined)
        }
      const computer = await opened(trial, {
        getPassword: hanging(memory.getPassword),
        setPassword: hanging(memory.setPassword),
        deletePassword: hanging(memory.deletePassword),
        findCredentials: memory.findCredentials,
      })
      const unmet = await stopped(trial, computer, stuck)
      await trial.converge(computer)
      return { observed: trial.observe(), unmet }
    },
  }
}

/** Returns a cell in which the person presses Stop during a wait. */
function atWait(at: number): Cell {
  return {
    id: `wait-${at}`,
    async run(open) {
      const trial = open()
      const { site } = trial
      let count = 0
      let stick: () => void = () => undefined
      const stuck = new Promise<void>((resolve) => {
        stick = resolve
      })
      const computer = trial.computer({
        clock: {
          ...site.localClock,
          wait: (ms, signal) => {
            count += 1
            if (count !== at) return site.clock.wait(ms, signal)
            stick()
            return new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => {
                reject(signal.reason as Error)
              })
            })
          },
        },
      })
      await trial.signIn(computer)
      const unmet = await stopped(trial, computer, stuck)
      await trial.converge(computer)
      return { observed: trial.observe(), unmet }
    },
  }
}

async function countPlaces(): Promise<{ requests: number; calls: number; waits: number }> {
  const trial = openTrial()
  const memory = createMemoryKeychain()
  let calls = 0
  const computer = await opened(trial, {
    getPassword: (...given) => ((calls += 1), memory.getPassword(...given)),
    setPassword: (...given) => ((calls += 1), memory.setPassword(...given)),
    deletePassword: (...given) => ((calls += 1), memory.deletePassword(...given)),
    findCredentials: memory.findCredentials,
  })
  const requests = await countRequests(trial.site, () => computer.job())
  return { requests, calls, waits: trial.site.clock.waits.length }
}

const places = await countPlaces()
const upTo = (count: number) => Array.from({ length: count }, (_, place) => place + 1)

runRow('cancel', [
  ...upTo(places.requests).flatMap((at) => [atRequest(at, 'no-answer'), atRequest(at, 'no-answer-after-commit')]),
  ...upTo(places.calls).flatMap((at) => [atKeychain(at, false), atKeychain(at, true)]),
  ...upTo(places.waits).map(atWait),
])
