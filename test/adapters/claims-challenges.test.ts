import { describe, expect, test } from 'vitest'
import type { FaultRule } from '#practice/faults/faults.ts'
import { calls } from '#support/answers/wire-answers.ts'
import { endOf } from '#support/proof-ports.ts'
import { luc, marieEve } from '#support/tenant-client.ts'
import { openWizard, type Wizard } from '#support/wizard.ts'

/** Graph challenges some calls of a kind: by default the first one. */
function challenged(call: string, turns: { readonly nth?: number } = { nth: 1 }): FaultRule {
  const [method = '', url = ''] = call.split(' ')
  return { request: { method, url, ...turns }, effect: 'claims-challenge', challenge: 'policy' }
}

interface Person {
  readonly wizard: Wizard
  /** How often a page of Microsoft's waited for a click. */
  readonly wanted: () => number
}

/**
 * Somebody who has signed in, and does this each time a page waits for a click. `ended`: Microsoft has ended the session
 * since, so that no token comes without a page.
 */
async function signedIn(
  mocks: readonly FaultRule[],
  click: (wizard: Wizard) => Promise<void> = ({ handlers }) => handlers.openPage({}),
  session: 'ended' | 'good' = 'ended',
): Promise<Person> {
  const wait = (milliseconds: number) => {
    wizard.clock.set(new Date(wizard.clock.now().getTime() + milliseconds))
    wizard.tenant.revokeSessions(marieEve)
    return Promise.resolve()
  }
  const wizard: Wizard = openWizard({ faults: { mocks, wait } })
  let wanted = 0
  wizard.pageWanted = () => {
    wanted += 1
    void click(wizard)
  }
  await wizard.handlers.start({ way: 'practice' })
  if (session === 'ended') {
    wizard.clock.set(new Date(wizard.clock.now().getTime() + 5_000))
    wizard.tenant.revokeSessions(marieEve)
  }
  return { wizard, wanted: () => wanted }
}

async function setUp(wizard: Wizard): Promise<void> {
  await wizard.handlers.acceptIdentity({})
  const { session } = wizard.context
  if (session.at !== 'review') throw new Error('there is no plan')
  await wizard.handlers.approve({ planId: session.plan.id, typed: null })
}

async function setUpAndSend(wizard: Wizard): Promise<void> {
  await setUp(wizard)
  await wizard.handlers.prove({ mailbox: 'accueil@erablieredunord.example', blockedMailbox: null })
  await wizard.handlers.goToHandoff({})
  await wizard.handlers.handOff({ way: 'mail', caseNumber: null, copyTo: null })
}

/** Everything was made once, and the mail was sent once. */
function expectAllOnce({ wizard: { session, tenant } }: Person): void {
  expect(session).toMatchObject({ at: 'done', page: null })
  const { applications, servicePrincipals, sentMail } = tenant.state
  const [application] = applications
  expect(applications).toHaveLength(1)
  expect(application?.passwordCredentials).toHaveLength(1)
  expect(servicePrincipals.filter(({ appId }) => appId === application?.appId)).toHaveLength(1)
  expect(sentMail).toHaveLength(1)
}

const steps: readonly (readonly [string, string, number])[] = [
  ['while planning', calls.applicationByName, 1],
  ['at the creation of the application', calls.upsert, 1],
  ['at the service principal', calls.createPrincipal, 1],
  ['at the new secret', calls.addPassword, 1],
  ['at the grant', calls.grant, 1],
  ['at the tag', calls.patch, 1],
  ['at the third look', calls.grants, 3],
]

test.each(steps)('a challenge %s waits behind a button, and all goes on where it was', async (_when, call, nth) => {
  const person = await signedIn([challenged(call, { nth })])
  await setUpAndSend(person.wizard)
  expect(person.wanted()).toBe(1)
  expectAllOnce(person)
})

test('a challenge at the mail, after the page for that right, is met by itself', async () => {
  const person = await signedIn([challenged(calls.sendMail)])
  await setUpAndSend(person.wizard)
  expect(person.wanted()).toBe(0)
  expectAllOnce(person)
})

test('a challenge that a new token meets by itself opens nothing', async () => {
  const person = await signedIn([challenged(calls.addPassword)], undefined, 'good')
  await setUpAndSend(person.wizard)
  expect(person.wanted()).toBe(0)
  expectAllOnce(person)
})

describe('what ends it', () => {
  const addPassword = [challenged(calls.addPassword)]
  const secrets = ({ wizard }: Person) => wizard.tenant.state.applications[0]?.passwordCredentials

  test('a second challenge of the same call: nobody is sent round in circles', async () => {
    const person = await signedIn([challenged(calls.addPassword, {})])
    expect(await endOf(setUp(person.wizard), 'made')).toBe('signed-out')
    expect(person.wanted()).toBe(1)
    expect(secrets(person)).toEqual([])
  })

  test('stopping before the page is opened', async () => {
    const person = await signedIn(addPassword, ({ handlers }) => handlers.stop({}))
    expect(await endOf(setUp(person.wizard), 'made')).toBe('stopped')
    await person.wizard.context.settled()
    expect(secrets(person)).toEqual([])
    expect(person.wizard.session.page).toBeNull()
  })

  test('stopping while the page is open', async () => {
    const person = await signedIn(addPassword, async ({ handlers }) => {
      person.wizard.person = null
      await handlers.openPage({})
      await handlers.stop({})
    })
    expect(await endOf(setUp(person.wizard), 'made')).toBe('stopped')
    expect(secrets(person)).toEqual([])
  })

  test('stopping at the mail: nothing was sent, and nothing else is said', async () => {
    // Microsoft ends the session five seconds after the sign-in for that right.
    const late = { ...challenged(calls.sendMail), delayMs: 5_000 }
    const person = await signedIn([late], ({ handlers }) => handlers.stop({}), 'good')
    const { wizard } = person
    expect(await endOf(setUpAndSend(wizard), 'sent')).toBe('stopped')
    expect(person.wanted()).toBe(1)
    expect(wizard.session.at).toBe('handoff')
    expect(wizard.tenant.state.sentMail).toEqual([])
  })

  test('somebody else on the page', async () => {
    const person = await signedIn(addPassword, async ({ handlers }) => {
      person.wizard.person = { account: luc }
      await handlers.openPage({})
    })
    expect(await endOf(setUp(person.wizard), 'made')).toBe('other-account')
    expect(secrets(person)).toEqual([])
    expect(person.wizard.session).toMatchObject({ at: 'run', page: null, busy: false })
  })
})
