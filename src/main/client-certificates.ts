import { app, dialog, type BrowserWindow, type Certificate } from 'electron'
import type { Language } from '#words/format/language.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import type { DialogTurn } from './human/dialog-turn.ts'

/** The most certificates that are offered: a dialog with more buttons cannot be read. */
const maxOffered = 6

/**
 * Answers each request for a client certificate by the person's choice, remembered for that host while the assistant is open.
 * Left alone, Electron sends the first certificate of the store to whoever asks.
 */
export function askForClientCertificates(window: BrowserWindow, turn: DialogTurn, language: () => Language): void {
  const chosen = new Map<string, Promise<Certificate | undefined>>()
  app.on('select-client-certificate', (event, _contents, url, certificates, answer) => {
    event.preventDefault()
    const { host } = new URL(/^[a-z]+:\/\//i.test(url) ? url : `https://${url}`)
    const choice =
      chosen.get(host) ?? turn.wait(() => choose(window, language(), host, certificates.slice(0, maxOffered)))
    chosen.set(host, choice)
    void choice.then(
      (certificate) => (certificate ? answer(certificate) : answer()),
      () => answer(),
    )
  })
}

async function choose(
  window: BrowserWindow,
  language: Language,
  host: string,
  certificates: readonly Certificate[],
): Promise<Certificate | undefined> {
  const { question, detail, none } = mainProcessWords[language].clientCertificate
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: question(host),
    detail,
    buttons: [none, ...certificates.map(({ subjectName, issuerName }) => `${subjectName} (${issuerName})`)],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return certificates[response - 1]
}
