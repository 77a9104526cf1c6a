import { describe, expect, test } from 'vitest'
import { openWizard } from '#support/wizard.ts'
import { effects, inputs, isActing } from '#contract/calls.ts'
import { callNames, type CallName } from '#contract/names.ts'
import { possibleAtWelcome } from '#support/security/window-calls.ts'
import { createDialogTurn } from './dialog-turn.ts'
import { createGate } from './gate.ts'
import type { Question } from './question.ts'

/** The gate before a real session. The person has acted unless `acted` says otherwise, and agrees. */
function open() {
  const wizard = openWizard()
  const turn = createDialogTurn()
  const asked: Question[] = []
  const person = { acted: true, agrees: true }
  let at = 0
  const gate = createGate({
    context: wizard.context,
    turn,
    acts: { take: () => person.acted },
    ask: (question) => {
      asked.push(question)
      return Promise.resolve(person.agrees)
    },
    now: () => at,
  })
  return {
    wizard,
    turn,
    asked,
    person,
    pass: (name: CallName, given: unknown = {}) => gate.pass(name, given).then(() => 'passed', codeOf),
    later: (ms: number) => {
      at += ms
    },
  }
}

const codeOf = (error: unknown) => (error as { problem: { code: string } }).problem.code

async function atHandoff() {
  const opened = open()
  await opened.wizard.toHandoff()
  return opened
}

async function atReview() {
  const opened = open()
  await opened.wizard.handlers.start({ way: 'practice' })
  await opened.wizard.handlers.acceptIdentity({})
  return { ...opened, planId: opened.wizard.session.plan?.id ?? '' }
}

const mail = { way: 'mail', caseNumber: null, copyTo: 'chef@cdid.example' }

describe('a call that acts', () => {
  test('passes after an act, without a question', async () => {
    const { asked, pass } = open()
    expect(await pass('start', { way: 'practice' })).toBe('passed')
    expect(asked).toEqual([])
  })

  test('is asked about where there was no act, and passes on a yes', async () => {
    const { asked, pass, person } = open()
    person.acted = false
    expect(await pass('start', { way: 'practice' })).toBe('passed')
    expect(asked).toEqual([{ kind: 'unseen', call: 'start' }])
  })

  test('is refused on a no, and not asked about again for a while that grows with each no', async () => {
    const { asked, pass, person, later } = open()
    Object.assign(person, { acted: false, agrees: false })
    const start = () => pass('start', { way: 'practice' })
    for (const pause of [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      const before = asked.length
      expect(await start()).toBe('not-confirmed')
      expect(asked).toHaveLength(before + 1)
      later(pause - 1)
      expect(await start()).toBe('not-confirmed')
      expect(asked).toHaveLength(before + 1)
      later(1)
    }
    // Who presses a button that is seen waits for nothing, and a yes makes the next pause short again.
    person.acted = true
    expect(await start()).toBe('passed')
    Object.assign(person, { acted: false, agrees: true })
    expect(await start()).toBe('passed')
  })

  test('is refused without a question where it is not possible', async () => {
    const { asked, pass, person } = open()
    person.acted = false
    for (const name of callNames.filter((one) => isActing(one))) {
      if (possibleAtWelcome.includes(name)) continue
      const given = { document: 'report', fact: 'controlCode', proxy: 'proxy.example:8080', planId: '', typed: null }
      expect([name, await pass(name, given)]).toEqual([name, 'out-of-order'])
    }
    expect(asked).toEqual([])
  })

  test('takes no act where it is refused', async () => {
    const { wizard, turn } = open()
    let taken = 0
    const acts = { take: () => Boolean((taken += 1)) }
    const gate = createGate({ context: wizard.context, turn, acts, ask: () => Promise.resolve(true), now: () => 0 })
    await expect(gate.pass('approve', { planId: '', typed: null })).rejects.toThrow('out-of-order')
    await gate.pass('look', {})
    expect(taken).toBe(0)
  })
})

test('a call that only works in the window needs no person', async () => {
  const { asked, pass, person } = open()
  person.acted = false
  for (const name of callNames.filter((one) => effects[one] === 'nothing')) expect(await pass(name)).toBe('passed')
  expect(asked).toEqual([])
})

test('while a dialog of main’s is open, the window may only look', async () => {
  const { turn, pass } = open()
  let end: () => void = () => undefined
  const dialog = turn.take(
    () =>
      new Promise<void>((resolve) => {
        end = resolve
      }),
  )
  for (const name of callNames)
    expect([name, await pass(name)]).toEqual([name, name === 'look' ? 'passed' : 'out-of-order'])
  end()
  await dialog
  expect(await pass('start', { way: 'practice' })).toBe('passed')
})

describe('a plan that grants', () => {
  test('is confirmed once, with its tenant and all its changes', async () => {
    const { asked, pass, planId, wizard } = await atReview()
    expect(await pass('approve', { planId, typed: null })).toBe('passed')
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({
      kind: 'plan',
      practice: true,
      organization: { domain: 'erablieredunord.example' },
    })
    expect(asked[0]).toMatchObject({ changes: wizard.session.plan?.changes })
  })

  test('is confirmed once also where there was no act, and not at all when another plan is meant', async () => {
    const { asked, pass, planId, person } = await atReview()
    person.acted = false
    expect(await pass('approve', { planId, typed: null })).toBe('passed')
    expect(asked.map(({ kind }) => kind)).toEqual(['plan'])
    person.acted = true
    expect(await pass('approve', { planId: crypto.randomUUID(), typed: null })).toBe('passed')
    expect(asked).toHaveLength(1)
  })

  test('is not applied on a no', async () => {
    const { pass, planId, person } = await atReview()
    person.agrees = false
    expect(await pass('approve', { planId, typed: null })).toBe('not-confirmed')
  })
})

test('a removal is confirmed once its word is typed', async () => {
  const { wizard, asked, pass } = await atHandoff()
  await wizard.handlers.home({})
  await wizard.handlers.start({ way: 'manage' })
  await wizard.handlers.signIn({ aim: 'removed' })
  await wizard.handlers.acceptIdentity({})
  const planId = wizard.session.plan?.id ?? ''
  expect(await pass('approve', { planId, typed: 'x' })).toBe('passed')
  expect(asked).toEqual([])
  expect(await pass('approve', { planId, typed: 'RETIRER' })).toBe('passed')
  expect(asked).toMatchObject([
    {
      kind: 'plan',
      changes: [{ kind: 'remove-secret' }, { kind: 'remove-application' }, { kind: 'remove-sign-in-entry' }],
    },
  ])
})

test('a mail is confirmed with its recipients, each time; a file is not', async () => {
  const { wizard, asked, pass } = await atHandoff()
  expect(await pass('handOff', mail)).toBe('passed')
  const copied = { kind: 'mail', to: 'technique@cdid.example', copyTo: 'chef@cdid.example' }
  expect(asked).toMatchObject([copied])
  const file = inputs.handOff.parse({ ...mail, way: 'file' })
  expect(await pass('handOff', file)).toBe('passed')
  await wizard.handlers.handOff(file)
  expect(await pass('handOffAgain', { way: 'mail' })).toBe('passed')
  expect(asked).toMatchObject([copied, copied])
})
