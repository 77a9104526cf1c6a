import type { Change } from '#core/change.ts'
import type { Plan } from '#core/plan.ts'
import type { profiles } from '#core/profile.ts'
import { sayChange } from '#words/changes.ts'
import { day, daysBetween, inDays } from '#words/dates.ts'
import type { Language } from '#words/language.ts'
import { reviewWords } from '#words/screens/review.ts'
import type { ListedFact } from '../parts/listed.ts'
import type { Mask } from './mask.ts'
import type { PlanRow } from './plan-row.ts'

/** Typed by the profile: the two cannot differ. */
const permission: (typeof profiles)['ews']['permissions'][0] = {
  resourceAppId: '00000002-0000-0ff1-ce00-000000000000',
  resourceName: 'Office 365 Exchange Online',
  appRoleId: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40',
  value: 'full_access_as_app',
}

export interface Reading {
  readonly plan: Plan
  readonly language: Language
  readonly mask: Mask
  readonly now: number
  readonly copyApplicationId: () => Promise<boolean>
  readonly copyServicePrincipalId: () => Promise<boolean>
}

/** The plan as a table: what is there and what is to be done, a row a thing, removals last. */
export function planRows(reading: Reading): readonly PlanRow[] {
  return [applicationRow(reading), servicePrincipalRow(reading), permissionRow(reading), secretRow(reading)]
    .concat(removalRows(reading))
    .filter((row) => row !== null)
}

function applicationRow({ plan, language, mask, copyApplicationId }: Reading): PlanRow {
  const { application: words } = reviewWords[language]
  const create = changeOf(plan, 'create-application')
  const update = changeOf(plan, 'update-application')
  const found = plan.found.application
  const row = { id: 'application', name: words.name, note: create?.displayName ?? found?.displayName ?? '' }
  const ids: ListedFact[] = found
    ? [{ name: words.id, value: mask.id(found.appId), mono: true, copy: copyApplicationId }]
    : []
  if (found?.createdAt) ids.push({ name: words.created, value: day(found.createdAt, language) })
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

function servicePrincipalRow({ plan, language, mask, copyServicePrincipalId }: Reading): PlanRow {
  const { servicePrincipal: words } = reviewWords[language]
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
  return { ...row, action: 'done', brief, details: [plain, ...id] }
}

function permissionRow({ plan, language }: Reading): PlanRow {
  const { permission: words } = reviewWords[language]
  return {
    id: 'permission',
    name: words.name,
    note: permission.resourceName,
    action: changeOf(plan, 'grant') ? 'grant' : 'done',
    brief: permission.value,
    briefMono: true,
    details: [
      { name: words.plainLabel, value: words.plain },
      { name: words.api, value: permission.resourceAppId, mono: true },
      { name: words.role, value: permission.appRoleId, mono: true },
    ],
  }
}

function secretRow({ plan, language, mask, now }: Reading): PlanRow | null {
  const { secret: words } = reviewWords[language]
  const create = changeOf(plan, 'create-secret')
  const found = plan.found.secret
  const said = (at: string) => day(at, language)
  const row = { id: 'secret', name: words.name }
  if (create) {
    const beside = create.beside !== null && found !== null
    const details = [
      ...(beside ? [{ name: words.old, value: words.oldBody(said(found.expiresAt)) }] : []),
      { name: words.kept, value: words.keptBody },
      { name: words.tag, value: words.tagBody },
    ]
    const note = beside ? words.noteBeside : words.note
    return { ...row, note, action: 'create', brief: words.expires(said(create.expiresAt)), lifetime: true, details }
  }
  if (!found) return null
  const left = daysBetween(now, found.expiresAt)
  const soon = left < 30
  return {
    ...row,
    note: found.held ? words.noteHeld : words.noteDelivered,
    action: 'done',
    brief: `${words.expires(said(found.expiresAt))}${soon ? `, ${inDays(left, language)}` : ''}`,
    warning: soon,
    details: [
      { name: words.state, value: found.state === 'delivered' ? words.delivered : words.pending },
      { name: words.where, value: found.held ? words.here : words.notHere },
      { name: words.created, value: said(found.startsAt) },
      { name: words.id, value: mask.id(found.keyId), mono: true },
    ],
  }
}

function removalRows({ plan, language, mask }: Reading): readonly PlanRow[] {
  const { removal: words } = reviewWords[language]
  return plan.changes
    .filter((change) => change.kind === 'remove-secret')
    .map((change) => ({
      id: change.keyId,
      name: words.name,
      note: sayChange(change, language).note,
      action: 'remove',
      brief: mask.on ? mask.id(change.keyId) : `${change.keyId.slice(0, 8)}…`,
      briefMono: true,
      details: [{ name: words.id, value: mask.id(change.keyId), mono: true }],
    }))
}

function changeOf<Kind extends Change['kind']>(plan: Plan, kind: Kind): Extract<Change, { kind: Kind }> | undefined {
  return plan.changes.find((change): change is Extract<Change, { kind: Kind }> => change.kind === kind)
}
