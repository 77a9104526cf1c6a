import { isCaseNumber } from '../handoff/case-number.ts'
import { handoffFileName, type HandoffView, type HandoffWay } from '../handoff/document.ts'
import { deliver, keepPastedCopy, markDelivered, type Delivery, type DeliveryFacts } from '../handoff/deliver.ts'
import { keptUntil, usualKeepDays, type KeepDays } from '../handoff/kept-copy.ts'
import { oneLine, type Mail } from '../handoff/mail.ts'
import { isContact } from '../handoff/contact.ts'
import { isMailAddress } from '../mail-address.ts'
import { send } from '../handoff/send.ts'
import { ProblemError, type ProblemCode } from '../problem.ts'
import { ask } from '../provision/retry.ts'
import { required } from '../provision/step.ts'
import { vaultAccount } from '../vault-account.ts'
import { viewOf, type Arrival, type SessionContext } from './context.ts'
import type { SavePlace } from './desktop.ts'
import { goToHandoffFromGuide } from './guide-moves.ts'
import { waysToHandOver } from './handoff-ways.ts'
import type { Parcel } from './parcel.ts'
import { isOfAnotherOrganization, type Contact, type Sender } from './identity.ts'
import { identityOf, pathDataOf, pathOf } from './session-path.ts'
import type { DoneStage, HandoffStage, SessionAt } from './session.ts'
import { allowMore } from './microsoft-page.ts'
import { requireAllowedTenant, requireProof } from './obey-policy.ts'
import { signInAgain } from './sign-in-again.ts'

/** Goes to the handoff. On the path by hand it goes first to the step that asks who hands over. */
export function goToHandoff(context: SessionContext): void {
  const { session, memory } = context
  requireProof(context, memory.proof?.mailbox ?? null)
  if ('origin' in session && session.origin === 'guide') {
    goToHandoffFromGuide(context)
    return
  }
  context.allow('go-to-handoff')
  if (session.at !== 'proof' || !session.proof || !memory.access) {
    throw context.problem('out-of-order')
  }
  const { organization, account, kind, mailbox } = session.identity
  // A technician of another organization is not the person whom CDID writes to, and may have no mailbox here.
  const contact = isOfAnotherOrganization(kind) ? null : { name: account.name, email: mailbox ?? account.username }
  const sender = { organization, contact }
  const stage: HandoffStage = {
    ...pathDataOf(session),
    at: 'handoff',
    proof: session.proof,
    access: viewOf(memory.access, organization),
    sender,
  }
  context.arriveAt(stage)
}

/** How a person hands over, and what they add to it. */
export interface HandoffChoices {
  readonly way: HandoffWay
  /** The case number that CDID gave; `null` when there is none. */
  readonly caseNumber: string | null
  /** The project lead's address, for a copy of the mail; `null` when there is none. */
  readonly copyTo: string | null
  /** The organization's contact, where the account that signed in is of another one; left out for the one that is known. */
  readonly contact?: Contact | undefined
}

/** Seals the access and lets it leave. Rejects with `bad-input` for a case number or an address that is none. */
export async function handOff(context: SessionContext, choices: HandoffChoices): Promise<void> {
  context.allow('hand-off')
  const { session, memory } = context
  const { access, proof } = memory
  if (session.at !== 'handoff' || !access || !proof) throw context.problem('out-of-order')
  requireProof(context, proof.mailbox)
  const { way, caseNumber, copyTo } = choices
  const contact = session.sender.contact ?? enteredContact(choices)
  if (caseNumber !== null && !isCaseNumber(caseNumber)) throw context.problem('bad-input')
  if (copyTo !== null && !isMailAddress(copyTo)) throw context.problem('bad-input')
  if (!contact) throw context.problem('bad-input')
  const sender: Sender = { ...session.sender, contact }
  return context.during('hand-off', async (): Promise<Arrival> => {
    requireAllowedTenant(context, 'present', { tenantId: access.tenantId, cloud: access.cloud.id })
    const practice = session.practice ? context.writer.language() : null
    const fileName = handoffFileName(session.sender.organization.domain, context.now(), practice)
    const carrier = await prepare(context, way, fileName)
    if (carrier === null) return 'stay'
    const run = context.run()
    const facts: DeliveryFacts = {
      ...sender,
      proof,
      caseNumber,
      assistant: context.desktop.version,
      setUp: session.origin === 'guide' ? 'by-hand' : 'assistant',
    }
    const delivery = await deliver(run, access, facts, () => {
      if (session.origin === 'guide') return keepPastedCopy(run, access)
      // A file that is sealed once more is about a secret that is marked already.
      if (memory.parcel?.delivery.line.keyId === access.secret.keyId) return Promise.resolve()
      const application = required(memory.provision?.observed.application, 'the application')
      return markDelivered(run, application, access.secret)
    })
    const mail = await mailOf(context, { sender, delivery, fileName, provenAt: proof.mailbox, caseNumber, copyTo })
    const isSealedAgain = memory.parcel?.delivery.line.keyId === access.secret.keyId
    const chosen = isSealedAgain ? memory.parcel?.days : undefined
    const days = context.desktop.policy.policy.copyDays ?? chosen ?? usualKeepDays
    memory.parcel = { delivery, fileName, mail, proof, caseNumber, copyTo, days }
    const arrival = await leave(context, { ...session, sender }, memory.parcel, way, carrier)
    context.forgetSecrets()
    return arrival
  })
}

