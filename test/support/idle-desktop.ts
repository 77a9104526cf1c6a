import { draftOf } from '#adapters/mail/draft.ts'
import { armored } from '#adapters/seal/age.ts'
import { createProxySignIn } from '#core/network/proxy-sign-in.ts'
import { noPolicyReading } from '#core/policy/reading.ts'
import type { Clock } from '#core/ports.ts'
import type { Desktop } from '#core/session/desktop.ts'
import type { ViewFacts } from '#main/assistant.ts'

/** A computer on which nothing was kept and every dialog is cancelled: tests replace what they are about. */
export function createIdleDesktop(clock: Clock): Desktop {
  return {
    version: '0.0.0-test',
    clock,
    policy: noPolicyReading,
    openWorkplace: () => Promise.reject(new Error('this test opens no world')),
    proxies: createProxySignIn(() => undefined),
    choosePlace: () => Promise.resolve(null),
    printPage: () => Promise.reject(new Error('only Electron prints')),
    writeDraft: draftOf,
    armor: (sealed) => Promise.resolve(armored(sealed)),
    openConfirmation: () => Promise.resolve(null),
    mayReplaceGuide: () => Promise.resolve(true),
    askAboutUnsent: () => Promise.resolve('cancel'),
    mayForget: () => Promise.resolve(false),
    openPage: () => Promise.resolve(),
    copyText: () => Promise.resolve(),
    clipboardText: () => Promise.resolve(''),
    clearClipboard: () => Promise.resolve(),
    showJournal: () => undefined,
    comeForward: () => undefined,
    notify: () => undefined,
    close: () => undefined,
    awaited: () => [],
    history: () => [],
    unsent: () => [],
    savedFile: () => null,
    showFile: () => undefined,
    reports: { keep: () => undefined, find: () => null },
    support: () => ({ versions: [['Assistant', '0.0.0-test']], requests: [] }),
    showLicences: () => undefined,
    guideFile: { read: () => null, write: () => Promise.resolve(true) },
    personalData: { secrets: () => Promise.resolve({ count: 0, pending: [] }), forget: () => Promise.resolve([]) },
    organizationsFile: { read: () => [], write: () => Promise.resolve(true) },
  }
}

/** What the view says of a build under test. */
export const testBuild: ViewFacts = {
  version: '0.0.0-test',
  built: null,
  electron: 'pinned',
  signInApplication: 'test',
  cdid: { address: 'technique@cdid.example', phone: null, hours: null },
  requests: () => 0,
}
