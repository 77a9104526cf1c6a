import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { watchActs } from './acts.ts'

/** A window whose input is sent by hand, as Electron reports it. */
function open() {
  let at = 1_000
  const window = new EventEmitter()
  const acts = watchActs(window as never, () => at)
  const input = (type: string, ...modifiers: string[]) => window.emit('input-event', {}, { type, modifiers })
  return {
    acts,
    input,
    later: (ms: number) => {
      at += ms
    },
    click: () => {
      input('mouseDown', 'leftbuttondown')
      input('mouseUp', 'leftbuttondown')
    },
    /** A key as it comes from a keyboard. */
    press: (key: string, ...held: string[]) => {
      const keys = { key, control: held.includes('control'), alt: held.includes('alt') }
      window.emit('before-input-event', {}, { type: 'keyDown', ...keys })
      input('rawKeyDown', ...held)
      window.emit('before-input-event', {}, { type: 'keyUp', ...keys })
      input('keyUp', ...held)
    },
  }
}

test('nothing lets a call through before there was an act', () => {
  expect(open().acts.take()).toBe(false)
})

test.each([
  ['a click', ['mouseDown', 'mouseUp']],
  ['a tap', ['touchStart', 'gestureTapDown', 'touchEnd', 'gestureTap']],
  ['a pen', ['pointerDown', 'pointerUp']],
  ['a key that automation presses', ['keyDown', 'keyUp']],
])('%s lets one call through, and no second one', (_name, types) => {
  const { acts, input } = open()
  for (const type of types) input(type)
  expect([acts.take(), acts.take()]).toEqual([true, false])
})

test.each([
  [['Enter'], true],
  [[' '], true],
  [['ArrowDown'], true],
  [['c', 'control'], true],
  [['a'], false],
  [['É', 'shift'], false],
  [['@', 'control', 'alt'], false],
  [['Control', 'control'], false],
  [['Shift'], false],
  [['Tab'], false],
  [['Backspace'], false],
] as const)('the keys %s are an act: %s', ([key, ...held], isAct) => {
  const { acts, press } = open()
  press(key, ...held)
  expect(acts.take()).toBe(isAct)
})

test('what only passes over the window is no act, nor is a key that is held', () => {
  const { acts, input } = open()
  for (const type of ['mouseMove', 'mouseEnter', 'mouseWheel', 'gestureScrollBegin', 'contextMenu', 'char']) input(type)
  input('rawKeyDown', 'isautorepeat')
  input('mouseUp')
  expect(acts.take()).toBe(false)
})

test('a typed text does not freshen an act that was not used', () => {
  const { acts, later, click, press } = open()
  click()
  later(5_001)
  press('a')
  expect(acts.take()).toBe(false)
})

test('an act counts for five seconds, from when the button is let go', () => {
  const { acts, input, later, click } = open()
  click()
  later(5_000)
  expect(acts.take()).toBe(true)
  click()
  later(5_001)
  expect(acts.take()).toBe(false)
  input('mouseDown')
  later(20_000)
  input('mouseUp')
  expect(acts.take()).toBe(true)
})

test('letting go of a button does not give a used act back', () => {
  const { acts, input } = open()
  input('rawKeyDown')
  expect(acts.take()).toBe(true)
  input('keyUp')
  expect(acts.take()).toBe(false)
})

test('of many acts, the last one alone lets a call through', () => {
  const { acts, click } = open()
  for (let count = 0; count < 20; count += 1) click()
  expect([acts.take(), acts.take()]).toEqual([true, false])
})
