import { dialog, type BrowserWindow } from 'electron'
import type { View } from '#contract/calls.ts'
import type { DialogTurn } from './dialog-turn.ts'
import type { Question } from './question.ts'

/**
 * Returns what asks a question in front of the window, and resolves to whether the person agreed: `false` while another
 * dialog is open. *No* is what Enter and Escape choose, so that a key that was meant for the window agrees to nothing.
 */
export function createQuestions(
  window: BrowserWindow,
  turn: DialogTurn,
  view: () => Pick<View, 'language' | 'screenShare'>,
): (question: Question) => Promise<boolean> {
  return async (question) => {
    const answer = await turn.take(async () => {
      // Its words are not needed before the welcome is drawn.
      const { wordsOf } = await import('./question-words.ts')
      const { message, detail, yes, no } = wordsOf(question, view())
      return dialog.showMessageBox(window, {
        type: question.kind === 'unseen' ? 'warning' : 'question',
        message,
        detail,
        buttons: [no, yes],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      })
    })
    return answer?.response === 1
  }
}
