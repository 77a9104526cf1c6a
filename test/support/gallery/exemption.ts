import type { Change } from '#core/provision/change.ts'
import type { Plan } from '#core/provision/plan.ts'
import type { DelegationStage } from '#core/session/session.ts'
import { appId, found, grant, plan, problem, secretEndsAt, type Scene } from './facts.ts'
import { reviewStage, runStage, sessionAt } from './sessions.ts'

const graph = 'graph.microsoft.com'
const registered = { ...found, granted: [], consented: false, secret: null, secretPolicy: 'forbids' } as const
const secret: Change = { kind: 'create-secret', expiresAt: secretEndsAt, beside: null, exemption: null }
const exempted: Change = { ...secret, exemption: ['passwordLifetime P90D', 'asymmetricKeyLifetime P180D'] }
const forbidden = plan([secret, grant], registered)
const own: Plan = { ...plan([exempted, grant], registered), exemption: 'own' }
const delegated: Plan = { ...forbidden, exemption: 'delegated' }
const left: Change = { kind: 'end-exemption', applicationId: 'c1', id: '4f2a91c0' }
const application: Change = {
  kind: 'remove-application',
  applicationId: 'c1',
  appId,
  displayName: 'Prextra – Synchronisation Outlook',
  why: 'asked-for',
}
const asked: DelegationStage = {
  at: 'delegation',
  step: 'secrets',
  from: reviewStage({ plan: delegated }),
  savedPage: null,
}

/** A tenant whose policy forbids client secrets. */
export const exemptionScenes: readonly Scene[] = [
  { name: '25-review-secrets-forbidden', session: sessionAt(reviewStage({ plan: forbidden })) },
  {
    name: '25b-review-exempted',
    session: sessionAt(reviewStage({ plan: own })),
    press: ['Précisions : Secret client'],
  },
  {
    name: '25c-review-exemption-wanted',
    session: sessionAt(reviewStage({ plan: forbidden }), {
      busy: true,
      page: { state: 'wanted', why: 'exemption', way: 'browser' },
    }),
  },
  { name: '25d-review-exemption-elsewhere', session: sessionAt(reviewStage({ plan: delegated })) },
  {
    name: '25e-review-exemption-left',
    session: sessionAt(reviewStage({ plan: plan([left], found) })),
  },
  {
    name: '25f-run-secrets-forbidden',
    session: sessionAt(runStage({ plan: forbidden }), {
      problem: problem('secrets-forbidden', {
        host: graph,
        status: 400,
        code: 'CredentialTypeNotAllowedAsPerAppPolicy',
      }),
    }),
  },
  {
    name: '25g-review-exemption-not-allowed',
    session: sessionAt(reviewStage({ plan: forbidden }), {
      problem: problem('exemption-not-allowed', { host: graph, status: 403 }),
    }),
  },
  {
    name: '25h-removal-exemption-left',
    session: sessionAt(reviewStage({ plan: plan([left, application], found, 'removed') })),
  },
  { name: '53-colleague-exemption', session: sessionAt(asked) },
]