function enteredContact({ contact }: HandoffChoices): Contact | null {
  return contact && isContact(contact) ? contact : null
}

/** Lets the same sealed file leave once more. */
export function handOffAgain(context: SessionContext, { way }: { readonly way: HandoffWay }): Promise<void> {
  return context.during('hand-off-again', async (): Promise<Arrival> => {
    const { session, memory } = context
    if (session.at !== 'done' || !memory.parcel) throw context.problem('out-of-order')
    try {
      const carrier = await prepare(context, way, memory.parcel.fileName)
      return carrier === null ? 'stay' : await leave(context, session, memory.parcel, way, carrier)
    } finally {
      context.forgetSecrets()
    }
  })
}

/**
 * Goes back to the handoff, where the access is sealed into another file. The secret is read from the keychain once more.
 * Rejects with `secret-not-here` when it is no longer there.
 */
export function sealAgain(context: SessionContext): Promise<void> {
  return context.during('seal-again', async (): Promise<Arrival> => {
    const { session, memory } = context
    if (session.at !== 'done' || !memory.parcel) throw context.problem('out-of-order')
    const { handoff, ...stage } = session
    const { organization, secret, ...access } = session.access
    const account = vaultAccount(access.tenantId, access.applicationId, secret.keyId)
    const run = context.run()
    const value = await ask(run, () => run.world.vault.read(account))
    if (!value) throw context.problem('secret-not-here')
    memory.access = { ...access, secret: { ...secret, value } }
    memory.proof = memory.parcel.proof
    return { stage: { ...stage, at: 'handoff' } }
  })
}

/** Chooses how long this computer keeps its copy of the secret. */
export function keepCopy(context: SessionContext, { days }: { readonly days: KeepDays }): Promise<void> {
  return context.during('keep-copy', async (): Promise<Arrival> => {
    const { session, memory } = context
    const { copyDays } = context.desktop.policy.policy
    const isAllowed = copyDays === null || copyDays === days
    if (session.at !== 'done' || !memory.parcel || !isAllowed) throw context.problem('out-of-order')
    const { delivery } = memory.parcel
    const keep = { days, until: keptUntil(context.now(), days) }
    if (!(await labelDelivered(context, delivery, keep.until))) throw context.problem('secret-not-here')
    noteKept(context, delivery, keep.until)
    memory.parcel = { ...memory.parcel, days }
    return { stage: { ...session, handoff: { ...session.handoff, keep } } }
  })
}

/** The file a person chose, or their mailbox once a mail may be sent from it. */
type Carrier = SavePlace | 'mailbox'

/**
 * Asks for the place or for the right to send before anything is sealed; `null` when the person declines or may not
 * send.
 */
async function prepare(context: SessionContext, way: HandoffWay, sealedName: string): Promise<Carrier | null> {
  const { session } = context
  const path = pathOf(session)
  const allowed = context.desktop.policy.policy.handoffWays
  if (!path || !waysToHandOver(path, allowed).includes(way)) throw context.problem('out-of-order')
  if (way !== 'mail') {
    const kind = way === 'draft' ? 'eml' : 'age'
    return context.desktop.choosePlace(sealedName.replace(/age$/, kind), kind, session.practice)
  }
  const { mailScopes } = context.workplace().signIn
  // Whoever signed in was forgotten as the first file left.
  const forgotten = context.memory.parcel ? identityOf(session) : null
  const refusal = forgotten ? await signInAgain(context, forgotten, mailScopes) : await allowMore(context, mailScopes)
  if (!refusal) return 'mailbox'
  throw new ProblemError(isNoToSending(refusal.code) ? { ...refusal, code: 'mail-not-allowed' } : refusal)
}

