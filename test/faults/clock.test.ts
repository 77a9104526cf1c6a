import { alphabet, strike } from '#support/faults/alphabet.ts'
import { endedWith } from '#support/faults/observation.ts'
import { openAtReception } from '#support/faults/reception.ts'
import { runRow, type Cell } from '#support/faults/row.ts'
import type { Trial } from '#support/faults/trial.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const yearMs = 365.25 * 24 * hourMs

/** An error of the computer's clock: how far it is ahead, and from when on. */
interface Wrong {
  readonly name: string
  readonly aheadMs: number
  /** The number of the request after the sign-in at which it begins; by default it is there from the start. */
  readonly fromRequest?: number
  /** Whether a request is also throttled until a time of Microsoft's clock. */
  readonly throttled?: boolean
}

const wrongs: readonly Wrong[] = [
  ...[-10 * yearMs, 10 * yearMs, -6 * minuteMs, 6 * minuteMs, -9_000, 9_000].map((aheadMs) => ({
    name: `${aheadMs / minuteMs}-minutes`,
    aheadMs,
  })),
  ...[-6 * minuteMs, 6 * minuteMs, -10 * yearMs].map((aheadMs) => ({
    name: `${aheadMs / minuteMs}-minutes-and-told-when-to-come-back`,
    aheadMs,
    throttled: true,
  })),
  ...[5, 15, 25, 40].flatMap((fromRequest) =>
    // A clock set by hand is an hour wrong when summer time begins or ends.
    [-hourMs, hourMs, -yearMs, yearMs].map((aheadMs) => ({
      name: `jumps-${aheadMs / minuteMs}-minutes-at-${fromRequest}`,
      aheadMs,
      fromRequest,
    })),
  ),
]

/** Checks that what was made and sealed has Microsoft's time. */
async function inTime({ site }: Trial, sealedFile: string): Promise<readonly string[]> {
  const unmet: string[] = []
  const [secret] = site.tenant.state.applications[0]?.passwordCredentials ?? []
  if (secret?.endDateTime !== '2027-04-01T05:00:00Z') unmet.push(`the secret ends ${secret?.endDateTime ?? ''}`)
  const { facts } = await openAtReception(sealedFile)
  const now = site.clock.now().getTime()
  for (const at of [facts.createdAt, facts.proof.token, facts.proof.mailbox ?? '']) {
    const off = Math.abs(now - Date.parse(at))
    if (!(off < 30_000)) unmet.push(`${at} is ${off} ms off`)
  }
  return unmet
}

const cells = wrongs.map(({ name, aheadMs, fromRequest = 0, throttled = false }): Cell => ({
  id: name,
  async run(open) {
    let ahead = fromRequest === 0 ? aheadMs : 0
    const trial = open({ aheadMs: () => ahead })
    const { site } = trial
    const computer = trial.computer()
    await trial.signIn(computer)
    let count = 0
    site.watch = () => {
      count += 1
      if (count === fromRequest) ahead = aheadMs
    }
    const comeBack = alphabet.find((fault) => fault.name === '429-date')
    const url = 'https://graph.microsoft.com/v1.0/applications?*'
    if (throttled && comeBack) strike(site, comeBack, { url, method: 'GET' })
    const { error } = await trial.run(computer)
    const unmet = error === null ? await inTime(trial, computer.sealedFile) : [endedWith(error)]
    await trial.converge(computer)
    return { observed: trial.observe(), unmet }
  },
}))

/** The cells in which the computer sleeps for an hour during a wait. */
const asleep = [1, 2, 4].map((nth): Cell => ({
  id: `suspended-in-wait-${nth}`,
  async run(open) {
    const trial = open()
    const { site } = trial
    let count = 0
    const computer = trial.computer({
      clock: {
        ...site.localClock,
        wait: async (ms, signal) => {
          count += 1
          if (count === nth) site.clock.forward(hourMs)
          await site.clock.wait(ms, signal)
        },
      },
    })
    await trial.signIn(computer)
    const { error } = await trial.run(computer)
    await trial.converge(computer)
    return { observed: trial.observe(), unmet: error === null ? [] : [endedWith(error)] }
  },
}))

runRow('clock', [...cells, ...asleep])
