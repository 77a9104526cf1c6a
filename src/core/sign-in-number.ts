/*
 * Entra's sign-in errors have a number, written AADSTS50020. What each means: adapters/microsoft/sign-in/aadsts.ts.
 */

/** Returns the numbers that a text of Entra's names: an answer that comes through the browser has them nowhere else. */
export function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/AADSTS(\d{4,8})/gi)].map((match) => Number(match[1]))
}

/**
 * Returns the number that a person typed or pasted from Microsoft's page: alone, or in a text that names it first. `null`:
 * there is none.
 */
export function typedNumber(text: string): number | null {
  const alone = /^\s*(\d{4,8})\s*$/.exec(text)
  return alone ? Number(alone[1]) : (numbersIn(text)[0] ?? null)
}
