import type { ProblemCode } from '#core/problem.ts'
import {
  asReceived,
  asSent,
  everything,
  microsoftsTime,
  nothing,
  onlyApplication,
  withoutGrant,
  withoutSecret,
  withPrincipal,
  type Ending,
  type Row,
  type Said,
} from '#support/answers/row.ts'
import type { Place } from '#support/answers/place.ts'
import * as said from '#support/answers/said.ts'
import { playSituations } from '#support/answers/situations.ts'
import { answer, calls, graphError, once } from '#support/answers/wire-answers.ts'
import { PageWalker } from '#support/page-walker.ts'
import {
  graph as callGraph,
  luc,
  marieEve,
  nadia,
  signIn,
  signInClientId,
  sophie,
  tenantId,
} from '#support/tenant-client.ts'

/** C: a refusal is worded for the step it met, with the roles that may; a role that is only eligible has to be activated. */

const graph = 'graph.microsoft.com'
const denied = 'Authorization_RequestDenied'

interface Meaning {
  readonly code: ProblemCode
  readonly nature: 'no'
  readonly says: Said
}

const cloudApplications = { fr: 'Administrateur d’application cloud', en: 'Cloud Application Administrator' }
const privilegedRoles = { fr: 'Administrateur de rôle privilégié', en: 'Privileged Role Administrator' }

const registering: Meaning = { code: 'registration-not-allowed', nature: 'no', says: said.registrationNotAllowed }
const changing: Meaning = { code: 'application-not-allowed', nature: 'no', says: said.applicationNotAllowed }
const granting: Meaning = {
  code: 'grant-not-allowed',
  nature: 'no',
  says: said.grantNotAllowed(cloudApplications),
}
const grantingGraph: Meaning = { ...granting, says: said.grantNotAllowed(privilegedRoles) }

const ending = (meaning: Meaning, code = denied): Ending => ({
  ...meaning,
  details: {
    host: graph,
    status: '403',
    microsoft: code,
    requestId: asReceived,
    clientRequestId: asSent,
    date: microsoftsTime,
  },
})

/** Graph refuses the nth write of a kind, or all of them. */
function refused(what: string, call: string, meaning: Meaning, row: Pick<Row, 'does' | 'left'> & Partial<Row>): Row {
  return {
    name: `403 to ${what}`,
    faults: [graphError(call, 403, denied, 'Insufficient privileges to complete the operation.')],
    ends: ending(meaning),
    sent: [[call, 1]],
    waitedMs: [0, 0],
    ...row,
  }
}

const writes: readonly Row[] = [
  refused('the creation of the application, where there is none', calls.upsert, registering, {
    does: 'set up',
    left: nothing,
    sent: [
      [calls.upsert, 1],
      [calls.createByPost, 0],
      [calls.applicationByName, 2],
    ],
    again: everything,
  }),
  refused('the creation of the application, with another code of Graph’s', calls.upsert, registering, {
    does: 'set up',
    faults: [graphError(calls.upsert, 403, 'AccessDenied', 'Tenant policy.')],
    ends: ending(registering, 'AccessDenied'),
    left: nothing,
  }),
  refused('the creation by POST', calls.createByPost, registering, {
    does: 'set up',
    faults: [
      answer(calls.upsert, 405, { error: { code: 'BadRequest', message: 'no' } }),
      graphError(calls.createByPost, 403, denied),
    ],
    left: nothing,
  }),
  refused('our tag on the new application', calls.patch, changing, {
    does: 'set up',
    left: onlyApplication,
    again: everything,
  }),
  refused('the creation of the service principal', calls.createPrincipal, changing, {
    does: 'set up',
    left: onlyApplication,
    again: everything,
  }),
  refused('the new secret', calls.addPassword, changing, {
    does: 'set up',
    left: withPrincipal,
    sent: [
      [calls.addPassword, 1],
      [calls.grant, 0],
    ],
    again: everything,
  }),
  refused('the grant', calls.grant, granting, { does: 'set up', left: withoutGrant, again: everything }),
  refused('the grant, profile graph: the right is asked for once', calls.grant, grantingGraph, {
    does: 'set up',
    profile: 'graph',
    left: withoutGrant,
    sent: [
      [calls.grant, 2],
      [calls.addPassword, 1],
    ],
    pages: 1,
  }),
  refused('a second grant, profile graph, after the right was given', calls.grant, grantingGraph, {
    does: 'set up',
    profile: 'graph',
    // The first is refused because the right is missing, and the third is the second permission.
    faults: [graphError(calls.grant, 403, denied, 'no', { nth: 3 })],
    left: { ...everything, grants: 1 },
    sent: [[calls.grant, 3]],
    pages: 1,
    again: { ...everything, grants: 5 },
  }),
  refused('the removal of a secret that nobody holds', calls.removePassword, changing, {
    does: 'replace the lost secret',
    left: { ...everything, held: 0 },
    again: everything,
  }),
  refused('the removal of a secret, when everything is removed', calls.removePassword, changing, {
    does: 'remove',
    // Its copy goes after it.
    left: everything,
    sent: [
      [calls.removePassword, 1],
      [calls.deleteApplication, 0],
    ],
  }),
  refused('the removal of the application', calls.deleteApplication, changing, { does: 'remove', left: withoutSecret }),
  refused('the removal of the sign-in entry', calls.deleteEntry, changing, { does: 'remove', left: nothing }),
  refused('the removal of a grant', calls.removeGrant, granting, {
    does: 'limit to some mailboxes',
    left: everything,
    // Its tag says by then that Exchange limits the application.
    again: { ...everything, grants: 0 },
  }),
  refused('the permission that leaves the manifest, once its grant is removed', calls.patch, changing, {
    does: 'limit to some mailboxes',
    faults: [graphError(calls.patch, 403, denied, 'no', { nth: 2 })],
    left: { ...everything, grants: 0 },
    sent: [[calls.patch, 2]],
  }),
  refused('the tag that says that Exchange limits the application', calls.patch, changing, {
    does: 'limit to some mailboxes',
    left: everything,
    sent: [
      [calls.patch, 1],
      [calls.removeGrant, 0],
    ],
  }),
  refused('the permissions of another profile on the manifest', calls.patch, changing, {
    does: 'change',
    chooses: { profile: 'graph' },
    left: everything,
    sent: [
      [calls.patch, 1],
      [calls.grant, 0],
    ],
  }),
  refused('the service principal that is to be enabled', calls.enablePrincipal, changing, {
    does: 'change',
    chooses: { enableServicePrincipal: true },
    given: ({ tenant }) => {
      const ours = tenant.state.applications.find(({ uniqueName }) => uniqueName === 'cdid-prextra-outlook-sync')
      tenant.changeServicePrincipal(ours?.appId ?? '', { accountEnabled: false })
    },
    left: everything,
  }),
  refused('the mark of the secret that is to be handed over: nothing leaves', calls.patch, changing, {
    does: 'hand over a file',
    left: everything,
  }),
]

