import { Server } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { calls } from '#support/answers/wire-answers.ts'
import { endOf } from '#support/proof-ports.ts'
import { alex, marieEve, sophie, tenantId } from '#support/tenant-client.ts'
import { openWizard, type Wizard } from '#support/wizard.ts'

/** Signing in with a code, and the way from one way to the other: real handlers, core and adapters on the practice tenant. */

afterEach(() => {
  vi.restoreAllMocks()
})

const isOpen = ({ context }: Wizard) => context.session.page?.state === 'open'
const codeOf = ({ context: { session } }: Wizard) => (session.page?.state === 'open' ? session.page.code : null)

/** The person opens the page and types the code while the assistant waits for it. */
function typesCodes(wizard: Wizard): void {
  let typed = ''
  wizard.clock.meanwhile = async () => {
    const { userCode = '' } = codeOf(wizard) ?? {}
    if (userCode === '' || userCode === typed) return
    typed = userCode
    await wizard.handlers.reopenPage({})
  }
}

/** This computer lets no program listen on localhost. */
function refuseToListen(): void {
  vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
    queueMicrotask(() => this.emit('error', Object.assign(new Error('no'), { code: 'EACCES' })))
    return this
  })
}

/** An assistant whose first sign-in was cancelled, so that the person may choose how to sign in. */
async function openAtSignIn(account: string): Promise<Wizard> {
  const wizard = openWizard()
  wizard.person = null
  const ended = endOf(wizard.handlers.start({ way: 'automatic' }), 'signed in')
  await wizard.until(() => isOpen(wizard))
  await wizard.handlers.cancelSignIn({})
  expect(await ended).toBe('sign-in-cancelled')
  wizard.person = { account }
  return wizard
}

const byCode = { aim: null, way: 'device-code' } as const

describe('a code', () => {
  test('leads to the same identity as the browser, and shows Microsoft’s page and time', async () => {
    const wizard = await openAtSignIn(marieEve)
    typesCodes(wizard)
    await wizard.handlers.signIn(byCode)
    expect(wizard.session.identity).toMatchObject({
      tenantId,
      kind: 'member',
      roles: ['cloud-application-administrator'],
    })
    const shown = wizard.sessions.find(({ page }) => page?.state === 'open' && page.code !== null)
    expect(shown).toMatchObject({
      at: 'sign-in',
      step: 'device-code',
      page: {
        until: '2026-11-23T14:15:00.000Z',
        code: {
          userCode: expect.stringMatching(/^[A-Z2-9]{9}$/) as string,
          address: 'https://login.microsoftonline.com/common/oauth2/deviceauth',
        },
      },
    })
    await wizard.handlers.acceptIdentity({})
    expect(wizard.context.session).toMatchObject({ at: 'review', problem: null })
  })

  test('signs a guest in to the organization that was named, and to no other', async () => {
    const wizard = openWizard()
    wizard.person = { account: alex }
    typesCodes(wizard)
    await wizard.handlers.start({ way: 'name-organization' })
    await wizard.handlers.findOrganization({ text: 'erablieredunord.example' })
    await wizard.handlers.signIn(byCode)
    expect(wizard.session.identity).toMatchObject({ tenantId, kind: 'guest', homeDomain: 'partenaire.example' })
    const asked = wizard.tenant.requests.filter(({ path }) => /\/(devicecode|token)$/.test(path))
    expect(asked.every(({ path }) => path.includes(`/${tenantId}/`))).toBe(true)
    expect(asked.length).toBeGreaterThanOrEqual(2)
  })

  test('that is declined, expires or is forbidden leads back to a screen that says how to go on', async () => {
    const wizard = await openAtSignIn(sophie)
    typesCodes(wizard)
    wizard.person = { account: sophie, consent: 'cancel' }
    expect(await endOf(wizard.handlers.signIn(byCode), 'signed in')).toBe('sign-in-declined')
    wizard.person = null
    expect(await endOf(wizard.handlers.signIn(byCode), 'signed in')).toBe('sign-in-code-expired')
    wizard.person = { account: marieEve }
    wizard.tenant.policies.conditionalAccess = 'block-device-code'
    expect(await endOf(wizard.handlers.signIn(byCode), 'signed in')).toBe('device-code-blocked')
    expect(wizard.context.session).toMatchObject({
      at: 'sign-in',
      step: 'device-code',
      busy: false,
      problem: { microsoft: { code: 'AADSTS53003' } },
    })
    await wizard.handlers.signIn({ aim: null })
    expect(wizard.session.at).toBe('identity')
  })

  test('whose page shows a policy’s number is known to be refused as a code', async () => {
    const wizard = await openAtSignIn(marieEve)
    wizard.clock.meanwhile = () => new Promise(() => undefined)
    const ended = endOf(wizard.handlers.signIn(byCode), 'signed in')
    await wizard.until(() => isOpen(wizard))
    await wizard.handlers.explainCode({ text: 'AADSTS530003' })
    expect(await ended).toBe('device-code-blocked')
  })

  test('that expired is replaced by another one', async () => {
    const wizard = await openAtSignIn(marieEve)
    const codes: string[] = []
    wizard.clock.meanwhile = async () => {
      const { userCode = '' } = codeOf(wizard) ?? {}
      if (codes.at(-1) !== userCode) codes.push(userCode)
      await Promise.resolve()
    }
    const signIn = () => endOf(wizard.handlers.signIn(byCode), 'signed in')
    expect([await signIn(), await signIn()]).toEqual(['sign-in-code-expired', 'sign-in-code-expired'])
    expect(new Set(codes).size).toBe(2)
  })
})

