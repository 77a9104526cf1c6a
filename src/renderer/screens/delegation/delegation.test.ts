import { beforeEach, describe, expect, it, vi } from 'vitest'
import { sayEwsEnd } from '#words/format/ews-end.ts'
import { createStage, scene, type Stage } from '#support/gallery/stage.ts'
import { DelegationState } from './delegation.svelte.ts'
import { LimitState } from '../limit/limit.svelte.ts'
import { ProofState } from '../proof/proof.svelte.ts'
import { RailState } from '../../shell/rail.svelte.ts'
import { ReviewState } from '../review/review.svelte.ts'
import { RunState } from '../run/run.svelte.ts'
import { Shell } from '../../shell/shell.svelte.ts'
import { WelcomeState } from '../welcome/welcome.svelte.ts'

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

const calls = () => asked.map(([name]) => name)

describe('a wait for Exchange', () => {
  it.each(['09-proof-waiting', '09b-proof-resumed', '09c-proof-waiting-stopped'])(
    '%s is a wait, not a refusal',
    (name) => {
      show(scene(name))
      const proof = new ProofState(shell)
      expect(proof.phase).toBe('waiting')
      expect(proof.wait.title).toContain('23\u00a0novembre 2026')
      expect(new RailState(shell).steps.find(({ current }) => current)?.mark).toBe('busy')
    },
  )

  it('is looked at now: at once while it waits, again and again from then on', () => {
    show(scene('09-proof-waiting'))
    new ProofState(shell).watch()
    show(scene('09b-proof-resumed'))
    new ProofState(shell).watch()
    expect(calls()).toEqual(['checkNow', 'watch'])
  })

  it('becomes a refusal once it is over', () => {
    show({ ...scene('09b-proof-resumed'), problem: { code: 'ews-blocked', at: '' } })
    expect(new ProofState(shell).phase).toBe('blocked')
  })

  it('is offered again on the welcome, for a real tenant', () => {
    show(scene('01c-welcome-awaited'))
    const welcome = new WelcomeState(shell)
    expect(welcome.awaited).toContain('Érablière du Nord inc.')
    welcome.resume()
    expect(asked).toEqual([['start', { way: 'resume' }]])
    show(scene('01c-welcome-awaited'), { screenShare: true })
    expect(new WelcomeState(shell).awaited).not.toContain('Érablière')
  })
})

describe('a limit', () => {
  it('is shown by two mailboxes that differ', () => {
    show(scene('07f-proof-limited-before'))
    const { entry, checks } = new ProofState(shell)
    expect(checks.names).toEqual(['token', 'mailbox', 'blocked-mailbox'])
    entry.enterBlockedMailbox(entry.mailbox.toUpperCase())
    entry.prove()
    expect(entry.blockedMailboxWrong).not.toBeNull()
    entry.enterBlockedMailbox('comptabilite@erablieredunord.example')
    entry.prove()
    const mailbox = 'accueil@erablieredunord.example'
    expect(asked).toEqual([['prove', { mailbox, blockedMailbox: 'comptabilite@erablieredunord.example' }]])
  })

  it('is proven with what is known, which a shared screen shows shortened', () => {
    show(scene('07f-proof-limited-before'), { screenShare: true })
    const { entry } = new ProofState(shell)
    const shown = [entry.mailbox, entry.blockedMailbox].map(shell.mask.address)
    expect(shown).toEqual(['ac…il@er…rd.example', 'co…te@er…rd.example'])
    entry.prove()
    expect(calls()).toEqual(['prove'])
  })

  it('is asked for with three addresses, and planned once Exchange has it', async () => {
    show(scene('52-limit'))
    const limit = new LimitState(shell)
    await limit.go()
    expect(limit.fields[0]?.wrong).not.toBeNull()
    for (const [place, address] of ['g@x.example', 'a@x.example', 'b@x.example'].entries())
      limit.fields[place]?.change(address)
    await limit.go()
    expect(asked).toMatchObject([
      ['setLimit', { group: 'g@x.example', allowedMailbox: 'a@x.example', blockedMailbox: 'b@x.example' }],
      ['plan', { reach: 'limited' }],
    ])
  })

  it('may be lifted', () => {
    show(scene('05d-review-limited'))
    const review = new ReviewState(shell)
    expect([review.canLimit, review.canWiden]).toEqual([false, true])
    expect(review.rows.find(({ id }) => id === 'permission')?.choice).toBeUndefined()
    review.widen()
    expect(asked).toMatchObject([['plan', { reach: 'everywhere' }]])
  })
})