/** Reads that are refused say no more than that: they are no change. */
const reads: readonly Row[] = (
  [
    ['our application', calls.applicationByName],
    ['the grants', calls.grants],
  ] as const
).map(([what, call]) =>
  refused(
    `a read of ${what}`,
    call,
    { code: 'not-allowed', nature: 'no', says: said.notAllowed },
    {
      does: 'plan again',
      left: everything,
      sent: [['POST https://graph.microsoft.com/*', 0]],
    },
  ),
)

/** An administrator has consented to the assistant's sign-in for everybody of the company. */
async function everybodyMaySignIn({ tenant }: Place): Promise<void> {
  const asked = new URLSearchParams({
    client_id: signInClientId,
    scope: 'openid profile offline_access User.Read Application.ReadWrite.All',
    redirect_uri: 'http://localhost',
  })
  const page = `https://login.microsoftonline.com/${tenantId}/v2.0/adminconsent?${asked.toString()}`
  const { answer: given } = await new PageWalker(tenant.fetch).signIn(page, { account: luc })
  if (given.admin_consent !== 'True') throw new Error('the consent was not given')
}

/** Somebody else registers our application; nobody else's read shows it yet, so the plan would create it. */
async function registeredUnseen({ tenant }: Place): Promise<void> {
  const token = await signIn(tenant, luc)
  const made = await callGraph(
    tenant,
    token,
    'PATCH',
    "/applications(uniqueName='cdid-prextra-outlook-sync')",
    { displayName: 'Prextra – Synchronisation Outlook', signInAudience: 'AzureADMyOrg' },
    { prefer: 'create-if-missing' },
  )
  if (made.status !== 201) throw new Error(`the application was not made: ${made.status}`)
}

const unseenOnce = [
  graphError(calls.applicationByName, 404, 'Request_ResourceNotFound', 'no', once),
  ...[calls.applicationsByTag, calls.namesakes].map((call) =>
    answer(call, 200, { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#applications', value: [] }),
  ),
]

const unseen: readonly Row[] = [
  refused('the creation of an application that exists, and that no read had shown', calls.upsert, changing, {
    does: 'set up',
    before: registeredUnseen,
    faults: [...unseenOnce, graphError(calls.upsert, 403, denied)],
    left: onlyApplication,
    sent: [
      [calls.upsert, 1],
      [calls.applicationByName, 2],
    ],
  }),
  refused(
    'the same, from the tenant itself: a member without a role, who may register others',
    calls.upsert,
    changing,
    {
      does: 'set up',
      account: sophie,
      given: everybodyMaySignIn,
      before: registeredUnseen,
      faults: unseenOnce,
      left: onlyApplication,
    },
  ),
]

/** Accounts whose role is missing or not active; the tenant itself refuses. */
const accounts: readonly Row[] = [
  ...[
    { who: 'a member without an active role', account: sophie },
    { who: 'an Exchange Administrator', account: nadia },
  ].flatMap(({ who, account }): readonly Row[] => [
    refused(`${who}, in a company where members register nothing`, calls.upsert, registering, {
      does: 'set up',
      account,
      given: everybodyMaySignIn,
      seed: { usersMayRegisterApplications: false },
      faults: [],
      left: nothing,
    }),
    refused(`${who}, in a company where members register applications`, calls.grant, granting, {
      does: 'set up',
      account,
      given: everybodyMaySignIn,
      faults: [],
      left: withoutGrant,
      pages: 0,
    }),
  ]),
  refused('a Cloud Application Administrator, profile graph: no page is opened in vain', calls.grant, grantingGraph, {
    does: 'set up',
    profile: 'graph',
    account: marieEve,
    faults: [],
    left: withoutGrant,
    pages: 0,
  }),
  {
    name: 'a Cloud Application Administrator, profile ews: all of it',
    does: 'set up',
    account: marieEve,
    ends: 'well',
    left: everything,
  },
]

playSituations('C', [...writes, ...reads, ...unseen, ...accounts])
