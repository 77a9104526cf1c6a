/** How a person signs in: on a page in this computer's browser, or with a code that is typed on a page anywhere. */
export const signInWays = ['browser', 'device-code'] as const

export type SignInWay = (typeof signInWays)[number]

export function otherWay(way: SignInWay): SignInWay {
  return way === 'browser' ? 'device-code' : 'browser'
}
