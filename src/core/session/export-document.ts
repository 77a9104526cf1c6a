import type { SessionContext } from './context.ts'
import { isOffered } from './exports.ts'
import type { DocumentName } from './saved-document.ts'
import type { CopiedFact } from './writer.ts'

/** Saves a document where the person chooses. The window learns its name, and no path. */
export async function saveDocument(
  context: SessionContext,
  { document }: { readonly document: DocumentName },
): Promise<void> {
  const { session, desktop } = context
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

/** Copies a fact, whole, from what main knows. */
export async function copyFact(context: SessionContext, { fact }: { readonly fact: CopiedFact }): Promise<void> {
  const text = await context.writer.copied(fact, context.session)
  if (text === null) throw context.problem('out-of-order')
  await context.desktop.copyText(text)
}
