import { oneLine } from '#core/handoff/mail.ts'
import type { View } from '#contract/calls.ts'
import { maskOf, type Mask } from '#words/format/mask.ts'
import { changeActions, sayChange } from '#words/screens/review/changes.ts'
import { planItemWords } from '#words/screens/review/plan-items.ts'
import { unsupportedWords } from '#words/screens/review/unsupported.ts'
import { humanQuestionWords } from '#words/screens/shell/human-questions.ts'
import type { Question } from './question.ts'

/** A question as its dialog shows it. */
interface ShownQuestion {
  readonly message: string
  readonly detail: string
  readonly yes: string
  readonly no: string
}

/** Returns the words of a question in the window's language, with names and ids shortened while the screen is shared. */
export function wordsOf(
  question: Question,
  { language, screenShare }: Pick<View, 'language' | 'screenShare'>,
): ShownQuestion {
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
  // The words of the review, without what sets them in bold.
  const warning = question.unsupported ? [unsupportedWords[language].warning.replaceAll('**', '')] : []
  const detail = [[tenant, ...world].join('\n'), changes.join('\n'), ...warning].join('\n\n')
  return { message: plan.question(name), detail, yes: plan.yes, no: cancel }
}

/** Returns a name that the tenant chose, without what would break or reorder the dialog's lines. */
function named(organization: string, mask: Mask): string {
  return mask.name(oneLine(organization))
}