describe('the other way', () => {
  test('is taken while the browser is waited for, and back', async () => {
    const wizard = await openAtSignIn(marieEve)
    wizard.person = null
    wizard.clock.meanwhile = () => new Promise(() => undefined)
    const signedIn = wizard.handlers.signIn({ aim: null })
    await wizard.until(() => isOpen(wizard))
    const before = wizard.pages
    await wizard.handlers.changeWay({})
    await wizard.until(() => codeOf(wizard) !== null)
    expect(wizard.context.session).toMatchObject({ at: 'sign-in', step: 'device-code', busy: true })
    expect(wizard.pages).toBe(before)
    wizard.person = { account: marieEve }
    await wizard.handlers.changeWay({})
    await signedIn
    expect(wizard.session.at).toBe('identity')
    expect(wizard.pages).toBe(before + 1)
  })

  test('is a code where no program may listen on localhost, also for one more right', async () => {
    refuseToListen()
    const wizard = openWizard()
    wizard.person = { account: marieEve }
    expect(await endOf(wizard.handlers.start({ way: 'automatic' }), 'signed in')).toBe('loopback-refused')
    typesCodes(wizard)
    await wizard.handlers.signIn(byCode)
    await wizard.handlers.acceptIdentity({})
    const { session } = wizard.context
    if (session.at !== 'review') throw new Error('there is no plan')
    await wizard.handlers.approve({ planId: session.plan.id, typed: null })
    await wizard.handlers.prove({ mailbox: 'accueil@erablieredunord.example', blockedMailbox: null })
    await wizard.handlers.goToHandoff({})
    await wizard.handlers.handOff({ way: 'mail', caseNumber: null, copyTo: null })
    expect(wizard.session).toMatchObject({ at: 'done', handoff: { way: 'mail', outcome: 'sent' } })
    expect(wizard.tenant.state.sentMail).toHaveLength(1)
  })

  test('is a code for one more right even when the browser signed the person in', async () => {
    const wizard = openWizard()
    await wizard.toHandoff()
    refuseToListen()
    typesCodes(wizard)
    await wizard.handlers.handOff({ way: 'mail', caseNumber: null, copyTo: null })
    expect(wizard.session).toMatchObject({ at: 'done', handoff: { outcome: 'sent' } })
  })

  test('is a code for a claims challenge, by choice or where no program may listen', async () => {
    for (const way of ['device-code', undefined] as const) {
      const [method = '', url = ''] = calls.upsert.split(' ')
      const wizard = openWizard({
        faults: { mocks: [{ request: { method, url, nth: 1 }, effect: 'claims-challenge', challenge: 'policy' }] },
      })
      wizard.pageWanted = () => void wizard.handlers.openPage({ way })
      await wizard.handlers.start({ way: 'practice' })
      wizard.clock.set(new Date(wizard.clock.now().getTime() + 5_000))
      wizard.tenant.revokeSessions(marieEve)
      refuseToListen()
      typesCodes(wizard)
      const before = wizard.pages
      await wizard.handlers.acceptIdentity({})
      const { session } = wizard.context
      if (session.at !== 'review') throw new Error('there is no plan')
      await wizard.handlers.approve({ planId: session.plan.id, typed: null })
      expect(wizard.context.session).toMatchObject({ at: 'proof', problem: null, page: null })
      expect(wizard.pages).toBe(before + 1)
      vi.restoreAllMocks()
    }
  })
})
