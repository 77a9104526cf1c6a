import { expect, test } from 'vitest'
import { openMemoryTenant } from '#support/memory-tenant.ts'
import { problem } from '#support/proof-ports.ts'
import { ProblemError, type ProblemCode } from '../problem.ts'
import { proveBeside } from './prove-beside.ts'

const proof = { token: '2026-11-23T14:00:00.000Z', mailbox: null }

/** A proof that is refused at first, beside reads that end when they are told to. */
function start(code: ProblemCode) {
  const { context, stopper } = openMemoryTenant()
  let end: () => void = () => undefined
  const reads = new Promise<void>((resolve) => {
    end = resolve
  })
  const attempts: number[] = []
  const prove = () => {
    attempts.push(attempts.length)
    return attempts.length === 1 ? Promise.reject(new ProblemError(problem(code))) : Promise.resolve(proof)
  }
  return { attempts, end, stopper, proving: proveBeside(context, prove, reads) }
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

test('what a server does not know yet is proven once more when the reads have ended, and not before', async () => {
  const { attempts, end, proving } = start('role-missing')
  await nextTurn()
  expect(attempts).toHaveLength(1)
  end()
  expect(await proving).toEqual(proof)
  expect(attempts).toHaveLength(2)
})

test('any other refusal is final', async () => {
  const { attempts, proving } = start('ews-blocked')
  await expect(proving).rejects.toMatchObject({ problem: { code: 'ews-blocked' } })
  expect(attempts).toHaveLength(1)
})

test('once the reads have ended, every refusal is final', async () => {
  const { context } = openMemoryTenant()
  const late = async () => {
    await nextTurn()
    throw new ProblemError(problem('secret-not-accepted'))
  }
  await expect(proveBeside(context, late, Promise.resolve())).rejects.toMatchObject({
    problem: { code: 'secret-not-accepted' },
  })
})

test('stopping ends the wait for the reads', async () => {
  const { stopper, proving } = start('role-missing')
  await nextTurn()
  stopper.abort(new Error('stopped'))
  await expect(proving).rejects.toThrow('stopped')
})
