/** Bare lists: the preload is generated from them, and knows nothing else. */
export const callNames = [
  'look',
  'setLanguage',
  'setScreenShare',
  'start',
  'signIn',
  'cancelSignIn',
  'copyLink',
  'reopenPage',
  'acceptIdentity',
  'plan',
  'approve',
  'recordConfirmation',
  'stop',
  'goToProof',
  'prove',
  'watch',
  'checkNow',
  'askColleague',
  'savePage',
  'goToLimit',
  'setLimit',
  'goToHandoff',
  'handOff',
  'handOffAgain',
  'keepCopy',
  'copy',
  'save',
  'showJournal',
  'back',
  'home',
  'close',
] as const

export const eventNames = ['view'] as const

export type CallName = (typeof callNames)[number]
export type EventName = (typeof eventNames)[number]
