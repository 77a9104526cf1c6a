import type { DeliveredLine } from '#core/ledger.ts'
import type { Change } from '#core/provision/change.ts'
import type { Found, FoundApplication, FoundSecret } from '#core/provision/plan.ts'
import { newSession, type HistoryStage, type Session } from '#core/session/session.ts'
import type { RunView } from '#core/session/work-views.ts'
import {
  ago,
  ahead,
  all,
  appId,
  application,
  delivered,
  deliveredSecret,
  found,
  grant,
  identity,
  keyId,
  nothingFound,
  plan,
  problem,
  proofPassed,
  row,
  secret,
  secretEndsAt,
  servicePrincipal,
  servicePrincipalId,
  type Scene,
} from './facts.ts'
import { doneStage, identityStage, realSessionAt, removedStage, reviewStage, runStage, sessionAt } from './sessions.ts'

const day = 86_400
const oldKeyId = '0a1b2c3d-4e5f-4678-9abc-def012345678'

const line = (name: string, domain: string, doneAgo: number, expiresIn: number, tenantId: string): DeliveredLine => ({
  practice: false,
  tenantId,
  organization: { name, domain },
  appId,
  keyId,
  expiresAt: ahead(expiresIn),
  deliveredAt: ago(doneAgo),
  profile: 'ews',
  cloud: 'public',
})
const lines = [
  line('Érablière du Nord inc.', 'erablieredunord.example', 168 * day, 12.5 * day, identity.tenantId),
  line('Scierie Beaulac et fils ltée', 'scieriebeaulac.example', 30 * day, 130 * day, appId),
  line('Municipalité de Saint-Placide-sur-Mer', 'saint-placide.example', 290 * day, -40 * day, keyId),
]
const linesByHand = lines.map((one): DeliveredLine => ({ ...one, setUp: 'by-hand' }))
const atHistory = (history: readonly DeliveredLine[], more: Partial<HistoryStage> = {}): Session => ({
  ...newSession,
  at: 'history',
  history,
  kept: { files: history.map(({ keyId: id }) => id), reports: history.map(({ keyId: id }) => id) },
  answer: null,
  confirmed: null,
  ...more,
})

/** R1: what this computer handed over. */
export const historyScenes: readonly Scene[] = [
  { name: '20-history', session: atHistory(lines) },
  { name: '20c-history-by-hand', session: atHistory(linesByHand) },
  { name: '20d-history-confirmed', session: atHistory(linesByHand, { confirmed: { keyId, copyGone: true } }) },
  { name: '20b-history-empty', session: atHistory([]) },
  {
    name: '20e-history-answer',
    session: atHistory(lines, {
      answer: { keyId, organization: identity.organization, confirmedAt: ago(3600), setUp: 'assistant' },
    }),
  },
  {
    name: '20c-identity-nothing-to-remove',
    session: realSessionAt(identityStage({ intent: 'removed' }), { problem: problem('nothing-to-remove') }),
  },
]

const namesake = (name: string, id: string): FoundApplication => ({
  id,
  appId: '1c5e7d90-44b2-4f0a-9d3e-6b8a2f71c05d',
  displayName: name,
  createdAt: ago(400 * day),
})
const first = namesake('Prextra – Synchronisation Outlook', 'n1')
const namesakes = [first, namesake('Prextra – Synchronisation', 'n2')]
const adopting: Change = {
  kind: 'update-application',
  applicationId: 'n1',
  redirectUris: [],
  permissions: [],
  tags: ['cdid-prextra-outlook-sync', 'prextra-adopted'],
}
const deleted = { ...namesake('Prextra – Synchronisation Outlook', 'd1'), deletedAt: ago(3 * day) }
const capped: Change = { kind: 'create-secret', expiresAt: ahead(90 * day - 60), beside: null, exemption: null }

