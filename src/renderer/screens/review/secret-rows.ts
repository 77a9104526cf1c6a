import type { Change } from '#core/provision/change.ts'
import type { FoundSecret, Plan } from '#core/provision/plan.ts'
import { exemptionName } from '#core/provision/exemption.ts'
import { sayChange } from '#words/screens/review/changes.ts'
import { secretExpiry } from '#core/secret-expiry.ts'
import { day, inDays, readersZone } from '#words/format/dates.ts'
import type { Language } from '#words/format/language.ts'
import { renewalWords } from '#words/screens/review/renewal.ts'
import { planItemWords } from '#words/screens/review/plan-items.ts'
import type { ListedFact } from '../../parts/text/list-items.ts'
import { changeOf, type PlanRow, type RowInput } from './plan-row.ts'

/**
 * Returns the rows of the secrets: the new or current one, the one that stays until CDID has confirmed, and those to
 * remove.
 */
export function secretRows(input: RowInput): readonly PlanRow[] {
  const ends = input.plan.changes.filter((change) => change.kind === 'end-exemption')
  return [
    ...ends.map((change) => exemptionRow(change, input)),
    ...newRow(input),
    ...currentRow(input),
    ...retiringRow(input),
    ...removalRows(input),
  ]
}

function newRow({ plan, language }: RowInput): readonly PlanRow[] {
  const { secret: words } = planItemWords[language]
  const create = changeOf(plan, 'create-secret')
  if (!create) return []
  const details = [
    { name: words.kept, value: words.keptBody },
    { name: words.tag, value: words.tagBody },
  ]
  const { secretPolicy } = plan.found
  if (secretPolicy) details.push({ name: words.policy, value: words.policies[secretPolicy] })
  if (create.exemption) details.push({ name: words.exemption, value: words.exempted(create.exemption) })
  const name = create.beside === null ? words.name : renewalWords[language].newSecret
  const brief = words.expires(day(create.expiresAt, language))
  return [{ id: 'secret', name, note: words.note, action: 'create', brief, choice: 'lifetime', details }]
}

/** Returns the row of an exemption that a run had begun and that is taken back. */
export function exemptionRow(
  change: Extract<Change, { kind: 'end-exemption' }>,
  { language, mask }: Pick<RowInput, 'language' | 'mask'>,
): PlanRow {
  const { toDo, note, idName } = sayChange(change, language)
  const details = [{ name: idName, value: mask.id(exemptionName(change.id)), mono: true }]
  return { id: change.id, name: toDo, note, action: 'remove', brief: '', details }
}

function currentRow(input: RowInput): readonly PlanRow[] {
  const { plan, language } = input
  const found = plan.found.secret
  if (!found) return []
  const { secret: words } = planItemWords[language]
  const renewal = renewalWords[language]
  if (changeOf(plan, 'create-secret')) {
    const row = { id: found.keyId, name: renewal.current, note: renewal.stays, action: 'kept' } as const
    return [{ ...row, ...expiry(found, input), details: factsOf(found, input) }]
  }
  const note = found.state === 'pending' ? words.noteHeld : found.confirmed ? renewal.confirmed : renewal.delivered
  const row = { id: 'secret', name: words.name, note, action: 'done' } as const
  return [{ ...row, ...expiry(found, input), details: factsOf(found, input) }]
}

function retiringRow(input: RowInput): readonly PlanRow[] {
  const { plan, language } = input
  const { retiring } = plan.found
  if (!retiring || isLeaving(plan, retiring.keyId)) return []
  const words = renewalWords[language]
  const row = { id: retiring.keyId, name: words.old, note: words.stays, action: 'kept' } as const
  return [{ ...row, ...expiry(retiring, input), details: factsOf(retiring, input) }]
}

function removalRows(input: RowInput): readonly PlanRow[] {
  const { plan, language, mask } = input
  const { removal: words } = planItemWords[language]
  return plan.changes
    .filter((change) => change.kind === 'remove-secret')
    .map((change) => {
      const known = secretOf(plan, change.keyId)
      const said = sayChange(change, language)
      const note = known?.state === 'delivered' ? renewalWords[language].replaced : said.note
      const brief = { brief: shortKey(change.keyId, input), briefMono: true }
      return {
        id: change.keyId,
        name: words.name,
        note,
        action: 'remove',
        ...(known ? expiry(known, input) : brief),
        details: [{ name: words.id, value: mask.id(change.keyId), mono: true }],
      }
    })
}

/** Returns a secret that the plan found; `undefined` when only its id is known. */
export function secretOf({ found }: Plan, keyId: string): FoundSecret | undefined {
  return [found.secret, found.retiring].find((secret) => secret?.keyId === keyId) ?? undefined
}

export function shortKey(keyId: string, { mask }: Pick<RowInput, 'mask'>): string {
  return mask.on ? mask.id(keyId) : `${keyId.slice(0, 8)}…`
}

/** Returns the end of a secret in words, and whether to warn, which is in its last 30 days. */
export function expiry(
  { expiresAt }: FoundSecret,
  { language, now }: { readonly language: Language; readonly now: number },
): { readonly brief: string; readonly warning: boolean } {
  const { daysLeft, state } = secretExpiry(expiresAt, now, readersZone())
  const warning = state !== 'valid'
  const said = planItemWords[language].secret.expires(day(expiresAt, language))
  return { brief: `${said}${warning ? `, ${inDays(daysLeft, language)}` : ''}`, warning }
}

function factsOf(found: FoundSecret, { language, mask }: RowInput): readonly ListedFact[] {
  const { secret: words } = planItemWords[language]
  const delivered = found.confirmed ? words.confirmed : words.delivered
  return [
    { name: words.state, value: found.state === 'delivered' ? delivered : words.pending },
    { name: words.where, value: found.held ? words.here : words.notHere },
    { name: words.created, value: day(found.startsAt, language) },
    { name: words.id, value: mask.id(found.keyId), mono: true },
  ]
}

function isLeaving({ changes }: Plan, keyId: string): boolean {
  return changes.some((change) => change.kind === 'remove-secret' && change.keyId === keyId)
}
