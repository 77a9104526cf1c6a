import { mailScopes } from '#adapters/microsoft/graph/outbox.ts'
import { ProblemError, type ProblemCode } from '#core/problem.ts'
import { profiles, secretNamePrefix } from '#core/access/profile.ts'
import { isDelivered } from '#core/provision/tags.ts'
import type { Aim } from '#core/provision/step.ts'
import type { FaultRequest } from '#practice/faults/faults.ts'
import { strike, type Fault } from '#support/faults/alphabet.ts'
import type { Computer, ComputerParts } from '#support/faults/computer.ts'
import { createMemoryKeychain, type MemoryKeychain } from '#support/faults/memory-keychain.ts'
import { endedWith, type End } from '#support/faults/observation.ts'
import { runRow, type Cell } from '#support/faults/row.ts'
import type { Trial } from '#support/faults/trial.ts'
import { adminScopes, graph, luc, signIn } from '#support/tenant-client.ts'

/** The page of a filter or a proxy, in place of the answer to a write: nothing in it is Microsoft's. */
interface Page extends Fault {
  readonly effect: 'html-page' | 'html-page-after-commit'
  readonly isAlways: boolean
}

const pages: readonly Page[] = [403, 404, 502].flatMap((statusCode) =>
  (['html-page', 'html-page-after-commit'] as const).flatMap((effect) =>
    [false, true].map((isAlways) => ({
      name: `${statusCode}-${effect === 'html-page' ? 'before' : 'after'}${isAlways ? '-always' : ''}`,
      response: { statusCode },
      effect,
      isAlways,
      times: isAlways ? 40 : 1,
    })),
  ),
)

/** Who makes the write, and what for. */
interface Scene {
  readonly computer: Computer
  readonly aim?: Aim
  /** The work that makes the write, where it is not the whole job. */
  readonly work?: () => Promise<End>
  /** The computer that does the job afterwards, where it is not the same. */
  readonly next?: Computer
  /** Whether a secret that nobody holds was there before. */
  readonly hasUnheld?: true
  /** The number of delivered secrets in the end, when it is not one. */
  readonly inProduction?: number
}

/** A write of a run, and what must be so before the run for it to be made. */
interface Write {
  readonly name: string
  readonly request: FaultRequest
  readonly open: (trial: Trial) => Promise<Scene>
  /** How the work may end when one page answered the write; by default only with success. */
  readonly ends?: readonly (ProblemCode | 'done')[]
}

const at = (method: string, path: string, bodyFragment?: string): FaultRequest => ({
  method,
  url: `https://graph.microsoft.com/v1.0${path}`,
  ...(bodyFragment !== undefined && { bodyFragment }),
})

/** The ends of a write that the assistant does not make twice, when what it made was not found or cannot be used. */
const lost: readonly ProblemCode[] = ['not-microsoft', 'answer-lost']

const writes: readonly Write[] = [
  { name: 'upsert', request: at('PATCH', '/applications(uniqueName=*'), open: openEmpty },
  {
    name: 'create-application',
    request: at('POST', '/applications'),
    open: openWithoutUpsert,
    ends: ['done', ...lost],
  },
  { name: 'patch-tag', request: at('PATCH', '/applications/*'), open: openEmpty },
  { name: 'create-principal', request: at('POST', '/servicePrincipals'), open: openEmpty },
  { name: 'grant', request: at('POST', '/servicePrincipals/*/appRoleAssignedTo'), open: openEmpty },
  { name: 'add-password', request: at('POST', '/applications/*/addPassword'), open: openEmpty, ends: lost },
  { name: 'patch-delivered', request: at('PATCH', '/applications/*', 'prextra-delivered'), open: openEmpty },
  {
    name: 'add-password-beside',
    request: at('POST', '/applications/*/addPassword'),
    open: openRenewal,
    ends: lost,
  },
  { name: 'remove-password', request: at('POST', '/applications/*/removePassword'), open: openUnheld },
  { name: 'update-application', request: at('PATCH', '/applications/*'), open: openIncomplete },
  { name: 'enable-principal', request: at('PATCH', '/servicePrincipals/*'), open: openDisabled },
  { name: 'remove-grant', request: at('DELETE', '/servicePrincipals/*/appRoleAssignments/*'), open: openReplaced },
  { name: 'patch-manifest', request: at('PATCH', '/applications/*'), open: openReplaced },
  { name: 'delete-duplicate', request: at('DELETE', '/applications/*'), open: openDuplicate },
  { name: 'restore', request: at('POST', '/directory/deletedItems/*/restore'), open: openDeleted },
  { name: 'removal-password', request: at('POST', '/applications/*/removePassword'), open: openRemoval },
  { name: 'delete-application', request: at('DELETE', '/applications/*'), open: openRemoval },
  { name: 'delete-sign-in-entry', request: at('DELETE', '/servicePrincipals/*'), open: openRemoval },
]

