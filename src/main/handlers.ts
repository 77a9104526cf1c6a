import { Secret } from '#core/secret.ts'
import { answerProxy, declineProxy } from '#core/session/answer-proxy.ts'
import { approve } from '#core/session/approve-plan.ts'
import { checkConnection } from '#core/session/check-connection.ts'
import { checkOldSecret } from '#core/session/check-old-secret.ts'
import { confirm, showConfirmation } from '#core/session/confirm.ts'
import type { SessionContext } from '#core/session/context.ts'
import { delegate, goToLimit, savePage, setLimit } from '#core/session/delegate.ts'
import { copyFact, saveDocument } from '#core/session/export-document.ts'
import { chooseCloud, chooseProfile, enter, openPortal } from '#core/session/fill-guide.ts'
import { forgetEverything } from '#core/session/forget-everything.ts'
import { goToStep } from '#core/session/guide-moves.ts'
import { pasteSecret } from '#core/session/guide-secret.ts'
import { goToHandoff, handOff, handOffAgain, keepCopy, sealAgain } from '#core/session/hand-off.ts'
import { forgetRow, showFile } from '#core/session/history-stage.ts'
import { goBack, goHome } from '#core/session/leave.ts'
import { acceptIdentity, planAgain } from '#core/session/make-plan.ts'
import {
  cancelSignIn,
  changeWay,
  copyCode,
  copyLink,
  explainCode,
  openWantedPage,
  reopenPage,
} from '#core/session/microsoft-page.ts'
import { findOrganization, forgetOrganization, nameOrganization } from '#core/session/name-organization.ts'
import { checkNow, goToProof, proveAccess, watch } from '#core/session/prove-access.ts'
import { saveSupport } from '#core/session/save-support.ts'
import { signIn, start } from '#core/session/sign-in.ts'
import { renewByHand } from '#core/session/start-guide.ts'
import type { Given } from '#contract/calls.ts'
import type { CallName } from '#contract/names.ts'

/** The function behind each call of the contract. It takes parsed input, and resolves when the work is done. */
export type Handlers = {
  readonly [Name in Exclude<CallName, 'look' | 'setLanguage' | 'setScreenShare'>]: (given: Given<Name>) => Promise<void>
}

/** Hands each call of the contract to its use case. */
export function createHandlers(context: SessionContext): Handlers {
  const { desktop } = context
  const atOnce = async (work: () => void) => {
    await Promise.resolve()
    work()
  }
  return {
    start: (given) => start(context, given),
    checkConnection: (given) => checkConnection(context, given),
    answerProxy: ({ proxy, username, password }) =>
      atOnce(() => answerProxy(context, { proxy, username, password: new Secret(password) })),
    declineProxy: (given) => atOnce(() => declineProxy(context, given)),
    signIn: (given) => signIn(context, given),
    nameOrganization: () => atOnce(() => nameOrganization(context)),
    findOrganization: (given) => findOrganization(context, given),
    forgetOrganization: (given) => forgetOrganization(context, given),
    cancelSignIn: () => atOnce(() => cancelSignIn(context)),
    explainCode: (given) => atOnce(() => explainCode(context, given)),
    changeWay: () => atOnce(() => changeWay(context)),
    copyLink: () => copyLink(context),
    copyCode: () => copyCode(context),
    reopenPage: () => reopenPage(context),
    openPage: (given) => atOnce(() => openWantedPage(context, given)),
    acceptIdentity: () => acceptIdentity(context),
    enter: (given) => atOnce(() => enter(context, given)),
    chooseProfile: (given) => atOnce(() => chooseProfile(context, given)),
    chooseCloud: (given) => atOnce(() => chooseCloud(context, given)),
    goToStep: (given) => goToStep(context, given),
    openPortal: () => openPortal(context),
    pasteSecret: () => pasteSecret(context),
    checkOldSecret: () => checkOldSecret(context),
    renewByHand: (given) => renewByHand(context, given),
    plan: (given) => planAgain(context, given),
    approve: (given) => approve(context, given),
    openConfirmation: () => showConfirmation(context, null),
    readConfirmation: ({ content }) => showConfirmation(context, content),
    recordConfirmation: () => confirm(context),
    forgetRow: (given) => atOnce(() => forgetRow(context, given)),
    showFile: (given) => atOnce(() => showFile(context, given)),
    stop: () => atOnce(() => context.end('stop', 'stopped')),
    goToProof: () => goToProof(context),
    prove: (given) => proveAccess(context, given),
    watch: () => watch(context),
    checkNow: () => atOnce(() => checkNow(context)),
    delegate: (given) => atOnce(() => delegate(context, given)),
    savePage: (given) => savePage(context, given),
    goToLimit: () => atOnce(() => goToLimit(context)),
    setLimit: (given) => atOnce(() => setLimit(context, given)),
    goToHandoff: () => atOnce(() => goToHandoff(context)),
    handOff: (given) => handOff(context, given),
    handOffAgain: (given) => handOffAgain(context, given),
    sealAgain: () => sealAgain(context),
    keepCopy: (given) => keepCopy(context, given),
    copy: (given) => copyFact(context, given),
    save: (given) => saveDocument(context, given),
    saveSupport: (given) => saveSupport(context, given),
    showJournal: () => atOnce(() => desktop.showJournal()),
    forgetEverything: () => forgetEverything(context),
    showLicences: () => atOnce(() => desktop.showLicences()),
    back: () => goBack(context),
    home: () => goHome(context),
    close: () => atOnce(() => desktop.close()),
  }
}
