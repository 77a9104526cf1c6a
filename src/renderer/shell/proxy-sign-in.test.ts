import { expect, test } from 'vitest'
import { createStage, scene } from '#support/gallery/stage.ts'
import { ProxySignInState } from './proxy-sign-in.svelte.ts'
import { Shell } from './shell.svelte.ts'

const question = { proxy: 'proxy.nord.example:8080', refused: false }

async function open() {
  const stage = createStage()
  const shell = new Shell(stage.assistant)
  await shell.open()
  stage.show(scene('06-run-waiting'), { proxy: question })
  return { ...stage, entry: new ProxySignInState(shell) }
}

test('what was entered is sent once, while work waits, to the proxy that was shown', async () => {
  const { entry, asked } = await open()
  entry.open()
  entry.username = ' NORD\\marie '
  entry.password = ' pass word '
  entry.send()
  expect(asked).toEqual([['answerProxy', { proxy: question.proxy, username: 'NORD\\marie', password: ' pass word ' }]])
  expect([entry.isOpen, entry.password]).toEqual([false, ''])
})

test('nothing is sent without a user name', async () => {
  const { entry, asked } = await open()
  entry.open()
  entry.password = 'x'
  entry.send()
  expect(asked).toEqual([])
  expect([entry.isOpen, entry.isMissing]).toEqual([true, true])
})

test('closing the dialog forgets the password and leaves the question; going on without declines it', async () => {
  const { entry, asked } = await open()
  entry.open()
  entry.password = 'x'
  entry.close()
  expect([entry.password, asked.length]).toEqual(['', 0])
  entry.goOnWithout()
  expect(asked).toEqual([['declineProxy', { proxy: question.proxy }]])
})

test('a question that is gone, or of another proxy, takes the dialog with it', async () => {
  const { entry, asked, show } = await open()
  entry.open()
  entry.username = 'marie'
  expect(entry.isOpen).toBe(true)
  for (const proxy of [null, { proxy: 'other.nord.example:8080', refused: false }]) {
    show(scene('06-run-waiting'), { proxy })
    expect(entry.isOpen).toBe(false)
    entry.send()
  }
  show(scene('06-run-waiting'))
  entry.goOnWithout()
  expect(asked).toEqual([])
})
