import type { Disabled } from '#core/directory.ts'
import type { Change } from '#core/provision/change.ts'
import type { RoleName } from '#core/access/profile.ts'
import type { Identity } from '#core/session/identity.ts'
import { changeActions, sayChange } from '../screens/review/changes.ts'
import { day, moment } from '../format/dates.ts'
import type { Language, Words } from '../format/language.ts'
import { roles } from '../portal/roles.ts'
import { disabledWords } from '../screens/review/disabled.ts'
import { planItemWords } from '../screens/review/plan-items.ts'
import { words } from '../format/typography.ts'
import { type Block, toHtml, type Value } from './document.ts'
import { oneLine } from '../format/markup.ts'
import { accessBlocks, type AccessFacts } from './security/security.ts'

export interface PlanFacts extends AccessFacts {
  readonly practice: boolean
  readonly identity: Identity
  readonly changes: readonly Change[]
  /** Who has disabled the service principal, which this plan finds; `null`: it is enabled, or not there. */
  readonly disabled: Disabled | null
  /** The roles that may consent, the least privileged first. */
  readonly grantedBy: readonly RoleName[]
}

const fr = {
  title: (organization: string) => `Accès de Prextra à Outlook : plan à approuver (${organization})`,
  lead: 'Ce que l’assistant fera dans votre locataire Microsoft si ce plan est approuvé, et rien d’autre. Rien n’a encore été modifié. Ce document ne contient aucun secret.',
  caption: 'La demande',
  organization: 'Organisation',
  tenantId: 'ID de l’annuaire (locataire)',
  account: 'Compte connecté',
  role: 'Rôle minimal pour consentir',
  expires: 'Fin du nouveau secret client',
  at: 'Plan fait le',
  heading: 'Ce qui changera',
  changes: 'Dans cet ordre',
  columns: ['Élément', 'Action', 'Précisions'],
  bound:
    'Juste avant d’agir, l’assistant compare de nouveau le locataire avec ce plan. S’il diffère, tout s’arrête et le nouveau plan est montré.',
  approval: {
    heading: 'Approbation',
    caption: 'Décision de la personne qui approuve',
    decision: 'Décision',
    choices: '☐ Approuvé · ☐ Approuvé, avec les conditions ci-dessous · ☐ Refusé',
    blanks: ['Conditions ou motif', 'Nom', 'Fonction', 'Date', 'Signature'],
    note: 'L’approbation vaut pour ce plan seulement. Remettez ce document à la personne connectée : c’est elle qui choisit « Approuver et exécuter ».',
  },
}

const en: typeof fr = {
  title: (organization) => `Prextra’s access to Outlook: plan to approve (${organization})`,
  lead: 'What the assistant will do in your Microsoft tenant if this plan is approved, and nothing else. Nothing has been changed yet. This document contains no secret.',
  caption: 'The request',
  organization: 'Organization',
  tenantId: 'Directory (tenant) ID',
  account: 'Account signed in',
  role: 'Least privileged role that can consent',
  expires: 'New client secret ends on',
  at: 'Plan made on',
  heading: 'What will change',
  changes: 'In this order',
  columns: ['Item', 'Action', 'Details'],
  bound:
    'Just before acting, the assistant compares the tenant with this plan again. If it differs, everything stops and the new plan is shown.',
  approval: {
    heading: 'Approval',
    caption: 'Decision of the person who approves',
    decision: 'Decision',
    choices: '☐ Approved · ☐ Approved, on the conditions below · ☐ Refused',
    blanks: ['Conditions or reason', 'Name', 'Position', 'Date', 'Signature'],
    note: 'The approval covers this plan only. Give this document to the person who is signed in, who then chooses “Approve and run”.',
  },
}

const phrases: Words<typeof fr> = words({ fr, en })

/** Makes the page of a plan for whoever has to approve it: what changes, and everything that the access allows. */
export function planPage(facts: PlanFacts, language: Language): { readonly title: string; readonly html: string } {
  const p = phrases[language]
  const title = p.title(oneLine(facts.identity.organization.name))
  const rows = facts.changes.map((change) => {
    const { toDo, note } = sayChange(change, language)
    const action = planItemWords[language].actions[changeActions[change.kind]].replaceAll(' ', '\u00a0')
    return { cells: [toDo, action, note] }
  })
  const html = toHtml({
    language,
    title,
    practice: facts.practice,
    lead: p.lead,
    blocks: [
      { kind: 'values', caption: p.caption, values: valuesOf(facts, language) },
      ...disabledBlocks(facts, language),
      { kind: 'heading', text: p.heading },
      { kind: 'table', caption: p.changes, columns: p.columns, rows },
      { kind: 'paragraph', text: p.bound },
      ...accessBlocks(facts, language),
      ...approvalBlocks(language),
    ] satisfies Block[],
  })
  return { title, html }
}

/** Returns the place where whoever approves the plan says so, and signs. */
function approvalBlocks(language: Language): readonly Block[] {
  const { heading, caption, decision, choices, blanks, note } = phrases[language].approval
  return [
    { kind: 'heading', text: heading },
    { kind: 'paragraph', text: note },
    {
      kind: 'form',
      caption,
      rows: [{ cells: [decision, choices] }, ...blanks.map((blank) => ({ cells: [blank, ''] }))],
    },
  ]
}

/** Warns of a service principal that is disabled, and that stays so unless this plan enables it. */
function disabledBlocks({ disabled, changes }: PlanFacts, language: Language): readonly Block[] {
  if (!disabled) return []
  const { byAdministrator, byMicrosoft, proofFails, enabled } = disabledWords[language]
  const isEnabled = changes.some(({ kind }) => kind === 'enable-service-principal')
  const what = disabled.by === 'microsoft' ? byMicrosoft(oneLine(disabled.status)) : byAdministrator
  return [{ kind: 'warning', text: `${what} ${isEnabled ? enabled : proofFails}` }]
}

function valuesOf({ identity, changes, grantedBy, at }: PlanFacts, language: Language): readonly Value[] {
  const p = phrases[language]
  const { organization, account, tenantId } = identity
  const secret = changes.find((change) => change.kind === 'create-secret')
  const [role] = grantedBy
  return [
    { label: p.organization, value: oneLine(organization.name) },
    { label: p.tenantId, value: tenantId, code: true },
    { label: p.account, value: oneLine(`${account.name} (${account.username})`) },
    ...(role === undefined ? [] : [{ label: p.role, value: roles[language][role] }]),
    ...(secret ? [{ label: p.expires, value: day(secret.expiresAt, language) }] : []),
    { label: p.at, value: moment(at, language) },
  ]
}
