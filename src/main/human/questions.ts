import { dialog, type BrowserWindow } from 'electron'
import { oneLine } from '#core/handoff/mail.ts'
import type { ToConfirm } from '#core/session/to-confirm.ts'
import type { ActingCall, View } from '#contract/calls.ts'
import { maskOf, type Mask } from '#words/format/mask.ts'
import { changeActions, sayChange } from '#words/screens/review/changes.ts'
import { planItemWords } from '#words/screens/review/plan-items.ts'
import { humanQuestionWords } from '#words/screens/shell/human-questions.ts'
import type { DialogTurn } from './dialog-turn.ts'

/** What main asks a person: to confirm something, or whether it was they who made a call that no act came before. */
export type Question = ToConfirm | { readonly kind: 'unseen'; readonly call: ActingCall }

/** A question as its dialog shows it. */
interface ShownQuestion {
  readonly message: string
  readonly detail: string
  readonly yes: string
  readonly no: string
}

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
    const { message, detail, yes, no } = wordsOf(question, view())
    const answer = await turn.take(() =>
      dialog.showMessageBox(window, {
        type: question.kind === 'unseen' ? 'warning' : 'question',
        message,
        detail,
        buttons: [no, yes],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      }),
    )
    return answer?.response === 1
  }
}

function wordsOf(question: Question, { language, screenShare }: Pick<View, 'language' | 'screenShare'>): ShownQuestion {
  const { plan, mail, unseen, cancel, practice } = humanQuestionWords[language]
  if (question.kind === 'unseen') {
    return { message: unseen.questions[question.call], detail: unseen.why, yes: unseen.yes, no: unseen.no }
  }
  const mask = maskOf(screenShare)
  const name = named(question.organization.name, mask)
  const world = question.practice ? [practice] : []
  if (question.kind === 'mail') {
    const { from, to, copyTo } = question
    const lines = [
      mail.organization(name),
      mail.from(mask.address(from)),
      copyTo === null ? mail.noCopy : mail.copyTo(mask.address(copyTo)),
      mail.sealed,
      ...world,
    ]
    return { message: mail.question(to), detail: lines.join('\n'), yes: mail.yes, no: cancel }
  }
  const { actions } = planItemWords[language]
  const changes = question.changes.map((change) => {
    const { toDo, note } = sayChange(change, language)
    return plan.change(actions[changeActions[change.kind]], toDo, note)
  })
  const tenant = plan.tenant(mask.domain(question.organization.domain), mask.id(question.tenantId))
  const detail = [[tenant, ...world].join('\n'), changes.join('\n')].join('\n\n')
  return { message: plan.question(name), detail, yes: plan.yes, no: cancel }
}

/** Returns a name that the tenant chose, without what would break or reorder the dialog's lines. */
function named(organization: string, mask: Mask): string {
  return mask.name(oneLine(organization))
}
