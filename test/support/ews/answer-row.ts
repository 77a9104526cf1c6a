import { expect } from 'vitest'
import type { ExchangeSwitch } from '#practice/company/company.ts'
import type { FaultRule } from '#practice/faults/faults.ts'
import type { Row } from './rows.ts'
import { appId, prove, reception, setUp, type PlanChoice, type Shown } from './steps.ts'

/** A row about one answer of Microsoft's: the situation, and what the proof must conclude from it. */
export interface AnswerRow extends Pick<Row, 'id' | 'what' | 'at' | 'seed'> {
  /** Sets Exchange up as its administrator has; `id` is the id of our application. */
  readonly exchange?: (exchange: ExchangeSwitch, id: string) => void
  /** The time of the proof, if it is not made at once. */
  readonly then?: string
  readonly mailbox?: string
  readonly profile?: NonNullable<PlanChoice['profile']>
  readonly mocks?: readonly FaultRule[]
  readonly expects: Shown
  readonly facts?: Readonly<Record<string, string>>
  /** The details of Microsoft's answer that support must receive. */
  readonly microsoft?: Readonly<Record<string, unknown>>
  /** The waits that the proof made, in milliseconds. */
  readonly waits?: (waits: readonly number[]) => void
}

export function answerRow(row: AnswerRow): Row {
  const { id, what, at, seed, exchange, then, mailbox = reception, mocks = [], expects } = row
  return {
    id,
    what,
    ...(at !== undefined && { at }),
    ...(seed && { seed }),
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant, row.profile && { profile: row.profile })
      exchange?.(scenario.tenant.exchange, appId(scenario))
      scenario.mocks.push(...mocks)
      if (then !== undefined) scenario.clock.set(new Date(then))
      const waited = scenario.clock.waits.length
      expect(await prove(assistant, mailbox)).toBe(expects)
      const { problem, proof } = assistant.session
      if (row.facts) expect(problem?.facts).toMatchObject(row.facts)
      if (row.microsoft) expect(problem?.microsoft).toMatchObject(row.microsoft)
      row.waits?.(scenario.clock.waits.slice(waited))
      // The proof and its problem carry the time at which they happened.
      expect(proof?.at).toBe(scenario.clock.now().toISOString())
      if (problem) expect(problem.at).toBe(proof?.at)
      // No request came before the Retry-After of an earlier answer had passed.
      expect(scenario.tenant.failures).toEqual([])
    },
  }
}