async function openSignedIn(
  trial: Trial,
  parts: Pick<ComputerParts, 'options' | 'account'> & { readonly keychain?: MemoryKeychain } = {},
): Promise<{ readonly computer: Computer; readonly keychain: MemoryKeychain }> {
  const { keychain = createMemoryKeychain() } = parts
  const computer = trial.computer({ ...parts, keychain })
  await trial.signIn(computer)
  return { computer, keychain }
}

/** A computer that has done the whole job. */
async function openDone(trial: Trial) {
  const done = await openSignedIn(trial)
  await trial.run(done.computer)
  return done
}

function openEmpty(trial: Trial): Promise<Scene> {
  return openSignedIn(trial)
}

/** Graph refuses the upsert, so the application is created by POST. */
function openWithoutUpsert(trial: Trial): Promise<Scene> {
  trial.site.mocks.push({ request: at('PATCH', '/applications(uniqueName=*'), response: { statusCode: 405 } })
  return openSignedIn(trial)
}

async function openRenewal(trial: Trial): Promise<Scene> {
  return { ...(await openDone(trial)), aim: 'renewed', inProduction: 2 }
}

/** The keychain has lost the value of a secret that was not handed over. */
async function openUnheld(trial: Trial): Promise<Scene> {
  const { computer, keychain } = await openSignedIn(trial)
  await computer.make()
  keychain.entries.clear()
  return { computer, hasUnheld: true }
}

/** The application's redirect address was removed. */
async function openIncomplete(trial: Trial): Promise<Scene> {
  const { computer } = await openDone(trial)
  await asAdministrator(trial, 'PATCH', `/applications/${ours(trial).id}`, { publicClient: { redirectUris: [] } })
  return { computer }
}

/** The service principal is disabled, and the person asks to enable it. */
async function openDisabled(trial: Trial): Promise<Scene> {
  const { keychain } = await openDone(trial)
  trial.site.tenant.changeServicePrincipal(ours(trial).appId, { accountEnabled: false })
  return openSignedIn(trial, { keychain, options: { enableServicePrincipal: true } })
}

/** The permission of another profile is granted as well, and the person asks to remove it. */
async function openReplaced(trial: Trial): Promise<Scene> {
  const { keychain } = await openDone(trial)
  const { id, appId } = ours(trial)
  const [other] = profiles.graph.permissions
  const principals = trial.site.tenant.state.servicePrincipals
  const idOf = (wanted: string) => principals.find((one) => one.appId === wanted)?.id ?? ''
  const resourceId = idOf(other.resourceAppId)
  const grant = { principalId: idOf(appId), resourceId, appRoleId: other.appRoleId }
  await asAdministrator(trial, 'PATCH', `/applications/${id}`, {
    requiredResourceAccess: [...profiles.ews.permissions, other].map(({ resourceAppId, appRoleId }) => ({
      resourceAppId,
      resourceAccess: [{ id: appRoleId, type: 'Role' }],
    })),
  })
  await asAdministrator(trial, 'POST', `/servicePrincipals/${resourceId}/appRoleAssignedTo`, grant)
  // Microsoft lets fewer roles, and only with one more right, change the permissions of that profile.
  const scene = await openSignedIn(trial, { keychain, account: luc, options: { retireOthers: true } })
  await scene.computer.allow(profiles.graph.grantedWith)
  return scene
}

/** A second application of ours, of which nothing was handed over. */
async function openDuplicate(trial: Trial): Promise<Scene> {
  const { computer } = await openDone(trial)
  const { displayName, tag } = profiles.ews
  await asAdministrator(trial, 'POST', '/applications', { displayName, tags: [tag] })
  return { computer }
}

/** The application is in the recycle bin, and the person asks to restore it. The next run completes it. */
async function openDeleted(trial: Trial): Promise<Scene> {
  const { computer: next, keychain } = await openDone(trial)
  const { id } = ours(trial)
  await asAdministrator(trial, 'DELETE', `/applications/${id}`)
  const { computer } = await openSignedIn(trial, { keychain, options: { restore: id } })
  const work = () =>
    trial.attempt(
      computer,
      () => computer.make(),
      () => Promise.resolve([]),
    )
  return { computer, work, next }
}

