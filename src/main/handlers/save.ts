import { basename } from 'node:path'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import { documentOf } from '../saved-documents.ts'
import type { Handlers } from '../serve.ts'
import type { Desk } from './desk.ts'

/** What a person takes away, made of what main knows; the window hears the file's name and no more. */
export function saveCalls(desk: Desk): Pick<Handlers, 'save'> {
  const { shell, turn } = desk
  return {
    async save({ document }) {
      const { session, language } = turn.state
      const facts = { session, place: desk.place(), now: desk.now() }
      const ready = documentOf(document, facts, language)
      if (ready === null) throw turn.problem('out-of-order')
      const path = await shell.chooseFile(ready.fileName, ready.kind, session.practice)
      if (path === null) return null
      const { appName } = mainProcessWords[language]
      const bytes =
        ready.kind === 'pdf'
          ? await shell.printPage(ready.text, { head: ready.title, foot: `${appName} ${shell.version}` })
          : new TextEncoder().encode(ready.text)
      try {
        await atomicWrite(path, bytes)
      } catch {
        throw turn.problem('file-not-written')
      }
      turn.dispatch({ kind: 'document-saved', document, fileName: basename(path) })
      return null
    },
  }
}
