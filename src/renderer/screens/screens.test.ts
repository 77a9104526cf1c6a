import { beforeEach, describe, expect, it, vi } from 'vitest'
import { clouds } from '#core/access/cloud.ts'
import { profiles } from '#core/access/profile.ts'
import { createStage, scene, sceneAt, type Stage } from '#support/gallery/stage.ts'
import { cloudNames } from '#words/portal/clouds.ts'
import { IdentityState } from './identity/identity.svelte.ts'
import { planRows } from './review/plan-rows.ts'
import { maskOf } from '#words/format/mask.ts'
import { ProofState } from './proof/proof.svelte.ts'
import { RailState } from '../shell/rail.svelte.ts'
import { ReviewState } from './review/review.svelte.ts'
import { RunState } from './run/run.svelte.ts'
import { Shell } from '../shell/shell.svelte.ts'

let asked: Stage['asked'] = []
let show: Stage['show']
let refuse: Stage['refuse']
let shell: Shell

beforeEach(async () => {
  vi.useFakeTimers({ now: new Date('2026-11-22T19:07:31Z') })
  const stage = createStage()
  ;({ asked, refuse, show } = stage)
  shell = new Shell(stage.assistant)
  await shell.open()
})

describe('the shell', () => {
  it('drops a click that cannot be meant while something is on its way', async () => {
    show(scene('06-run-waiting'))
    await shell.ask('home', {})
    await shell.ask('stop', {})
    expect(asked.map(([name]) => name)).toEqual(['stop'])
  })

  it('goes home only once a cancelled sign-in has ended', async () => {
    show(scene('02-sign-in'))
    await shell.leavePractice()
    expect(asked.map(([name]) => name)).toEqual(['cancelSignIn'])
    show(scene('02c-sign-in-timeout'))
    expect(asked.map(([name]) => name)).toEqual(['cancelSignIn', 'home'])
  })

  it('starts again in the same world for another account', async () => {
    show(scene('06c-run-refused'))
    await shell.anotherAccount()
    expect(asked).toEqual([
      ['home', {}],
      ['start', { way: 'practice' }],
    ])
  })
})

describe('the rail', () => {
  const marks = () => new RailState(shell).steps.map(({ code, mark }) => `${code}${mark ? ` ${mark}` : ''}`)

  it('tells what is done, and what is under way', () => {
    show(scene('06-run-waiting'))
    expect(marks()).toEqual(['A1 done', 'A2 done', 'A3 busy', 'A4', 'A5', 'A6'])
  })

  it('tells a refusal from a stop', () => {
    show(scene('08-proof-blocked'))
    expect(marks()[3]).toBe('A4 failed')
    show(scene('06d-run-stopped'))
    expect(marks()[2]).toBe('A3')
  })

  it('leads back one step, where that is harmless', () => {
    show(scene('07-proof-before'))
    expect(new RailState(shell).steps.filter(({ back }) => back).map(({ code }) => code)).toEqual(['A2'])
    show(scene('06-run-waiting'))
    expect(new RailState(shell).steps.some(({ back }) => back)).toBe(false)
  })
})

describe('the identity card', () => {
  it.each(profiles.ews.grantedBy)('knows that %s may grant', (role) => {
    const session = sceneAt('identity', '03-identity')
    show({ ...session, identity: { ...session.identity, roles: [role] } })
    expect(new IdentityState(shell).abilities[0]?.state).toBe('done')
  })

  it('names the cloud, with the host that signed the account in', () => {
    show(scene('03i-identity-other-cloud'))
    const cloud = new IdentityState(shell).facts.find(({ name }) => name === 'Nuage Microsoft')
    expect(cloud).toMatchObject({ value: cloudNames.fr['gcc-high'], note: `(${clouds['gcc-high'].login})` })
  })

  it('does not guess what Microsoft does not show', () => {
    show(scene('03c-identity-hidden'))
    expect(new IdentityState(shell).abilities[0]?.state).toBe('unknown')
    expect(new IdentityState(shell).facts.some(({ warning }) => warning)).toBe(false)
  })

  it('warns of a guest and of a missing role', () => {
    show(scene('03b-identity-guest'))
    expect(new IdentityState(shell).facts.map(({ warning }) => warning ?? false)).toEqual([
      false,
      true,
      false,
      true,
      false,
      false,
    ])
  })
})

