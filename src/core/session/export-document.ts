import type { SessionContext } from './context.ts'
import { isOffered } from './exports.ts'
import type { Session } from './session.ts'
import type { DocumentName } from './saved-document.ts'
import type { CopiedFact } from './writer.ts'

/** Saves a document where the person chooses. The window learns its name, and no path. */
export async function saveDocument(
  context: SessionContext,
  { document, keyId }: { readonly document: DocumentName; readonly keyId?: string | undefined },
): Promise<void> {
  const { desktop } = context
  const session = keyId === undefined ? context.session : handedOver(context, keyId)
  if (!isOffered(session, document)) throw context.problem('out-of-order')
  const { world, signInApplication } = context.workplace()
  const { cloud, recipients } = world
  const facts = { session, cloud, recipients, signInApplication, now: context.now() }
  const ready = await context.writer.document(document, facts)
  if (ready === null) throw context.problem('out-of-order')
  const place = await desktop.choosePlace(ready.fileName, ready.kind, session.practice)
  if (place === null) return
  const bytes =
    ready.kind === 'pdf' ? await desktop.printPage(ready.text, ready.title) : new TextEncoder().encode(ready.text)
  await place.write(bytes)
  context.emit({ kind: 'document-saved', document, fileName: place.fileName })
}

/** Returns what a copy button copies; `null` while there is nothing to copy. */
export function factText(context: SessionContext, fact: CopiedFact): Promise<string | null> {
  const { session, desktop, writer } = context
  if (fact === 'address') return Promise.resolve(writer.address)
  if (fact !== 'ticket') return writer.copied(fact, session)
  return writer.ticket({ session, now: desktop.clock.now(), ...desktop.support() })
}

/** Returns the session as it was when this secret was handed over, so that its report can be made again. */
function handedOver(context: SessionContext, keyId: string): Session {
  const stage = context.session.at === 'history' ? context.desktop.reports.find(keyId) : null
  if (!stage) throw context.problem('out-of-order')
  return { ...context.session, ...stage }
}

/** Copies a fact, whole, from what main knows. */
export async function copyFact(context: SessionContext, { fact }: { readonly fact: CopiedFact }): Promise<void> {
  const text = await factText(context, fact)
  if (text === null) throw context.problem('out-of-order')
  await context.desktop.copyText(text)
}
