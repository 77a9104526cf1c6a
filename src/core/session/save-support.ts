import type { SessionContext } from './context.ts'

/**
 * Saves what CDID needs to help: versions, the step, the problem, the requests with their answers and ids, the last check
 * of the connection. Nothing in it is secret. `masked` shortens names, addresses and ids. At any stage.
 */
export async function saveSupport(context: SessionContext, { masked }: { readonly masked: boolean }): Promise<void> {
  const { session, desktop, writer } = context
  const { fileName, text } = await writer.supportFile(
    { session, now: desktop.clock.now(), ...desktop.support() },
    masked,
  )
  const place = await desktop.choosePlace(fileName, 'txt', session.practice)
  if (place === null) return
  await place.write(new TextEncoder().encode(text))
  context.emit({ kind: 'document-saved', document: 'support', fileName: place.fileName })
}
