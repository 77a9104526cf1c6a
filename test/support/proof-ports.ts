import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'
import type { Answer } from '#core/answer.ts'
import { publicCloud } from '#core/access/cloud.ts'
import type { AppToken, World } from '#core/ports.ts'
import { ProblemError, type Problem, type ProblemCode } from '#core/problem.ts'
import type { Probe } from '#core/access/profile.ts'
import type { RunEvent } from '#core/provision/run-event.ts'
import { Secret } from '#core/secret.ts'
import type { RunContext } from '#core/provision/step.ts'
import { tenantId } from './observed-tenant.ts'

export const at = '2026-11-23T14:00:00.000Z'
export const problem = (code: ProblemCode): Problem => ({ code, at })
export const no = (code: ProblemCode): Answer<never> => ({ no: problem(code) })
export const done: Answer<null> = { done: null }

export function token(...roles: readonly string[]): Answer<AppToken> {
  return { done: { token: new Secret('a token'), tenantId, roles } }
}

/** Returns ports whose tokens and mailboxes give these answers in turn, and the last one again and again. */
export function proofPorts(answers: {
  readonly tokens: readonly Answer<AppToken>[]
  readonly open: (probe: Probe, address: string, time: number) => Answer<null>
}): {
  readonly context: RunContext
  readonly clock: VirtualClock
  readonly events: RunEvent[]
  readonly asked: string[]
  readonly stopper: AbortController
} {
  const clock = createVirtualClock(at)
  const events: RunEvent[] = []
  const asked: string[] = []
  const stopper = new AbortController()
  let tokens = 0
  let opened = 0
  const world = {
    clock,
    random: () => 0.5,
    cloud: publicCloud,
    tokens: {
      appOnly: ({ resource }: { readonly resource: string }) => {
        asked.push(`token ${resource}`)
        return Promise.resolve(answers.tokens[Math.min(tokens++, answers.tokens.length - 1)])
      },
    },
    mailbox: {
      open: (probe: Probe, address: string) => {
        asked.push(`${probe} ${address}`)
        opened += 1
        return Promise.resolve(answers.open(probe, address, opened))
      },
    },
  } as unknown as World
  const emit = (event: RunEvent) => events.push(event)
  return { context: { world, signal: stopper.signal, emit, finish: () => undefined }, clock, events, asked, stopper }
}

/** Resolves to the word for success, or to the code of the problem that the work rejected with. */
export async function endOf(work: Promise<unknown>, good: string): Promise<string> {
  try {
    await work
    return good
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : String(error)
  }
}
