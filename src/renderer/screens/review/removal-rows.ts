import type { Change } from '#core/provision/change.ts'
import { sayChange } from '#words/screens/review/changes.ts'
import { day } from '#words/format/dates.ts'
import { removalWords } from '#words/screens/review/removal.ts'
import type { ListedFact } from '../../parts/text/list-items.ts'
import type { PlanRow, RowInput } from './plan-row.ts'
import { exemptionRow, expiry, secretOf, shortKey } from './secret-rows.ts'

type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>

/** Returns the rows of a removal, in the order of the changes. `signIn` is the name of the sign-in application. */
export function removalRows(input: RowInput, signIn: string): readonly PlanRow[] {
  return input.plan.changes.flatMap((change): readonly PlanRow[] => {
    switch (change.kind) {
      case 'end-exemption':
        return [exemptionRow(change, input)]
      case 'remove-secret':
        return [secretRow(input, change)]
      case 'remove-application':
        return [applicationRow(input, change)]
      case 'release-application':
        return [releaseRow(input, change)]
      case 'remove-sign-in-entry':
        return [entryRow(input, change, signIn)]
      default:
        return []
    }
  })
}

function secretRow(input: RowInput, change: ChangeOf<'remove-secret'>): PlanRow {
  const { plan, language, mask } = input
  const { secret: words } = removalWords[language]
  const known = secretOf(plan, change.keyId)
  const { toDo, note } = sayChange(change, language)
  return {
    id: change.keyId,
    name: toDo,
    action: 'remove',
    note: known ? words[known.state] : note,
    ...(known ? expiry(known, input) : { brief: shortKey(change.keyId, input), briefMono: true }),
    details: [
      { name: words.id, value: mask.id(change.keyId), mono: true },
      { name: words.copy, value: words.copyBody },
    ],
  }
}

function applicationRow(input: RowInput, change: ChangeOf<'remove-application'>): PlanRow {
  const { plan, language, mask, copyApplicationId } = input
  const { application: words } = removalWords[language]
  const { toDo, note } = sayChange(change, language)
  const { application } = plan.found
  const isOurs = application?.id === change.applicationId
  const id: ListedFact = { name: words.id, value: mask.id(change.appId), mono: true }
  const details = [
    { name: words.with, value: words.withBody },
    { name: words.then, value: words.thenBody },
    isOurs ? { ...id, copy: copyApplicationId } : id,
  ]
  if (isOurs && application.createdAt !== null)
    details.push({ name: words.created, value: day(application.createdAt, language) })
  return {
    id: change.applicationId,
    name: toDo,
    action: 'remove',
    details,
    note: change.why === 'duplicate' ? note : change.displayName,
    brief: mask.id(change.appId),
    briefMono: true,
  }
}

function releaseRow({ language, mask, copyApplicationId }: RowInput, change: ChangeOf<'release-application'>): PlanRow {
  const { release: words, application } = removalWords[language]
  return {
    id: change.applicationId,
    name: sayChange(change, language).toDo,
    note: words.note,
    action: 'remove',
    brief: mask.id(change.appId),
    briefMono: true,
    details: [
      { name: words.tags, value: words.tagsBody },
      { name: application.id, value: mask.id(change.appId), mono: true, copy: copyApplicationId },
    ],
  }
}

function entryRow({ language, mask }: RowInput, change: ChangeOf<'remove-sign-in-entry'>, signIn: string): PlanRow {
  const { entry: words } = removalWords[language]
  return {
    id: change.servicePrincipalId,
    name: sayChange(change, language).toDo,
    note: signIn,
    action: 'remove',
    brief: mask.id(change.appId),
    briefMono: true,
    details: [
      { name: words.what, value: words.whatBody },
      { name: words.id, value: mask.id(change.servicePrincipalId), mono: true },
    ],
  }
}
