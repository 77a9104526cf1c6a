import { expect, test } from 'vitest'
import { lost, openMemoryTenant, problemOf, refused } from '#support/memory-tenant.ts'
import { endOf } from '#support/proof-ports.ts'
import type { Answer } from '../answer.ts'
import type { RunContext } from '../provision/step.ts'
import type { Mail } from './mail.ts'
import { send } from './send.ts'

const mail: Mail = { to: [{ address: 'technique@cdid.example' }], subject: 'Access', text: '', attachments: [] }

/** An outbox that gives these answers in turn, and counts what it was asked to send. */
function outbox(...answers: readonly Answer<null>[]) {
  const tenant = openMemoryTenant()
  const sent: Mail[] = []
  const ask = (given: Mail) => {
    sent.push(given)
    return Promise.resolve(answers[sent.length - 1] ?? lost)
  }
  const context: RunContext = { ...tenant.context, world: { ...tenant.context.world, outbox: { send: ask } } }
  return { context, sent, stopper: tenant.stopper }
}

test('a mail that Microsoft accepts was sent, once', async () => {
  const { context, sent } = outbox({ done: null })
  expect(await send(context, mail)).toBe('sent')
  expect(sent).toEqual([mail])
})

test('a mail that certainly was not sent is sent after a wait', async () => {
  const { context, sent } = outbox({ notYet: 'throttled', problem: problemOf('microsoft-busy') }, { done: null })
  expect(await send(context, mail)).toBe('sent')
  expect(sent).toHaveLength(2)
})

test('a mail whose answer was lost may have been sent, and is not sent again', async () => {
  const { context, sent } = outbox(lost, { done: null })
  expect(await send(context, mail)).toBe('maybe')
  expect(sent).toHaveLength(1)
})

test('a refusal is a refusal', async () => {
  const { context } = outbox(refused('mail-refused'))
  expect(await endOf(send(context, mail), 'sent')).toBe('mail-refused')
})

test('a person who stops while it is sent does not know, and one who stops before or in a wait does', async () => {
  const during = outbox()
  const ask = during.context.world.outbox
  ask.send = () => {
    during.stopper.abort(new Error('stopped'))
    return new Promise(() => undefined)
  }
  expect(await send(during.context, mail)).toBe('maybe')
  const before = outbox({ done: null })
  before.stopper.abort(new Error('stopped'))
  await expect(send(before.context, mail)).rejects.toThrow('stopped')
  expect(before.sent).toEqual([])
  const waiting = outbox({ notYet: 'throttled', problem: problemOf('microsoft-busy') })
  const { emit } = waiting.context
  const stopsInWait: RunContext = {
    ...waiting.context,
    emit: (event) => {
      emit(event)
      if (event.kind === 'waiting') waiting.stopper.abort(new Error('stopped'))
    },
  }
  await expect(send(stopsInWait, mail)).rejects.toThrow('stopped')
  expect(waiting.sent).toHaveLength(1)
})