describe('the review', () => {
  it('counts what will be done', () => {
    show(scene('04-review'))
    expect(new ReviewState(shell).lead).toBe(
      'Quatre ajouts dans **Érablière du Nord inc.** Rien de tout cela n’existe encore, et rien ne change avant votre accord.',
    )
    show(scene('04c-review-removal'))
    expect(new ReviewState(shell).lead).toMatch(/^Un ajout, une correction et un retrait dans/)
  })

  it('offers the proof, or a renewal where the value is elsewhere', () => {
    show(scene('05-review-nothing-to-do'))
    expect([new ReviewState(shell).kind, new ReviewState(shell).canRenew]).toEqual(['in-place', false])
    show(scene('05b-review-delivered'))
    expect([new ReviewState(shell).kind, new ReviewState(shell).canRenew]).toEqual(['in-place', true])
    show(scene('05c-review-delivered-elsewhere'))
    const review = new ReviewState(shell)
    expect(review.kind).toBe('elsewhere')
    review.renew()
    expect(asked).toMatchObject([['plan', { secretEndsAt: null, aim: 'renewed', adopt: null, restore: null }]])
  })

  it('opens one row at a time, the permission first', () => {
    show(scene('04-review'))
    const review = new ReviewState(shell)
    const open = () => review.rows.map(({ id }) => id).filter((id) => review.isOpen(id))
    expect(open()).toEqual(['permission'])
    review.toggle('secret')
    expect(open()).toEqual(['secret'])
    review.toggle('secret')
    expect(open()).toEqual([])
  })

  it('warns of a secret that ends within 30 days', () => {
    const { plan } = sceneAt('review', '05-review-nothing-to-do')
    const none = () => Promise.resolve(true)
    const rows = planRows({
      plan,
      language: 'fr',
      mask: maskOf(false),
      now: Date.parse('2027-03-20T12:00:00Z'),
      copyApplicationId: none,
      copyServicePrincipalId: none,
    })
    expect(rows.find(({ id }) => id === 'secret')).toMatchObject({ warning: true, action: 'done' })
  })
})

describe('the run', () => {
  it('shows the wait inside the row concerned', () => {
    show(scene('06-run-waiting'))
    const run = new RunState(shell)
    expect(run.progress).toBe(50)
    expect(run.rows.map(({ state, time }) => [state, time])).toEqual([
      ['done', '0,9\u00a0s'],
      ['done', '1,2\u00a0s'],
      ['doing', '21\u00a0s'],
      ['to-come', 'à venir'],
    ])
    expect(run.rows[2]?.inset?.aside).toBe('essai 4\u00a0· prochain dans 3\u00a0s')
  })

  it('shows where it stopped', () => {
    show(scene('06c-run-refused'))
    expect(new RunState(shell).rows.map(({ state }) => state)).toEqual(['done', 'done', 'failed', 'to-come'])
  })
})

describe('the proof', () => {
  it.each([
    ['07-proof-before', 'before'],
    ['07b-proof-busy', 'busy'],
    ['07c-proof-passed', 'passed'],
    ['08-proof-blocked', 'blocked'],
    ['08b-proof-mailbox-unknown', 'failed'],
  ])('%s is %s', (name, phase) => {
    show(scene(name))
    expect(new ProofState(shell).phase).toBe(phase)
  })

  it('has passed, whatever call was refused beside it', async () => {
    show(scene('07c-proof-passed'))
    refuse({ code: 'out-of-order', at: '2026-11-22T19:07:31Z' })
    await shell.ask('goToHandoff', {})
    expect([shell.problem?.code, new ProofState(shell).phase]).toEqual(['out-of-order', 'passed'])
  })

  it('asks once when its button is clicked twice', async () => {
    show(scene('07c-proof-passed'))
    const proof = new ProofState(shell)
    proof.go()
    proof.go()
    await vi.waitFor(() => {
      expect(asked).toEqual([['goToHandoff', {}]])
    })
    await shell.ask('goToHandoff', {})
    expect(asked).toHaveLength(2)
  })

  it('starts with the mailbox of the account that signed in', () => {
    show(scene('07-proof-before'))
    const proof = new ProofState(shell)
    expect(proof.entry.mailbox).toBe('me.tremblay@erablieredunord.example')
  })

  it('asks for an address before it asks Microsoft', () => {
    show(scene('07i-proof-before-no-mailbox'))
    const proof = new ProofState(shell)
    proof.entry.prove()
    expect(proof.entry.wrong).not.toBeNull()
    proof.entry.enter(' accueil@erablieredunord.example ')
    expect(proof.entry.wrong).toBeNull()
    proof.entry.prove()
    expect(asked).toEqual([['prove', { mailbox: 'accueil@erablieredunord.example', blockedMailbox: null }]])
  })

  it('tries an alias again under its primary address', () => {
    const session = scene('08b-proof-mailbox-unknown')
    show({ ...session, problem: { code: 'mailbox-alias', at: '', primaryAddress: 'a@b.example' } })
    new ProofState(shell).again()
    expect(asked).toEqual([['prove', { mailbox: 'a@b.example', blockedMailbox: null }]])
  })

  it('skips only the mailbox, never the token', () => {
    show(scene('08-proof-blocked'))
    expect(new ProofState(shell).canSkip).toBe(true)
    show(scene('08c-proof-expired'))
    expect(new ProofState(shell).canSkip).toBe(false)
  })
})
