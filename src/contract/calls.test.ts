import { describe, expect, test } from 'vitest'
import { effects, inputs, isActing } from './calls.ts'
import { callNames } from './names.ts'

describe('the effect of a call', () => {
  test('is known for every call', () => {
    expect(Object.keys(effects).sort()).toEqual([...callNames].sort())
  })

  test('only handing over sends something to somebody', () => {
    expect(callNames.filter((name) => effects[name] === 'sends')).toEqual(['handOff', 'handOffAgain'])
  })

  test('what changes a tenant or a keychain is never without effect', () => {
    const changing = ['approve', 'pasteSecret', 'checkOldSecret', 'recordConfirmation', 'keepCopy'] as const
    expect(changing.filter((name) => !isActing(name))).toEqual([])
  })
})

describe('the input of a call', () => {
  test('a call that takes nothing refuses anything', () => {
    expect(inputs.home.safeParse({}).success).toBe(true)
    expect(inputs.home.safeParse({ path: '/etc' }).success).toBe(false)
  })

  test('an address is checked by the rule of every other place', () => {
    const prove = (mailbox: string) => inputs.prove.safeParse({ mailbox, blockedMailbox: null }).success
    expect([prove('accueil@nord.example'), prove('é@nord.example'), prove('accueil')]).toEqual([true, false, false])
  })

  test('only entries of the guide are entered', () => {
    expect(inputs.enter.safeParse({ applicationId: 'x' }).success).toBe(true)
    expect(inputs.enter.safeParse({ clientSecret: 'x' }).success).toBe(false)
  })
})
