import type { TokenAnswer } from './issue.ts'

/** Returns the JSON of the v2.0 token endpoint. */
export function writeAnswer(answer: TokenAnswer): Record<string, unknown> {
  return {
    token_type: 'Bearer',
    ...(answer.scope === undefined ? {} : { scope: answer.scope }),
    expires_in: answer.lifetime,
    ext_expires_in: answer.lifetime,
    access_token: answer.accessToken,
    ...tokens(answer),
  }
}

/** Returns the JSON of the older token endpoint: numbers are text, and the resource is named. https://learn.microsoft.com/previous-versions/azure/active-directory/azuread-dev/v1-protocols-oauth-code */
export function writeOldAnswer(answer: TokenAnswer, now: Date): Record<string, unknown> {
  const seconds = Math.floor(now.getTime() / 1000)
  return {
    token_type: 'Bearer',
    ...(answer.scope === undefined ? {} : { scope: answer.scope }),
    expires_in: String(answer.lifetime),
    ext_expires_in: String(answer.lifetime),
    expires_on: String(seconds + answer.lifetime),
    not_before: String(seconds),
    resource: answer.resource,
    access_token: answer.accessToken,
    ...tokens(answer),
  }
}

function tokens({ refreshToken, idToken, clientInfo }: TokenAnswer): Record<string, string> {
  return {
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(idToken === undefined ? {} : { id_token: idToken }),
    ...(clientInfo === undefined ? {} : { client_info: clientInfo }),
  }
}
