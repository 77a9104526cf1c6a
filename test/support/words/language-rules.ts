import { ofName } from '#words/format/elision.ts'
import type { Language } from '#words/format/language.ts'

/** Something a sentence must not have, and what to write instead where that is not plain. */
export interface LanguageRule {
  readonly name: string
  /** Returns what breaks the rule; an empty list when nothing does. */
  readonly broken: (sentence: string) => readonly string[]
}

/** A rule on the whole text, marks and code included. */
function rule(name: string, wrong: RegExp): LanguageRule {
  const pattern = new RegExp(wrong.source, [...new Set(`${wrong.flags}gu`)].join(''))
  return { name, broken: (sentence) => sentence.match(pattern) ?? [] }
}

/** A rule on the sentence without what it quotes. `\b` is the edge of a word, with or without accents. */
function wordRule(name: string, wrong: RegExp): LanguageRule {
  const edge = '(?:(?<=[\\p{L}\\d])(?![\\p{L}\\d])|(?<![\\p{L}\\d])(?=[\\p{L}\\d]))'
  const { broken } = rule(name, new RegExp(wrong.source.replaceAll('\\b', edge), `${wrong.flags}u`))
  return { name, broken: (sentence) => broken(withoutQuotes(sentence)) }
}

const typography: readonly LanguageRule[] = [
  rule('a value that is none', /undefined|\bnull\b|\bNaN\b|\[object/),
  rule('two spaces, or one at the end of a line', / {2}|\u00a0\u00a0| \n/),
  rule('three dots for an ellipsis', /\.\.\./),
  rule('a second full stop after a name', /(?<!\.)\.(?:\*\*)?\.(?!\.)/),
]

/** The typography of each language, which holds for sentences and for whole pages. */
export const typographyRules: Readonly<Record<Language, readonly LanguageRule[]>> = {
  fr: [
    ...typography,
    rule('a space before ? ! ;', /[\s\u00a0][?!;](?=\s|$)/),
    rule('a colon without its space that does not break', /(?<!\u00a0):(?=\s|$)/m),
    rule('guillemets without their spaces that do not break', /«(?!\u00a0)|(?<!\u00a0)»/),
    rule('English quotes', /[“”]/),
    rule('a plural after one', /(?<![\d,])1[ \u00a0](?:jours|heures|minutes|secondes|mots|lectures|requêtes)/),
    rule('a number apart from its unit', /\d (?:s|min|h|jours?|mois|heures?|minutes?|ko)\b/),
    rule(
      'the first of a month without « er »',
      /(?<![\d.,])0?1[ \u00a0](?:janvier|février|mars|avril|mai|juin|juillet|août)/,
    ),
    rule('the first of a month without « er »', /(?<![\d.,])0?1[ \u00a0](?:septembre|octobre|novembre|décembre)/),
  ],
  en: [
    ...typography,
    rule('a space before a mark', /[\s\u00a0][?!;:](?=\s|$)/),
    rule('guillemets', /[«»]/),
    rule('a plural after one', /(?<![\d.])1[ \u00a0](?:days|hours|minutes|seconds|words|reads|requests)/),
    rule('a number apart from its unit', /\d (?:s|min|days?|months?|hours?|minutes?|kB)\b/),
  ],
}

/** Not for scripts, whose straight apostrophes are PowerShell's. */
export const straightApostrophe = rule('a straight apostrophe', /'/)
/** For scripts, where PowerShell takes a typographic apostrophe for a quote. */
export const curlyQuote = rule('a typographic apostrophe or quote', /[\u2018-\u201f]/)

/** The grammar and the choice of words of each language, for sentences. */
export const languageRules: Readonly<Record<Language, readonly LanguageRule[]>> = {
  fr: [
    { name: '« aucun » without « ne »', broken: withoutNegation },
    { name: 'no elision before a vowel or a mute h', broken: withoutElision },
    { name: 'an English word', broken: (sentence) => foreignWords(sentence, english) },
    wordRule('write « ci-dessus » or « ci-dessous »', /\bplus (?:haut|bas)\b/),
    wordRule('write « utiliser »', /\bse ser(?:t|vent|vir|vira|vait)\b|\bs’en ser(?:t|vent|vir|vira|vait)\b/),
    wordRule('write « conserver »', /\b[Gg]ard(?:e|é|ée|és|ées|er|ez|ent|ait|era)\b/),
    wordRule(
      'write « retirer », « effacer » or « transmettre »',
      /(?<!à |nulle )\b(?:part|partent|parte|partir|parti)\b/,
    ),
    wordRule('write « renvoyer »', /\bren(?:d|dre|du|due|dent)\b(?! visible)/),
    wordRule('write « gérer »', /\btien(?:t|nent)\b(?! à jour)|\btenir\b(?! compte)/),
    wordRule('write « vérifier » or « essayer »', /éprouv/),
    wordRule('write « sceller pour »', /[Ss]cell[a-zé]* à la clé/),
    rule(
      'write « l’assistant »: « exécution » is a calque of “run”',
      /\b(?:aucune|cette|chaque|une|prochaine) exécution\b/i,
    ),
    wordRule('write « requis » or « dont … a besoin »', /\brôle qu’il faut\b|\bce qu’il faut à\b/),
    wordRule('write « hors de … »: « d’ailleurs » is “besides”', /\bd’ailleurs\b/),
    wordRule('write « indiquer »', /\bveut dire\b/),
    wordRule('write « étiquettes »', /\bmarques? de l’assistant\b/),
    wordRule('write « Centre d’administration »', /(?<=[\s\u00a0])centre d’administration/),
    wordRule('CDID is singular and feminine', /CDID[^.?!]*\b(?:ils|leur|leurs)\b|de leur côté/),
    wordRule('an order that nobody gives', /\bn’a pas à\b|\best à remplir\b|\best à coller\b/),
    wordRule('a button that waits', /\battend le mot\b/),
    wordRule('write « courriel »', /\be-?mails?\b/i),
    wordRule('write « locataire »', /\btenants?\b/),
    wordRule('write « liste verte » or « liste EWS »', /liste blanche/i),
    wordRule('write « chiffrer »', /\bcrypt(?:er|é|ée|age)\b/),
    wordRule('write « cloud » in the name of a role', /infonuagique/),
    wordRule('write « Assistant Outlook–Prextra », with a dash', /Outlook-Prextra/),
    wordRule('write « envoyer »: « rien ne part chez » is spoken', /\bne part chez\b/),
    wordRule('write « prendre en charge »', /\bsupport(?:e|er|é|ée|ent)\b/),
  ],
  en: [
    { name: 'a French word', broken: (sentence) => foreignWords(sentence, french) },
    wordRule('write ID or IDs', /\b[Ii]ds?\b/),
    wordRule('write least privileged role', /\bsmallest role\b/i),
    wordRule('write retires', /\bdays? left\b|\bends EWS\b|\bended EWS\b/),
    rule(
      'say what to do',
      /\b(?:is|are) wanted\b|\bis to be filled\b|\bare still to be\b|\bis still to be\b|\basked for above\b/,
    ),
    wordRule('an aphorism', /\bnot a wait\b|\bno longer a wait\b/),
    wordRule('a button that waits', /\bwaits for the word\b/),
    wordRule('write remove or delete: secrets do not leave', /\b(?:can leave|leaves with|leaves only|leaves behind)\b/),
    wordRule('write is in use or is not affected', /\bgoes on serving\b|\bserves until\b/),
    wordRule('write maximum number', /\blargest number\b/),
    wordRule('write the extra one', /\bone too many\b/),
    wordRule('write Use', /\bOnline wants\b/),
    wordRule('say what has access', /\bopens nothing\b|\bgives nothing\b/),
    wordRule('write cannot change', /\bdoes not reach\b/),
    wordRule('write required', /\bthe role it takes\b|\bneed not\b/),
    wordRule('CDID is singular', /\bon their side\b/),
    wordRule('write tags', /\bmarks of the assistant\b|\bassistant’s marks?\b/),
    wordRule('write organization, as Canada does', /\borganisation/i),
    wordRule('write centre, as Canada does', /\bcenter\b/i),
    wordRule('write contains: a file holds nothing', /\b(?:holds no|log holds|sheet holds|file holds)\b/),
    wordRule('write a Microsoft page, or one of Microsoft’s', /\b(?:an?|no|each) \w+ of (?:Microsoft|CDID)’s\b/),
    wordRule('say who is required to have a role', /\bIt takes (?:one of|an owner|the role)\b/),
  ],
}

const clauses = /[.;:?!,()\n]/
const verbs =
  /(?<![\p{L}’-])(?:est|sont|a|ont|peut|peuvent|doit|doivent|va|vont|fait|font|sera|seront|existe|existent|reste|restent|permet|donne|contient|trouve|connaît|porte|faut|accorde|accordent|reçoit)(?![\p{L}’-])/u

/** Clauses with « aucun » and a verb that nothing negates: « aucun élément est fait ». */
function withoutNegation(sentence: string): readonly string[] {
  return sentence
    .split(clauses)
    .filter((clause) => /(?<!\p{L})aucune?(?!\p{L})/iu.test(clause) && verbs.test(clause))
    .filter((clause) => !/(?<!\p{L})n(?:e |’)|(?<!\p{L})sans(?!\p{L})|(?<!\p{L})ni(?!\p{L})/iu.test(clause))
}

const elided = /(?<![\p{L}’-])(?:de|le|la|ne|que|se|je|me|te|jusque|lorsque|puisque) (?:\*\*)?(\p{L}[\p{L}-]*)/giu

/** A small word before a vowel: « de Érablière ». What stands in guillemets, in code or in an address is quoted. */
function withoutElision(sentence: string): readonly string[] {
  return Array.from(withoutQuotes(sentence).matchAll(elided))
    .filter(([, word = '']) => word.length > 1 && ofName(word).startsWith('d’'))
    .map(([whole]) => whole)
}

const english =
  /(?<![\p{L}-])(?:the|of|and|with|your|from|this|that|which|is|are|has|been|will|cannot|sign-in)(?![\p{L}-])/giu
const french =
  /(?<![\p{L}’-])(?:le|la|les|une|des|du|dans|pour|avec|votre|vous|est|sont|cette|cet|ces|aux|qui|que|ne|pas|sur|par)(?![\p{L}’-])|\p{L}*[àâçèéêëîïôùûœ]\p{L}*/giu

/** Microsoft's and CDID's own names, which keep their language, and names in samples. */
const properNames =
  /RBAC for Applications|Application [A-Z]\w+\.\w+|Microsoft Graph Command Line Tools|Prextra [–-] Synchronisation Outlook|Synchronisation Outlook et Prextra|Exchange Web Services|Érablière du Nord inc\.|Québec|Français|French/g

function foreignWords(sentence: string, words: RegExp): readonly string[] {
  return withoutQuotes(sentence).replace(properNames, ' ').match(words) ?? []
}

/** The sentence without code, addresses, file names and what is quoted of another language. */
function withoutQuotes(sentence: string): string {
  return sentence
    .replace(/`[^`]*`|\[\[[^\]]*\]\]|\{\w+\}|«[^»]*»|“[^”]*”/g, ' ')
    .replace(/https?:\S+|\S+@\S+|[\w-]+(?:\.[\w-]+)+|--[\w-]+/g, ' ')
}
