/** Stems whose h is aspirated: no elision before them. Names of places and families follow the same rule. */
const aspirated =
  /^h(?:a(?:ch|i[en]|ll|lt|m(?:ac|b|ea|pe|st)|nch|nd|ng|nn|nt|pp|r(?:d|eng|gn|icot|n|pe|v)|sard|ss|t|u|v|w|ye)|e(?:nn|r(?:ni|ons|os$|s)|tr|urt)|i(?:b|e?rarch|pp|ss)|o(?:ch|ckey|l[ld]|mard|ngr|nt|quet|rde|rs|tt|u)|u(?:ard|b|che|e|guen|it|l|n|pp|r[lo]|ss|tt))/

/** Whether French elides « de » before a name: before a vowel or a mute h, not before an aspirated one. */
function elides(name: string): boolean {
  const bare = name.replace(/^[*«\s\u00a0]+/u, '')
  // Of an acronym in h, the letter is spelled: « de HEC ».
  if (/^H[\p{Lu}\d]/u.test(bare)) return false
  const plain = bare.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  if (/^(?:onz|oui|ouist|yaourt|y[aeiou])/.test(plain)) return false
  return /^(?:[aeiouyœæ]|h)/.test(plain) && !aspirated.test(plain)
}

/** Returns « de » and a name in French: `d’Érablière du Nord inc.`, `de Scierie Tremblay`. The name may have marks around it. */
export function ofName(name: string): string {
  return elides(name) ? `d’${name}` : `de ${name}`
}