/** Whether a problem means that the person did not grant the right to send. They can then choose another way. */
function isNoToSending(code: ProblemCode): boolean {
  const noes: readonly ProblemCode[] = [
    'sign-in-declined',
    'sign-in-timeout',
    'sign-in-refused',
    'sign-in-needs-approval',
    'sign-in-not-assigned',
  ]
  return noes.includes(code)
}

async function leave(
  context: SessionContext,
  session: (SessionAt<'handoff'> & { readonly sender: Sender }) | SessionAt<'done'>,
  parcel: Parcel,
  way: HandoffWay,
  carrier: Carrier,
): Promise<Arrival> {
  const { delivery, mail, caseNumber, copyTo } = parcel
  const { days } = parcel
  const isFirst = session.at === 'handoff'
  const keep = isFirst ? { days, until: keptUntil(context.now(), days) } : session.handoff.keep
  // The time limit of the copy is noted before anything leaves, so that no copy is ever without one.
  if (isFirst) noteKept(context, delivery, keep.until)
  const handedOff = async (outcome: HandoffView['outcome'], fileName: string): Promise<Arrival> => {
    if (isFirst) await labelDelivered(context, delivery, keep.until)
    const handoff: HandoffView = {
      way,
      outcome,
      fileName,
      bytes: delivery.sealed.length,
      at: context.now().toISOString(),
      code: delivery.code,
      to: context.workplace().address,
      copyTo,
      caseNumber,
      keep,
    }
    const stage: DoneStage = { ...session, at: 'done', handoff }
    if (!session.practice) context.desktop.reports.keep(stage)
    return { stage, isNew: true }
  }
  if (carrier === 'mailbox') return handedOff(await send(context.run(), mail), parcel.fileName)
  const date = context.now()
  await carrier.write(way === 'draft' ? await context.desktop.writeDraft({ ...mail, date }) : delivery.sealed)
  const { keyId } = delivery.line
  context.workplace().world.journal.note({ did: 'save-file', keyId, path: carrier.path })
  return handedOff('saved', carrier.fileName)
}

/** Writes to the ledger how long the copy is kept, and whose it is. It is read there when the assistant next opens. */
function noteKept(context: SessionContext, { line }: Delivery, until: string): void {
  const { practice, tenantId, organization, appId, keyId } = line
  context.workplace().world.journal.note({ did: 'keep', practice, tenantId, organization, appId, keyId, until })
}

/**
 * Writes with the copy itself that CDID has the secret, and how long the copy is kept. A keychain that refuses changes nothing,
 * because the ledger says it too. Resolves to `false` when there is no copy.
 */
async function labelDelivered(context: SessionContext, { line }: Delivery, until: string): Promise<boolean> {
  const account = vaultAccount(line.tenantId, line.appId, line.keyId)
  const labelling = context.run().world.vault.relabel(account, { kind: 'delivered', until })
  context.finish(labelling)
  const answer = await labelling
  return !('done' in answer) || answer.done
}

/** Returns the mail to CDID, with the project lead in copy. Both receive the sealed file, which only CDID can open. */
async function mailOf(
  context: SessionContext,
  given: {
    readonly sender: Sender
    readonly delivery: Delivery
    readonly fileName: string
    readonly provenAt: string | null
    readonly caseNumber: string | null
    readonly copyTo: string | null
  },
): Promise<Mail> {
  const { sender, delivery, fileName, provenAt, caseNumber, copyTo } = given
  const { organization, contact } = sender
  const { subject, text } = await context.writer.handoffMail({
    practice: delivery.line.practice,
    organization: oneLine(organization.name),
    contact: oneLine(contact.name) || contact.email,
    applicationId: delivery.line.appId,
    expiresAt: delivery.line.expiresAt,
    provenAt,
    caseNumber,
    fileName,
  })
  // Some mail gateways change binary attachments, so the file is armored. The control code is that of the bytes inside.
  const content = new TextEncoder().encode(await context.desktop.armor(delivery.sealed))
  return {
    to: [{ address: context.workplace().address }],
    cc: copyTo === null ? [] : [{ address: copyTo }],
    subject,
    text,
    attachments: [{ fileName, contentType: 'application/vnd.age', content }],
  }
}