/** What the review asks, or has to add. */
export const reviewScenes: readonly Scene[] = [
  { name: '21-review-namesake', session: sessionAt(reviewStage({ plan: plan(all, { ...nothingFound, namesakes }) })) },
  {
    name: '21b-review-adopting',
    session: sessionAt(
      reviewStage({
        plan: plan([adopting, grant, secret], { ...found, application: first, secret: null, granted: [] }),
      }),
    ),
  },
  {
    name: '21c-review-deleted',
    session: sessionAt(reviewStage({ plan: plan(all, { ...nothingFound, deleted: [deleted] }) })),
  },
  {
    name: '21d-review-restoring',
    session: sessionAt(
      reviewStage({
        plan: plan([{ kind: 'restore-application', applicationId: 'd1', appId }], {
          ...nothingFound,
          deleted: [deleted],
        }),
      }),
    ),
  },
  {
    name: '21e-review-policy',
    session: sessionAt(
      reviewStage({
        plan: plan([application, servicePrincipal, capped, grant], {
          ...nothingFound,
          longestSecretMs: 90 * day * 1000,
        }),
      }),
    ),
  },
  {
    name: '21f-review-scoped-adopted',
    session: sessionAt(
      reviewStage({
        plan: plan([], { ...found, secret: deliveredSecret, granted: [], limited: true, adopted: true }),
      }),
    ),
    press: ['Précisions : Autorisation'],
  },
]

const entrance = { id: servicePrincipalId, createdAt: null }
const disabled: Found = { ...found, servicePrincipal: { ...entrance, disabled: { by: 'administrator' } } }
const disabledByMicrosoft: Found = {
  ...found,
  servicePrincipal: {
    ...entrance,
    disabled: { by: 'microsoft', status: 'DisabledDueToViolationOfServicesAgreement' },
  },
}
const enable: Change = { kind: 'enable-service-principal', servicePrincipalId }

/** A service principal that somebody has disabled. */
export const disabledScenes: readonly Scene[] = [
  {
    name: '21g-review-disabled',
    session: sessionAt(reviewStage({ plan: plan([secret], { ...disabled, secret: null }) })),
  },
  { name: '21h-review-disabled-alone', session: sessionAt(reviewStage({ plan: plan([], disabled) })) },
  {
    name: '21i-review-enabling',
    session: sessionAt(reviewStage({ plan: plan([enable, secret], { ...disabled, secret: null }) })),
  },
  {
    name: '21j-review-disabled-by-microsoft',
    session: sessionAt(reviewStage({ plan: plan([], disabledByMicrosoft) })),
    press: ['Précisions : Application d’entreprise'],
  },
]

const retiring: FoundSecret = {
  ...deliveredSecret,
  keyId: oldKeyId,
  startsAt: ago(170 * day),
  expiresAt: ahead(20.5 * day),
}
const fresh = { ...deliveredSecret, startsAt: ago(day) }
const beside: Change = { kind: 'create-secret', expiresAt: secretEndsAt, beside: oldKeyId, exemption: null }
const renewal = plan([beside], { ...found, secret: retiring }, 'renewed')
const superseded: Change = { kind: 'remove-secret', keyId: oldKeyId, why: 'superseded' }
const renewed = plan([], { ...found, secret: { ...fresh, state: 'pending' }, retiring })
const renewedUnconfirmed = plan([], { ...found, secret: fresh, retiring })
const besideMade = row(beside, 'done', ago(4), 1300, keyId)

