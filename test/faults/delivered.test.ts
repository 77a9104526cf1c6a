import { expect } from 'vitest'
import { ProblemError, type ProblemCode } from '#core/problem.ts'
import { recordConfirmation } from '#core/handoff/record-confirmation.ts'
import { apply } from '#core/provision/run.ts'
import type { Aim } from '#core/provision/step.ts'
import type { Computer, ComputerParts } from '#support/faults/computer.ts'
import { createMemoryKeychain, type MemoryKeychain } from '#support/faults/memory-keychain.ts'
import { confirmationOf, openAtReception } from '#support/faults/reception.ts'
import { runRow, type Cell } from '#support/faults/row.ts'
import type { Trial } from '#support/faults/trial.ts'

const dayMs = 86_400_000

interface Machine {
  readonly computer: Computer
  readonly keychain: MemoryKeychain
}

/** Two computers, one tenant: the first has handed its secret over. */
interface Scene {
  readonly trial: Trial
  readonly here: Machine
  readonly elsewhere: Machine
}

async function open(trial: Trial, parts: Partial<ComputerParts> = {}): Promise<Machine> {
  const keychain = createMemoryKeychain()
  const computer = trial.computer({ keychain, ...parts })
  await trial.signIn(computer)
  return { computer, keychain }
}

const secretsOf = ({ site }: Trial) => site.tenant.state.applications[0]?.passwordCredentials.map(({ keyId }) => keyId)
const sealedBy = ({ computer }: Machine) => openAtReception(computer.sealedFile)
const kinds = async ({ computer }: Machine, aim?: Aim) =>
  (await computer.look(aim)).plan.changes.map(({ kind }) => kind)

async function refused(work: Promise<unknown>, code: ProblemCode): Promise<void> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ProblemError)
  expect((error as ProblemError).problem.code).toBe(code)
}

async function record({ computer }: Machine, bytes: Uint8Array): Promise<void> {
  const { observed } = await computer.look()
  await recordConfirmation(computer.context, observed, bytes)
}

async function writesNothing({ site }: Trial, work: () => Promise<unknown>): Promise<void> {
  const { writes } = site.tenant
  await work()
  expect(site.tenant.writes).toBe(writes)
}

/** Returns a cell: the work to do, and the number of delivered secrets that are allowed in the end. */
function cell(
  id: string,
  inProduction: number,
  work: (scene: Scene) => Promise<void>,
  first?: Partial<ComputerParts>,
): Cell {
  return {
    id,
    async run(openTrial) {
      const trial = openTrial()
      const here = await open(trial, first)
      await trial.run(here.computer)
      const elsewhere = await open(trial)
      await work({ trial, here, elsewhere })
      return { observed: trial.observe(inProduction) }
    },
  }
}

