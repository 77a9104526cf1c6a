import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createStage, scene, type Stage } from '#support/gallery/stage.ts'
import { fixWords } from '#words/problems/fixes.ts'
import { ewsEndDay } from '#words/format/ews-end.ts'
import { guideWords } from '#words/screens/guide/guide.ts'
import { GuideState } from './guide.svelte.ts'
import { ProofState } from '../proof/proof.svelte.ts'
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

describe('the cloud, by hand', () => {
  const guideAt = (name: string) => {
    show(scene(name))
    return new GuideState(shell)
  }

  it('is asked for at the first step, before its page opens, and not in practice', () => {
    const names = ['30b-guide-registration-real', '30-guide-registration', '31-guide-ids']
    expect(names.map((name) => guideAt(name).offersCloud)).toEqual([true, false, false])
  })

  it('is the one that is chosen', () => {
    const guide = guideAt('30b-guide-registration-real')
    expect(guide.clouds.filter(({ chosen }) => chosen).map(({ id }) => id)).toEqual(['public'])
    guide.pickCloud('public')
    guide.pickCloud('elsewhere')
    guide.pickCloud('dod')
    expect(asked).toEqual([['chooseCloud', { cloud: 'dod' }]])
  })
})

describe('the end of EWS, by hand', () => {
  it('leads to the permissions in the guide, never to a plan', () => {
    show(scene('35e-guide-proof-ended'), { fix: { reason: 'ews-ended', step: 'permission' } })
    const proof = new ProofState(shell)
    expect(proof.hasEnded).toBe(false)
    expect(proof.fix?.sentence).toBe(fixWords.fr['ews-ended'])
    proof.fix?.press()
    expect(asked).toEqual([['goToStep', { step: 'permission' }]])
  })

  it('lets the permissions be chosen where each aim has them', () => {
    const offers = (name: string) => {
      show(scene(name))
      return new GuideState(shell).offersProfile
    }
    expect([offers('32-guide-permission'), offers('31d-guide-ids-renewal')]).toEqual([true, true])
    expect([offers('31-guide-ids'), offers('34-guide-secret')]).toEqual([false, false])
  })
})

describe('the welcome', () => {
  it('shows what is awaited and the guide that is kept, beside each other', () => {
    show(scene('39c-guide-kept-and-awaited'))
    const welcome = new WelcomeState(shell)
    expect(welcome.awaited).toContain('Érablière du Nord inc.')
    expect(welcome.kept?.text).toContain('guide manuel')
  })
})

describe('the date a secret expires on', () => {
  const notes = (name: string) => {
    show(scene(name))
    const state = new GuideState(shell)
    return { note: state.fields.find((field) => field.name === 'secretExpiresAt')?.note, wrong: state.fields[1]?.wrong }
  }

  it('may be after the end of EWS: that is said, and holds nobody back', () => {
    expect(notes('34d-guide-secret-after-end')).toEqual({
      note: guideWords.fr.afterEnd(ewsEndDay('fr')),
      wrong: null,
    })
    expect(notes('34c-guide-secret-received').note).toBe('')
  })
})

describe('what a program types for a person', () => {
  it('is checked whole, however fast it comes, and in few calls', async () => {
    show(scene('36-guide-contact'))
    const guide = new GuideState(shell)
    const name = 'Érablière du Nord inc.'
    for (let length = 1; length <= name.length; length += 1) guide.change('organization', name.slice(0, length))
    await vi.advanceTimersByTimeAsync(1000)
    const entered = asked.filter(([call]) => call === 'enter')
    expect(entered.length).toBe(2)
    expect(entered.at(-1)?.[1]).toMatchObject({ organization: name })
  })
})
