import { expect, it } from 'vitest'
import { createDialogTurn } from './dialog-turn.ts'

/** A dialog that is open until it is answered. */
function openDialog() {
  let answer: (text: string) => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const answered = new Promise<string>((resolve, reject) => {
    answer = resolve
    fail = reject
  })
  return {
    show: () => answered,
    answer: (text: string) => {
      answer(text)
    },
    fail: (error: Error) => {
      fail(error)
    },
  }
}

it('shows what was asked for only while no other dialog is open', async () => {
  const turn = createDialogTurn()
  const first = openDialog()
  const shown = turn.take(first.show)
  expect(turn.isTaken).toBe(true)
  expect(await turn.take(() => Promise.resolve('second'))).toBeNull()
  first.answer('first')
  expect(await shown).toBe('first')
  expect(turn.isTaken).toBe(false)
})

it('shows what nobody asked for one after another', async () => {
  const turn = createDialogTurn()
  const dialogs = [openDialog(), openDialog(), openDialog()]
  const seen: number[] = []
  const ended = dialogs.map(({ show }, place) =>
    turn.wait(() => {
      seen.push(place)
      return show()
    }),
  )
  expect(seen).toEqual([0])
  dialogs[0]?.answer('0')
  await ended[0]
  await expect.poll(() => seen).toEqual([0, 1])
  dialogs[1]?.fail(new Error('closed'))
  await expect(ended[1]).rejects.toThrow('closed')
  await expect.poll(() => seen).toEqual([0, 1, 2])
  dialogs[2]?.answer('2')
  expect(await ended[2]).toBe('2')
  expect(turn.isTaken).toBe(false)
})
