import type { LoopbackPages } from '#adapters/microsoft/sign-in/loopback.ts'
import type { Language } from '#words/format/language.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'

/** Returns the pages that the browser shows once it has brought an answer. */
export function signInPages(language: Language): LoopbackPages {
  const { done, failed, foreign } = mainProcessWords[language].browserPage
  const page = ({ title, body }: typeof done) => `<!doctype html>
<html lang="${language}-CA">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 14px/20px 'Segoe UI Variable', 'Segoe UI', system-ui, sans-serif }
body { display: grid; place-content: center; min-height: 90vh; margin: 0 24px; text-align: center }
h1 { font-size: 24px; line-height: 32px; font-weight: 600; margin: 0 0 8px }
p { margin: 0 }
</style>
<h1>${title}</h1>
<p>${body}</p>
</html>`
  return { done: page(done), failed: page(failed), foreign: page(foreign) }
}
