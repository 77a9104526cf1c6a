import { staysLimited } from '#core/provision/tags.ts'
import { sayChange } from '#words/screens/review/changes.ts'
import { day } from '#words/format/dates.ts'
import { sayPermission } from '#words/portal/permissions.ts'
import { planItemWords } from '#words/screens/review/plan-items.ts'
import type { ListedFact } from '../../parts/text/list-items.ts'
import { changeOf, type PlanRow, type RowInput } from './plan-row.ts'
import { secretRows } from './secret-rows.ts'

/** Returns the plan as rows: one for each object, with what is there and what is to be done. Removals are last. */
export function planRows(input: RowInput): readonly PlanRow[] {
  const restored = restoredRow(input)
  if (restored) return [restored]
  return [applicationRow(input), servicePrincipalRow(input), permissionRow(input)]
    .concat(leavingRows(input))
    .concat(widenedRows(input))
    .concat(secretRows(input))
    .concat(twinRows(input))
}

/**
 * Returns the row of an application to restore; `null` when none is. It is the only row: the rest is planned once it is
 * back.
 */
function restoredRow({ plan, language, mask }: RowInput): PlanRow | null {
  const { application: words } = planItemWords[language]
  const change = changeOf(plan, 'restore-application')
  const found = plan.found.deleted.find(({ id }) => id === change?.applicationId)
  if (!change || !found) return null
  const said = (at: string) => day(at, language)
  const details: ListedFact[] = [{ name: words.id, value: mask.id(found.appId), mono: true }]
  if (found.createdAt !== null) details.push({ name: words.created, value: said(found.createdAt) })
  if (found.deletedAt !== null) details.push({ name: words.deleted, value: said(found.deletedAt) })
  const row = { id: 'application', name: words.name, note: found.displayName }
  return { ...row, action: 'restore', brief: words.briefRestore, details }
}

function applicationRow({ plan, language, mask, copyApplicationId }: RowInput): PlanRow {
  const { application: words } = planItemWords[language]
  const create = changeOf(plan, 'create-application')
  const update = changeOf(plan, 'update-application')
  const found = plan.found.application
  const row = { id: 'application', name: words.name, note: create?.displayName ?? found?.displayName ?? '' }
  const ids: ListedFact[] = found
    ? [{ name: words.id, value: mask.id(found.appId), mono: true, copy: copyApplicationId }]
    : []
  if (found?.createdAt) ids.push({ name: words.created, value: day(found.createdAt, language) })
  if (plan.found.adopted) ids.push({ name: words.origin, value: words.adopted })
  if (create) {
    const details = [
      { name: words.accounts, value: words.accountsOnly },
      { name: words.redirect, value: create.redirectUris.join(', '), mono: true },
      { name: words.permission, value: create.permissions.join(', '), mono: true },
    ]
    return { ...row, action: 'create', brief: words.brief, details }
  }
  if (update) {
    const missing = [...update.redirectUris, ...update.permissions, ...update.tags].join(', ')
    const details = [{ name: words.missing, value: missing, mono: true }, ...ids]
    return { ...row, action: 'correct', brief: words.briefCorrect, details }
  }
  return { ...row, action: 'done', brief: mask.id(found?.appId ?? ''), briefMono: true, details: ids }
}

function servicePrincipalRow({ plan, language, mask, copyServicePrincipalId }: RowInput): PlanRow {
  const { servicePrincipal: words } = planItemWords[language]
  const found = plan.found.servicePrincipal
  const row = { id: 'service-principal', name: words.name, note: words.note }
  const plain: ListedFact = { name: words.plainLabel, value: words.plain }
  if (changeOf(plan, 'create-service-principal')) {
    return { ...row, action: 'create', brief: words.brief, details: [plain] }
  }
  const brief = found?.createdAt ? words.createdOn(day(found.createdAt, language)) : words.present
  const id: ListedFact[] = found
    ? [{ name: words.id, value: mask.id(found.id), mono: true, copy: copyServicePrincipalId }]
    : []
  if (changeOf(plan, 'enable-service-principal')) {
    return { ...row, action: 'enable', brief: words.briefEnable, details: [plain, ...id] }
  }
  if (found?.disabled?.by === 'microsoft') {
    const reason: ListedFact = { name: words.reason, value: found.disabled.status, mono: true }
    return { ...row, action: 'kept', brief: words.disabledByMicrosoft, warning: true, details: [plain, reason, ...id] }
  }
  if (found?.disabled) return { ...row, action: 'kept', brief: words.disabled, warning: true, details: [plain, ...id] }
  return { ...row, action: 'done', brief, details: [plain, ...id] }
}