async function openRemoval(trial: Trial): Promise<Scene> {
  return { ...(await openDone(trial)), aim: 'removed' }
}

function ours({ site }: Trial) {
  const found = site.tenant.state.applications.find(({ uniqueName }) => uniqueName === profiles.ews.uniqueName)
  if (!found) throw new Error('the application was expected to be there')
  return found
}

async function asAdministrator({ site }: Trial, method: string, path: string, body?: unknown): Promise<void> {
  const token = await signIn(site.tenant, luc, `${adminScopes} AppRoleAssignment.ReadWrite.All`)
  const { status } = await graph(site.tenant, token, method, path, body)
  if (status >= 300) throw new Error(`${method} ${path} was answered ${status}`)
}

/** Returns the secrets of ours that nobody holds. */
function unheldSecrets(trial: Trial): readonly string[] {
  const { copies } = trial.observe()
  return trial.site.tenant.state.applications.flatMap(({ tags, passwordCredentials }) =>
    passwordCredentials
      .filter(({ displayName }) => displayName?.startsWith(secretNamePrefix))
      .filter(({ keyId }) => !isDelivered({ tags }, keyId))
      .filter(({ keyId }) => ![...copies.keys()].some((account) => account.endsWith(keyId)))
      .map(({ keyId }) => `nobody holds ${keyId} after the page`),
  )
}

const codeOf = ({ error }: End) => (error instanceof ProblemError ? error.problem.code : null)

/** A page of somebody else's is no refusal of Microsoft's, so no work may end with one. */
function claimsRefusal(end: End): readonly string[] {
  return /not-allowed$|refused$/.test(codeOf(end) ?? '') ? [endedWith(end.error)] : []
}

function unexpectedEnd({ ends = ['done'] }: Write, { isAlways }: Page, end: End): readonly string[] {
  const code = codeOf(end)
  const allowed = isAlways ? ['done', 'perhaps-not-microsoft', ...lost] : ends
  if (end.error === null ? allowed.includes('done') : code !== null && allowed.includes(code)) return []
  return [`${endedWith(end.error ?? 'done')}, not ${allowed.join(' or ')}`]
}

function cell(write: Write, page: Page): Cell {
  return {
    id: `${write.name}/${page.name}`,
    async run(open) {
      const trial = open()
      const { computer, aim = 'present', next = computer, inProduction, ...scene } = await write.open(trial)
      const work = scene.work ?? (() => trial.run(computer, aim))
      strike(trial.site, page, write.request)
      const end = await work()
      const { struck } = trial.site
      const unmet = [
        ...claimsRefusal(end),
        ...unexpectedEnd(write, page, end),
        ...(struck > 0 ? [] : ['nothing went wrong']),
        ...(scene.hasUnheld ? [] : unheldSecrets(trial)),
      ]
      trial.site.mocks.length = 0
      // Once a renewal is under way, or the application is back, the plain job is what is left to do.
      if (end.error !== null && (scene.work || aim === 'renewed')) await work()
      if (next !== computer) await trial.run(next)
      await trial.converge(next, aim === 'removed' ? 'removed' : 'present')
      return { observed: trial.observe(inProduction), unmet }
    },
  }
}

/** The sealed file that leaves by mail: a page in place of the answer leaves it open whether it was sent, and it is not sent again. */
function mailCell(page: Page): Cell {
  return {
    id: `send-mail/${page.name}`,
    async run(open) {
      const trial = open()
      const { computer } = await openDone(trial)
      await computer.allow(mailScopes)
      const sent: string[] = []
      strike(trial.site, page, at('POST', '/me/sendMail'))
      const end = await trial.attempt(
        computer,
        async () => void sent.push(await computer.mail()),
        () => Promise.resolve([]),
      )
      const { sentMail } = trial.site.tenant.state
      const expected = page.effect === 'html-page-after-commit' ? 1 : 0
      const unmet = [
        ...claimsRefusal(end),
        ...(sent.join() === 'maybe' ? [] : [`the mail was said to be ${sent.join() || 'refused'}, not maybe`]),
        ...(sentMail.length === expected ? [] : [`${sentMail.length} mails were sent, not ${expected}`]),
      ]
      await trial.converge(computer)
      const observed = trial.observe()
      return { observed: { ...observed, state: { ...observed.state, sentMail: [] } }, unmet }
    },
  }
}

runRow('foreign', [...writes.flatMap((write) => pages.map((page) => cell(write, page))), ...pages.map(mailCell)])
