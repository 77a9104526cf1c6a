import { objectTo } from '../../../tenant/app-policy.ts'
import type { Company } from '../../../company/company.ts'
import type { StoredApplication } from '../../../tenant/directory.ts'
import { makePassword } from '../../../tenant/secrets.ts'
import { needOwnerOrManager } from '../request/access-rules.ts'
import { readBody } from '../request/body.ts'
import { firstKey, rootOf, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { passwordEntity } from '../entities/application.ts'
import { findApplication } from '../request/find.ts'
import { writeApplications } from '../request/permissions.ts'
import { refuseOptions } from '../odata/query.ts'
import { badRequest, GraphRefusal } from '../request/refusal.ts'
import { addPasswordShape, removePasswordShape } from '../shapes/application.ts'

export const passwordRoutes: readonly GraphRoute[] = [
  { method: 'POST', path: 'applications/{}/addPassword', permissions: writeApplications, answer: addPassword },
  { method: 'POST', path: 'applications/{}/removePassword', permissions: writeApplications, answer: removePassword },
]

/** https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/api/application-addpassword.md */
function addPassword(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory, clock } = call.company
  const application = findApplication(directory, firstKey(call), true)
  needOwnerOrManager(call.caller, application)
  const wanted = call.body === undefined ? undefined : readBody(call.body, addPasswordShape).passwordCredential
  const { displayName, startDateTime, endDateTime } = (wanted ?? {}) as Partial<
    Record<'displayName' | 'startDateTime' | 'endDateTime', string | null>
  >
  const start = new Date(startDateTime ?? clock.now())
  const end = new Date(endDateTime ?? twoYearsAfter(start))
  // UNCONFIRMED(key-credentials-invalid-end-date): the code and the sentence for an end that is past or before the start.
  if (end <= start || end <= clock.now()) {
    throw new GraphRefusal(400, 'KeyCredentialsInvalidEndDate', 'Key credential end date is invalid.')
  }
  needAllowed(call.company, application, { start, end })
  const { stored, secretText } = makePassword({
    displayName: displayName ?? null,
    start,
    end,
    replicated: directory.replicas.begin('passwordCredential'),
  })
  application.passwords.push(stored)
  return {
    status: 200,
    body: {
      '@odata.context': `${rootOf(call.version)}/$metadata#microsoft.graph.passwordCredential`,
      ...passwordEntity(stored),
      secretText,
    },
  }
}

/** https://github.com/OfficeDev/microsoft-365-agents-toolkit/issues/10998 shows the second answer whole. */
function needAllowed(company: Company, application: StoredApplication, life: { start: Date; end: Date }): void {
  const { directory } = company
  const own = application.policies.flatMap((id) => directory.policies.get(id) ?? [])
  const objection = objectTo(application, life, directory.defaultPolicy, own)
  if (objection === undefined) return
  if (objection.kind === 'forbidden') {
    const message = 'Credential type not allowed as per assigned policy'
    throw new GraphRefusal(400, 'CredentialTypeNotAllowedAsPerAppPolicy', message, [
      // UNCONFIRMED(secret-forbidden-details): the details, made after those of the other answer.
      { code: 'CredentialTypeNotAllowed', message, target: 'PasswordCredentials' },
    ])
  }
  const message = `Credential lifetime exceeds the max value allowed as per assigned policy '${objection.policyId}'.`
  throw new GraphRefusal(400, 'CredentialInvalidLifetimeAsPerAppPolicy', message, [
    { code: 'InvalidKeyEndDate', message, target: 'EndDate' },
  ])
}

function removePassword(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const application = findApplication(directory, firstKey(call), true)
  needOwnerOrManager(call.caller, application)
  const { keyId } = readBody(call.body, removePasswordShape)
  const kept = application.passwords.filter((password) => password.keyId !== keyId)
  // UNCONFIRMED(remove-password-unknown-key): Graph's sentence for a keyId that is not there.
  if (kept.length === application.passwords.length) {
    throw badRequest(`No password credential found with keyId '${String(keyId)}'.`)
  }
  application.passwords = kept
  return { status: 204 }
}

function twoYearsAfter(start: Date): Date {
  const end = new Date(start)
  end.setUTCFullYear(end.getUTCFullYear() + 2)
  return end
}
