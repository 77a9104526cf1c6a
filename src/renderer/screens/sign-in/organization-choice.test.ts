import { beforeEach, describe, expect, it, vi } from 'vitest'
import { signInStage, realSessionAt } from '#support/gallery/sessions.ts'
import { createStage, scene, type Stage } from '#support/gallery/stage.ts'
import { cloudNames } from '#words/portal/clouds.ts'
import { Shell } from '../../shell/shell.svelte.ts'
import { ShownCodeState } from './shown-code.svelte.ts'
import { OrganizationChoice } from './organization-choice.svelte.ts'

let asked: Stage['asked'] = []
let show: Stage['show']
let shell: Shell

beforeEach(async () => {
  const stage = createStage()
  ;({ asked, show } = stage)
  shell = new Shell(stage.assistant)
  await shell.open()
})

/** The choice while the window shows a scene. */
function choiceAt(name: string): OrganizationChoice {
  show(scene(name))
  return new OrganizationChoice(shell)
}

describe('which organization', () => {
  it('is the account’s own after a sign-in that ended, with one click as before', () => {
    const choice = choiceAt('02c-sign-in-timeout')
    expect(choice.whose).toBe('own')
    choice.go.press()
    expect(asked).toEqual([['signIn', { aim: null, organization: 'own', remember: false, way: 'browser' }]])
  })

  it('is looked for first, and signed in to once it is shown', () => {
    const choice = choiceAt('02g-sign-in-naming')
    expect([choice.whose, choice.found]).toEqual(['other', null])
    choice.change('nord.example')
    choice.go.press()
    expect(asked.at(-1)).toEqual(['findOrganization', { text: 'nord.example' }])
    show(scene('02i-sign-in-found'))
    expect(choice.found?.map(({ value }) => value)).toEqual([
      'erablieredunord.example',
      '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24',
    ])
    void choice.setRemember(true)
    choice.go.press()
    expect(asked.at(-1)).toEqual(['signIn', { aim: null, organization: 'same', remember: true, way: 'browser' }])
  })

  it('in another cloud is to be named, which finds its cloud', () => {
    const choice = choiceAt('02p-sign-in-other-cloud')
    expect([choice.whose, choice.go.name]).toEqual(['other', choice.words.find])
    expect(choiceAt('02q-sign-in-found-in-other-cloud').found?.at(-1)).toEqual({
      name: choice.words.cloud,
      value: cloudNames.fr['gcc-high'],
    })
  })

  it('once changed is no longer the one that was found', () => {
    const choice = choiceAt('02i-sign-in-found')
    choice.change('other.example')
    expect([choice.found, choice.go.name]).toEqual([null, choice.words.find])
  })

  it('that is wrong is said until the text is changed', () => {
    const choice = choiceAt('02h-sign-in-remembered')
    expect(choice.wrong).toBe(choice.words.issues.unknown)
    choice.change('x')
    expect(choice.wrong).toBeNull()
  })

  it('of another day is chosen or forgotten with one click, and what leads elsewhere is said', () => {
    const choice = choiceAt('02j-sign-in-moved')
    expect(choice.moved).toContain('erablieredunord.example')
    expect(choice.offersToRemember).toBe(true)
    choice.remembered[0]?.use()
    choice.remembered[1]?.forget()
    expect(asked).toEqual([
      ['findOrganization', { text: 'erablieredunord.example' }],
      ['forgetOrganization', { domain: 'scieriedulac.example' }],
    ])
  })

  it('can be named while the browser waits', () => {
    const choice = choiceAt('02o-sign-in-elsewhere')
    choice.nameInstead()
    expect(asked).toEqual([['cancelSignIn', {}]])
    show(realSessionAt(signInStage()))
    expect(choice.whose).toBe('other')
  })

  it('is explained by the number that Microsoft’s page shows, while the browser is still waited for', () => {
    show(scene('02l-sign-in-named'))
    const code = new ShownCodeState(shell)
    code.change('AADSTS90099')
    code.explain()
    expect(asked).toEqual([['explainCode', { text: 'AADSTS90099' }]])
  })

  it.each([
    ['02c-sign-in-timeout', 'browser', 'device-code'],
    ['02u-sign-in-loopback-refused', 'device-code', 'browser'],
    ['02t-sign-in-device-code-expired', 'device-code', 'browser'],
  ] as const)('after %s is signed in to by %s, or by %s', (name, first, second) => {
    const choice = choiceAt(name)
    choice.go.press()
    choice.beside?.press()
    expect(asked.map(([, input]) => (input as { way: string }).way)).toEqual([first, second])
  })

  it('that refuses a code is signed in to with the browser, or set up by hand', async () => {
    const choice = choiceAt('02s-sign-in-device-code-blocked')
    choice.beside?.press()
    await vi.waitFor(() => {
      expect(asked).toEqual([
        ['home', {}],
        ['start', { way: 'by-hand' }],
      ])
    })
    choice.go.press()
    expect(asked.at(-1)).toMatchObject(['signIn', { way: 'browser' }])
  })

  it('that is not found yet is looked for, and signed in to in no way', () => {
    const choice = choiceAt('02g-sign-in-naming')
    expect([choice.go.name, choice.beside]).toEqual([choice.words.find, null])
  })

  it('is asked to authorize the application only when Microsoft wants that', () => {
    expect(choiceAt('02m-sign-in-wrong-account').handOver).toBeNull()
    choiceAt('02n-sign-in-not-authorized').handOver?.()
    expect(asked).toEqual([['delegate', { step: 'sign-in' }]])
  })
})
