/** Beginnings whose h is aspirated: French does not elide before them. Names of places and families follow the same rule. */
const aspirated =
  /^h(?:a(?:ch|i[en]|ll|lt|m(?:ac|b|ea|pe|st)|nch|nd|ng|nn|nt|pp|r(?:d|eng|gn|icot|n|pe|v)|sard|ss|t|u|v|w|ye)|â(?:l|t)|e(?:nn|urt)|é(?:r(?:is|on|os))|ê|er(?:ni|se)|i(?:b|é?rarch|pp|ss)|o(?:ch|ckey|l[ld]|mard|ngr|nt|quet|rde|rs|tt|u)|u(?:ard|b|che|ée|guen|it|l|n|pp|r[lo]|ss|tt))/

/** Whether French elides « de » before a name: before a vowel or a mute h, not before an aspirated one. */
function elides(name: string): boolean {
  const bare = name.replace(/^[*«\s\u00a0]+/u, '')
  // Of an acronym in h, the letter is spelled: « de HEC ».
  if (/^H[\p{Lu}\d]/u.test(bare)) return false
  const lower = bare.toLowerCase()
  if (/^(?:onz|oui|ouist|yaourt|y[aeiou])/.test(lower)) return false
  return /^[aeiouyàâäéèêëîïôöùûüœæh]/.test(lower) && !aspirated.test(lower)
}

/** Returns « de » and a name in French: `d’Érablière du Nord inc.`, `de Scierie Tremblay`. The name may have marks around it. */
export function ofName(name: string): string {
  return elides(name) ? `d’${name}` : `de ${name}`
}