/** Returns the row of the permissions. For a limited application it only lists the roles that Exchange gives. */
function permissionRow({ plan, language }: RowInput): PlanRow {
  const { permission: words } = planItemWords[language]
  const { permissions, consented, profile } = plan.found
  const limited = staysLimited(plan.reach, plan.found.limited)
  const missing = plan.changes.some(({ kind }) => kind === 'grant')
  const row = {
    id: 'permission',
    name: words.name,
    note: permissions[0]?.resourceName ?? '',
    action: missing ? 'grant' : plan.consentDelegated && !consented ? 'delegate' : 'done',
  } as const
  if (limited) {
    const named = permissions.map(({ value, exchangeRole }) => exchangeRole ?? value)
    const details = [
      { name: words.plainLabel, value: words.scopedPlain },
      { name: words.role, value: named.join(', '), mono: true },
    ]
    return { ...row, brief: words.scoped, details }
  }
  const [only, ...others] = permissions
  if (only && others.length === 0) {
    const details = [
      { name: words.plainLabel, value: words.plain },
      { name: words.permission, value: only.value, mono: true },
      { name: words.api, value: only.resourceAppId, mono: true },
      { name: words.role, value: only.appRoleId, mono: true },
    ]
    return { ...row, brief: words.profiles[profile], choice: 'profile', details }
  }
  const details = permissions.map(({ value }) => ({ name: value, value: sayPermission(value, language) }))
  return { ...row, brief: words.profiles[profile], choice: 'profile', details }
}

/** Returns the rows of grants to remove, because another profile or a limit in Exchange replaces them. */
function leavingRows({ plan, language }: RowInput): readonly PlanRow[] {
  const { permission: words } = planItemWords[language]
  return plan.changes
    .filter((change) => change.kind === 'remove-grant')
    .map((change) => ({
      id: change.value,
      name: words.leaving,
      action: 'remove',
      brief: change.value,
      briefMono: true,
      note: words.leavingNotes[change.why],
      details: [
        { name: words.plainLabel, value: change.why === 'limited' ? words.leavingLimited : words.leavingReplaced },
        { name: words.role, value: change.appRoleId, mono: true },
      ],
    }))
}

/** Returns the row on Exchange's limit when the application is to open every mailbox again. */
function widenedRows({ plan, language }: RowInput): readonly PlanRow[] {
  const { permission: words } = planItemWords[language]
  const change = changeOf(plan, 'widen-application')
  if (!change) return []
  const { toDo, note } = sayChange(change, language)
  const details = [{ name: words.plainLabel, value: words.widenedPlain }]
  return [{ id: 'limit', name: toDo, note, action: 'remove', brief: words.widened, details }]
}

/** Returns the rows of duplicate applications, which were made when the first one was not visible yet. */
function twinRows({ plan, language, mask }: RowInput): readonly PlanRow[] {
  const { application: words } = planItemWords[language]
  return plan.changes
    .filter((change) => change.kind === 'remove-application')
    .map((change) => {
      const { toDo, note } = sayChange(change, language)
      const id: ListedFact = { name: words.id, value: mask.id(change.appId), mono: true }
      const row = { id: change.applicationId, name: toDo, note, brief: mask.id(change.appId), briefMono: true }
      return { ...row, action: 'remove', details: [id] }
    })
}
