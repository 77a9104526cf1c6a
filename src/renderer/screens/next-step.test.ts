import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createStage, scene, sceneAt, type Stage } from '#support/gallery/stage.ts'
import { problem } from '#support/gallery/facts.ts'
import { Shell } from '../shell/shell.svelte.ts'
import { HandoffState } from './handoff/handoff.svelte.ts'
import { ProofState } from './proof/proof.svelte.ts'
import { UnsupportedProfile } from './review/unsupported-profile.svelte.ts'

let asked: Stage['asked'] = []
let show: Stage['show']
let shell: Shell

beforeEach(async () => {
  vi.useFakeTimers({ now: new Date('2026-11-22T19:07:31Z') })
  const stage = createStage()
  ;({ asked, show } = stage)
  shell = new Shell(stage.assistant)
  await shell.open()
})

describe('after a proof that was refused, the primary action is what mends it', () => {
  const first = (name: string) => {
    show(scene(name))
    const { first: way, beside } = new ProofState(shell).waysOn
    return [way.name, beside?.name ?? null]
  }

  it.each([
    ['08-proof-blocked', 'Confier à un administrateur Exchange…'],
    ['08b-proof-mailbox-unknown', 'Essayer'],
    ['08c-proof-expired', 'Revoir le plan'],
    ['35c-guide-proof-wrong-secret', 'Corriger à l’étape M5 · Secret'],
    ['07g-proof-not-limited', 'C’est fait : vérifier pendant 2 h'],
  ])('%s: %s', (name, wanted) => {
    expect(first(name)[0]?.replaceAll(/\s/g, ' ')).toBe(wanted)
  })

  it('is the wait for the list where the account itself may change it', () => {
    const session = sceneAt('proof', '08-proof-blocked')
    if (session.origin !== 'assistant') throw new Error('nobody signed in')
    show({ ...session, identity: { ...session.identity, roles: ['exchange-administrator'] } })
    new ProofState(shell).waysOn.first.press()
    expect(asked.map(([name]) => name)).toEqual(['watch'])
  })

  it('is to check again only where nothing else is known to help', () => {
    show({ ...scene('08b-proof-mailbox-unknown'), problem: problem('unreachable', { host: 'outlook.office365.com' }) })
    expect(new ProofState(shell).remedy).toBe('again')
  })
})

describe('the way to hand over', () => {
  it('is the mail where the account has a mailbox, and a draft where none is shown', () => {
    const session = sceneAt('handoff', '10b-handoff-real-unproven')
    show(session)
    expect(new HandoffState(shell).way).toBe('mail')
    if (session.origin !== 'assistant') throw new Error('nobody signed in')
    show({ ...session, identity: { ...session.identity, mailbox: null } })
    const state = new HandoffState(shell)
    expect(state.way).toBe('draft')
    expect(state.ways.map(({ value }) => value)).toEqual(['draft', 'file', 'mail'])
  })

  it('is the draft once the mail was refused, until the person picks the mail again', () => {
    show(scene('10h-handoff-no-mailbox'))
    const state = new HandoffState(shell)
    expect(state.way).toBe('draft')
    state.pick('mail')
    expect(state.way).toBe('mail')
    const again = scene('10h-handoff-no-mailbox')
    show({ ...again, problem: { ...problem('no-mailbox'), at: '2026-11-22T19:09:00.000Z' } })
    expect(state.way).toBe('draft')
  })
})

describe('permissions that Prextra does not use', () => {
  it('are granted only after a yes to this very plan', async () => {
    const session = sceneAt('review', '04f-review-graph')
    show(session)
    const state = new UnsupportedProfile(shell)
    expect([state.isAsked, state.isMissing]).toEqual([true, true])
    await state.accept(true)
    expect(state.isMissing).toBe(false)
    show({ ...session, plan: { ...session.plan, id: '22222222-2222-4222-8222-222222222222' } })
    expect(state.isMissing).toBe(true)
  })

  it('are not asked about where nothing of them is granted', () => {
    show(scene('04-review'))
    expect(new UnsupportedProfile(shell).isAsked).toBe(false)
    show(scene('04g-review-graph-in-place'))
    expect(new UnsupportedProfile(shell).isAsked).toBe(false)
  })
})