const cells: readonly Cell[] = [
  cell('run-again-here', 1, ({ trial, here }) => trial.rest(here.computer)),
  cell('copy-lost', 2, async ({ trial, here }) => {
    here.keychain.entries.clear()
    await writesNothing(trial, async () => {
      expect(await kinds(here)).toEqual([])
      await refused(here.computer.job(), 'secret-not-here')
    })
    await trial.run(here.computer, 'renewed')
    await trial.rest(here.computer)
  }),
  cell('run-elsewhere', 1, async ({ trial, here, elsewhere }) => {
    await writesNothing(trial, async () => {
      expect(await kinds(elsewhere)).toEqual([])
      await refused(elsewhere.computer.job(), 'secret-not-here')
    })
    await trial.rest(here.computer)
  }),
  cell('renew-here', 2, async ({ trial, here }) => {
    await trial.run(here.computer, 'renewed')
    await refused(here.computer.look('renewed'), 'renewal-under-way')
    await trial.rest(here.computer)
  }),
  cell('renew-elsewhere', 2, async ({ trial, elsewhere, here }) => {
    await trial.run(elsewhere.computer, 'renewed')
    expect(await kinds(here)).toEqual([])
    await trial.rest(elsewhere.computer)
  }),
  cell('copy-lost-renewed-and-confirmed', 1, async ({ trial, here }) => {
    here.keychain.entries.clear()
    await trial.run(here.computer, 'renewed')
    await record(here, confirmationOf(await sealedBy(here)))
    await here.computer.make()
    await trial.rest(here.computer)
  }),
  cell('a-forged-confirmation', 2, async ({ trial, here }) => {
    await trial.run(here.computer, 'renewed')
    const forged = confirmationOf(await sealedBy(here), true)
    await writesNothing(trial, () => refused(record(here, forged), 'confirmation-forged'))
    expect(await kinds(here)).toEqual([])
    await trial.rest(here.computer)
  }),
  cell('a-true-confirmation', 1, async ({ trial, here }) => {
    const [old] = secretsOf(trial) ?? []
    await trial.run(here.computer, 'renewed')
    await record(here, confirmationOf(await sealedBy(here)))
    expect((await here.computer.look()).plan.changes).toEqual([
      { kind: 'remove-secret', keyId: old, why: 'superseded' },
    ])
    await here.computer.make()
    expect(secretsOf(trial)).toEqual([(await sealedBy(here)).facts.secretKeyId])
    await trial.rest(here.computer)
  }),
  cell('confirmed-there-removed-here', 1, async ({ trial, here, elsewhere }) => {
    await trial.run(elsewhere.computer, 'renewed')
    await record(elsewhere, confirmationOf(await sealedBy(elsewhere)))
    expect(await kinds(here)).toEqual(['remove-secret'])
    await here.computer.make()
    await trial.rest(elsewhere.computer)
  }),
  cell('a-confirmation-where-the-copy-is-not', 1, async ({ trial, here, elsewhere }) => {
    const confirmation = confirmationOf(await sealedBy(here))
    await writesNothing(trial, () => refused(record(elsewhere, confirmation), 'secret-not-here'))
    await trial.rest(here.computer)
  }),
  cell('a-confirmation-of-the-older', 2, async ({ trial, here }) => {
    const older = confirmationOf(await sealedBy(here))
    await trial.run(here.computer, 'renewed')
    await record(here, older)
    expect(await kinds(here)).toEqual([])
    await trial.rest(here.computer)
  }),
  cell('a-confirmation-of-something-else', 1, async ({ trial, here }) => {
    const bytes = new TextDecoder().decode(confirmationOf(await sealedBy(here)))
    const { keyId } = JSON.parse(bytes) as { keyId: string }
    const other = new TextEncoder().encode(bytes.replace(keyId, crypto.randomUUID()))
    await writesNothing(trial, async () => {
      await refused(record(here, other), 'confirmation-other')
      await refused(record(here, new Uint8Array(8192)), 'confirmation-unreadable')
      await refused(record(here, new TextEncoder().encode('{"id":')), 'confirmation-unreadable')
    })
    await trial.rest(here.computer)
  }),
  cell('confirmed-twice', 1, async ({ trial, here }) => {
    await trial.run(here.computer, 'renewed')
    const confirmation = confirmationOf(await sealedBy(here))
    await record(here, confirmation)
    await writesNothing(trial, () => record(here, confirmation))
    await here.computer.make()
    await refused(record(here, confirmationOf(await sealedBy(here), true)), 'confirmation-forged')
    await trial.rest(here.computer)
  }),
  cell('handed-over-while-a-removal-was-on-the-screen', 2, async ({ trial, here, elsewhere }) => {
    // This secret was made here and not handed over. To another computer it looks as if nobody held it.
    const made = await here.computer.make('renewed')
    const shown = await elsewhere.computer.look('renewed')
    expect(shown.plan.changes.map(({ kind }) => kind)).toContain('remove-secret')
    await trial.attempt(
      here.computer,
      () => here.computer.handOver(made),
      () => Promise.resolve([]),
    )
    const { context, desired } = elsewhere.computer
    await refused(apply(context, desired('renewed'), shown.plan.changes), 'renewal-under-way')
    expect(secretsOf(trial)).toHaveLength(2)
    await trial.rest(here.computer)
  }),
  cell(
    'expired',
    2,
    async ({ trial, here }) => {
      trial.site.clock.forward(31 * dayMs)
      const later = await open(trial)
      expect(await kinds(later)).toEqual(['create-secret'])
      await trial.run(later.computer)
      await trial.rest(later.computer)
      expect(await kinds(here)).toEqual([])
    },
    { secretDays: 30 },
  ),
  cell('renewed-confirmed-and-renewed-again', 2, async ({ trial, here }) => {
    await trial.run(here.computer, 'renewed')
    await record(here, confirmationOf(await sealedBy(here)))
    expect(await kinds(here, 'renewed')).toEqual(['remove-secret', 'create-secret'])
    await trial.run(here.computer, 'renewed')
    await trial.rest(here.computer)
  }),
  cell('removed', 0, async ({ trial, here }) => {
    await trial.run(here.computer, 'renewed')
    await trial.run(here.computer, 'removed')
    await trial.converge(here.computer, 'removed')
  }),
]

runRow('delivered', cells)
