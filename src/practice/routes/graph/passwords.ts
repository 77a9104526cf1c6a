import { makePassword } from '../../secrets.ts'
import { needOwnerOrManager, writeApplications } from './applications.ts'
import { readBody } from './body.ts'
import { firstKey, type GraphAnswer, type GraphCall, type GraphRoute } from './call.ts'
import { passwordEntity } from './entities.ts'
import { findApplication } from './find.ts'
import { refuseOptions } from './query.ts'
import { badRequest, GraphRefusal } from './refusal.ts'
import { addPasswordShape, removePasswordShape } from './shapes.ts'

export const passwordRoutes: readonly GraphRoute[] = [
  { method: 'POST', path: 'applications/{}/addPassword', permissions: writeApplications, answer: addPassword },
  { method: 'POST', path: 'applications/{}/removePassword', permissions: writeApplications, answer: removePassword },
]

/** https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/api/application-addpassword.md */
function addPassword(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory, clock } = call.company
  const application = findApplication(directory, firstKey(call))
  needOwnerOrManager(call.caller, application)
  const wish = call.body === undefined ? undefined : readBody(call.body, addPasswordShape).passwordCredential
  const { displayName, startDateTime, endDateTime } = (wish ?? {}) as Partial<
    Record<'displayName' | 'startDateTime' | 'endDateTime', string | null>
  >
  const start = new Date(startDateTime ?? clock.now())
  const end = new Date(endDateTime ?? twoYearsAfter(start))
  if (end <= start || end <= clock.now()) {
    throw new GraphRefusal(400, 'KeyCredentialsInvalidEndDate', 'Key credential end date is invalid.')
  }
  const { stored, secretText } = makePassword({
    displayName: displayName ?? null,
    start,
    end,
    hiddenFor: directory.lag.passwordCredential ?? 0,
  })
  application.passwords.push(stored)
  return {
    status: 200,
    body: {
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.passwordCredential',
      ...passwordEntity(stored),
      secretText,
    },
  }
}

function removePassword(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const application = findApplication(directory, firstKey(call))
  needOwnerOrManager(call.caller, application)
  const { keyId } = readBody(call.body, removePasswordShape)
  const kept = application.passwords.filter((password) => password.keyId !== keyId)
  // UNCONFIRMED: Graph's sentence for a keyId that is not there.
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