describe('the consent of a colleague', () => {
  it('is handed over from the plan, and taken back', () => {
    show(scene('04-review'))
    new ReviewState(shell).handOver()
    show(scene('04d-review-consent-elsewhere'))
    const review = new ReviewState(shell)
    expect(review.rows.find(({ id }) => id === 'permission')?.action).toBe('delegate')
    review.takeBack()
    expect(asked).toMatchObject([
      ['plan', { consentDelegated: true }],
      ['plan', { consentDelegated: false }],
    ])
  })

  it('is handed over where the run was refused it', () => {
    show(scene('06e-run-consent-refused'))
    const run = new RunState(shell)
    expect(run.canHandOver).toBe(true)
    run.handOver()
    expect(asked).toMatchObject([['plan', { consentDelegated: true }]])
    show(scene('06d-run-stopped'))
    expect(new RunState(shell).canHandOver).toBe(false)
  })

  it('is all that is missing', () => {
    show(scene('04e-review-only-consent'))
    const review = new ReviewState(shell)
    expect(review.kind).toBe('to-hand-over')
    review.delegate()
    expect(asked).toEqual([['delegate', { step: 'consent' }]])
  })

  it('is waited for where it was handed over', () => {
    show(scene('51-colleague-consent'))
    const delegation = new DelegationState(shell)
    delegation.languages.choose('en')
    delegation.save()
    delegation.goOn()
    expect(asked).toEqual([
      ['savePage', { language: 'en' }],
      ['watch', {}],
    ])
    show(scene('51b-colleague-consent-waiting'))
    expect(new DelegationState(shell).waiting).toBe(true)
  })
})

describe('the two profiles', () => {
  it('are chosen in the plan', () => {
    show(scene('05-review-nothing-to-do'))
    const { choices } = new ReviewState(shell)
    expect(choices.profile.options.find(({ chosen }) => chosen)?.value).toBe('ews')
    choices.profile.choose('ews')
    choices.profile.choose('graph')
    expect(asked).toMatchObject([['plan', { profile: 'graph' }]])
    expect(asked).toHaveLength(1)
  })

  it('say what the former one left', () => {
    show(scene('04g-review-graph-in-place'))
    const review = new ReviewState(shell)
    expect(review.others).toBe('full_access_as_app')
    review.retireOthers()
    expect(asked).toMatchObject([['plan', { retireOthers: true }]])
  })

  it('are proven each by its own calls', () => {
    show(scene('07d-proof-graph'))
    const proof = new ProofState(shell)
    expect(proof.phase).toBe('passed')
    expect(proof.ewsEnd).toBeNull()
    expect(proof.checks.rows).toHaveLength(7)
  })

  it('lead from the end of EWS to Graph', () => {
    show(scene('08e-proof-ended'))
    const proof = new ProofState(shell)
    expect([proof.hasEnded, proof.offersOther]).toEqual([true, false])
    proof.moveToGraph()
    expect(asked).toMatchObject([['plan', { profile: 'graph' }]])
  })
})

describe('the end of EWS', () => {
  it('is counted down where a secret is made', () => {
    show(scene('04-review'))
    expect(new ReviewState(shell).limit).toContain('(dans 130\u00a0jours)')
  })

  it('is said once it has come, and nobody begins with it', async () => {
    vi.setSystemTime(new Date('2027-04-02T12:00:00Z'))
    const stage = createStage()
    shell = new Shell(stage.assistant)
    await shell.open()
    stage.show(scene('05b-review-delivered'))
    expect(new ReviewState(shell).notice).toBe(sayEwsEnd(Date.now(), 'fr'))
    stage.show(scene('04f-review-graph'))
    expect(new ReviewState(shell).choices.profile.options.map(({ value }) => value)).toEqual(['graph'])
  })
})
