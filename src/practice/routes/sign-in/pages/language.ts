/** The languages in which the practice pages are written. */
export type Language = 'fr' | 'en'

/** Returns French unless the request asks for English: `ui_locales` first, then the browser's own languages. */
export function readLanguage(uiLocales: string | undefined, acceptLanguage: string | undefined): Language {
  const wanted = `${uiLocales ?? ''} ${acceptLanguage ?? ''}`.toLowerCase().match(/\b(fr|en)\b/)?.[1]
  return wanted === 'en' ? 'en' : 'fr'
}
