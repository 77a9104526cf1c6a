import { beforeEach, describe, expect, it } from 'vitest'
import { createStage, scene, type Stage } from '#support/gallery/stage.ts'
import { signInWords } from '#words/screens/sign-in.ts'
import { Shell } from '../../shell/shell.svelte.ts'
import { SignInState } from './sign-in.svelte.ts'

const words = signInWords.fr
let stage: Stage
let shell: Shell

beforeEach(async () => {
  stage = createStage()
  shell = new Shell(stage.assistant)
  await shell.open()
})

function stateAt(name: string): SignInState {
  stage.show(scene(name))
  return new SignInState(shell)
}

describe('the wait for the person', () => {
  it('with a code shows it by threes, and spells it for who listens', () => {
    const state = stateAt('02q-sign-in-device-code')
    expect([state.way, state.waiting, state.heading]).toEqual(['device-code', true, words.byCode.heading])
    expect(state.code).toEqual({
      groups: ['H4K', 'Q7P', 'Z2M'],
      spelled: 'H 4 K, Q 7 P, Z 2 M',
      address: 'https://login.microsoft.com/device',
    })
  })

  it('with a code that is being asked for shows none', () => {
    const state = stateAt('02r-sign-in-device-code-asking')
    expect([state.way, state.code, state.expires]).toEqual(['device-code', null, ''])
  })

  it('can go on in the other way', () => {
    stateAt('02-sign-in').changeWay()
    expect(stage.asked).toEqual([['changeWay', {}]])
  })

  it('says how to get rid of an account that the browser takes by itself, only after it did', () => {
    expect(stateAt('02-sign-in').privateWindow).toBeNull()
    expect(stateAt('02v-sign-in-wrong-account-again').privateWindow).toBe(words.privateWindow)
  })
})
