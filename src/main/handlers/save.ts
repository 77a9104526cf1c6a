import { basename } from 'node:path'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { native } from '#words/native.ts'
import { draftOf } from '../drafts.ts'
import type { Handlers } from '../serve.ts'
import type { Desk } from './desk.ts'

/** What a person takes away, made of what main knows; the window hears the file's name and no more. */
export function saveCalls(desk: Desk): Pick<Handlers, 'save'> {
  const { shell, turn } = desk
  return {
    async save({ document }) {
      const { session, language } = turn.state
      const facts = { session, place: desk.place(), version: shell.version, now: desk.now() }
      const draft = draftOf(document, facts, language)
      if (draft === null) throw turn.problem('out-of-order')
      const path = await shell.chooseFile(draft.fileName, draft.kind, session.practice)
      if (path === null) return null
      const { appName } = native[language]
      const bytes =
        draft.kind === 'page'
          ? await shell.printPage(draft.text, { head: draft.title, foot: `${appName} ${shell.version}` })
          : new TextEncoder().encode(draft.text)
      try {
        await atomicWrite(path, bytes)
      } catch {
        throw turn.problem('file-not-written')
      }
      turn.happen({ kind: 'document-saved', document, fileName: basename(path) })
      return null
    },
  }
}