/** R2: a new secret beside the old one, until CDID has confirmed. */
export const renewalScenes: readonly Scene[] = [
  { name: '22-renewal', session: sessionAt(reviewStage({ intent: 'renewed', plan: renewal })) },
  {
    name: '22b-renewal-run-shortened',
    session: sessionAt(
      runStage({
        plan: renewal,
        run: { rows: [{ ...besideMade, shortenedTo: ahead(90 * day) }] },
        stableReads: { agreed: 1, of: 5, problem: null },
      }),
      { busy: true },
    ),
  },
  { name: '22c-renewed-waits-for-word', session: sessionAt(reviewStage({ plan: renewedUnconfirmed })) },
  {
    name: '22d-renewed-confirmed',
    session: sessionAt(
      reviewStage({ plan: plan([superseded], { ...found, secret: { ...fresh, confirmed: true }, retiring }) }),
    ),
  },
  {
    name: '22e-confirmed-alone',
    session: sessionAt(reviewStage({ plan: plan([], { ...found, secret: { ...fresh, confirmed: true } }) })),
  },
  {
    name: '22f-confirmation-forged',
    session: sessionAt(reviewStage({ plan: renewedUnconfirmed }), { problem: problem('confirmation-forged') }),
  },
  {
    name: '22g-renewal-under-way-elsewhere',
    session: sessionAt(reviewStage({ plan: plan([], { ...found, secret: { ...fresh, held: false }, retiring }) })),
  },
  {
    name: '22h-renewed-done',
    session: realSessionAt(doneStage({ plan: renewed, run: { rows: [besideMade] }, proof: proofPassed })),
  },
]

const secretAsked: Change = { kind: 'remove-secret', keyId, why: 'asked-for' }
const applicationAsked: Change = {
  kind: 'remove-application',
  applicationId: 'c1',
  appId,
  displayName: 'Prextra – Synchronisation Outlook',
  why: 'asked-for',
}
const entry: Change = {
  kind: 'remove-sign-in-entry',
  servicePrincipalId,
  appId: 'b3f0a6c2-58d7-4e19-9c4b-1d7e2f80a365',
}
const release: Change = { kind: 'release-application', applicationId: 'c1', appId }
const removal = plan([secretAsked, applicationAsked, entry], delivered.found, 'removed')
const gone = plan([], nothingFound, 'removed')
const shared = { signInApplication: 'Microsoft Graph Command Line Tools' }
const ran = (...changes: readonly Change[]): RunView => ({
  rows: changes.map((change, place) =>
    row(change, 'done', ago(9), 600 + place * 200, [keyId, appId, servicePrincipalId][place] ?? null),
  ),
})

/** R3: everything leaves. */
export const removalScenes: readonly Scene[] = [
  { name: '23-removal', session: sessionAt(reviewStage({ plan: removal })) },
  { name: '23b-removal-typed', session: sessionAt(reviewStage({ plan: removal })), type: 'retirer' },
  {
    name: '23c-removal-real-adopted-scoped',
    session: realSessionAt(
      reviewStage({
        intent: 'removed',
        plan: plan(
          [secretAsked, { kind: 'remove-secret', keyId: oldKeyId, why: 'asked-for' }, release],
          { ...delivered.found, retiring, limited: true, adopted: true },
          'removed',
        ),
      }),
    ),
    view: shared,
    press: ['Précisions : Étiquettes'],
  },
  {
    name: '23d-removal-run',
    session: sessionAt(
      runStage({
        plan: removal,
        run: {
          rows: [
            row(secretAsked, 'done', ago(4), 900, keyId),
            row(applicationAsked, 'doing', ago(3), null, null),
            row(entry, 'to-come', null, null, null),
          ],
        },
      }),
      { busy: true },
    ),
  },
  {
    name: '23e-removal-refused',
    session: sessionAt(
      runStage({
        plan: removal,
        run: { rows: [row(secretAsked, 'doing', ago(3), null, null)] },
      }),
      {
        problem: problem('not-allowed', {
          host: 'graph.microsoft.com',
          status: 403,
          code: 'Authorization_RequestDenied',
        }),
      },
    ),
  },
  { name: '24-removed', session: sessionAt(removedStage(gone, ran(secretAsked, applicationAsked, entry))) },
  {
    name: '24b-removed-real-released',
    session: realSessionAt(removedStage(gone, ran(secretAsked, release))),
    view: shared,
  },
  { name: '24c-removed-entry-only', session: sessionAt(removedStage(gone, ran(entry))) },
  { name: '24d-in-place', session: sessionAt(reviewStage()) },
]
